"""Who else, and when else: what could be done with one session of a plan, each judged properly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sharepool.analysis.reasons.excerpts import Effect, Whole
from sharepool.analysis.reasons.planrows import key_of
from sharepool.analysis.suggestions.drafts import PlanDraft, edit_plan, whole_of
from sharepool.analysis.suggestions.likely import LikelyRow, QuickLook, in_order, mostly_apart
from sharepool.analysis.suggestions.sessions import (
    NamedSession,
    SessionName,
    find_session,
    require_people,
)
from sharepool.analysis.suggestions.types import Suggestion, Suggestions, Workload
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand
from sharepool.problem.violation import Violation

_LEAST_TRIALS, _TRIALS_EACH = 40, 5
"""Rows tried properly: at least so many, and so many for each suggestion asked for."""

_MOST_OF_ONE = 3
"""Suggestions that name the same person."""

_TEAM_TRIALS = 8
"""Times for which a missing team is put together."""

_OF_THE_TIME = {"H03", "H13", "H15"}
"""Rules that stand in the way of a time, whoever comes."""

Change = tuple[tuple[Assignment, ...], tuple[Assignment, ...]]
"""Rows that come and rows that go."""


def suggest(
    problem: Problem,
    plan: Plan | PlanDraft,
    session: SessionName,
    *,
    most: int = 10,
    elsewhere: Mapping[str, Workload] | None = None,
) -> Suggestions:
    """Return who else could take a session, and when else it could be.

    Parameters
    ----------
    problem : Problem
    plan : Plan or PlanDraft
        A draft of the same problem answers sooner.
    session : Assignment, (str, int) or str
        A row of the plan; or a demand and the number of its session, in the order of the week and
        then those that are missing: ``("D1", 2)`` or ``"D1:2"``.
    most : int
        Suggestions to return at most.
    elsewhere : mapping of str to Workload, optional
        What people have in other weeks of the term, by staff id.

    Returns
    -------
    Suggestions
        What breaks nothing comes first, the cheapest first; of one new person three at most. People
        who lack a skill are left out.

    Raises
    ------
    ProblemError
        No such demand or session.
    PlanError
        The problem lacks a person or demand of the plan.
    ValueError
        `most` is below 1.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> best = sp.suggest(problem, plan, "FAR-PE:1")[0]
    >>> best.add[0].staff_id, best.change, best.obstacles
    ('WANG', -2305, ())
    """
    if most < 1:
        raise ValueError("most: give 1 or more")
    whole = whole_of(plan if isinstance(plan, PlanDraft) else edit_plan(problem, plan))
    found = find_session(whole, session)
    trials = max(_LEAST_TRIALS, _TRIALS_EACH * most)
    tried = [_judge(whole, *one, elsewhere or {}) for one in _changes(whole, found, trials)]
    own = {row.staff_id for row in found.rows}
    return Suggestions(_best(tried, most, own), problem)


def suggest_times(
    draft: PlanDraft, session: SessionName, staff_id: str | None = None
) -> Suggestions:
    """Return every other time that a session could have, with the people it has or with another.

    Parameters
    ----------
    draft : PlanDraft
    session : Assignment, (str, int) or str
        As in :func:`suggest`.
    staff_id : str, optional
        Who would take it. The people of a team do not change here.

    Raises
    ------
    ProblemError
        No such demand, session or person.
    """
    whole = whole_of(draft)
    found = find_session(whole, session)
    require_people(whole.problem, () if staff_id is None else (staff_id,))
    tried = [_judge(whole, *one, {}) for one in _times(whole, found, staff_id)]
    return Suggestions(sorted(tried, key=_order), whole.problem)


def _times(whole: Whole, found: NamedSession, staff_id: str | None) -> Iterator[Change]:
    demand_id = found.demand.demand_id
    if staff_id is None or demand_id in whole.problem.roles_of:
        yield from _moved_team(whole, found) if found.rows else ()
        return
    for time in whole.timetable.sessions(found.demand):
        row = Assignment(staff_id=staff_id, demand_id=demand_id, day=time.day, slot=time.slot)
        if row not in whole.rows_of_person.get(staff_id, ()):
            yield (row,), found.rows


def _changes(whole: Whole, found: NamedSession, trials: int) -> Iterator[Change]:
    """Yield what is worth a trial, nothing twice."""
    if found.demand.demand_id not in whole.problem.roles_of:
        for one in likely_rows(whole, found.demand, "", found.rows)[:trials]:
            if one.row not in found.rows:
                yield (one.row,), found.rows
    elif not found.rows:
        yield from _new_teams(whole, found.demand)
    else:
        yield from _moved_team(whole, found)
        yield from _other_parts(whole, found)


def _other_parts(whole: Whole, found: NamedSession) -> Iterator[Change]:
    """Yield others for each person of a team, and somebody for each role that lacks one."""
    roles = whole.problem.roles_of[found.demand.demand_id]
    filled = Counter(row.role for row in found.rows)
    parts = found.rows if found.part is None else (found.part,)
    drops: list[tuple[str, tuple[Assignment, ...]]] = [(row.role, (row,)) for row in parts]
    drops += [(name, ()) for name, role in roles.items() if filled[name] < role.count]
    taken = {row.staff_id for row in found.rows}
    time = (found.rows[0].day, found.rows[0].slot)
    times = len(whole.timetable.sessions(found.demand))
    for name, drop in drops:
        for one in likely_rows(whole, found.demand, name, drop, most_each=times):
            if _time_of(one) == time and one.row.staff_id not in taken:
                yield (one.row,), drop


def _moved_team(whole: Whole, found: NamedSession) -> Iterator[Change]:
    for time in whole.timetable.sessions(found.demand):
        moved = {"day": time.day, "slot": time.slot}
        add = tuple(row.model_copy(update=moved) for row in found.rows)
        if add != found.rows:
            yield add, found.rows


def _new_teams(whole: Whole, demand: Demand) -> Iterator[Change]:
    """Yield a team for each of the times at which one is likeliest."""
    teams: dict[tuple[int, int], list[LikelyRow]] = {
        (time.day, time.slot): [] for time in whole.timetable.sessions(demand)
    }
    for name, role in sorted(whole.problem.roles_of[demand.demand_id].items()):
        likely = likely_rows(whole, demand, name, (), most_each=len(teams))
        by_time = group_by(likely, _time_of)
        for time, team in teams.items():
            taken = {one.row.staff_id for one in team}
            free = [one for one in by_time.get(time, ()) if one.row.staff_id not in taken]
            team += [one for one in free[: role.count] if not (role.optional and one.flaws)]
    likeliest = sorted(filter(None, teams.values()), key=_hardness)
    for team in likeliest[:_TEAM_TRIALS]:
        yield tuple(one.row for one in team), ()


def _time_of(one: LikelyRow) -> tuple[int, int]:
    return one.row.day, one.row.slot


def _hardness(team: list[LikelyRow]) -> tuple[int, int]:
    return sum(one.flaws for one in team), sum(one.estimate for one in team)


def likely_rows(
    whole: Whole,
    demand: Demand,
    role: str,
    drop: tuple[Assignment, ...],
    most_each: int = _MOST_OF_ONE,
) -> list[LikelyRow]:
    """Return rows that may be worth a trial, the likeliest first."""
    look = QuickLook(whole, demand, role, drop)
    own = {row.staff_id for row in drop}
    people = dict.fromkeys([*sorted(own), *whole.holders(demand, role)])
    flaws = _flaws_of_times(whole, demand, role, drop, next(iter(people), None))
    rows = {staff_id: list(look.rows(staff_id, flaws)) for staff_id in people}
    others = [one for staff_id, ones in rows.items() if staff_id not in own for one in ones]
    now = {(row.day, row.slot) for row in drop}
    # Whoever could come at the time that it has now is worth a trial in any case.
    chosen = [one for one in others if not one.flaws and _time_of(one) in now]
    chosen += mostly_apart(others, most_each)
    chosen += (one for staff_id in own for one in rows[staff_id])
    return in_order({key_of(one.row): one for one in chosen}.values())


def _flaws_of_times(
    whole: Whole, demand: Demand, role: str, drop: tuple[Assignment, ...], staff_id: str | None
) -> dict[tuple[int, int], int]:
    """Return how many rules stand in the way of each time, whoever comes."""
    found = {}
    for time in whole.timetable.sessions(demand) if staff_id else ():
        cells = {"staff_id": staff_id, "demand_id": demand.demand_id, "role": role}
        row = Assignment(**cells, day=time.day, slot=time.slot)
        broken = whole.around(row, *drop).find_effect((row,), drop).new
        found[time.day, time.slot] = sum(one.code in _OF_THE_TIME for one in broken)
    return found


def _judge(
    whole: Whole,
    add: tuple[Assignment, ...],
    drop: tuple[Assignment, ...],
    elsewhere: Mapping[str, Workload],
) -> Suggestion:
    excerpt = whole.around(*add, *drop)
    effect, own = excerpt.find_effect(add, drop), excerpt.own_week(add, drop)
    people = dict.fromkeys(row.staff_id for row in add)
    week = {staff_id: workload(own, staff_id) for staff_id in people}
    term = {one: week[one] + elsewhere[one] for one in people if one in elsewhere}
    return Suggestion(add, drop, effect.terms, find_obstacles(effect), week, term)


def workload(week: Itinerary, staff_id: str) -> Workload:
    """Return what a person does in a week."""
    sessions = week.of_person.get(staff_id, ())
    return Workload(
        sessions=len(sessions),
        session_min=sum(one.minutes for one in sessions),
        road_min=week.travel_min_of.get(staff_id, 0),
    )


def add_workloads(weeks: Iterable[tuple[Problem, Plan]]) -> dict[str, Workload]:
    """Return what everybody does in some weeks together, by staff id."""
    found: dict[str, Workload] = {}
    for problem, plan in weeks:
        week = Itinerary(problem, plan)
        for staff_id in week.of_person:
            found[staff_id] = found.get(staff_id, Workload(0, 0, 0)) + workload(week, staff_id)
    return found


def find_obstacles(effect: Effect) -> tuple[Violation, ...]:
    """Return what a change breaks newly or further; not what it only does not mend wholly."""
    before = {_what(one): one for one in effect.gone}
    return tuple(one for one in effect.new if not _is_milder(one, before.get(_what(one))))


def _what(violation: Violation) -> Violation:
    """Return what a violation is of, whatever its extent."""
    return replace(violation, amount=None, start_min=None, end_min=None)


def _is_milder(now: Violation, before: Violation | None) -> bool:
    if before is None or now.amount is None or now.limit is None or before.amount is None:
        return False
    return abs(now.amount - now.limit) <= abs(before.amount - now.limit)


def _best(tried: Iterable[Suggestion], most: int, own: set[str]) -> list[Suggestion]:
    """Return the best suggestions, of one person no more than some.

    Whoever has the session now may be named as often as nothing is in the way.
    """
    chosen: list[Suggestion] = []
    named: Counter[str] = Counter()
    for one in sorted(tried, key=_order):
        people = {row.staff_id for row in one.add}
        counted = people if one.obstacles else people - own
        if len(one.add) == 1 and any(named[staff_id] >= _MOST_OF_ONE for staff_id in counted):
            continue
        named.update(counted)
        chosen.append(one)
    return chosen[:most]


def _order(one: Suggestion) -> tuple[int, int, list[tuple[int, int, str]]]:
    rows = [(row.day, row.slot, row.staff_id) for row in one.add]
    return len(one.obstacles), one.change, rows
