"""What a map lies on: GeoJSON in, shapes on the map out, every fault at once."""

import json
import os

import pytest

from builders import make_problem
from sharepool import ProblemError, write_report
from sharepool.problem.atlas import draw_atlas
from sharepool.problem.plan import Plan
from sharepool.report.background import read_background

SQUARE = [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]]


def feature(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@pytest.fixture
def write(tmp_path):
    def write(data):
        file = tmp_path / "county.geojson"
        text = data if isinstance(data, str) else json.dumps(data)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def problem():
    return make_problem(
        sites=[
            {"site_id": "H", "lon": 0.0, "lat": 0.0},
            {"site_id": "A", "lon": 0.1, "lat": 0.1},
            {"site_id": "B", "lon": 0.1, "lat": 0.0},
        ]
    )


def test_every_kind_of_geometry_is_drawn_where_it_lies(write, problem):
    parts = [
        feature("Point", [0.1, 0.1], name="镇"),
        feature("MultiPoint", [[0.0, 0.0], [9.0, 9.0]]),
        feature("LineString", SQUARE[:2], name="road"),
        feature("MultiLineString", [SQUARE[:2], SQUARE[1:3]]),
        feature("Polygon", [SQUARE], NAME="county"),
        feature("MultiPolygon", [[SQUARE], [[[8.0, 8.0], [9.0, 8.0], [9.0, 9.0], [8.0, 8.0]]]]),
        feature("LineString", [[5.0, 5.0], [6.0, 6.0]], name="far away"),
        {"type": "Feature", "geometry": None, "properties": None},
        {
            "type": "Feature",
            "properties": {},
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": [0.05, 0.05, 12.0]}],
            },
        },
    ]
    background = read_background(write({"type": "FeatureCollection", "features": parts}))
    atlas = draw_atlas(problem.sites)
    drawn = background.on(atlas)
    assert [one["kind"] for one in drawn.shapes] == ["area", "area", "line", "line"]
    assert [one["name"] for one in drawn.shapes] == ["county", "", "road", ""]
    assert [one["name"] for one in drawn.places] == ["镇", "", ""]
    x, y = atlas.points["A"]
    assert (drawn.places[0]["x"], drawn.places[0]["y"]) == (x, y)
    corners = [atlas.points[name] for name in "HBA"]
    expected = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    assert drawn.shapes[0]["d"].startswith(expected)
    assert drawn.shapes[0]["d"].endswith("z")


def test_a_geometry_alone_is_a_file_too(write):
    assert len(read_background(write({"type": "Polygon", "coordinates": [SQUARE]})).shapes) == 1
    assert len(read_background(write(feature("Point", [1, 2]))).shapes) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("no json", "不是JSON"),
        pytest.param("[" * 200_000, "不是JSON", id="deep"),
        ("[1, 2]", "不是GeoJSON要素"),
        ({"type": "Topology"}, "不是GeoJSON要素"),
        ({"type": "FeatureCollection", "features": {}}, "不是GeoJSON要素"),
        ({"type": "FeatureCollection", "features": []}, "没有可绘制"),
        (feature("Polygon", [[1, 2]]), "不是GeoJSON要素"),
        (feature("Circle", [1, 2]), "不是GeoJSON要素"),
        (feature("Point", [1]), "不是GeoJSON要素"),
        (feature("Point", ["1", "2"]), "不是GeoJSON要素"),
        (feature("Point", [500000, 3400000]), "坐标不是经纬度"),
    ],
)
def test_what_is_no_geojson_is_a_fault(write, data, said):
    with pytest.raises(ProblemError) as caught:
        read_background(write(data))
    assert said in caught.value.faults[0].text("zh")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_background_without_an_end_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "map.json")
    with pytest.raises(ProblemError) as caught:
        read_background(tmp_path / "map.json")
    assert caught.value.faults[0].code == "not_a_file"


def test_every_feature_at_fault_is_told(write):
    bad = [feature("Point", [1]), feature("Point", [1, 2]), feature("Point", [0, 1000])]
    with pytest.raises(ProblemError) as caught:
        read_background(write({"type": "FeatureCollection", "features": bad}))
    assert [fault.row for fault in caught.value.faults] == [1, 3]


def test_nothing_is_written_on_a_background_that_is_none(write, problem, tmp_path):
    with pytest.raises(ProblemError):
        write_report(problem, Plan(), tmp_path / "out", background=tmp_path / "missing.geojson")
    with pytest.raises(ProblemError):
        write_report(problem, Plan(), tmp_path / "out", background=write("{}"))
    assert not (tmp_path / "out").exists()
    write_report(problem, Plan(), tmp_path / "out", background=write(feature("Point", [0, 0])))
    assert 'class="places"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
