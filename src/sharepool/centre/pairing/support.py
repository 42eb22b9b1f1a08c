"""The matrix of support (对口支援): who should come to each paired school, and who came."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "site_id",
    "site_name",
    "group",
    "planned",
    "strict",
    "received",
    "missing",
    "people",
)


def support_matrix(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return planned and given support of each school that has a pair.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row for each school and group, schools in the order of the pairs: first the groups that
        the school is paired with, then others whose people came (`planned` is 0), at last those of
        no group (`group` is empty). `received` are sessions by people based in the group, `people`
        how many they are; those based at the school itself count for its pairs only, as they do not
        come. A school that is not open this week is planned nothing.
    """
    import pandas as pd

    planned: dict[str, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for pair in problem.pairs:
        due = pair.min_sessions if problem.is_open(pair.site_id) else 0
        # Several rows of one school and group are all met by the same sessions.
        most, strict = planned[pair.site_id].get(pair.group, (0, False))
        planned[pair.site_id][pair.group] = max(most, due), strict or pair.strict
    sessions: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for session in Itinerary(problem, plan).sessions:
        site_id, home = session.demand.site_id, problem.site_of[session.person.home_site]
        if home.site_id != site_id or home.group in planned.get(site_id, ()):
            sessions[site_id][home.group] += 1
            people[site_id, home.group].add(session.person.staff_id)
    rows = []
    for site_id, pairs in planned.items():
        came = sorted(sessions[site_id], key=lambda group: (not group, group))
        for group in dict.fromkeys([*pairs, *came]):
            due, strict = pairs.get(group, (0, False))
            received = sessions[site_id][group]
            rows.append(
                {
                    "site_id": site_id,
                    "site_name": problem.site_of[site_id].title,
                    "group": group,
                    "planned": due,
                    "strict": int(strict),
                    "received": received,
                    "missing": max(0, due - received),
                    "people": len(people[site_id, group]),
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))
