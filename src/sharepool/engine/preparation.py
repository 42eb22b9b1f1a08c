"""From a problem to the engine's instance: names become row numbers, everything is rounded once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sharepool.data.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR, round_half_up
from sharepool.data.problem import Problem
from sharepool.data.rows import Absence, Demand, Pin, Staff
from sharepool.engine.instance import (
    NO_LIMIT,
    WEEK,
    Extra,
    Instance,
    Link,
    Member,
    Person,
    Place,
    Required,
    Start,
    Task,
)
from sharepool.timetable import SessionTime, Timetable
from sharepool.travel import UNKNOWN, TravelTimes

Cells = tuple[int, int, int, int, int]
"""What a pin names: person, task, site, day and slot; −1 for a blank cell."""

BLANK, NOWHERE = -1, -2
_START_FIELDS = {name: column for column, name in enumerate(Start._fields)}


def prepare(problem: Problem) -> Instance:
    """Return a problem as the engine sees it."""
    times = TravelTimes(problem)
    rows = [
        row
        for row, demand in enumerate(problem.demands)
        if max(demand.sessions, demand.min_sessions) > 0 and not problem.is_dormant(demand)
    ]
    demands = tuple(problem.demands[row] for row in rows)
    modes = sorted({problem.mode_of(person) for person in problem.staff})
    employers = sorted({person.employer for person in problem.staff})
    groups = {name: row for row, name in enumerate(sorted({s.group for s in problem.sites}))}

    people = tuple(
        _person(problem, person, times, (modes, employers, groups)) for person in problem.staff
    )
    starts, set_starts, start_sets = _start_sets(problem, demands)
    tasks = _tasks(problem, demands, start_sets, times)
    travel = _travel_matrices(times, modes)
    shortest = _shortest(travel, problem)
    fits = _fits(problem, starts)
    pins = [(pin, _cells(pin, problem, demands, times)) for pin in problem.pins]
    people_of = _Eligibility(problem, people, tasks, starts, set_starts, shortest, fits).people_of(
        demands, [cells for pin, cells in pins if pin.kind == "forbid"]
    )
    return Instance(
        problem=problem,
        demands=demands,
        demand_rows=tuple(rows),
        people=people,
        tasks=tasks,
        starts=starts,
        places=_places(problem, tasks),
        links=_links(problem, times, groups),
        members=_members(problem, demands),
        required=tuple(
            Required(*cells, row) for row, (pin, cells) in enumerate(pins) if pin.kind == "require"
        ),
        set_starts=set_starts,
        travel=travel,
        shortest=shortest,
        fits=fits,
        people_of=people_of,
        extras=_extras(problem, tasks, starts, set_starts, people_of, pins, demands),
        employer_work=tuple(_employer_work(problem, name) for name in employers),
        constant=problem.rules.weights.change * len(problem.previous_plan),
        departure=problem.rules.day.earliest_departure,
        latest_return=problem.rules.day.latest_return,
        lunch=problem.rules.day.lunch_min,
        fair_road=problem.rules.equity.fair_road_min_week,
        count_travel=problem.rules.limits.count_travel_as_work,
        weights=problem.rules.weights,
    )


def _work_limit(hours: Decimal | None) -> int:
    """Return whole minutes of work that fit a limit in hours (work comes in whole minutes)."""
    return NO_LIMIT if hours is None else min(NO_LIMIT, int(hours * MINUTES_PER_HOUR))


def _employer_work(problem: Problem, name: str) -> int:
    employer = problem.rules.employers.get(name)
    return NO_LIMIT if employer is None else _work_limit(employer.max_hours_week)


def _person(
    problem: Problem,
    person: Staff,
    times: TravelTimes,
    numbers: tuple[list[str], list[str], dict[str, int]],
) -> Person:
    modes, employers, groups = numbers

    def limit(name: str) -> int:
        return min(NO_LIMIT, problem.limit_of(person, name))

    return Person(
        home=times.index_of[person.home_site],
        mode=modes.index(problem.mode_of(person)),
        group=groups[problem.site_of[person.home_site].group],
        employer=employers.index(person.employer),
        min_work=round_half_up(person.min_hours_week * MINUTES_PER_HOUR),
        max_work=_work_limit(person.max_hours_week),
        max_sessions_day=limit("max_sessions_day"),
        max_sessions_week=limit("max_sessions_week"),
        max_sites_day=limit("max_sites_day"),
        max_sites_week=limit("max_sites_week"),
        max_days_week=limit("max_days_week"),
        max_travel_day=limit("max_travel_min_day"),
        max_leg=limit("max_leg_min"),
    )


def _start_sets(
    problem: Problem, demands: tuple[Demand, ...]
) -> tuple[tuple[Start, ...], tuple[range, ...], list[int]]:
    """Return the distinct sets of starts, and which one each demand has."""
    timetable, noon = Timetable(problem), problem.rules.day.noon
    numbers: dict[tuple[SessionTime, ...], int] = {}
    chosen = [numbers.setdefault(timetable.sessions(demand), len(numbers)) for demand in demands]
    starts: list[Start] = []
    ranges = []
    for times in numbers:
        first = len(starts)
        starts += [
            Start(time.day - 1, time.slot, time.start_min, time.end_min, time.start_min >= noon)
            for time in sorted(times, key=lambda time: (time.day, time.start_min, time.slot))
        ]
        ranges.append(range(first, len(starts)))
    return tuple(starts), tuple(ranges), chosen


def _tasks(
    problem: Problem, demands: tuple[Demand, ...], start_sets: list[int], times: TravelTimes
) -> tuple[Task, ...]:
    cohorts = {
        key: number
        for number, key in enumerate(dict.fromkeys((d.site_id, d.cohort) for d in demands))
    }
    return tuple(
        Task(
            site=times.index_of[demand.site_id],
            remote=demand.delivery == "remote",
            sessions=demand.sessions,
            min_sessions=demand.min_sessions,
            max_staff=demand.max_staff,
            max_per_day=demand.max_per_day,
            min_gap=demand.min_gap_days,
            unmet=round_half_up(problem.rules.weights.unmet * demand.priority),
            cohort=cohorts[demand.site_id, demand.cohort] if demand.cohort else -1,
            start_set=start_set,
        )
        for demand, start_set in zip(demands, start_sets, strict=True)
    )


def _places(problem: Problem, tasks: tuple[Task, ...]) -> tuple[Place, ...]:
    """Return capacities and floors; a floor is ``ceil(share × wanted)``, exact."""
    wanted = [0] * len(problem.sites)
    for task in tasks:
        wanted[task.site] += task.sessions
    share = Fraction(problem.rules.equity.floor)
    return tuple(
        Place(
            capacity=NO_LIMIT if site.capacity is None else min(NO_LIMIT, site.capacity),
            wanted=count,
            floor=-(-(share * count).numerator // (share * count).denominator),
        )
        for site, count in zip(problem.sites, wanted, strict=True)
    )


def _links(problem: Problem, times: TravelTimes, groups: dict[str, int]) -> tuple[Link, ...]:
    return tuple(
        Link(
            site=times.index_of[pair.site_id],
            group=groups.get(pair.group, NOWHERE),
            needed=pair.min_sessions,
            strict=pair.strict,
            row=row,
        )
        for row, pair in enumerate(problem.pairs)
        if problem.is_open(pair.site_id)
    )


def _members(problem: Problem, demands: tuple[Demand, ...]) -> tuple[Member, ...]:
    asked: dict[tuple[str, str], list[int]] = defaultdict(list)
    for task, demand in enumerate(demands):
        asked[demand.site_id, demand.skill].append(task)
    return tuple(
        Member(member.min_sessions, tuple(asked.get((member.site_id, member.skill), ())))
        for member in problem.chains
        if problem.is_open(member.site_id)
    )


# -- travel ------------------------------------------------------------------------------------


def _travel_matrices(times: TravelTimes, modes: list[str]) -> NDArray[np.int32]:
    places = len(times.index_of)
    matrices = np.zeros((len(modes), places, places), dtype=np.int32)
    for number, mode in enumerate(modes):
        matrices[number] = times.minutes_matrix(mode)
    matrices[matrices == UNKNOWN] = NO_LIMIT
    return np.minimum(matrices, NO_LIMIT)


def _shortest(travel: NDArray[np.int32], problem: Problem) -> NDArray[np.int32]:
    """Return the quickest ways by any stops (Floyd and Warshall, one mode at a time).

    Computed times obey the triangle inequality (great circles do, and rounding up a minute is paid
    for by the overhead of the extra stop), so only given times call for the work.
    """
    if not problem.travel and problem.rules.travel.overhead_min >= 1:
        return travel
    shortest = travel.copy()
    for matrix in shortest:
        for stop in range(len(matrix)):
            # NO_LIMIT + NO_LIMIT still fits 32 bits.
            np.minimum(matrix, matrix[:, stop, None] + matrix[None, stop], out=matrix)
    return shortest


# -- who could take what -----------------------------------------------------------------------


def _absent_minutes(absence: Absence, monday: dt.date) -> list[tuple[int, int, int]]:
    """Return (day, begin, end) of an absence within the week, in whole minutes, rounded outward."""
    midnight = dt.time()
    begin, end = absence.from_, absence.until
    first = begin if isinstance(begin, dt.datetime) else dt.datetime.combine(begin, midnight)
    if isinstance(end, dt.datetime):
        last = end
    else:
        last = dt.datetime.combine(end, midnight) + dt.timedelta(days=1)
    week_start = dt.datetime.combine(monday, midnight)
    minute = dt.timedelta(minutes=1)
    since, until = (first - week_start) // minute, -((week_start - last) // minute)
    return [
        (day, max(0, since - day * MINUTES_PER_DAY), until - day * MINUTES_PER_DAY)
        for day in range(WEEK)
        if since < (day + 1) * MINUTES_PER_DAY and until > day * MINUTES_PER_DAY
    ]


def _fits(problem: Problem, starts: tuple[Start, ...]) -> NDArray[np.bool_]:
    """Return who may be in a session at each start: in one window, in no absence (H02)."""
    table = np.array(starts, dtype=np.int32).reshape(-1, len(Start._fields))
    day, begin, end = (table[:, _START_FIELDS[name]] for name in ("day", "begin", "end"))
    rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    fits = np.ones((len(rows), len(starts)), dtype=bool)
    fits[[rows[staff_id] for staff_id in {w.staff_id for w in problem.availability}]] = False
    for window in problem.availability:
        inside = (day == window.day - 1) & (window.start <= begin) & (end <= window.end)
        fits[rows[window.staff_id]] |= inside
    for absence in problem.absences:
        for absent_day, since, until in _absent_minutes(absence, problem.rules.week_of):
            meets = (day == absent_day) & (begin < until) & (since < end)
            fits[rows[absence.staff_id]] &= ~meets
    return fits


class _Eligibility:
    """Who could take some session of each task: skills, windows, reach, and no ban."""

    def __init__(
        self,
        problem: Problem,
        people: tuple[Person, ...],
        tasks: tuple[Task, ...],
        starts: tuple[Start, ...],
        set_starts: tuple[range, ...],
        shortest: NDArray[np.int32],
        fits: NDArray[np.bool_],
    ) -> None:
        self._problem, self._tasks, self._set_starts = problem, tasks, set_starts
        self._shortest, self._fits = shortest, fits
        table = np.array(starts, dtype=np.int64).reshape(-1, len(Start._fields))
        self._begin, self._end = (table[:, _START_FIELDS[name]] for name in ("begin", "end"))
        self._home = np.array([person.home for person in people], dtype=np.int64)
        self._mode = np.array([person.mode for person in people], dtype=np.int64)
        self._road = np.array([person.max_travel_day for person in people], dtype=np.int64)
        self._works = np.array([_may_work(person) for person in people], dtype=bool)
        self._levels = _levels(problem)
        self._nobody = np.zeros(len(people), dtype=np.int64)

    def people_of(
        self, demands: tuple[Demand, ...], forbidden: list[Cells]
    ) -> tuple[tuple[int, ...], ...]:
        whole = [cells for cells in forbidden if cells[3:] == (BLANK, BLANK)]
        return tuple(
            tuple(int(person) for person in self._able(task, demand, whole))
            for task, demand in enumerate(demands)
        )

    def _able(self, number: int, demand: Demand, forbidden: list[Cells]) -> NDArray[np.intp]:
        task, rules = self._tasks[number], self._problem.rules.day
        able = self._works.copy()
        for skill, level in demand.requirements:
            able &= self._levels.get(skill, self._nobody) >= level
        for person, banned, site, _, _ in forbidden:
            if banned in (BLANK, number) and site in (BLANK, task.site):
                able[slice(None) if person == BLANK else [person] if person >= 0 else []] = False
        people = np.flatnonzero(able)
        home, mode = self._home[people], self._mode[people]
        place = home if task.remote else np.full_like(home, task.site)
        there = self._shortest[mode, home, place].astype(np.int64)
        back = self._shortest[mode, place, home].astype(np.int64)
        rows = self._set_starts[task.start_set]
        span = slice(rows.start, rows.stop)
        usable = (
            self._fits[people, span]
            & (rules.earliest_departure + there[:, None] <= self._begin[None, span])
            & (self._end[None, span] + back[:, None] <= rules.latest_return)
        )
        reached: NDArray[np.intp] = people[
            (there + back <= self._road[people]) & usable.any(axis=1)
        ]
        return reached


def _may_work(person: Person) -> bool:
    return 0 not in (
        person.max_sessions_day,
        person.max_sessions_week,
        person.max_sites_day,
        person.max_sites_week,
        person.max_days_week,
    )


def _levels(problem: Problem) -> dict[str, NDArray[np.int64]]:
    """Return everybody's level of each skill, 0 where no row is valid all week (H01)."""
    rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    levels: dict[str, NDArray[np.int64]] = {}
    for skill in problem.skills:
        if problem.covers_week(skill.valid_from, skill.valid_until):
            held = levels.setdefault(skill.skill, np.zeros(len(rows), dtype=np.int64))
            row = rows[skill.staff_id]
            held[row] = max(held[row], skill.level)
    return levels


# -- pins and the previous plan ----------------------------------------------------------------


def _cells(pin: Pin, problem: Problem, demands: tuple[Demand, ...], times: TravelTimes) -> Cells:
    """Return what a pin names as row numbers: BLANK for a blank cell, NOWHERE for the absent."""
    return (
        BLANK if pin.staff_id is None else _row(problem.staff, "staff_id", pin.staff_id),
        BLANK if pin.demand_id is None else _row(demands, "demand_id", pin.demand_id),
        BLANK if pin.site_id is None else times.index_of.get(pin.site_id, NOWHERE),
        BLANK if pin.day is None else pin.day - 1,
        BLANK if pin.slot is None else pin.slot,
    )


def _row(rows: tuple[Staff, ...] | tuple[Demand, ...], name: str, wanted: str) -> int:
    return next((i for i, row in enumerate(rows) if getattr(row, name) == wanted), NOWHERE)


def _extras(
    problem: Problem,
    tasks: tuple[Task, ...],
    starts: tuple[Start, ...],
    set_starts: tuple[range, ...],
    people_of: tuple[tuple[int, ...], ...],
    pins: list[tuple[Pin, Cells]],
    demands: tuple[Demand, ...],
) -> dict[tuple[int, int], Extra]:
    """Return what pins and the previous plan say, for the people and tasks that they concern."""
    extras = _Extras(tasks, starts, set_starts, people_of)
    for pin, cells in pins:
        weight = {"prefer": -1, "avoid": 1}.get(pin.kind, 0) * (pin.weight or 0)
        extras.add(pin.kind, cells, weight)
    people_rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    task_rows = {demand.demand_id: row for row, demand in enumerate(demands)}
    for row in problem.previous_plan:
        person = people_rows.get(row.staff_id, NOWHERE)
        task = task_rows.get(row.demand_id, NOWHERE)
        cells = (person, task, BLANK, row.day - 1, row.slot)
        extras.add("keep", cells, -problem.rules.weights.change)
    return extras.found


class _Extras:
    """Collects what is said of people, tasks and starts, wherever it matches an assignment."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        starts: tuple[Start, ...],
        set_starts: tuple[range, ...],
        people_of: tuple[tuple[int, ...], ...],
    ) -> None:
        self._tasks, self._set_starts, self._people_of = tasks, set_starts, people_of
        table = np.array(starts, dtype=np.int32).reshape(-1, len(Start._fields))
        self._day, self._slot = (table[:, _START_FIELDS[name]] for name in ("day", "slot"))
        self.found: dict[tuple[int, int], Extra] = {}

    def add(self, kind: str, cells: Cells, weight: int) -> None:
        """Add one pin, or one row of the previous plan (kind ``keep``)."""
        person, task, site, day, slot = cells
        named = range(len(self._tasks)) if task == BLANK else [task] if task >= 0 else []
        for number in named:
            if site not in (BLANK, self._tasks[number].site):
                continue
            hit = self._hit(number, day, slot)
            if hit.any():
                people = self._people_of[number]
                for who in people if person == BLANK else {person}.intersection(people):
                    self._note(who, number, kind, hit, weight)

    def _hit(self, number: int, day: int, slot: int) -> NDArray[np.bool_]:
        """Return which starts of a task are on a day and of a slot."""
        rows = self._set_starts[self._tasks[number].start_set]
        hit = np.ones(len(rows), dtype=bool)
        if day != BLANK:
            hit &= self._day[rows.start : rows.stop] == day
        if slot != BLANK:
            hit &= self._slot[rows.start : rows.stop] == slot
        return hit

    def _note(self, who: int, number: int, kind: str, hit: NDArray[np.bool_], weight: int) -> None:
        old = self.found.get((who, number)) or Extra(
            np.ones(len(hit), dtype=bool), np.zeros(len(hit), dtype=np.int64), False
        )
        self.found[who, number] = Extra(
            allowed=old.allowed & ~hit if kind == "forbid" else old.allowed,
            cost=old.cost + weight * hit,
            required=old.required or kind == "require",
        )
