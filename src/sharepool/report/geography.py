"""Sites and trips as GeoJSON (RFC 7946), for any program that draws maps."""

from __future__ import annotations

import json
from typing import Any

from sharepool.problem.rows import Site
from sharepool.report.report import Report
from sharepool.report.trips import Trip, find_trips
from sharepool.tables.records import list_records

Feature = dict[str, Any]


def sites_geojson(report: Report) -> str:
    """Return every site with coordinates as a point, with what it wants and gets."""
    shares = {row["site_id"]: row for row in list_records(report.sites)}
    kept = ("wanted", "delivered", "missing", "floor", "people", "share")
    return _collection(
        [
            {
                "type": "Feature",
                "id": site.site_id,
                "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]},
                "properties": {
                    "site_id": site.site_id,
                    "name": site.title,
                    "county": site.county,
                    "area": site.area,
                    "stage": site.stage,
                    **{name: shares.get(site.site_id, {}).get(name) for name in kept},
                },
            }
            for site in report.problem.sites
            if site.is_on_map
        ]
    )


def routes_geojson(report: Report) -> str:
    """Return every trip as straight lines between its sites; roads are not known."""
    sites = report.problem.site_of
    features = [_route(trip, sites) for trip in find_trips(report.journeys)]
    return _collection([feature for feature in features if feature["geometry"]["coordinates"]])


def _route(trip: Trip, sites: dict[str, Site]) -> Feature:
    lines = [[_position(sites[site]) for site in line] for line in trip.lines]
    known = [[place for place in line if place is not None] for line in lines]
    return {
        "type": "Feature",
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [line for line in known if len(line) > 1],
        },
        "properties": {
            "staff_id": trip.staff_id,
            "name": trip.staff_name,
            "date": trip.date,
            "day": trip.day,
            "minutes": trip.minutes,
            "km": trip.km,
        },
    }


def _position(site: Site) -> list[float] | None:
    if site.lon is None or site.lat is None or not site.is_on_map:
        return None
    return [site.lon, site.lat]


def _collection(features: list[Feature]) -> str:
    told = {"type": "FeatureCollection", "features": features}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
