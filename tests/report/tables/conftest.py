"""A week small enough to lay out by hand.

Lin lives at the centre and drives by car; Wu lives at the school "east" and teaches by live link.
Roads: centre – west 30 min (18.24 km), centre – east 25 min, west – east 40 min, each way.
"""

import datetime as dt

import pytest

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, Status
from sharepool.problem.rows import Bell, Demand, Leg, Site, Skill, Staff
from sharepool.problem.rules import Rules


@pytest.fixture
def problem():
    return Problem(
        rules=Rules(name="tiny", week_of=dt.date(2026, 3, 2)),
        sites=(
            Site(site_id="centre"),
            Site(site_id="007", name="West school"),
            Site(site_id="east", name="East school", open_from=None),
            Site(site_id="shut", open_from=dt.date(2026, 3, 4)),
        ),
        bells=(
            Bell(slot=1, label="one", start="08:00", end="08:40"),
            Bell(slot=2, label="two", start="08:50", end="09:30"),
            Bell(slot=3, label="three", start="13:00", end="13:40"),
            Bell(slot=4, label="four", start="16:00", end="17:00", part="after_school"),
        ),
        staff=(
            Staff(staff_id="Z1", name="Lin", home_site="centre"),
            Staff(staff_id="A1", name="Wu", home_site="east"),
        ),
        skills=(Skill(staff_id="Z1", skill="judo"), Skill(staff_id="A1", skill="judo")),
        demands=(
            Demand(demand_id="double", site_id="007", skill="judo", sessions=2, periods=2),
            Demand(demand_id="=club", site_id="east", kind="club", skill="judo", sessions=1),
            Demand(
                demand_id="link",
                site_id="007",
                skill="judo",
                sessions=1,
                delivery="remote",
                cohort="3a",
            ),
            Demand(demand_id="later", site_id="shut", skill="judo", sessions=5),
        ),
        travel=(
            Leg(origin="centre", destination="007", minutes=30, km="18.24"),
            Leg(origin="centre", destination="east", minutes=25),
            Leg(origin="007", destination="east", minutes=40),
        ),
    )


@pytest.fixture
def plan():
    return Plan.of([("A1", "link", 2, 3), ("Z1", "=club", 1, 4), ("Z1", "double", 1, 1)])


@pytest.fixture
def result(plan):
    return Result(
        status=Status.FEASIBLE,
        plan_or_none=plan,
        objective=1100,
        bound=1000,
        terms={"unmet": 1000, "travel": 100, "change": 0},
        sessions_wanted=4,
        sessions_delivered=3,
        travel_min=95,
        wall_seconds=1.23456,
        seed=7,
        unavoidable=600,
    )


@pytest.fixture
def no_plan():
    return Result(
        status=Status.INFEASIBLE,
        plan_or_none=None,
        objective=None,
        bound=None,
        terms={},
        sessions_wanted=4,
        sessions_delivered=0,
        travel_min=0,
        wall_seconds=0.5,
        seed=7,
    )
