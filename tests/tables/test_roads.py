"""Travel times asked of routing engines, each by its documented or recorded answers."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from builders import make_problem
from routing_stub import metres, routing_engine, seconds
from sharepool import Leg, ProblemError, measure_roads
from sharepool.tables.roads import asking
from sharepool.tables.roads.engines import ENGINES
from sharepool.tables.roads.measuring import merge_legs

PLACES = {"H": 1, "A": 2, "B": 3, "C": 4}


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch):
    monkeypatch.setattr(asking.RoadEngineClient.__init__, "__defaults__", ((0.0, 0.0),))


def recorded(kind):
    return json.loads((Path(__file__).parent / "recorded" / f"{kind}.json").read_text("utf-8"))


def recorded_county(known):
    """The places that an engine was asked about: a grid of roads, an island, a spot at sea."""
    return make_problem(
        sites=[
            {"site_id": name, "lon": lon, "lat": lat}
            for name, (lon, lat) in known["places"].items()
        ],
        demands=[{"demand_id": f"D{name}", "site_id": name} for name in known["places"]],
        leg_min=None,
        rules={"travel": {"overhead_min": 2}},
    )


def county(**changes):
    return make_problem(
        sites=[
            {"site_id": name, "lon": float(lon), "lat": 30.0, **changes.get(name, {})}
            for name, lon in PLACES.items()
        ],
        demands=[{"demand_id": f"D{name}", "site_id": name} for name in "ABC"],
        leg_min=None,
        rules={"travel": {"overhead_min": 2}},
    )


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("chunk", [1, 3, 50])
def test_every_way_is_as_the_engine_says(tmp_path, kind, chunk):
    with routing_engine(kind) as (url, stub):
        found = measure_roads(
            county(), engine=kind, url=url, cache=tmp_path, chunk=chunk, key="secret"
        )
        asked = len(stub.asked)
    rows = {(leg.origin, leg.destination): leg for leg in found.legs}
    assert list(rows) == [(a, b) for a in PLACES for b in PLACES if a != b]
    for (a, b), leg in rows.items():
        one, other = PLACES[a], PLACES[b]
        if "C" in (a, b):
            assert (leg.minutes, leg.km) == ("none", None)
        else:
            assert leg.minutes == -(-seconds(one, other) // 60) + 2
            assert leg.km == Decimal(round(metres(one, other))) / 1000
        assert leg.mode == "car"
    assert rows["H", "B"].minutes != rows["B", "H"].minutes
    assert {leg.destination for leg in found.unreachable} == set(PLACES)
    far = {one.site_id: one.metres for one in found.far}
    assert far == {} if kind == "graphhopper" else far.keys() == {"B"}
    assert all(abs(one - 812) <= 1 for one in far.values())
    side = -(-4 // chunk)
    assert asked == found.asked == side**2 + (side if kind == "valhalla" else 0)


def test_valhalla_itself_is_understood(tmp_path):
    known = recorded("valhalla")
    with routing_engine("valhalla") as (url, stub):
        stub.failures = [known["locate"], known["matrix"]]
        found = measure_roads(recorded_county(known), engine="valhalla", url=url, cache=tmp_path)
        matrix = stub.asked[1][1]
    rows = {(leg.origin, leg.destination): leg for leg in found.legs}
    assert len(rows) == len(found.legs) == 5 * 4
    # East and north along the grid: 4.6 + 5.9 km.
    assert (rows["H", "A"].minutes, rows["H", "A"].km) == (18, Decimal("10.514"))
    # Both are taken to the same crossing, and Valhalla drives around the block.
    assert (rows["H", "FAR"].minutes, rows["H", "FAR"].km) == (2, 0)
    assert {leg.minutes for leg in found.legs if {"I", "SEA"} & {leg.origin, leg.destination}} == {
        "none"
    }
    assert [(one.site_id, one.metres) for one in found.far] == [("FAR", 778)]
    assert found.roadless == ("SEA",)
    # An island keeps to its own roads, and what has none is not asked for: Valhalla refuses it.
    assert [one["search_cutoff"] for one in matrix["sources"]] == [500, 500, 500, 1279]


def test_osrm_itself_is_understood(tmp_path):
    known = recorded("osrm")
    with routing_engine("osrm") as (url, stub):
        stub.failures = [known["matrix"]]
        found = measure_roads(recorded_county(known), engine="osrm", url=url, cache=tmp_path)
    rows = {(leg.origin, leg.destination): leg for leg in found.legs}
    assert (rows["H", "A"].minutes, rows["A", "H"].minutes) == (23, 22)
    assert rows["H", "A"].km == Decimal("10.5")
    assert rows["A", "I"].minutes == rows["I", "A"].minutes == "none"
    assert {one.site_id: one.metres for one in found.far} == {"FAR": 776, "SEA": 155985}


@pytest.mark.parametrize("kind", ["valhalla", "osrm"])
def test_what_an_engine_refuses_is_said_in_its_words(tmp_path, kind):
    known = recorded(kind)
    code, told = known["too_many"]
    with routing_engine(kind) as (url, stub):
        stub.failures = [*filter(None, [known.get("locate")]), (code, told)]
        with pytest.raises(ProblemError, match=told.get("message") or told["error"]):
            measure_roads(recorded_county(known), engine=kind, url=url, cache=tmp_path)


def test_what_was_answered_is_not_asked_again(tmp_path):
    with routing_engine("osrm") as (url, stub):
        first = measure_roads(county(), engine="osrm", url=url, cache=tmp_path, chunk=2)
        (tmp_path / min(path.name for path in tmp_path.iterdir())).write_text("{half")
        again = measure_roads(county(), engine="osrm", url=url, cache=tmp_path, chunk=2)
        assert (first.asked, again.asked, len(stub.asked)) == (4, 1, 5)
    assert again.legs == first.legs


def test_a_call_that_was_cut_short_goes_on_where_it_was(tmp_path):
    with routing_engine("ors") as (url, stub):
        stub.failures = [(503, b"busy"), (503, b"busy")]
        measure_roads(county(), engine="ors", url=url, cache=tmp_path / "a", chunk=4)
        assert len(stub.asked) == 3  # What is busy is asked again.
        told = {"error": {"code": 6004, "message": "Search exceeds the limit of routes"}}
        stub.failures = [(400, told)]
        with pytest.raises(ProblemError, match="HTTP 400 Search exceeds the limit"):
            measure_roads(county(), engine="ors", url=url, cache=tmp_path / "b", chunk=2)
        stub.failures = []
        before = len(stub.asked)
        stub.asked.clear()
        measure_roads(county(), engine="ors", url=url, cache=tmp_path / "b", chunk=2)
        assert (before, len(stub.asked)) == (4, 4)


def test_a_key_is_sent_but_not_kept(tmp_path):
    with routing_engine("ors") as (url, stub):
        measure_roads(county(), engine="ors", url=url, cache=tmp_path, key="secret")
        assert stub.headers[0]["Authorization"] == "secret"
    with routing_engine("graphhopper") as (url, stub):
        measure_roads(county(), engine="graphhopper", url=url, cache=tmp_path, key="secret")
        again = measure_roads(county(), engine="graphhopper", url=url, cache=tmp_path, key="other")
        assert again.asked == 0
    assert all("secret" not in path.read_text() for path in tmp_path.iterdir())


def test_a_problem_without_coordinates_has_a_fault(tmp_path):
    nowhere = {"lon": None, "lat": None}
    problem = county(**dict.fromkeys(PLACES, nowhere))
    with pytest.raises(ProblemError) as error:
        measure_roads(problem, engine="osrm", url="http://localhost:1", cache=tmp_path)
    assert [(one.code, one.column) for one in error.value.faults] == [
        ("missing_coordinates", "lon")
    ]


def test_a_home_is_told_to_an_engine_on_this_machine_alone(tmp_path, monkeypatch):
    problem = county(A={"private": True}, B={"lon": None, "lat": None})
    with routing_engine("osrm") as (url, _):
        found = measure_roads(problem, engine="osrm", url=url, cache=tmp_path)
        assert found.left_out == ("B",)
        monkeypatch.setattr(
            asking, "urlsplit", lambda _: type("U", (), {"scheme": "https", "hostname": "there"})
        )
        found = measure_roads(problem, engine="osrm", url=url, cache=tmp_path)
        assert found.left_out == ("A", "B")
        assert all("A" not in (leg.origin, leg.destination) for leg in found.legs)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"code": "Ok"}, "answer"),
        ({"durations": [[0]], "distances": [[0]]}, "answer"),
        ([], "answer"),
    ],
)
def test_an_answer_of_another_kind_is_a_fault(tmp_path, told, kind):
    with routing_engine("osrm") as (url, stub):
        stub.failures = [(200, told)]
        with pytest.raises(ProblemError) as caught:
            measure_roads(county(), engine="osrm", url=url, cache=tmp_path)
        assert len(measure_roads(county(), engine="osrm", url=url, cache=tmp_path).legs) == 12
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["kind"]) == ("road_engine", "answer")
    assert fault.text("zh") != fault.text()


@pytest.mark.parametrize("url", ["ftp://there", "localhost:5000", "file:///etc/passwd", ""])
def test_an_address_must_be_one(tmp_path, url):
    with pytest.raises(ProblemError, match="address"):
        measure_roads(county(), engine="osrm", url=url, cache=tmp_path)


def test_nobody_there_is_a_fault(tmp_path):
    with routing_engine("osrm") as (url, _):
        pass
    with pytest.raises(ProblemError, match="no answer"):
        measure_roads(county(), engine="osrm", url=url, cache=tmp_path)
    with pytest.raises(ProblemError, match="no such engine"):
        measure_roads(county(), engine="maps", url=url, cache=tmp_path)


def test_rows_of_other_modes_stay():
    given = [Leg(origin="H", destination="A", mode=mode, minutes=9) for mode in ("", "bus", "car")]
    new = [Leg(origin="H", destination="A", mode="car", minutes=5)]
    assert merge_legs(given, new) == (*given[:2], *new)
