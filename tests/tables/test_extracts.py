"""Travel times from an extract on disk, against shortest paths by hand and by networkx."""

import math
import os
from decimal import Decimal
from itertools import pairwise, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_problem
from extracts import NODES, WAYS, write_extract
from sharepool import ProblemError, measure_extract
from sharepool.tables.roads.networks import RoadNetwork, RoadWays
from sharepool.tables.roads.profiles import PROFILES, RoadUse

PLACES = {"H": NODES[1], "A": NODES[4], "B": (0.005, 0.01), "C": (0.5, 0.505)}
KM = 6371.0088 * math.radians(0.01)
"""A hundredth of a degree."""


def county(**places):
    return make_problem(
        sites=[{"site_id": name, "lon": x, "lat": y} for name, (x, y) in (PLACES | places).items()],
        demands=[{"demand_id": f"D{name}", "site_id": name} for name in "ABC"],
        leg_min=None,
        rules={"travel": {"overhead_min": 2}},
    )


def by_hand(*parts):
    """Return minutes and km of a way: so many hundredths of a degree at so many km/h."""
    minutes = sum(60 * KM * length / kmh for length, kmh in parts)
    km = sum(KM * length for length, _ in parts)
    return math.ceil(minutes) + 2, Decimal(round(1000 * km)) / 1000


@pytest.mark.parametrize("suffix", [".osm", ".osm.pbf", ".osm.gz"])
def test_every_way_is_the_fastest_by_hand(tmp_path, suffix):
    found = measure_extract(county(), write_extract(tmp_path / f"town{suffix}"))
    rows = {(leg.origin, leg.destination): (leg.minutes, leg.km) for leg in found.legs}
    closed = ("none", None)
    over = (2, 65), (1, 40)
    home_to_b = (1, 55), (0.5, 40)
    assert rows == {
        ("H", "A"): by_hand(*over),
        ("A", "H"): by_hand(*over),
        ("H", "B"): by_hand(*home_to_b),
        ("A", "B"): by_hand(*over, *home_to_b),
        # Against the oneways nobody leaves B, and the island is an island.
        **{("B", name): closed for name in "HA"},
        **{pair: closed for name in "HAB" for pair in ((name, "C"), ("C", name))},
    }
    assert [(one.site_id, one.metres) for one in found.far] == [("C", 556)]
    assert (found.asked, found.left_out, len(found.unreachable)) == (0, (), 8)


def test_who_walks_goes_both_ways_and_where_no_car_may(tmp_path):
    found = measure_extract(county(), write_extract(tmp_path / "town.osm"), mode="walk")
    rows = {(leg.origin, leg.destination): (leg.minutes, leg.km) for leg in found.legs}
    assert rows["B", "A"] == rows["A", "B"] == by_hand((1.5, 5))
    assert rows["H", "B"] == by_hand((1.5, 5))
    assert {leg.mode for leg in found.legs} == {"walk"}


def test_places_on_one_stretch_reach_each_other_along_it(tmp_path):
    problem = county(A=(0.018, 0.01), B=(0.012, 0.01), C=(0.012, 0.01))
    found = measure_extract(problem, write_extract(tmp_path / "town.osm"))
    rows = {(leg.origin, leg.destination): (leg.minutes, leg.km) for leg in found.legs}
    assert rows["A", "B"] == by_hand((0.6, 25))
    assert rows["B", "A"] == ("none", None)
    assert rows["B", "C"] == rows["C", "B"] == (2, Decimal(0))


@pytest.mark.parametrize(
    ("tags", "use"),
    [
        ({"highway": "residential"}, RoadUse(25, True, True)),
        ({"highway": "residential", "oneway": "reversible"}, RoadUse(25, True, True)),
        ({"highway": "primary", "oneway": "-1"}, RoadUse(65, False, True)),
        ({"highway": "motorway"}, RoadUse(90, True, False)),
        ({"highway": "motorway", "oneway": "no"}, RoadUse(90, True, True)),
        ({"highway": "tertiary", "junction": "roundabout"}, RoadUse(40, True, False)),
        ({"highway": "primary", "maxspeed": "80 km/h"}, RoadUse(64, True, True)),
        ({"highway": "primary", "maxspeed": "CN:urban"}, RoadUse(65, True, True)),
        ({"highway": "primary", "maxspeed": "0"}, RoadUse(65, True, True)),
        ({"highway": "service", "access": "private"}, None),
        ({"highway": "service", "access": "no", "motorcar": "yes"}, RoadUse(15, True, True)),
        ({"highway": "primary", "motor_vehicle": "no"}, None),
        ({"highway": "footway"}, None),
        ({}, None),
    ],
)
def test_what_a_car_makes_of_tags(tags, use):
    assert PROFILES["car"].use(tags) == use


def test_a_bicycle_may_go_against_a_oneway_that_says_so():
    tags = {"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"}
    assert PROFILES["bike"].use(tags) == RoadUse(15, True, True)
    assert PROFILES["car"].use(tags) == RoadUse(25, True, False)


@st.composite
def networks(draw):
    """Draw ways that meet at nodes, some oneway, each with its speed, and places on them."""
    nodes = st.integers(0, 11)
    ways = draw(
        st.lists(st.lists(nodes, min_size=2, max_size=5, unique=True), min_size=1, max_size=7)
    )
    speeds = st.integers(5, 90)
    sides = st.sampled_from([(True, True), (True, False), (False, True)])
    uses = [(draw(speeds), draw(sides)) for _ in ways]
    places = st.tuples(st.floats(-0.01, 0.05), st.floats(-0.01, 0.05))
    return ways, uses, draw(st.lists(places, min_size=2, max_size=4))


@given(drawn=networks())
def test_all_ways_are_those_of_networkx(drawn):
    ways, uses, places = drawn
    # On a curve, so that no node lies on a segment between two others.
    at = {node: (node / 300, node**2 / 9000) for node in range(12)}
    nodes = [node for way in ways for node in way]
    network = RoadNetwork(
        RoadWays(
            np.array(nodes),
            np.repeat(np.arange(len(ways)), [len(way) for way in ways]),
            np.array([at[node][0] for node in nodes]),
            np.array([at[node][1] for node in nodes]),
            np.array([float(kmh) for kmh, _ in uses]),
            np.array([forward for _, (forward, _) in uses]),
            np.array([backward for _, (_, backward) in uses]),
        )
    )
    # The same, segment by segment, each with the places that it was given.
    segments = [(a, b, *use) for way, use in zip(ways, uses, strict=True) for a, b in pairwise(way)]
    snapped = [network.snap(place) for place in places]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(12))
    for number, (a, b, kmh, sides) in enumerate(segments):
        stops = [(0.0, a), (1.0, b)]
        stops += [(share, f"place {k}") for k, (n, share, _) in enumerate(snapped) if n == number]
        east = math.cos(math.radians(at[a][1]))
        metres = 100_000 * KM * math.hypot((at[b][0] - at[a][0]) * east, at[b][1] - at[a][1])
        # Every stop with every other: of those at the same place, none is before another.
        for (one, start), (two, end) in permutations(stops, 2):
            if (sides[0] and one <= two) or (sides[1] and one >= two):
                seconds = 3.6 * metres * abs(two - one) / kmh
                if seconds < graph.get_edge_data(start, end, {"seconds": math.inf})["seconds"]:
                    graph.add_edge(start, end, seconds=seconds, metres=metres * abs(two - one))
    matrix = network.measure(places)
    for row in range(len(places)):
        times = nx.single_source_dijkstra_path_length(graph, f"place {row}", weight="seconds")
        expected = [times.get(f"place {column}", math.nan) for column in range(len(places))]
        found = [math.nan if one is None else one for one in matrix.seconds[row]]
        assert found == pytest.approx(expected, abs=1e-4, nan_ok=True)
        known = [one is None for one in matrix.seconds[row]]
        assert [one is None for one in matrix.metres[row]] == known


@pytest.mark.parametrize("name", ["missing.osm.pbf", "text.osm.pbf", "town.txt"])
def test_what_is_no_extract_is_a_fault(tmp_path, name):
    (tmp_path / "text.osm.pbf").write_text("no roads here")
    (tmp_path / "town.txt").write_text("<osm/>")
    with pytest.raises(ProblemError) as caught:
        measure_extract(county(), tmp_path / name)
    assert "无法作为OpenStreetMap数据读取" in caught.value.faults[0].text("zh")


@pytest.mark.parametrize(
    "make", [getattr(os, name) for name in ("mkfifo", "mkdir") if hasattr(os, name)]
)
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path, make):
    make(tmp_path / "town.osm")
    with pytest.raises(ProblemError) as caught:
        measure_extract(county(), tmp_path / "town.osm")
    assert caught.value.faults[0].code == "not_a_file"


def test_an_extract_without_a_road_is_a_fault(tmp_path):
    water = [way for way in WAYS if "waterway" in way[1]]
    with pytest.raises(ProblemError, match="no road in it"):
        measure_extract(county(), write_extract(tmp_path / "water.osm", water))


def test_what_to_install_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("sharepool.tables.roads.extracts.find_spec", lambda _: None)
    with pytest.raises(ProblemError, match="pip install osmium scipy"):
        measure_extract(county(), tmp_path / "town.osm")
