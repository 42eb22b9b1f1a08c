"""From a problem to the engine's instance: names become row numbers, everything is rounded once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.closures import Closures
from sharepool.engine.instance.eligibility import Eligibility, find_fits
from sharepool.engine.instance.parts import Part, make_tasks, split_demand
from sharepool.engine.instance.pins import NOWHERE, barred_by, cells_of, find_extras
from sharepool.engine.instance.types import (
    NO_LIMIT,
    Host,
    Instance,
    Link,
    Member,
    Person,
    PlaceLimits,
    Required,
    Start,
    Task,
)
from sharepool.problem.cells import MINUTES_PER_HOUR, round_half_up
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Staff
from sharepool.problem.timetable import SessionTime, Timetable
from sharepool.problem.travel import TravelTimes


def prepare(problem: Problem) -> Instance:
    """Return a problem as the engine sees it."""
    times = TravelTimes(problem)
    parts = [
        part
        for row, demand in enumerate(problem.demands)
        if problem.wanted_of[demand.demand_id] > 0
        for part in split_demand(problem, row)
    ]
    demands = tuple(part.demand for part in parts)
    modes = sorted({problem.mode_of(person) for person in problem.staff})
    employers = sorted({person.employer for person in problem.staff})
    groups = {name: row for row, name in enumerate(sorted({s.group for s in problem.sites}))}

    people = tuple(
        _person(problem, person, times, (modes, employers, groups)) for person in problem.staff
    )
    closures = Closures(problem)
    timetable = Timetable(problem)
    starts, set_starts, start_sets = _start_sets(problem, parts, closures, timetable)
    tasks = make_tasks(problem, parts, start_sets, times)
    hosts = _hosts(problem, parts, times, timetable)
    travel = _travel_matrices(times, modes)
    shortest = _shortest(travel, problem)
    fits = find_fits(problem, starts)
    pins = [(pin, cells_of(pin, problem, demands, times)) for pin in problem.pins]
    people_of = Eligibility(problem, people, tasks, starts, set_starts, shortest, fits).people_of(
        parts, [cells for pin, cells in pins if pin.kind == "forbid"], barred_by(problem)
    )
    return Instance(
        problem=problem,
        demands=demands,
        demand_rows=tuple(part.row for part in parts),
        roles=tuple(part.role_name for part in parts),
        hosts=hosts,
        people=people,
        tasks=tasks,
        starts=starts,
        places=_places(problem, tasks, hosts),
        links=_links(problem, times, groups),
        members=_members(problem, tasks, demands),
        required=tuple(
            Required(*cells, row) for row, (pin, cells) in enumerate(pins) if pin.kind == "require"
        ),
        taken=closures.list_taken(times.index_of),
        set_starts=set_starts,
        travel=travel,
        shortest=shortest,
        fits=fits,
        people_of=people_of,
        extras=find_extras(problem, tasks, starts, set_starts, people_of, pins, parts),
        employer_work=tuple(_employer_work(problem, name) for name in employers),
        constant=problem.rules.weights.change * len(problem.previous_plan),
        departure=problem.rules.day.earliest_departure,
        latest_return=problem.rules.day.latest_return,
        lunch=problem.rules.day.lunch_min,
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
        fair_road=problem.fair_road_of(person),
    )


def _start_sets(
    problem: Problem, parts: Sequence[Part], closures: Closures, timetable: Timetable
) -> tuple[tuple[Start, ...], tuple[range, ...], list[int]]:
    """Return the distinct sets of starts, and which one each task has."""
    noon = problem.rules.day.noon
    numbers: dict[tuple[SessionTime, ...], int] = {}
    chosen = []
    left: tuple[SessionTime, ...] = ()
    for part in parts:
        if not part.is_role:  # An event's are its roles', as the closures leave them.
            left = tuple(_open_times(problem, part.demand, timetable, closures))
        if part.role is not None:
            periods = problem.periods_of(part.demand, part.role)
            ends = [timetable.role_end(part.demand, time, periods) for time in left]
        else:
            ends = [timetable.event_end(part.demand, time) for time in left]
        own = tuple(time._replace(end_min=end) for time, end in zip(left, ends, strict=True))
        chosen.append(numbers.setdefault(own, len(numbers)))
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


def _open_times(
    problem: Problem, demand: Demand, timetable: Timetable, closures: Closures
) -> Iterator[SessionTime]:
    """Yield when sessions of a demand can be, each ground that they take taken alone."""
    listeners = problem.listeners_of.get(demand.demand_id, ())
    sites = dict.fromkeys((demand.ground, *(one.site_id for one in listeners)))
    for time in timetable.sessions(demand):
        whole = time._replace(end_min=timetable.event_end(demand, time))
        if all(closures.leave_room(site_id, whole) for site_id in sites):
            yield time


def _hosts(
    problem: Problem, parts: Sequence[Part], times: TravelTimes, timetable: Timetable
) -> tuple[tuple[Host, ...], ...]:
    """Return the classes that have the sessions of each task, numbered by site and cohort."""
    cohorts: dict[tuple[str, str], int] = {}

    def host(site_id: str, cohort: str, ground: str, ride_min: int) -> Host:
        number = cohorts.setdefault((site_id, cohort), len(cohorts))
        site, where = times.index_of[site_id], times.index_of[ground]
        return Host(site, number if cohort else -1, where, ride_min)

    def own(demand: Demand) -> Host:
        ride_min = timetable.ride_min(demand)
        return host(demand.site_id, demand.cohort, demand.ground, ride_min)

    return tuple(
        ()
        if part.is_role
        else (
            own(part.demand),
            *(
                host(one.site_id, one.cohort, one.site_id, 0)
                for one in problem.listeners_of.get(part.demand.demand_id, ())
            ),
        )
        for part in parts
    )


def _places(
    problem: Problem, tasks: tuple[Task, ...], hosts: tuple[tuple[Host, ...], ...]
) -> tuple[PlaceLimits, ...]:
    """Return capacities and floors; a floor is ``ceil(share × wanted)``, exact."""
    wanted = [0] * len(problem.sites)
    for task, own in zip(tasks, hosts, strict=True):
        for host in own:
            wanted[host.site] += task.sessions
    share = Fraction(problem.rules.equity.floor)
    return tuple(
        PlaceLimits(
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


def _members(
    problem: Problem, tasks: tuple[Task, ...], demands: tuple[Demand, ...]
) -> tuple[Member, ...]:
    asked: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (task, demand) in enumerate(zip(tasks, demands, strict=True)):
        if not task.is_role:
            asked[demand.site_id, demand.skill].append(number)
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
    matrices[matrices < 0] = NO_LIMIT
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
