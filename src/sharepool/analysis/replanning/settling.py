"""Whatever need not have moved is put back: changes of a plan that gain nothing are undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from sharepool.analysis.comparison.differences import match_sessions
from sharepool.analysis.comparison.types import Fate, SessionChange
from sharepool.analysis.reasons.excerpts import Whole
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.rules import find_lapsed, violations
from sharepool.rules.scoring import score_itinerary


def settle(problem: Problem, plan: Plan, is_late: Callable[[], bool]) -> Plan:
    """Return a legal plan with the changes from the previous plan undone that gain nothing.

    Single sessions are put back one by one, and sessions that share people or demands together.
    What is left changed lowers the objective, each change by itself.

    Parameters
    ----------
    problem : Problem
        With its previous plan.
    plan : Plan
        A legal plan of the problem.
    is_late : callable
        Tells when to leave the rest as it is.
    """
    while not is_late():
        changes = _changes(problem, plan)
        better = _undo_one(problem, plan, changes, is_late)
        better = better or _undo_group(problem, plan, changes, is_late)
        if better is None:
            return plan
        plan = better
    return plan


def _changes(problem: Problem, plan: Plan) -> list[SessionChange]:
    """Return the changes that could be undone: a session that has lapsed cannot come back."""
    before = Plan(problem.previous_plan)
    lapsed = find_lapsed(problem, before)
    matched = match_sessions(Itinerary(problem, before), Itinerary(problem, plan))
    return [one for one in matched if one.fate is not Fate.KEPT and one.before not in lapsed]


def _undo_one(
    problem: Problem, plan: Plan, changes: list[SessionChange], is_late: Callable[[], bool]
) -> Plan | None:
    """Return the plan with one session as it was, if that is legal and costs nothing."""
    whole = Whole(problem, plan)
    for change in changes:
        if is_late():
            return None
        rows = [row for row in (change.before, change.after) if row is not None]
        excerpt = whole.around(*rows)
        if not excerpt.find_obstacles(change.before, change.after) and (
            excerpt.find_change(change.before, change.after) <= 0
        ):
            return _undone(plan, [change])
    return None


def _undo_group(
    problem: Problem, plan: Plan, changes: list[SessionChange], is_late: Callable[[], bool]
) -> Plan | None:
    """Return the plan with sessions that hang together as they were, if that costs nothing."""
    if is_late():
        return None
    objective = score_itinerary(Itinerary(problem, plan)).objective
    for group in _groups(changes):
        if is_late():
            return None
        undone = _undone(plan, group)
        week = Itinerary(problem, undone)
        if not violations(week) and score_itinerary(week).objective <= objective:
            return undone
    return None


def _undone(plan: Plan, changes: list[SessionChange]) -> Plan:
    rows: list[Assignment] = list(plan)
    for change in changes:
        if change.after is not None:
            rows.remove(change.after)
        if change.before is not None:
            rows.append(change.before)
    return Plan(tuple(rows))


def _groups(changes: list[SessionChange]) -> Iterator[list[SessionChange]]:
    """Yield the changes that share people or demands, several at least."""
    of_key: dict[str, list[int]] = defaultdict(list)
    for number, change in enumerate(changes):
        for key in _keys(change):
            of_key[key].append(number)
    waiting = set(range(len(changes)))
    while waiting:
        group, front = set(), {min(waiting)}
        while front:
            group |= front
            keys = {key for number in front for key in _keys(changes[number])}
            front = {number for key in keys for number in of_key[key]} - group
        waiting -= group
        if len(group) > 1:
            yield [changes[number] for number in sorted(group)]


def _keys(change: SessionChange) -> set[str]:
    return {f"demand {change.demand_id}", *(f"person {row.staff_id}" for row in change.rows)}
