"""A sports meet, a tour of body tests, and days at a labour base of an invented county."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np

from sharepool.centre.events.rows import (
    BaseVisit,
    EventDay,
    EventStaff,
    LabourBase,
    TestTour,
)
from sharepool.centre.events.types import EventTables
from sharepool.generate.staff import PE
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site

MEET_WEEK, SATURDAY = 4, 5
"""Week of the term, from 0, and days after its Monday."""
JUDGED_SPORT = "田径"
JUDGES, HELPERS = 3, 2
TOUR_WEEKS = (5, 15)
TESTERS, STATIONS, MINUTES_PUPIL = 3, 6, Decimal(2)
BASE_WEEKS = (2, 3)
BASE_DAYS = (2, 4)
BASE_PLACES = 100
GROUPS, PUPILS_GROUP = 6, 45
MORNING, NOON, EVENING = "08:00", "12:00", "16:00"


def generate_events(problem: Problem, seed: int) -> EventTables:
    """Return the events of a term.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same seed and problem give the same tables.
    """
    rng = np.random.default_rng([seed, len(problem.sites), 8])
    centre = next((one for one in problem.sites if one.stage == "centre"), problem.sites[0])
    meet = _meet(problem, centre)
    return EventTables(
        events=(meet,),
        event_staff=tuple(_meet_staff(meet)),
        tours=(_tour(problem, centre),),
        bases=(_base(problem, centre),),
        visits=tuple(_visits(rng, problem)),
    )


def _meet(problem: Problem, centre: Site) -> EventDay:
    schools = [site for site in problem.sites if site.stage == "primary"]
    backbone = [one.staff_id for one in problem.staff if one.role == "backbone_teacher"]
    return EventDay.model_validate(
        {
            "event_id": "meet",
            "name": "中小学生田径运动会",
            "site_id": centre.site_id,
            "date": problem.rules.week_of + dt.timedelta(weeks=MEET_WEEK, days=SATURDAY),
            "start": MORNING,
            "end": EVENING,
            "sites": ";".join(site.site_id for site in schools[:4]),
            "people": ";".join(backbone[:2]),
            "call": 1,
        }
    )


def _meet_staff(meet: EventDay) -> list[EventStaff]:
    """Return judges before and after noon, and helpers from morning to evening."""
    judges = {"event_id": meet.event_id, "role": "judge", "skill": JUDGED_SPORT, "count": JUDGES}
    helpers = {"event_id": meet.event_id, "role": "helper", "skill": PE, "count": HELPERS}
    return [
        EventStaff.model_validate({**judges, "end": NOON}),
        EventStaff.model_validate({**judges, "start": NOON}),
        EventStaff.model_validate({**helpers, "optional": 1}),
    ]


def _tour(problem: Problem, centre: Site) -> TestTour:
    monday = problem.rules.week_of
    first, last = (monday + dt.timedelta(weeks=week) for week in TOUR_WEEKS)
    return TestTour.model_validate(
        {
            "tour_id": "body-test",
            "skill": PE,
            "testers": TESTERS,
            "stations": STATIONS,
            "minutes_pupil": MINUTES_PUPIL,
            "from": first,
            "until": last - dt.timedelta(days=1),
            "bases": centre.site_id,
        }
    )


def _base(problem: Problem, centre: Site) -> LabourBase:
    site = next((one for one in problem.sites if one.area == "township"), centre)
    monday = problem.rules.week_of
    first, last = (monday + dt.timedelta(weeks=week) for week in BASE_WEEKS)
    return LabourBase.model_validate(
        {
            "base_id": "farm",
            "name": "劳动实践基地",
            "site_id": site.site_id,
            "places": BASE_PLACES,
            "from": first,
            "until": last + dt.timedelta(days=4),
            "days": "".join(map(str, BASE_DAYS)),
            "start": "08:30",
            "end": "15:30",
            "skill": PE,
            "count": 1,
        }
    )


def _visits(rng: np.random.Generator, problem: Problem) -> list[BaseVisit]:
    schools = [one for one in problem.sites if one.area == "urban" and one.stage == "primary"]
    drawn = rng.integers(0, max(1, len(schools)), GROUPS).tolist() if schools else []
    return [
        BaseVisit(group_id=f"group-{number}", site_id=schools[place].site_id, pupils=PUPILS_GROUP)
        for number, place in enumerate(drawn, 1)
    ]
