import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.problem.atlas import HEIGHT, WIDTH, draw_atlas
from sharepool.problem.rows import Site
from sharepool.problem.travel import EARTH_RADIUS_KM


def place(name, lon, lat):
    return Site(site_id=name, lon=lon, lat=lat)


def test_without_coordinates_there_is_no_atlas():
    assert draw_atlas([Site(site_id="A")]) is None


def test_north_is_up_and_the_scale_is_true():
    atlas = draw_atlas([place("S", 113, 35), place("N", 113, 36), Site(site_id="nowhere")])
    assert atlas.points.keys() == {"S", "N"}
    (x, south), (other_x, north) = atlas.points["S"], atlas.points["N"]
    assert (x, other_x) == (WIDTH / 2, WIDTH / 2)
    assert south > north
    km = (south - north) / atlas.scale_px * atlas.scale_km
    assert km == pytest.approx(math.radians(EARTH_RADIUS_KM), rel=0.01)


def test_a_map_may_be_smaller_and_is_as_true():
    atlas = draw_atlas([place("W", 113, 35), place("E", 114, 35)], width=400, height=300)
    (left, y), (right, other_y) = atlas.points["W"], atlas.points["E"]
    assert atlas.width == 400
    assert (left, y) == (400 - right, other_y)
    km = (right - left) / atlas.scale_px * atlas.scale_km
    expected = math.radians(EARTH_RADIUS_KM) * math.cos(math.radians(35))
    assert km == pytest.approx(expected, rel=0.01)


coordinates = st.tuples(st.floats(100, 120), st.floats(20, 50))


@settings(deadline=None, derandomize=True)
@given(st.lists(coordinates, min_size=1, max_size=12))
def test_every_site_is_on_the_map_and_names_keep_apart(where):
    sites = [place(f"学校{number}", *degrees) for number, degrees in enumerate(where)]
    atlas = draw_atlas(sites)
    assert len(atlas.points) == len(sites)
    assert all(0 < x < atlas.width and 0 < y < atlas.height for x, y in atlas.points.values())
    assert atlas.width == WIDTH
    assert atlas.height <= HEIGHT + 48
    spots = [(label.x, label.y) for label in atlas.labels]
    assert len(set(spots)) == len(spots)


def test_a_name_without_room_is_left_out():
    crowd = [place(f"学校名称{number}", 113 + number / 1e6, 35) for number in range(20)]
    atlas = draw_atlas([*crowd, place("远", 114, 35)])
    names = {label.text for label in atlas.labels}
    assert {"学校名称0", "远"} <= names
    assert len(names) < len(crowd)
