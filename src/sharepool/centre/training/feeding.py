"""What the weeks are to know of training: absences, cover, preferences, skills, duties."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.training.meeting_times import ways_of
from sharepool.centre.training.placing import run_span
from sharepool.centre.training.rows import Course, CourseRun
from sharepool.centre.training.shadowing import coverers, group_of, home_of
from sharepool.centre.training.standing import (
    MIDNIGHT,
    StandingWeeks,
    absences_of,
    dates_of,
    span_of,
)
from sharepool.centre.training.types import MeetingTime, RunPlace, ShadowWeek, TrainingTables
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Pin, Row, Skill

MODULE = "training"

COVER = "cover"
"""Kind of a demand for the lessons of somebody who is away."""

PREFER_WEIGHT = 100
"""What a session by the mentor's own group is worth more than one by others."""

COVER_PRIORITY = Decimal(2)
"""The school has sent its teacher away: what is due there counts twice."""

MONTHS = 12

Dated = tuple[str, Row, Origin, dt.date | None]
"""A row with its table, its origin and its date."""


def make_feed(
    problem: Problem,
    tables: TrainingTables,
    places: Iterable[RunPlace],
    shadows: Iterable[ShadowWeek],
    meetings: Iterable[MeetingTime],
) -> Feed:
    """Return the rows that follow from what was decided.

    Parameters
    ----------
    problem : Problem
    tables : TrainingTables
    places : iterable of RunPlace
    shadows : iterable of ShadowWeek
    meetings : iterable of MeetingTime
    """
    maker = _Maker(problem, tables)
    found: dict[str, list[FeedRow]] = defaultdict(list)
    for rows in (
        *map(maker.of_place, places),
        *map(maker.of_shadow, shadows),
        *map(maker.of_meeting, meetings),
    ):
        for table, row, origin, date in rows:
            found[table].append(FeedRow(row, origin, date))
    return Feed({table: tuple(rows) for table, rows in found.items()})


class _Maker:
    """Makes rows, each with the row of the tables that it follows from."""

    def __init__(self, problem: Problem, tables: TrainingTables) -> None:
        self._problem, self._tables = problem, tables
        # Ways alone are looked up: what the plan holds does not matter here.
        self._standing = StandingWeeks(problem, Plan())
        self._runs = {run.run_id: (place, run) for place, run in enumerate(tables.runs)}
        self._courses = {course.course_id: course for course in tables.courses}
        self._wishes = {one.staff_id: (place, one) for place, one in enumerate(tables.wishes)}
        self._meetings = {one.meeting_id: (n, one) for n, one in enumerate(tables.meetings)}

    def _origin(self, table: str, place: int) -> Origin:
        return Origin(MODULE, table, self._tables.number_of(table, place))

    def of_place(self, place: RunPlace) -> Iterator[Dated]:
        """Yield that somebody is away for a run, what they can do afterwards, and the duty."""
        number, run = self._runs[place.run_id]
        course = self._courses[place.course_id]
        origin = self._origin("runs", number)
        span = run_span(self._standing, run, place.staff_id)
        for date, absence in absences_of(place.staff_id, span, course.course_id):
            yield "absences", absence, origin, date
        start, end = span_of(run.start, run.end)
        last = dates_of((start, end))[-1]
        if course.skill:
            since = renewed_from(self._problem, place.staff_id, course, last)
            yield "skills", _gained(place.staff_id, course, since, last), origin, None
        yield "duties", _training_duty(place, run), origin, start.date()

    def of_shadow(self, week: ShadowWeek) -> Iterator[Dated]:
        """Yield that a teacher is away, the cover that is asked for, and both duties."""
        number, wish = self._wishes[week.staff_id]
        origin = self._origin("shadowing", number)
        home = home_of(self._problem, wish)
        group = group_of(self._problem, week.mentor_id)
        trainees = set(self._wishes)
        for day in week.days:
            date = week.monday + dt.timedelta(days=day - 1)
            if week.staff_id in self._problem.person_of:
                for on, absence in absences_of(week.staff_id, span_of(date, date), week.mentor_id):
                    yield "absences", absence, origin, on
            for staff_id, kind in ((week.staff_id, "shadowing"), (week.mentor_id, "mentoring")):
                duty = {"staff_id": staff_id, "date": date, "kind": kind}
                yield "duties", OtherDuty.model_validate(duty), origin, date
            if not wish.lessons_day:
                continue
            demand = Demand(
                demand_id=f"COVER-{week.staff_id}-{date}",
                site_id=home,
                kind=COVER,
                skill=wish.cover_skill,
                sessions=wish.lessons_day,
                max_staff=wish.lessons_day,
                max_per_day=wish.lessons_day,
                parts=("lesson",),
                priority=COVER_PRIORITY,
            )
            yield "demands", demand, origin, date
            for person in coverers(self._problem, group, {wish.cover_skill}, trainees):
                pin = {"kind": "prefer", "staff_id": person.staff_id, "weight": PREFER_WEIGHT}
                row = Pin.model_validate({**pin, "demand_id": demand.demand_id})
                yield "pins", row, origin, date

    def of_meeting(self, time: MeetingTime) -> Iterator[Dated]:
        """Yield that those who come are away, and the duty."""
        number, meeting = self._meetings[time.meeting_id]
        origin = self._origin("meetings", number)
        for date in time.dates:
            midnight = dt.datetime.combine(date, MIDNIGHT)
            start = midnight + dt.timedelta(minutes=time.start_min)
            end = start + dt.timedelta(minutes=meeting.minutes)
            for staff_id in time.able:
                there, back = ways_of(self._standing, staff_id, time.site_id) or (0, 0)
                span = (
                    start - dt.timedelta(minutes=there),
                    end + dt.timedelta(minutes=back),
                )
                for on, absence in absences_of(staff_id, span, time.meeting_id):
                    yield "absences", absence, origin, on
                duty = {"staff_id": staff_id, "date": date, "kind": "meeting"}
                more = {"minutes": meeting.minutes, "site_id": time.site_id}
                row = OtherDuty.model_validate({**duty, **more, "note": time.meeting_id})
                yield "duties", row, origin, date


def renewed_from(problem: Problem, staff_id: str, course: Course, last: dt.date) -> dt.date | None:
    """Return from when on somebody holds what a course gives, None if always.

    From its last day on; but a hold that has not ended by then goes on without a break, as a skill
    counts in a week only if one row covers all of it.
    """
    rows = [
        row
        for row in problem.skills_of.get(staff_id, ())
        if row.skill == course.skill and row.level >= course.level
    ]
    going_on = [row for row in rows if row.valid_until is None or row.valid_until >= last]
    if not going_on:
        return last
    firsts = [row.valid_from for row in going_on]
    return None if None in firsts else min(one for one in firsts if one is not None)


def _gained(staff_id: str, course: Course, since: dt.date | None, last: dt.date) -> Skill:
    """Return what somebody holds once a course is over."""
    until = None if course.months is None else months_later(last, course.months)
    return Skill(
        staff_id=staff_id,
        skill=course.skill,
        level=course.level,
        valid_from=since,
        valid_until=until,
    )


def months_later(date: dt.date, months: int) -> dt.date:
    """Return the day before the same day so many months later, or the last of that month."""
    years, month = divmod(date.month - 1 + months, MONTHS)
    first = dt.date(date.year + years, month + 1, 1)
    following = dt.date(first.year + first.month // MONTHS, first.month % MONTHS + 1, 1)
    last_day = (following - dt.timedelta(days=1)).day
    return first.replace(day=min(date.day, last_day)) - dt.timedelta(days=1)


def _training_duty(place: RunPlace, run: CourseRun) -> OtherDuty:
    span = span_of(run.start, run.end)
    has_clock = isinstance(run.start, dt.datetime) and isinstance(run.end, dt.datetime)
    minutes = (span[1] - span[0]) // dt.timedelta(minutes=1)
    return OtherDuty.model_validate(
        {
            "staff_id": place.staff_id,
            "date": span[0].date(),
            "kind": "training",
            "amount": len(dates_of(span)),
            "site_id": "" if run.online else run.site_id,
            "minutes": minutes if has_clock else 0,
            "note": run.run_id,
        }
    )


def mondays_of(feed: Feed, first: dt.date) -> Sequence[dt.date]:
    """Return the weeks that a feed has dated rows for, from a Monday on."""
    dates = {one.date for rows in feed.rows.values() for one in rows if one.date is not None}
    mondays = {date - dt.timedelta(days=date.weekday()) for date in dates}
    return sorted(monday for monday in mondays if monday >= first)
