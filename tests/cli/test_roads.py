"""``sharepool roads``: the travel table of a folder, whole or as it was."""

from decimal import Decimal

import pytest

from builders import make_problem
from extracts import NODES, write_extract
from routing_stub import routing_engine
from sharepool import measure_roads, read_problem, write_problem

NOTHING_LEFT = {"left_out": [], "roadless": []}
PLACES = {"H": 1.0, "A": 2.0, "B": 3.0}


@pytest.fixture
def folder(tmp_path):
    problem = make_problem(
        sites=[{"site_id": name, "lon": lon, "lat": 30.0} for name, lon in PLACES.items()],
        demands=[{"demand_id": "D1", "site_id": "A"}, {"demand_id": "D2", "site_id": "B"}],
        travel=[{"origin": "H", "destination": "A", "mode": "bus", "minutes": 44}],
        leg_min=None,
    )
    write_problem(problem, tmp_path / "county")
    return tmp_path / "county"


def test_the_travel_table_is_written(folder, run):
    with routing_engine("osrm") as (url, _):
        ran = run("roads", folder, "--engine", "osrm", "--url", url)
    assert ran.code == 0
    assert "6 ways, 0 of them closed; 1 requests sent" in ran.out
    assert "B is 812 m from the road" in ran.out
    legs = read_problem(folder).travel
    assert [(leg.mode, leg.minutes) for leg in legs[:2]] == [("bus", 44), ("car", Decimal(12))]
    assert len(legs) == 7
    assert [path.name for path in folder.iterdir() if "roads" in path.name] == ["travel.roads"]


def test_in_chinese_and_as_json(folder, run):
    with routing_engine("osrm") as (url, _):
        told = run("roads", folder, "--engine", "osrm", "--url", url, "--lang", "zh").out
        assert "共6条路程" in told
        data = run("roads", folder, "--engine", "osrm", "--url", url, "--json").json
    assert data == {"rows": 6, "asked": 0, "unreachable": 0, "far": {"B": 812}, **NOTHING_LEFT}


def test_nothing_is_written_where_the_engine_fails(folder, run):
    before = (folder / "travel.csv").read_bytes()
    with routing_engine("osrm") as (url, stub):
        stub.failures = [(400, {"code": "TooBig", "message": "Too many table coordinates"})]
        ran = run("roads", folder, "--engine", "osrm", "--url", url)
    assert ran.code == 2
    assert "Too many table coordinates" in ran.err
    assert (folder / "travel.csv").read_bytes() == before


def test_each_answer_is_told(folder, tmp_path):
    told = []
    with routing_engine("osrm") as (url, _):
        measure_roads(
            read_problem(folder),
            engine="osrm",
            url=url,
            cache=tmp_path / "cache",
            chunk=2,
            on_progress=lambda done, total: told.append((done, total)),
        )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.fixture
def town(tmp_path):
    """A county in the invented town, and its roads on disk."""
    places = {"H": NODES[1], "A": NODES[4], "B": NODES[7]}
    problem = make_problem(
        sites=[{"site_id": name, "lon": lon, "lat": lat} for name, (lon, lat) in places.items()],
        demands=[{"demand_id": "D1", "site_id": "A"}, {"demand_id": "D2", "site_id": "B"}],
        travel=[{"origin": "H", "destination": "A", "mode": "bus", "minutes": 44}],
        leg_min=None,
    )
    write_problem(problem, tmp_path / "county")
    return tmp_path / "county", write_extract(tmp_path / "town.osm.pbf")


def test_the_travel_table_is_written_from_an_extract(town, run):
    folder, extract = town
    ran = run("roads", folder, "--extract", extract)
    assert ran.code == 0
    assert "6 ways, 4 of them closed" in ran.out
    legs = {(leg.origin, leg.destination, leg.mode): leg for leg in read_problem(folder).travel}
    assert legs["H", "A", "bus"].minutes == 44
    assert legs["H", "A", "car"].minutes == 4 + 10
    assert legs["A", "B", "car"].minutes == "none"
    told = run("roads", folder, "--extract", extract, "--json").json
    assert told == {"rows": 6, "asked": 0, "unreachable": 4, "far": {}, **NOTHING_LEFT}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--engine", "osrm"),
        ("--engine", "osrm", "--url", "http://localhost:1", "--extract", "x.osm"),
        ("--url", "http://localhost:1", "--extract", "x.osm"),
    ],
)
def test_one_source_of_roads_is_asked_for(folder, run, options):
    ran = run("roads", folder, *options, "--lang", "zh")
    assert ran.code == 2
    assert "不能同时给出" in ran.err


def test_a_file_that_is_no_extract_changes_nothing(town, run, tmp_path):
    folder, _ = town
    before = (folder / "travel.csv").read_bytes()
    (tmp_path / "notes.osm").write_text("roads")
    ran = run("roads", folder, "--extract", tmp_path / "notes.osm")
    assert ran.code == 2
    assert "no extract of OpenStreetMap" in ran.err
    assert (folder / "travel.csv").read_bytes() == before
