"""What rules out minimums where no limit does: the rules that the nearest thing to them breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import HardMinimum
from sharepool.problem.rows import DAYS, Assignment, Demand
from sharepool.problem.timetable import Timetable
from sharepool.problem.violation import Violation
from sharepool.rules import check

_MOST_ROWS = 400
"""Rows looked at for one minimum."""

_MINIMUMS = {("H13", "minimum"), ("H16", "require"), ("H16", "strict_pair")}
"""What says that a minimum is missed: not why."""


def find_causes(
    problem: Problem, minimums: Sequence[HardMinimum], is_late: Callable[[], bool]
) -> tuple[Violation, ...]:
    """Return what is broken by rows that would meet all of some minimums, those that break least.

    One minimum after the other gets the row that newly breaks the fewest rules, in a plan with
    nothing else.

    Parameters
    ----------
    problem : Problem
    minimums : sequence of HardMinimum
        What cannot hold together, whatever the limits.
    is_late : callable
        Whether the time is up: then nothing is said.

    Returns
    -------
    tuple of Violation
        As the checker finds them; none if no row could ever count.
    """
    plan: tuple[Assignment, ...] = ()
    broken: tuple[Violation, ...] = ()
    timetable = Timetable(problem)
    for minimum in minimums:
        rows = list(islice(_rows(problem, timetable, minimum), _MOST_ROWS))
        for _ in range(minimum.needed):
            found = []
            for row in rows:
                if is_late():
                    return ()
                if row not in plan:
                    after = (*plan, row)
                    found.append((_broken(problem, after), after))
            if not found:
                return broken
            broken, plan = min(found, key=lambda one: _hardness(one[0]))
    return broken


def _broken(problem: Problem, rows: tuple[Assignment, ...]) -> tuple[Violation, ...]:
    return tuple(
        one
        for one in check(problem, Plan(rows))
        if (one.code, one.kind) not in _MINIMUMS and one.code != "H17"
    )


def _hardness(broken: tuple[Violation, ...]) -> tuple[int, tuple[str, ...]]:
    """Return what rows sort by: the fewest rules, and skills, which nobody gets soon, last."""
    return len(broken), tuple(sorted("Z" if one.code == "H01" else one.code for one in broken))


def _rows(problem: Problem, timetable: Timetable, minimum: HardMinimum) -> Iterator[Assignment]:
    """Yield the rows that would count for a minimum."""
    for demand in problem.demands:
        if not counts_for(problem, minimum, demand):
            continue
        staff_ids = list(_people(problem, minimum))
        times = [(one.day, one.slot) for one in timetable.sessions(demand)]
        asked = _asked_times(problem, minimum, times)
        for day, slot in asked:
            for staff_id in staff_ids:
                for role in problem.roles_of.get(demand.demand_id, [""]):
                    yield Assignment(
                        staff_id=staff_id,
                        demand_id=demand.demand_id,
                        day=day,
                        slot=slot,
                        role=role,
                    )


def counts_for(problem: Problem, minimum: HardMinimum, demand: Demand) -> bool:
    """Return whether a session of a demand may count for a minimum."""
    if minimum.kind == "min_sessions":
        return demand is problem.demands[minimum.row]
    if minimum.kind == "strict_pair":
        return demand.site_id == problem.pairs[minimum.row].site_id
    pin = problem.pins[minimum.row]
    return pin.demand_id in {None, demand.demand_id} and pin.site_id in {None, demand.site_id}


def _people(problem: Problem, minimum: HardMinimum) -> Iterator[str]:
    for person in problem.staff:
        if minimum.kind == "strict_pair":
            group = problem.site_of[person.home_site].group
            if group != problem.pairs[minimum.row].group:
                continue
        elif minimum.kind == "require" and problem.pins[minimum.row].staff_id not in {
            None,
            person.staff_id,
        }:
            continue
        yield person.staff_id


def _asked_times(
    problem: Problem, minimum: HardMinimum, times: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the times that a minimum asks for; where the timetable has none, all that match."""
    if minimum.kind != "require":
        return list(times)
    pin = problem.pins[minimum.row]
    fits = [(d, s) for d, s in times if pin.day in {None, d} and pin.slot in {None, s}]
    slots = sorted({bell.slot for bell in problem.bells}) if pin.slot is None else [pin.slot]
    return fits or [(d, s) for d in ([pin.day] if pin.day else DAYS) for s in slots]
