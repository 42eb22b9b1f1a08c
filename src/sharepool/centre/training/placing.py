"""Whom each course is for, what each run would take from them, and who goes where."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.training.courses import NO_LINK, RunTask, Whole, assign_runs
from sharepool.centre.training.rows import Course, CourseRun
from sharepool.centre.training.standing import Span, StandingWeeks, dates_of, span_of
from sharepool.centre.training.types import (
    MissedSession,
    RunPlace,
    TrainingGoal,
    TrainingTables,
    WithoutPlace,
)
from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Staff
from sharepool.problem.travel import UNKNOWN


@dataclass(frozen=True)
class Placed:
    """Who goes to which run of all courses."""

    places: tuple[RunPlace, ...]
    without: tuple[WithoutPlace, ...]
    goals: tuple[TrainingGoal, ...]


@dataclass
class _Diary:
    """What earlier courses have taken: people's time, and sessions of classes."""

    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    lost: Counter[str] = field(default_factory=Counter)

    def is_busy(self, staff_id: str, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self.spans[staff_id])


def place_in_courses(
    standing: StandingWeeks, tables: TrainingTables, seconds: float, seed: int
) -> Placed:
    """Return who goes to which run, course by course.

    Parameters
    ----------
    standing : StandingWeeks
    tables : TrainingTables
    seconds : float
        For all courses.
    seed : int

    Raises
    ------
    ProblemError
        A course has too few places, or a certificate ends before every run.
    """
    refuse_shortages(standing.problem, tables)
    ends, diary = time.monotonic() + seconds, _Diary()
    places: list[RunPlace] = []
    without: list[WithoutPlace] = []
    value = bound = 0
    for number, course in enumerate(tables.courses):
        people = list(people_of(standing.problem, course))
        runs = [run for run in tables.runs if run.course_id == course.course_id]
        share = max(1.0, ends - time.monotonic()) / (len(tables.courses) - number)
        table = _Links(standing, course, people, runs, diary)
        found = assign_runs(table.task, share, seed)
        value, bound = value + found.cost, bound + found.bound
        for place, run in enumerate(found.run_of):
            if run is None:
                without.append(
                    WithoutPlace(people[place].staff_id, course.course_id, table.why(place))
                )
                continue
            taken = table.place(place, run)
            places.append(taken)
            diary.spans[taken.staff_id].append(table.spans[run](taken.staff_id))
            diary.lost.update(one.demand_id for one in taken.lost)
    goals = (TrainingGoal("cost", value, bound),) if tables.courses else ()
    return Placed(tuple(places), tuple(without), goals)


def people_of(problem: Problem, course: Course) -> Iterator[Staff]:
    """Yield whom a course is for: those chosen who lack its skill, or whose hold on it ends."""
    for person in course.chosen.select(problem):
        held = [
            row
            for row in problem.skills_of.get(person.staff_id, ())
            if row.skill == course.skill and row.level >= course.level
        ]
        end = end_of_hold(problem, course, person)
        if course.kind == "training":
            if not course.skill or not held:
                yield person
        elif end is not None and (course.due is None or end <= course.due):
            yield person


def end_of_hold(problem: Problem, course: Course, person: Staff) -> dt.date | None:
    """Return the last day on which somebody holds a course's skill; None if there is none."""
    ends = [
        row.valid_until
        for row in problem.skills_of.get(person.staff_id, ())
        if row.skill == course.skill
    ]
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None


def latest_day(problem: Problem, course: Course, person: Staff) -> dt.date:
    """Return the day by which somebody's run must be over: while what it checks still holds.

    For a training any day will do, and for a hold that has ended before the problem's week.
    """
    end = end_of_hold(problem, course, person)
    has_ended = end is None or end < problem.rules.week_of
    return dt.date.max if course.kind == "training" or has_ended else end or dt.date.max


def refuse_shortages(problem: Problem, tables: TrainingTables) -> None:
    """Raise every fault at once: too few places, and certificates that end before every run."""
    faults = []
    for index, course in enumerate(tables.courses):
        number = tables.number_of("courses", index)
        people = list(people_of(problem, course))
        runs = [run for run in tables.runs if run.course_id == course.course_id]
        places = sum(run.places for run in runs)
        if len(people) > places:
            fields = {"people": len(people), "room": places}
            value = course.course_id
            faults.append(Fault("courses", number, "", "few_places", value, fields))
        for person in people:
            end = latest_day(problem, course, person)
            if runs and all(dates_of(span_of(run.start, run.end))[-1] > end for run in runs):
                late = {"end": end, "course": course.course_id}
                faults.append(Fault("courses", number, "", "late_runs", person.staff_id, late))
    if faults:
        raise ProblemError(faults)


class _SpanOf:
    """When a run takes somebody, the ways included."""

    def __init__(self, standing: StandingWeeks, run: CourseRun) -> None:
        self._standing, self._run = standing, run

    def __call__(self, staff_id: str) -> Span:
        return run_span(self._standing, self._run, staff_id)


def run_span(standing: StandingWeeks, run: CourseRun, staff_id: str) -> Span:
    """Return for how long a run takes somebody; the ways count where it has clock times."""
    start, end = span_of(run.start, run.end)
    if run.online:
        return start, end
    there = standing.way_min(staff_id, run.site_id) or 0
    back = standing.way_back_min(staff_id, run.site_id) or 0
    if isinstance(run.start, dt.datetime):
        start -= dt.timedelta(minutes=there)
    if isinstance(run.end, dt.datetime):
        end += dt.timedelta(minutes=back)
    return start, end


class _Links:
    """What each run of a course would take from each of its people."""

    def __init__(
        self,
        standing: StandingWeeks,
        course: Course,
        people: Sequence[Staff],
        runs: Sequence[CourseRun],
        diary: _Diary,
    ) -> None:
        self._standing, self._course = standing, course
        self._people, self._runs, self._diary = people, runs, diary
        self.spans = [_SpanOf(standing, run) for run in runs]
        self._road = _roads(standing, people, runs)
        self._lost: dict[tuple[int, int], tuple[MissedSession, ...]] = {}
        self._why: dict[int, set[str]] = defaultdict(set)
        self.task = self._task()

    def place(self, person: int, run: int) -> RunPlace:
        """Return that somebody goes to a run."""
        return RunPlace(
            staff_id=self._people[person].staff_id,
            course_id=self._course.course_id,
            run_id=self._runs[run].run_id,
            lost=self._lost.get((person, run), ()),
            road_min=max(0, int(self._road[person, run])),
        )

    def why(self, person: int) -> str:
        """Return why no run is left for somebody."""
        barred = self._why[person]
        open_to = bool((self.task.costs[person] >= 0).any()) if self._runs else False
        return "full" if open_to or not barred else min(barred)

    def _task(self) -> RunTask:
        costs, hits = self._road.copy(), {}
        prices: dict[str, int] = {}
        problem, rooms = self._standing.problem, [run.places for run in self._runs]
        latest = [latest_day(problem, self._course, person) for person in self._people]
        for number, run in enumerate(self._runs):
            dates = dates_of(span_of(run.start, run.end))
            givers = set().union(*(self._standing.givers(date) for date in dates))
            for place, person in enumerate(self._people):
                staff_id = person.staff_id
                if latest[place] < dates[-1] or self._is_barred(place, staff_id, number):
                    costs[place, number] = NO_LINK
                if costs[place, number] < 0 or staff_id not in givers:
                    continue
                lost = self._standing.lost(staff_id, self.spans[number](staff_id))
                if lost:
                    told = [MissedSession(date, one.demand.demand_id) for date, one in lost]
                    self._lost[place, number] = tuple(told)
                    hits[place, number] = Counter(one.demand_id for one in told)
                    prices |= {one.demand.demand_id: _price(problem, one.demand) for _, one in lost}
                    costs[place, number] += sum(prices[one.demand_id] for one in told)
        return RunTask(costs, rooms, hits, prices, dict(self._diary.lost))

    def _is_barred(self, place: int, staff_id: str, run: int) -> bool:
        if not self._standing.absences(staff_id) and not self._diary.spans[staff_id]:
            return False
        span = self.spans[run](staff_id)
        away = self._standing.is_away(staff_id, span)
        busy = self._diary.is_busy(staff_id, span)
        self._why[place] |= ({"away"} if away else set()) | ({"busy"} if busy else set())
        return away or busy


def _roads(standing: StandingWeeks, people: Sequence[Staff], runs: Iterable[CourseRun]) -> Whole:
    """Return the minutes there and back of everybody and every run; below 0 if not known."""
    index = standing.travel.index_of
    homes = np.array([index[one.home_site] for one in people], dtype=np.int64)
    modes = [standing.problem.mode_of(one) for one in people]
    columns = []
    for run in runs:
        column = np.zeros(len(people), dtype=np.int64)
        for mode in set() if run.online else set(modes):
            mine = np.array([one == mode for one in modes])
            minutes = standing.travel.minutes_matrix(mode).astype(np.int64)
            there, back = minutes[homes, index[run.site_id]], minutes[index[run.site_id], homes]
            both = np.where((there == UNKNOWN) | (back == UNKNOWN), NO_LINK, there + back)
            column = np.where(mine, both, column)
        columns.append(column)
    return np.array(columns, dtype=np.int64).reshape(len(columns), len(people)).T.copy()


def _price(problem: Problem, demand: Demand) -> int:
    """Return what a missing session of a demand costs."""
    return round_half_up(problem.rules.weights.unmet * demand.priority)
