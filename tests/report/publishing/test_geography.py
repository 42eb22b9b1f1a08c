import json

from sharepool.report.geography import routes_geojson, sites_geojson


def features(text):
    told = json.loads(text)
    assert told["type"] == "FeatureCollection"
    return told["features"]


def test_sites_are_points_with_what_they_want_and_get(make):
    points = {one["id"]: one for one in features(sites_geojson(make()))}
    assert points.keys() == {"H", "A", "B"}
    assert points["A"]["geometry"] == {"type": "Point", "coordinates": [113.1, 35.05]}
    told = points["A"]["properties"]
    assert (told["wanted"], told["delivered"], told["name"]) == (3, 2, "<script>alert(1)</script>")
    assert points["H"]["properties"]["wanted"] is None


def test_routes_join_the_sites_of_a_day(make):
    monday, wednesday = features(routes_geojson(make()))
    assert monday["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[113.0, 35.0], [113.1, 35.05], [113.0, 35.0]]],
    }
    assert monday["properties"]["minutes"] == 20
    assert wednesday["properties"]["day"] == 3
