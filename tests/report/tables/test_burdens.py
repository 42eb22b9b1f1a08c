import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_plan, make_problem
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.rows import Leg
from sharepool.report.tables.burdens import MOST_BANDS, bands, list_burdens
from sharepool.rules.scoring import score
from strategies import plans_of, problems


def row_of(problem, plan, staff_id):
    frame = list_burdens(problem, plan)
    return frame[frame["staff_id"] == staff_id].iloc[0].to_dict()


def test_a_week_adds_up(problem, plan):
    lin = row_of(problem, plan, "Z1")
    assert (lin["sessions"], lin["hours"], lin["days"], lin["sites"]) == (2, 2.5, 1, 2)
    assert lin["travel_min"] == 30 + 40 + 25


def test_km_of_one_unknown_leg_are_unknown(problem, plan):
    assert pd.isna(row_of(problem, plan, "Z1")["km"])
    known = [Leg.model_validate(dict(leg) | {"km": "10.5"}) for leg in problem.travel]
    with_km = problem.model_copy(update={"travel": tuple(known)})
    assert row_of(with_km, plan, "Z1")["km"] == 31.5


def test_who_stays_at_home_has_no_road(problem, plan):
    wu = row_of(problem, plan, "A1")
    assert (wu["sessions"], wu["sites"], wu["travel_min"], wu["km"]) == (1, 0, 0, 0.0)


def test_everybody_of_the_pool_has_a_row(problem):
    frame = list_burdens(problem, make_plan())
    assert list(frame["staff_id"]) == ["Z1", "A1"]
    assert frame["sessions"].sum() == 0


@pytest.mark.parametrize(("minutes", "early"), [(30, 0), (31, 1)])
def test_a_start_is_early_before_half_past_seven(minutes, early):
    way = [{"origin": "H", "destination": "A", "minutes": minutes}]
    problem = make_problem(travel=way)
    assert row_of(problem, make_plan(("T1", "D1", 1, 1)), "T1")["early_starts"] == early


@pytest.mark.parametrize(("minutes", "far"), [(44, 0), (45, 1)])
def test_a_day_is_far_by_its_longest_drive(minutes, far):
    way = [{"origin": "H", "destination": "A", "minutes": minutes}]
    problem = make_problem(travel=way)
    plan = make_plan(("T1", "D1", 1, 2), ("T1", "D1", 1, 3))
    assert row_of(problem, plan, "T1")["far_days"] == far


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_the_road_is_the_one_that_is_scored(data):
    problem = data.draw(problems(teams=True))
    plan = data.draw(plans_of(problem))
    frame = list_burdens(problem, plan)
    assert frame["travel_min"].sum() == score(problem, plan).travel_min
    assert frame["sessions"].sum() == len(Itinerary(problem, plan).sessions)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 1e6), max_size=30))
def test_bands_hold_everybody_once(values):
    frame = bands(pd.DataFrame({"km": values}), "km")
    assert frame["people"].sum() == len(values)
    assert len(frame) <= MOST_BANDS
    for least, below, people in frame.itertuples(index=False):
        assert sum(least <= value < below for value in values) == people


def test_bands_without_people_are_none():
    assert len(bands(pd.DataFrame({"km": []}), "km")) == 0
