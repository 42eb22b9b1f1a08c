"""What stays and what changes for each person since the previous plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ("kept", "moved", "new", "gone")
COLUMNS = ("staff_id", "staff_name", *COUNTS)


def list_changes(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return how many sessions of each person are as in ``previous_plan``, and how many are not.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a person with a session in either plan, in the problem's order, then those who have
        left the pool. A session is `kept` if the same row is in both plans, `moved` if the person
        keeps the demand at another time, else `new` or `gone`.
    """
    import pandas as pd

    before, after = _by_person(problem.previous_plan), _by_person(plan)
    known = [person.staff_id for person in problem.staff if person.staff_id in before | after]
    rows = []
    for staff_id in [*known, *(one for one in before if one not in problem.person_of)]:
        old, now = before.get(staff_id, Counter()), after.get(staff_id, Counter())
        kept, lost, won = old & now, old - now, now - old
        moved = (_demands(lost) & _demands(won)).total()
        person = problem.person_of.get(staff_id)
        rows.append(
            (
                staff_id,
                person.title if person else staff_id,
                kept.total(),
                moved,
                won.total() - moved,
                lost.total() - moved,
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COUNTS, int))


def _by_person(rows: Iterable[Assignment]) -> dict[str, Counter[tuple[str, int, int]]]:
    found: dict[str, Counter[tuple[str, int, int]]] = {}
    for row in rows:
        found.setdefault(row.staff_id, Counter())[row.demand_id, row.day, row.slot] += 1
    return found


def _demands(rows: Counter[tuple[str, int, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (demand_id, _, _), number in rows.items():
        found[demand_id] += number
    return found
