"""What shadowing has to decide, from the tables; and the weeks that come of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sharepool.centre.training.rows import Mentor, ShadowWish
from sharepool.centre.training.shadows import GOALS, ShadowOption, ShadowTask, place_trainees
from sharepool.centre.training.standing import WEEKDAYS, StandingWeeks, span_of
from sharepool.centre.training.types import ShadowWeek, TrainingGoal, TrainingTables
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Staff
from sharepool.problem.travel import UNKNOWN

USUAL_LESSON_MIN = 40


@dataclass(frozen=True)
class ShadowPlan:
    """The weeks granted, and how far they are proven."""

    weeks: tuple[ShadowWeek, ...]
    goals: tuple[TrainingGoal, ...]


def plan_shadowing(
    standing: StandingWeeks,
    tables: TrainingTables,
    mondays: Sequence[dt.date],
    seconds: float,
    seed: int,
) -> ShadowPlan:
    """Return who spends which weeks with which mentor.

    Parameters
    ----------
    standing : StandingWeeks
    tables : TrainingTables
    mondays : sequence of datetime.date
        The weeks that there are.
    seconds : float
    seed : int
    """
    if not tables.wishes:
        return ShadowPlan((), ())
    problem = standing.problem
    groups = [group_of(problem, mentor.staff_id) for mentor in tables.mentors]
    trainees = {wish.staff_id for wish in tables.wishes}
    options = list(_options(standing, tables, mondays))
    skills = {wish.cover_skill for wish in tables.wishes}
    free = {
        (group, week): sum(
            free_lessons(standing, person, mondays[week])
            for person in coverers(problem, group, skills, trainees)
        )
        for group in set(groups)
        for week in {one.week for one in options}
    }
    task = ShadowTask(
        weeks_wanted=[wish.weeks for wish in tables.wishes],
        rooms=[mentor.max_trainees for mentor in tables.mentors],
        groups=groups,
        options=options,
        free=free,
    )
    found = place_trainees(task, seconds, seed)
    weeks = [
        ShadowWeek(
            staff_id=tables.wishes[one.trainee].staff_id,
            mentor_id=tables.mentors[one.mentor].staff_id,
            monday=mondays[one.week],
            days=one.days,
            lessons=one.lessons,
            covered=covered,
            road_min=one.road_min,
        )
        for one, covered in found.chosen
    ]
    goals = tuple(TrainingGoal(name, found.values[name], found.bounds[name]) for name in GOALS)
    return ShadowPlan(tuple(sorted(weeks, key=lambda one: (one.monday, one.staff_id))), goals)


def group_of(problem: Problem, staff_id: str) -> str:
    """Return the group of somebody's home site, or the site where it has none."""
    site = problem.site_of[problem.person_of[staff_id].home_site]
    return site.group or site.site_id


def coverers(problem: Problem, group: str, skills: set[str], trainees: set[str]) -> Iterator[Staff]:
    """Yield the people of a group who hold a skill that covers, and are no trainees."""
    for person in problem.staff:
        held = {row.skill for row in problem.skills_of.get(person.staff_id, ())}
        is_theirs = group_of(problem, person.staff_id) == group
        if is_theirs and held & skills and person.staff_id not in trainees:
            yield person


def free_lessons(standing: StandingWeeks, person: Staff, monday: dt.date) -> int:
    """Return the lessons that somebody could give besides the standing plan, in a week.

    As many as the days that they are there leave room for, and the hours of the week.
    """
    problem = standing.problem
    windows = {row.day for row in problem.availability if row.staff_id == person.staff_id}
    most_day, room, given_min = problem.limit_of(person, "max_sessions_day"), 0, 0
    for day in WEEKDAYS:
        date = monday + dt.timedelta(days=day - 1)
        sessions = standing.sessions(person.staff_id, date)
        given_min += sum(one.minutes for one in sessions)
        is_there = not windows or day in windows
        if is_there and not standing.is_away(person.staff_id, span_of(date, date)):
            room += max(0, most_day - len(sessions))
    if person.max_hours_week is None:
        return room
    left_min = int(person.max_hours_week * MINUTES_PER_HOUR) - given_min
    return max(0, min(room, left_min // lesson_min(problem)))


def lesson_min(problem: Problem) -> int:
    """Return the minutes of the longest lesson of the bells."""
    lessons = [bell.end - bell.start for bell in problem.bells if bell.part == "lesson"]
    return max(lessons, default=USUAL_LESSON_MIN)


def _options(
    standing: StandingWeeks, tables: TrainingTables, mondays: Sequence[dt.date]
) -> Iterator[ShadowOption]:
    for trainee, wish in enumerate(tables.wishes):
        for mentor, row in enumerate(tables.mentors):
            ways = _ways(standing, wish, row)
            if ways is None:
                continue
            for week, monday in enumerate(mondays):
                if not holds(standing.problem, row.staff_id, wish.skill, monday):
                    continue
                best = _best_days(standing, wish, row, monday)
                if best is not None:
                    lessons, days = best
                    yield ShadowOption(trainee, mentor, week, days, lessons, ways * len(days))


def _ways(standing: StandingWeeks, wish: ShadowWish, mentor: Mentor) -> int | None:
    """Return the minutes to the mentor's school and back; None if they are the same, or unknown."""
    problem = standing.problem
    home, there = home_of(problem, wish), problem.person_of[mentor.staff_id].home_site
    person = problem.person_of.get(wish.staff_id)
    mode = problem.rules.travel.default_mode if person is None else problem.mode_of(person)
    ways = standing.travel.minutes(mode, home, there), standing.travel.minutes(mode, there, home)
    return None if home == there or UNKNOWN in ways else sum(ways)


def home_of(problem: Problem, wish: ShadowWish) -> str:
    """Return the school of a trainee."""
    person = problem.person_of.get(wish.staff_id)
    return wish.site_id if person is None else person.home_site


def holds(problem: Problem, staff_id: str, skill: str, monday: dt.date) -> bool:
    """Return whether somebody holds a skill all of a week."""
    sunday = monday + dt.timedelta(days=6)
    return any(
        row.skill == skill
        and (row.valid_from is None or row.valid_from <= monday)
        and (row.valid_until is None or sunday <= row.valid_until)
        for row in problem.skills_of.get(staff_id, ())
    )


def _best_days(
    standing: StandingWeeks, wish: ShadowWish, mentor: Mentor, monday: dt.date
) -> tuple[int, tuple[int, ...]] | None:
    """Return the days of a week on which fewest lessons fall out, and how many do."""
    days = [day for day in mentor.days if is_possible(standing, wish, mentor, monday, day)]
    lost = {
        day: wish.lessons_day
        + len(standing.sessions(wish.staff_id, monday + dt.timedelta(days=day - 1)))
        for day in days
    }
    return min(
        ((sum(lost[day] for day in some), some) for some in combinations(days, wish.days_week)),
        default=None,
    )


def is_possible(
    standing: StandingWeeks, wish: ShadowWish, mentor: Mentor, monday: dt.date, day: int
) -> bool:
    """Return whether both are there on a day, and the mentor's school teaches."""
    date = monday + dt.timedelta(days=day - 1)
    home = standing.problem.person_of[mentor.staff_id].home_site
    if not standing.teaches(home, date):
        return False
    whole = span_of(date, date)
    return not standing.is_away(wish.staff_id, whole) and not standing.is_away(
        mentor.staff_id, whole
    )
