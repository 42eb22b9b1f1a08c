"""Courses, shadowing and meetings of an invented county's term."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import ceil

import numpy as np

from sharepool.centre.training.filters import PeopleFilter
from sharepool.centre.training.placing import people_of
from sharepool.centre.training.rows import Course, CourseRun, Meeting, Mentor, ShadowWish
from sharepool.centre.training.types import TrainingTables
from sharepool.generate.staff import CLEARANCE, PE
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site

RECHECK_WEEKS = (2, 5, 8, 11)
"""Weeks of the term, from 0, in which clearances are checked again: on a Tuesday afternoon."""
RECHECK_PLACES = 14
COACHING_WEEKS = (3, 6, 10)
"""Weeks in which the coaching course takes place: a whole day each, on other weekdays."""
COACHING_PLACES = 9
SPARE = Fraction(1, 4)
"""Places beside those that are needed."""
COACHING_SPORT = "足球"
VALID_MONTHS = 12
TRAINEES, MENTORS = 6, 4
TRAINEE_WEEKS, TRAINEE_DAYS, LESSONS_DAY = 2, 2, 3
MEETING_MIN, MEETINGS_TERM = 90, 4


def generate_training(problem: Problem, seed: int) -> TrainingTables:
    """Return the training of a term.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same seed and problem give the same tables.
    """
    rng = np.random.default_rng([seed, len(problem.sites), 3])
    centre = next(
        (site.site_id for site in problem.sites if site.stage == "centre"),
        problem.sites[0].site_id,
    )
    monday = problem.rules.week_of
    courses = (
        Course.model_validate(
            {
                "course_id": "clearance",
                "kind": "recheck",
                "skill": CLEARANCE,
                "months": VALID_MONTHS,
                "due": monday + dt.timedelta(weeks=20),
            }
        ),
        Course.model_validate(
            {
                "course_id": COACHING_SPORT,
                "kind": "training",
                "skill": COACHING_SPORT,
                "for": PeopleFilter((("role", "backbone_teacher"), ("role", "pe_teacher"))),
            }
        ),
    )
    return TrainingTables(
        courses=courses,
        runs=tuple(_runs(problem, courses, centre)),
        wishes=tuple(_wishes(rng, problem)),
        mentors=tuple(_mentors(problem)),
        meetings=(
            Meeting(
                meeting_id="pe-preparation",
                people=PeopleFilter((("role", "backbone_teacher"), ("role", "pe_teacher"))),
                minutes=MEETING_MIN,
                times_term=MEETINGS_TERM,
            ),
        ),
    )


def _runs(problem: Problem, courses: tuple[Course, Course], centre: str) -> list[CourseRun]:
    monday, runs = problem.rules.week_of, []
    rechecked, coached = (sum(1 for _ in people_of(problem, course)) for course in courses)
    for number, week in enumerate(RECHECK_WEEKS, 1):
        day = monday + dt.timedelta(weeks=week, days=1)
        start, end = (dt.datetime.combine(day, dt.time(hour)) for hour in (14, 17))
        places = _places(RECHECK_PLACES, rechecked, len(RECHECK_WEEKS))
        runs.append(_run(f"clearance-{number}", "clearance", centre, (start, end), places))
    for number, week in enumerate(COACHING_WEEKS, 1):
        day = monday + dt.timedelta(weeks=week, days=number)
        places = _places(COACHING_PLACES, coached, len(COACHING_WEEKS))
        runs.append(_run(f"coaching-{number}", COACHING_SPORT, centre, (day, day), places))
    return runs


def _places(least: int, people: int, runs: int) -> int:
    """Return the places of each run, so that some are left when everybody has one."""
    return max(least, ceil(people * (1 + SPARE) / runs))


def _run(
    run_id: str, course_id: str, site_id: str, span: tuple[dt.date, dt.date], places: int
) -> CourseRun:
    return CourseRun(
        run_id=run_id,
        course_id=course_id,
        site_id=site_id,
        start=span[0],
        end=span[1],
        places=places,
    )


def _wishes(rng: np.random.Generator, problem: Problem) -> list[ShadowWish]:
    """Return teachers of township schools who are not of the pool, and who are to see a mentor."""
    schools = [site for site in problem.sites if _is_township_primary(site)]
    drawn = sorted(rng.permutation(len(schools))[:TRAINEES].tolist())
    return [
        ShadowWish(
            staff_id=f"{schools[place].site_id}-R1",
            site_id=schools[place].site_id,
            skill=PE,
            days_week=TRAINEE_DAYS,
            weeks=TRAINEE_WEEKS,
            lessons_day=LESSONS_DAY,
            cover_skill=PE,
        )
        for place in drawn
    ]


def _is_township_primary(site: Site) -> bool:
    return site.area == "township" and site.stage == "primary"


def _mentors(problem: Problem) -> list[Mentor]:
    backbone = [person for person in problem.staff if person.role == "backbone_teacher"]
    return [Mentor(staff_id=person.staff_id) for person in backbone[:MENTORS]]
