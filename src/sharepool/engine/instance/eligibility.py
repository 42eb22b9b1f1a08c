"""Who could take what: skills, windows and absences, the way there and back, bans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.parts import Part
from sharepool.engine.instance.pins import BLANK, Cells
from sharepool.engine.instance.types import WEEK, Person, Start, Task
from sharepool.problem.calendar import Calendar
from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Absence
from sharepool.problem.vocabulary import plain


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


def find_fits(problem: Problem, starts: tuple[Start, ...]) -> NDArray[np.bool_]:
    """Return who may be in a session at each start: in one window, in no absence (H02).

    Returns
    -------
    array, shape (people, starts)
    """
    day = np.array([start.day for start in starts], dtype=np.int64)
    begin = np.array([start.begin for start in starts], dtype=np.int64)
    end = np.array([start.end for start in starts], dtype=np.int64)
    rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    fits = np.ones((len(rows), len(starts)), dtype=bool)
    fits[[rows[staff_id] for staff_id in {w.staff_id for w in problem.availability}]] = False
    window_days = _window_days(problem)
    for window in problem.availability:
        row = rows[window.staff_id]
        runs_as = window_days[row][day] if len(day) else day
        inside = (runs_as == window.day) & (window.start <= begin) & (end <= window.end)
        fits[row] |= inside
    for absence in problem.absences:
        for absent_day, since, until in _absent_minutes(absence, problem.rules.week_of):
            meets = (day == absent_day) & (begin < until) & (since < end)
            fits[rows[absence.staff_id]] &= ~meets
    return fits


def _window_days(problem: Problem) -> NDArray[np.int64]:
    """Return of which weekday the windows are that each person has on each day.

    Returns
    -------
    array, shape (people, days)
        Monday is 1. A made-up day of the home site has those of the weekday that it follows.
    """
    calendar = Calendar(problem)
    patterns = {
        site_id: [
            runs_as or day for day, runs_as in zip(DAYS, calendar.pattern(site_id), strict=True)
        ]
        for site_id in {person.home_site for person in problem.staff}
    }
    return np.array([patterns[person.home_site] for person in problem.staff], dtype=np.int64)


class Eligibility:
    """Who could take some session of each task: skills, windows, reach, and no ban.

    Parameters
    ----------
    problem : Problem
    people, tasks, starts : tuple
        Those of the instance that is being made.
    set_starts : tuple of range
        The starts of each set.
    shortest : array, shape (modes, places, places)
        Minutes of the quickest way with any stops between.
    fits : array, shape (people, starts)
        From :func:`find_fits`.
    """

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
        self._begin = np.array([start.begin for start in starts], dtype=np.int64)
        self._end = np.array([start.end for start in starts], dtype=np.int64)
        self._home = np.array([person.home for person in people], dtype=np.int64)
        self._mode = np.array([person.mode for person in people], dtype=np.int64)
        self._road = np.array([person.max_travel_day for person in people], dtype=np.int64)
        self._works = np.array([_may_work(person) for person in people], dtype=bool)
        sites = [problem.site_of[person.home_site] for person in problem.staff]
        self._homes = np.array([plain(site.site_id) for site in sites], dtype=object)
        self._groups = np.array([site.group or None for site in sites], dtype=object)
        self._levels = _levels(problem)
        self._nobody = np.zeros(len(people), dtype=np.int64)

    def people_of(
        self,
        parts: Sequence[Part],
        forbidden: list[Cells],
        barred: Mapping[str, Collection[int]],
    ) -> tuple[tuple[int, ...], ...]:
        """Return the people of each task, in order.

        Parameters
        ----------
        parts : sequence of Part
        forbidden : list
            What pins of that kind name.
        barred : mapping of str to collection of int
            People whom the caller's own costs keep from all of a demand, by its id.
        """
        # A ban of certain days or slots leaves the others: those are for the extras.
        whole = [cells for cells in forbidden if cells[3:] == (BLANK, BLANK)]
        return tuple(
            ()
            if part.event
            else tuple(
                int(person)
                for person in self._able(task, part, whole)
                if person not in barred.get(part.demand.demand_id, ())
            )
            for task, part in enumerate(parts)
        )

    def _able(self, number: int, part: Part, forbidden: list[Cells]) -> NDArray[np.intp]:
        task, demand, rules = self._tasks[number], part.demand, self._problem.rules.day
        if 0 in (task.max_staff, task.max_per_day):  # nobody, ever: no statement need know it
            return np.array([], dtype=np.intp)
        able = (
            self._works
            & ~np.isin(self._homes, demand.neutral)
            & ~np.isin(self._groups, demand.neutral)
        )
        for skill, level in part.requirements:
            able &= self._levels.get(skill, self._nobody) >= level
        for person, banned, site, _, _ in forbidden:
            if banned in (BLANK, task.event if task.is_role else number) and (
                site in (BLANK, task.site)
            ):
                able[slice(None) if person == BLANK else [person] if person >= 0 else []] = False
        people = np.flatnonzero(able)
        home, mode = self._home[people], self._mode[people]
        place = home if task.remote else np.full_like(home, task.ground)
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
