"""The schools of a county: where they lie, how large they are, what their own staff can give."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sharepool.generate import facts, names
from sharepool.generate.facts import SchoolKind
from sharepool.problem.rows import Site
from sharepool.problem.rules import TravelRules

KM_PER_DEGREE = 111.195
"""Kilometres of a degree of latitude, on a sphere of the earth's mean radius."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

URBAN_GROUPS = ("第一大学区", "第二大学区", "第三大学区", "第四大学区")
"""Big school districts of the town (after the county's name), each paired with townships."""

TOWNSHIPS = facts.TOWNSHIP_PRIMARY.schools


class Point(NamedTuple):
    """A place on the map, WGS84 decimal degrees."""

    lon: float
    lat: float

    def away(self, road_km: float, bearing: float) -> Point:
        """Return the place so many road km away; `bearing` in radians, 0 is north."""
        straight_km = road_km / float(TravelRules().detour_factor)
        north = straight_km * math.cos(bearing) / KM_PER_DEGREE
        east = straight_km * math.sin(bearing) / KM_PER_DEGREE
        return Point(self.lon + east / math.cos(math.radians(self.lat)), self.lat + north)


@dataclass(frozen=True)
class County:
    """Where and what a county is.

    Attributes
    ----------
    code : str
        Letter that its ids start with.
    name : str
    town : Point
        Middle of the county town.
    """

    code: str
    name: str
    town: Point

    @property
    def centre_id(self) -> str:
        """Id of its sports centre."""
        return f"{self.code}-CENTRE"


@dataclass(frozen=True)
class Township:
    """A township around its central primary school."""

    name: str
    seat: Point
    bearing: float

    @property
    def group(self) -> str:
        """Name of its school district."""
        return f"{self.name}学区"


@dataclass(frozen=True)
class InventedSchool:
    """A school and what its own PE teachers give it.

    Attributes
    ----------
    kind : SchoolKind
    site : Site
    load_lessons : int
        Lessons a week that each of its PE teachers gives.
    outlying : bool
        Whether it is the one that hardly anybody can drive to.
    """

    kind: SchoolKind
    site: Site
    load_lessons: int
    outlying: bool = False

    @property
    def balance_lessons(self) -> int:
        """Lessons a week that its teachers have to spare; negative: that its classes lack."""
        if not self.kind.teachers:
            return -self.kind.lessons
        given = self.kind.teachers * self.load_lessons - facts.DUTY_LESSONS
        return given - self.kind.lessons


def draw_schools(rng: np.random.Generator, county: County) -> list[InventedSchool]:
    """Return the fifty schools of a county."""
    townships = _draw_townships(rng, county)
    return [
        *_draw_urban(rng, county),
        *_draw_township_schools(rng, county, townships),
        *_draw_points(rng, county, townships),
    ]


def place_centre(county: County) -> Site:
    """Return the sports centre, where the coaches are based: the middle of the town."""
    return Site(
        site_id=county.centre_id,
        name=f"{county.name}体育中心",
        county=county.name,
        stage="centre",
        lon=round(county.town.lon, 5),
        lat=round(county.town.lat, 5),
        capacity=facts.URBAN_PRIMARY.capacity,
        bell_id="pri",
    )


def _draw_townships(rng: np.random.Generator, county: County) -> list[Township]:
    """Spread the townships around the town, one in each sector."""
    found = []
    for index, name in enumerate(names.draw_townships(rng, TOWNSHIPS)):
        bearing = 2 * math.pi * (index + rng.uniform(-0.3, 0.3)) / TOWNSHIPS
        road_km = rng.uniform(*facts.TOWNSHIP_ROAD_KM)
        found.append(Township(name, county.town.away(road_km, bearing), bearing))
    return found


def _draw_urban(rng: np.random.Generator, county: County) -> Iterator[InventedSchool]:
    """Spread the town's schools evenly, like the seeds of a sunflower around the centre."""
    kinds = [
        (kind, name)
        for kind in facts.SCHOOL_KINDS
        for name in names.URBAN_SCHOOLS.get(kind.code, ())
    ]
    turn = rng.uniform(0, 2 * math.pi)
    seeds = 2 + rng.permutation(len(kinds))
    for (kind, name), seed in zip(kinds, seeds, strict=True):
        road_km = facts.URBAN_RADIUS_KM * math.sqrt(seed / (len(kinds) + 1))
        place = county.town.away(road_km, turn + seed * GOLDEN_ANGLE)
        number = 1 + names.URBAN_SCHOOLS[kind.code].index(name)
        group = URBAN_GROUPS[number % len(URBAN_GROUPS)]
        yield _make_school(rng, county, kind, number, name=name, group=group, place=place)


def _draw_township_schools(
    rng: np.random.Generator, county: County, townships: list[Township]
) -> Iterator[InventedSchool]:
    """Give every township its central primary, and ten of them a junior or nine-year school."""
    for number, township in enumerate(townships, start=1):
        yield _make_township_school(rng, county, facts.TOWNSHIP_PRIMARY, number, township)
    order = [townships[index] for index in rng.permutation(len(townships))]
    for kind in (facts.TOWNSHIP_JUNIOR, facts.NINE_YEAR):
        for number in range(1, kind.schools + 1):
            yield _make_township_school(rng, county, kind, number, order.pop())


def _make_township_school(
    rng: np.random.Generator, county: County, kind: SchoolKind, number: int, township: Township
) -> InventedSchool:
    road_km = 0 if kind is facts.TOWNSHIP_PRIMARY else rng.uniform(0.6, 1.6)
    place = township.seat.away(road_km, rng.uniform(0, 2 * math.pi))
    name = township.name + names.TOWNSHIP_SCHOOLS[kind.code]
    return _make_school(rng, county, kind, number, name=name, group=township.group, place=place)


def _draw_points(
    rng: np.random.Generator, county: County, townships: list[Township]
) -> Iterator[InventedSchool]:
    """Put teaching points into villages of different townships, the first one far out."""
    villages = names.draw_villages(rng, facts.POINT.schools)
    order = rng.permutation(len(townships))
    for number, (village, index) in enumerate(zip(villages, order, strict=False), start=1):
        township = townships[index]
        if outlying := number == 1:
            place = county.town.away(facts.OUTLIER_ROAD_KM, township.bearing)
        else:
            road_km = rng.uniform(*facts.VILLAGE_ROAD_KM)
            place = township.seat.away(road_km, rng.uniform(0, 2 * math.pi))
        name = f"{township.name}{village}教学点"
        yield _make_school(
            rng,
            county,
            facts.POINT,
            number,
            name=name,
            group=township.group,
            place=place,
            outlying=outlying,
        )


def _make_school(
    rng: np.random.Generator,
    county: County,
    kind: SchoolKind,
    number: int,
    *,
    name: str,
    group: str,
    place: Point,
    outlying: bool = False,
) -> InventedSchool:
    class_size = rng.integers(*kind.class_size, endpoint=True)
    site = Site(
        site_id=f"{county.code}-{kind.code}{number:02d}",
        name=county.name + name if kind.area == "urban" else name,
        county=county.name,
        group=county.name + group,
        stage=kind.stage,
        area=kind.area,
        lon=round(place.lon, 5),
        lat=round(place.lat, 5),
        pupils=int(kind.classes * class_size),
        capacity=kind.capacity,
        bell_id=kind.bell_id,
    )
    return InventedSchool(
        kind, site, int(rng.integers(*facts.LOAD_LESSONS, endpoint=True)), outlying
    )
