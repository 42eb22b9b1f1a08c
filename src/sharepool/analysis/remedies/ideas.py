"""From what stands in people's way to the changes that would clear it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sharepool.analysis.reasons.types import Reason
from sharepool.analysis.remedies.changes import (
    Change,
    FreeDay,
    LooserDemand,
    LooserLimits,
    MoreBudget,
    MoreHours,
    MoreRoom,
    OtherHour,
    OtherMode,
)
from sharepool.analysis.remedies.recruits import find_certificates, find_recruits
from sharepool.analysis.remedies.screening import UNLIMITED, Gaps, Idea
from sharepool.analysis.remedies.teams import find_teams
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import Demand, Staff
from sharepool.problem.violation import Violation

MOST_LOOSER = 1.5
"""Times a personal limit that anybody would agree to."""

_HOURS, _BUDGET_HOURS = (1, 4), (5, 20)
"""More hours a week that are tried, of a person and of an employer."""

_OF_A_SUBJECT = 2
"""Changes of one kind to one subject that are tried."""

_LIMIT_OF = {
    ("H08", "long"): "max_leg_min",
    ("H09", None): "max_travel_min_day",
    ("H10", "day"): "max_sessions_day",
    ("H10", "week"): "max_sessions_week",
    ("H11", "sites_day"): "max_sites_day",
    ("H11", "sites_week"): "max_sites_week",
    ("H11", "days_week"): "max_days_week",
}
_NUMBER_OF = {
    ("H13", "per_day"): "max_per_day",
    ("H13", "gap"): "min_gap_days",
    ("H14", None): "max_staff",
}
_IN_MINUTES, _MINUTES_STEP = {"max_leg_min", "max_travel_min_day"}, 5
_OF_THE_WAY = {"H05", "H06", "H08", "H09"}
_OF_THE_TIME = {"H02", "H04", "H05", "H06", "H07"}
_TOO_LONG = {("H08", "long"), ("H09", None)}


def find_ideas(gaps: Gaps, reasons: Iterable[Reason], prices: dict[str, int]) -> list[Idea]:
    """Return changes that may cover missing sessions, kinds in turn, the most promising first.

    Parameters
    ----------
    gaps : Gaps
    reasons : iterable of Reason
        With their candidates.
    prices : dict of str to int
        By kind; a change that promises no more than its price comes after all that do.
    """
    found = [
        *_eased(gaps, reasons),
        *find_recruits(gaps),
        *find_teams(gaps),
        *find_certificates(gaps),
    ]

    def rank(idea: Idea) -> int:
        return prices[idea.change.kind] * idea.change.units - idea.promise

    promising = [idea for idea in found if idea.promise > 0]
    of_kind = group_by(sorted(promising, key=rank), lambda idea: idea.change.kind)
    lists = [_few_of_each(ideas) for ideas in of_kind.values()]
    in_turn = [idea for turn in zip_longest(*lists) for idea in turn if idea is not None]
    return sorted(in_turn, key=lambda idea: rank(idea) >= 0)


def _few_of_each(ideas: Iterable[Idea]) -> list[Idea]:
    """Return the first few ideas about each subject."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    kept = []
    for idea in ideas:
        counts[idea.change.subject] += 1
        if counts[idea.change.subject] <= _OF_A_SUBJECT:
            kept.append(idea)
    return kept


def _eased(gaps: Gaps, reasons: Iterable[Reason]) -> Iterator[Idea]:
    """Yield the changes that alone clear what stands in somebody's way."""
    opened: dict[Change, dict[str, int]] = defaultdict(dict)
    for reason in reasons:
        demand = gaps.problem.demand_of[reason.demand_id]
        for staff_id, obstacles in _ways(reason):
            person = gaps.problem.person_of.get(staff_id or "")
            way = gaps.way_min(person, demand) if person else 0
            for change in _clearing_all(gaps, demand, person, obstacles):
                ways = opened[change]
                ways[demand.demand_id] = min(way or 0, ways.get(demand.demand_id, way or 0))
    for change, ways in _together(gaps, opened).items():
        demands = [gaps.problem.demand_of[demand_id] for demand_id in ways]
        most = _most(gaps, change, demands)
        yield Idea(change, gaps.promise(((one, ways[one.demand_id]) for one in demands), most))


def _ways(reason: Reason) -> Iterator[tuple[str | None, tuple[Violation, ...]]]:
    """Yield, for each way to one session more, whose it is and what stands in it."""
    if reason.ease is not None:
        for ease in (reason.ease, *reason.also_ease):
            yield ease.staff_id, (ease,)
    for candidate in reason.candidates:
        if candidate.obstacles:
            yield candidate.staff_id, candidate.obstacles


def _clearing_all(
    gaps: Gaps, demand: Demand, person: Staff | None, obstacles: tuple[Violation, ...]
) -> Iterator[Change]:
    """Yield the changes of which each clears all of some obstacles."""
    first, *others = (tuple(_clearing(gaps, demand, person, one)) for one in obstacles)
    yield from (change for change in first if all(change in other for other in others))
    if person and {(one.code, one.kind) for one in obstacles} == _TOO_LONG:
        limits = {_LIMIT_OF[one.code, one.kind]: one.amount or 0 for one in obstacles}
        yield from _looser(gaps, person, limits)


def _clearing(
    gaps: Gaps, demand: Demand, person: Staff | None, obstacle: Violation
) -> Iterator[Change]:
    """Yield the changes that clear one obstacle."""
    key = obstacle.code, obstacle.kind
    if key in _NUMBER_OF:
        yield LooserDemand((demand.demand_id,), _NUMBER_OF[key])
    elif key == ("H12", "employer") and obstacle.name is not None:
        yield from (MoreBudget(obstacle.name, hours) for hours in _BUDGET_HOURS)
    elif key == ("H15", "capacity") and obstacle.site_id is not None:
        yield MoreRoom(obstacle.site_id, obstacle.amount or 0)
    elif person is not None:
        yield from _clearing_of_person(gaps, demand, person, obstacle)
    if obstacle.code in _OF_THE_TIME or key in {("H03", "start"), ("H03", "part")}:
        yield from _other_hours(gaps, demand)


def _clearing_of_person(
    gaps: Gaps, demand: Demand, person: Staff, obstacle: Violation
) -> Iterator[Change]:
    key = obstacle.code, obstacle.kind
    if key in _LIMIT_OF:
        yield from _looser(gaps, person, {_LIMIT_OF[key]: obstacle.amount or 0})
    elif key == ("H12", "person"):
        lacking_min = (obstacle.amount or 0) - (obstacle.limit or 0)
        enough = (hours for hours in _HOURS if lacking_min <= hours * MINUTES_PER_HOUR)
        yield from (MoreHours(person.staff_id, hours) for hours in enough)
    elif key == ("H02", "window") and obstacle.day is not None:
        yield FreeDay(person.staff_id, obstacle.day)
    if obstacle.code in _OF_THE_WAY:
        yield from _faster(gaps, demand, person)


def _looser(gaps: Gaps, person: Staff, limits: dict[str, int]) -> Iterator[LooserLimits]:
    """Yield a person's wider limits, if anybody would agree to them."""
    old = {name: gaps.problem.limit_of(person, name) for name in limits}
    wider = {name: _rounded(name, most) for name, most in limits.items()}
    if all(most <= max(old[name] + 1, MOST_LOOSER * old[name]) for name, most in wider.items()):
        yield LooserLimits(person.staff_id, tuple(sorted(wider.items())))


def _rounded(name: str, most: int) -> int:
    """Return a limit as people would agree on it: minutes in fives."""
    return -(-most // _MINUTES_STEP) * _MINUTES_STEP if name in _IN_MINUTES else most


def _faster(gaps: Gaps, demand: Demand, person: Staff) -> Iterator[OtherMode]:
    """Yield the fastest way to travel that the pool knows, if it brings a person to a demand."""
    speeds = gaps.problem.rules.travel.speeds
    modes = sorted({gaps.problem.mode_of(one) for one in gaps.problem.staff} & speeds.keys())
    own = speeds.get(gaps.problem.mode_of(person))
    fastest = max(modes, key=lambda mode: speeds[mode], default=None)
    if own is None or fastest is None or speeds[fastest] <= own:
        return
    if gaps.is_in_reach(person.model_copy(update={"mode": fastest}), demand):
        yield OtherMode(person.staff_id, fastest)


def _other_hours(gaps: Gaps, demand: Demand) -> Iterator[OtherHour]:
    """Yield more times for a demand; but lesson time belongs to lessons."""
    if demand.slots:
        yield OtherHour((demand.demand_id,))
    bell_id = gaps.problem.site_of[demand.site_id].bell_id
    parts = {bell.part for bell in gaps.problem.bells if bell.bell_id == bell_id}
    for part in sorted(parts - set(demand.allowed_parts) - {"lesson"}):
        yield OtherHour((demand.demand_id,), part)


def _together(gaps: Gaps, opened: dict[Change, dict[str, int]]) -> dict[Change, dict[str, int]]:
    """Put what concerns several demands of a site into one change, and less into more of it."""
    joined: dict[Change, dict[str, int]] = {}
    bundles: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for change, ways in opened.items():
        if isinstance(change, OtherHour | LooserDemand):
            site_id = gaps.problem.demand_of[change.demand_ids[0]].site_id
            bundles[change.kind, site_id, getattr(change, "part", None) or ""].update(ways)
        else:
            smaller = (own for other, own in opened.items() if _is_within(other, change))
            joined[change] = {key: way for own in smaller for key, way in own.items()}
    for (kind, _, part), ways in bundles.items():
        ids = tuple(ways)
        if kind in {"part", "start"}:
            joined[OtherHour(ids, part or None)] = ways
        else:
            joined[LooserDemand(ids, kind)] = ways
    return joined


def _is_within(change: Change, other: Change) -> bool:
    """Return whether another change eases all that a change does."""
    if isinstance(change, LooserLimits) and isinstance(other, LooserLimits):
        wider = dict(other.limits)
        return change.staff_id == other.staff_id and all(
            most <= wider.get(name, -1) for name, most in change.limits
        )
    if isinstance(change, MoreRoom) and isinstance(other, MoreRoom):
        return change.site_id == other.site_id and change.capacity <= other.capacity
    return change == other


def _most(gaps: Gaps, change: Change, demands: list[Demand]) -> int:
    """Return how many sessions a change can open at most."""
    minutes = min(map(gaps.minutes, demands))
    if isinstance(change, MoreHours | MoreBudget):
        return math.ceil(change.hours * MINUTES_PER_HOUR / minutes)
    if isinstance(change, LooserLimits) and change.limits[0][0] == "max_sessions_week":
        return 1
    if isinstance(change, LooserLimits | OtherMode | FreeDay):
        return gaps.spare_sessions(gaps.problem.person_of[change.staff_id], minutes)
    return UNLIMITED
