"""Whether training keeps its rules: a checker that knows nothing of how it was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sharepool.centre.training.standing import Span, StandingWeeks, span_of
from sharepool.centre.training.types import Training, TrainingTables
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Absence


@dataclass(frozen=True)
class TrainingFlaw:
    """One thing wrong with what was decided of training.

    Attributes
    ----------
    kind : str
        Name of the function of this module that found it.
    staff_id : str or None
    what : str
        The run, course, mentor or meeting that it is about.
    amount, limit : int or None
        What there is, and what there should be.
    """

    kind: str
    staff_id: str | None
    what: str
    amount: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class TrainingCase:
    """What was decided, and all that it is judged by."""

    problem: Problem
    standing: StandingWeeks
    tables: TrainingTables
    training: Training


def check_training(
    problem: Problem, plan: Plan, tables: TrainingTables, training: Training
) -> tuple[TrainingFlaw, ...]:
    """Return what is wrong with what was decided of training; nothing if all is well.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        The standing plan.
    tables : TrainingTables
    training : Training

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> run = {"course_id": "C", "run_id": "R", "site_id": "TOWN", "places": 4}
    >>> tables = sp.TrainingTables(
    ...     courses=(sp.Course.model_validate({"course_id": "C", "for": "LI"}),),
    ...     runs=(sp.CourseRun.model_validate(run | {"start": "2026-03-04", "end": "2026-03-04"}),),
    ... )
    >>> training = sp.plan_training(problem, sp.Plan(), tables)
    >>> sp.check_training(problem, sp.Plan(), tables, training)
    ()
    """
    case = TrainingCase(problem, StandingWeeks(problem, plan), tables, training)
    return tuple(flaw for check in CHECKS for flaw in check(case))


def everybody_once(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find people who have no or several places in a course that they need, or one too many."""
    got = Counter((one.staff_id, one.course_id) for one in case.training.places)
    got.update((one.staff_id, one.course_id) for one in case.training.without)
    due = set()
    for course in case.tables.courses:
        for person in course.chosen.select(case.problem):
            rows = [
                row
                for row in case.problem.skills
                if row.staff_id == person.staff_id and row.skill == course.skill
            ]
            if course.kind == "recheck":
                ends = [row.valid_until for row in rows]
                last = max((end for end in ends if end is not None), default=None)
                needs = last is not None and None not in ends
                needs = needs and (course.due is None or (last or dt.date.max) <= course.due)
            else:
                needs = not course.skill or all(row.level < course.level for row in rows)
            if needs:
                due.add((person.staff_id, course.course_id))
    for key in due | got.keys():
        if got[key] != (key in due):
            yield TrainingFlaw("everybody_once", *key, amount=got[key], limit=int(key in due))


def places_of_runs(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find runs that are overfull, or of another course."""
    run_of = {run.run_id: run for run in case.tables.runs}
    for run_id, count in Counter(one.run_id for one in case.training.places).items():
        if count > run_of[run_id].places:
            yield TrainingFlaw("places_of_runs", None, run_id, count, run_of[run_id].places)
    for one in case.training.places:
        if run_of[one.run_id].course_id != one.course_id:
            yield TrainingFlaw("places_of_runs", one.staff_id, one.run_id)


def certificates_in_time(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find rechecks that come after what they check has ended."""
    run_of = {run.run_id: run for run in case.tables.runs}
    course_of = {course.course_id: course for course in case.tables.courses}
    for one in case.training.places:
        course, run = course_of[one.course_id], run_of[one.run_id]
        if course.kind != "recheck":
            continue
        ends = [
            row.valid_until
            for row in case.problem.skills
            if row.staff_id == one.staff_id and row.skill == course.skill and row.valid_until
        ]
        end = run.end.date() if isinstance(run.end, dt.datetime) else run.end
        if isinstance(run.end, dt.datetime) and run.end.time() == dt.time():
            end -= dt.timedelta(days=1)
        if case.problem.rules.week_of <= max(ends) < end:
            yield TrainingFlaw("certificates_in_time", one.staff_id, one.run_id)


def losses(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find sessions that a run takes and that are not told, or told and not taken; and roads."""
    run_of = {run.run_id: run for run in case.tables.runs}
    for one in case.training.places:
        run = run_of[one.run_id]
        there = back = 0
        if not run.online:
            there = case.standing.way_min(one.staff_id, run.site_id) or 0
            back = case.standing.way_back_min(one.staff_id, run.site_id) or 0
        start, end = span_of(run.start, run.end)
        if isinstance(run.start, dt.datetime):
            start -= dt.timedelta(minutes=there)
        if isinstance(run.end, dt.datetime):
            end += dt.timedelta(minutes=back)
        real = Counter(
            (date, session.demand.demand_id)
            for date, session in case.standing.lost(one.staff_id, (start, end))
        )
        told = Counter((lost.date, lost.demand_id) for lost in one.lost)
        if real != told or one.road_min != there + back:
            yield TrainingFlaw("losses", one.staff_id, one.run_id, told.total(), real.total())


def nobody_twice(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find people whom the feed has away twice at one time, or whom the problem has away too."""
    spans: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in case.problem.absences:
        spans[row.staff_id].append((span_of(row.from_, row.until), "absences"))
    for one in case.training.feed.rows.get("absences", ()):
        if not isinstance(one.row, Absence):
            continue
        staff_id, span = one.row.staff_id, span_of(one.row.from_, one.row.until)
        for (start, end), origin in spans[staff_id]:
            if start < span[1] and span[0] < end and origin != str(one.origin):
                yield TrainingFlaw("nobody_twice", staff_id, str(one.origin))
        spans[staff_id].append((span, str(one.origin)))


def shadow_weeks(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find mentors with too many, weeks beyond those wished, two mentors, wrong days, sums."""
    wish_of = {one.staff_id: one for one in case.tables.wishes}
    mentor_of = {one.staff_id: one for one in case.tables.mentors}
    with_mentor = Counter((one.mentor_id, one.monday) for one in case.training.shadows)
    for (mentor_id, _), count in with_mentor.items():
        if count > mentor_of[mentor_id].max_trainees:
            limit = mentor_of[mentor_id].max_trainees
            yield TrainingFlaw("shadow_weeks", None, mentor_id, count, limit)
    for staff_id, wish in wish_of.items():
        mine = [one for one in case.training.shadows if one.staff_id == staff_id]
        mentors, mondays = {one.mentor_id for one in mine}, {one.monday for one in mine}
        if len(mine) > wish.weeks or len(mentors) > 1 or len(mondays) < len(mine):
            yield TrainingFlaw("shadow_weeks", staff_id, "weeks", len(mine), wish.weeks)
    for one in case.training.shadows:
        wish, mentor = wish_of[one.staff_id], mentor_of[one.mentor_id]
        given = sum(
            len(case.standing.sessions(one.staff_id, one.monday + dt.timedelta(days=day - 1)))
            for day in one.days
        )
        lessons = given + wish.lessons_day * len(one.days)
        fits = set(one.days) <= set(mentor.days) and len(one.days) == wish.days_week
        if not fits or lessons != one.lessons or not 0 <= one.covered <= lessons:
            yield TrainingFlaw("shadow_weeks", one.staff_id, one.mentor_id, one.lessons, lessons)


def meetings(case: TrainingCase) -> Iterator[TrainingFlaw]:
    """Find people who are said to come to a meeting and cannot."""
    meeting_of = {one.meeting_id: one for one in case.tables.meetings}
    for time in case.training.meetings:
        meeting = meeting_of[time.meeting_id]
        chosen = {person.staff_id for person in meeting.people.select(case.problem)}
        if {*time.able, *time.absent} != chosen:
            yield TrainingFlaw("meetings", None, time.meeting_id)
        for staff_id in time.able:
            for date in time.dates:
                start = dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=time.start_min)
                span = start, start + dt.timedelta(minutes=meeting.minutes)
                if case.standing.lost(staff_id, span) or case.standing.is_away(staff_id, span):
                    yield TrainingFlaw("meetings", staff_id, time.meeting_id)


CHECKS: tuple[Callable[[TrainingCase], Iterator[TrainingFlaw]], ...] = (
    everybody_once,
    places_of_runs,
    certificates_in_time,
    losses,
    nobody_twice,
    shadow_weeks,
    meetings,
)
"""What is checked, one kind of flaw a function."""
