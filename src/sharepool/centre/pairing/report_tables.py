"""Who should support each school (对口支援) and who came, as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

from sharepool.centre.pairing.types import Pairing
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
SUPPORT_COLUMNS = (
    *("site_id", "site_name", "hub_id", "hub_name", "group", "way_min", "kept", "fits_stage"),
)
SUPPLY_COLUMNS = ("group", "wanted_hours", "short_hours")
HUB_COLUMNS = ("hub_id", "hub_name", "sites", "hours", "capacity")


def make_frames(pairing: Pairing) -> dict[str, pd.DataFrame]:
    """Return the tables of a pairing by name (see :meth:`Pairing.to_frames`)."""
    import pandas as pd

    site_of = pairing.problem.site_of
    supports = [
        asdict(one)
        | {
            "site_name": site_of[one.site_id].title,
            "hub_name": site_of[one.hub_id].title,
            "kept": "" if one.kept is None else int(one.kept),
            "fits_stage": int(one.fits_stage),
        }
        for one in pairing.supports
    ]
    hubs = [asdict(one) | {"hub_name": site_of[one.hub_id].title} for one in pairing.hubs]
    return {
        "supports": pd.DataFrame(supports, columns=list(SUPPORT_COLUMNS), dtype=object),
        "hubs": pd.DataFrame(hubs, columns=list(HUB_COLUMNS), dtype=object),
        "supplies": pd.DataFrame(
            [asdict(one) for one in pairing.supplies], columns=list(SUPPLY_COLUMNS), dtype=object
        ),
    }


def list_support(problem: Problem, plan: Plan) -> pd.DataFrame:
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

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> support = sp.list_support(county, sp.Plan())
    >>> int(support["missing"].sum()) == int(support["planned"].sum())
    True
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
    for event in chain.from_iterable(Itinerary(problem, plan).events_of.values()):
        site_id, groups = event.demand.site_id, set()
        for one in event.sessions:
            home = problem.site_of[one.person.home_site]
            if home.site_id != site_id or home.group in planned.get(site_id, ()):
                groups.add(home.group)
                people[site_id, home.group].add(one.person.staff_id)
        # A team's session is one for each group that somebody of the team is of.
        sessions[site_id].update(groups)
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
