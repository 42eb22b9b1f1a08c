"""How long people drive, against figures worked out by hand."""

import numpy as np
import pytest

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Leg, Site
from sharepool.problem.rules import Rules
from sharepool.problem.travel import EARTH_RADIUS_KM, UNKNOWN, TravelTimes, great_circle_km

PLACES = {"A": (113.0, 35.0), "B": (113.0, 35.1), "C": (113.2, 35.0), "N": (None, None)}


def travel(*legs, **rules):
    sites = tuple(Site(site_id=name, lon=lon, lat=lat) for name, (lon, lat) in PLACES.items())
    rows = tuple(
        Leg(origin=origin, destination=destination, mode=mode, minutes=minutes, km=km)
        for origin, destination, mode, minutes, km in legs
    )
    rule_book = Rules.model_validate({"travel": rules})
    return TravelTimes(Problem(rules=rule_book, sites=sites, bells=(), staff=(), travel=rows))


def test_a_degree_of_latitude_is_a_360th_of_the_circumference():
    distance = great_circle_km(np.array([10.0, 10.0]), np.array([0.0, 1.0]))
    # 2 pi 6371.0088 km / 360
    assert distance[0, 1] == pytest.approx(111.195080, abs=1e-6)
    assert distance[1, 0] == distance[0, 1]
    assert distance[0, 0] == 0


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude():
    distance = great_circle_km(np.array([0.0, 1.0]), np.array([60.0, 60.0]))
    # 2 R arcsin(cos 60 sin 0.5 degrees) = 2 x 6371.0088 x arcsin(0.5 x 0.00872653550)
    assert distance[0, 1] == pytest.approx(55.5970107, abs=1e-6)


def test_opposite_points_are_half_a_circumference_apart():
    distance = great_circle_km(np.array([0.0, 180.0]), np.array([0.0, 0.0]))
    assert distance[0, 1] == pytest.approx(np.pi * EARTH_RADIUS_KM)


def test_computed_minutes_are_road_kilometres_at_the_speed_rounded_up_and_overhead():
    # A to B: 11.1195080 km x 1.3 = 14.4553604 km; at 40 km/h 21.683 min, rounded up 22, + 10.
    times = travel()
    assert times.minutes("car", "A", "B") == 32
    # At 20 km/h 43.366 min, rounded up 44, + 10.
    assert times.minutes("bus", "B", "A") == 54
    assert times.km("car", "A", "B") == pytest.approx(14.4553604)


def test_minutes_within_a_billionth_above_a_whole_one_are_that_one():
    # One degree at this speed takes 60 minutes and a little: less, then more, than 1e-9.
    degree = 2 * np.pi * EARTH_RADIUS_KM / 360 / 10
    for above, minutes in ((5e-10, 60), (5e-9, 61)):
        times = travel(
            detour_factor=1, overhead_min=0, speed_kmh={"car": f"{degree * (1 - above / 60):.18f}"}
        )
        assert times.minutes("car", "A", "B") == minutes


def test_a_decimal_overhead_is_rounded_up():
    assert travel(overhead_min="0.5").minutes("car", "A", "B") == 23


@pytest.mark.parametrize(
    ("minutes", "whole"), [("12", 12), ("12.1", 13), ("12.0000000005", 12), ("12.00000001", 13)]
)
def test_given_minutes_are_rounded_up(minutes, whole):
    assert travel(("A", "B", "", minutes, None)).minutes("car", "A", "B") == whole


FORWARD_MODE = ("A", "B", "car", 1, None)
FORWARD_BLANK = ("A", "B", "", 2, None)
REVERSE_MODE = ("B", "A", "car", 3, None)
REVERSE_BLANK = ("B", "A", "", 4, None)
OTHER_MODE = ("A", "B", "bus", 5, None)


@pytest.mark.parametrize(
    ("legs", "minutes"),
    [
        ([REVERSE_BLANK, REVERSE_MODE, FORWARD_BLANK, FORWARD_MODE], 1),
        ([FORWARD_MODE, FORWARD_BLANK, REVERSE_MODE, REVERSE_BLANK], 1),
        ([REVERSE_BLANK, REVERSE_MODE, FORWARD_BLANK], 2),
        ([REVERSE_BLANK, REVERSE_MODE], 3),
        ([REVERSE_BLANK], 4),
        ([OTHER_MODE], 32),
        ([("A", "B", "car", None, 3), REVERSE_BLANK], 4),
    ],
)
def test_the_first_row_found_counts(legs, minutes):
    assert travel(*legs).minutes("car", "A", "B") == minutes


def test_each_direction_has_its_own_minutes():
    times = travel(FORWARD_MODE, REVERSE_BLANK)
    assert times.minutes("car", "A", "B") == 1
    assert times.minutes("car", "B", "A") == 4


def test_given_minutes_hold_the_overhead_already():
    assert travel(FORWARD_BLANK, overhead_min=99).minutes("car", "A", "B") == 2


def test_a_site_is_no_minutes_from_itself_whatever_a_row_says():
    times = travel(("A", "A", "", 7, 7))
    assert times.minutes("car", "A", "A") == 0
    assert times.minutes("car", "N", "N") == 0


def test_kilometres_are_given_ones_where_the_row_that_counts_has_them():
    times = travel(("A", "B", "", 20, "9.5"), ("A", "C", "", 20, None))
    assert times.km("car", "A", "B") == 9.5
    # 2 R arcsin(cos 35 sin 0.1 degrees) x 1.3 = 18.216 km x 1.3
    assert times.km("car", "A", "C") == pytest.approx(23.682, abs=1e-2)


def test_a_pair_without_coordinates_or_minutes_is_unknown():
    times = travel()
    assert times.minutes("car", "A", "N") == UNKNOWN
    assert times.km("car", "A", "N") is None


def test_minutes_that_are_given_need_no_coordinates():
    times = travel(("A", "N", "", 15, None))
    assert times.minutes("car", "A", "N") == 15
    assert times.minutes("car", "N", "A") == 15


def test_a_mode_without_a_speed_knows_given_minutes_only():
    times = travel(("A", "B", "", 15, None))
    assert times.minutes("boat", "A", "B") == 15
    assert times.minutes("boat", "A", "C") == UNKNOWN


def test_speeds_that_are_given_add_to_the_two_defaults():
    times = travel(speed_kmh={"boat": 10, "car": 80})
    assert times.minutes("car", "A", "B") == 21
    assert times.minutes("bus", "A", "B") == 54
    assert times.minutes("boat", "A", "B") == 97


def test_the_slowest_mode_overflows_nothing():
    assert travel(speed_kmh={"snail": "0.000001"}).minutes("snail", "A", "B") > 10**7
