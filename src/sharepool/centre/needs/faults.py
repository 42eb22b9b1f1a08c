"""What rows of a sharing centre's tables say against each other, and against the problem's.

Each function finds one kind of fault; :data:`CHECKS` is the table of contents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from sharepool.base.errors import Fault
from sharepool.centre.needs.rows import (
    CENTRE_TABLES,
    PROFILES,
    ClassCount,
    CurriculumLine,
    DailyActivity,
    OwnLesson,
    Resident,
)
from sharepool.problem.rows import Bell, Demand, Row, Site
from sharepool.tables.faults import judge_venue
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import ParsedTables
from sharepool.tables.raw import RawTable

R = TypeVar("R", bound=Row)

NAME_OF = {kind: name for name, kind in CENTRE_TABLES.items()}
NEEDED = ("classes", "residents")
"""Tables of a centre that needs cannot be found without."""

_OF_A_CLASS = ("classes", "doubles", "visit_days", "delivery", "venue_site", "transfer_min")
"""Columns in which grades that are taught together agree."""

_OF_A_VENUE = ("site_id", "delivery", "venue_site", "transfer_min")
"""Columns that say where a class has what it lacks."""


@dataclass(frozen=True)
class CentreTables:
    """What was read of a centre's own tables, beside those of its problem.

    Attributes
    ----------
    problem : ParsedTables
    raw : mapping of str to RawTable
    parsed : mapping of str to list of (int, Row)
        Rows that could be read, with their numbers.
    """

    problem: ParsedTables
    raw: dict[str, RawTable]
    parsed: dict[str, list[tuple[int, Row]]]

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        """Return the rows of a kind that could be read, each with its number."""
        return cast("list[tuple[int, R]]", self.parsed.get(NAME_OF[kind], []))


def tables_in_doubt(raw: Mapping[str, RawTable], profile: str | None) -> Iterator[Fault]:
    """Find tables that are missing, and a curriculum that is given twice."""
    for name in NEEDED:
        if name not in raw:
            yield Fault(name, None, "", "missing_table", "", {"kind": "needs"})
    if profile is not None and profile not in PROFILES:
        fields = {"words": list(PROFILES), "near": Hints(PROFILES).near(profile)}
        yield Fault("curriculum", None, "profile", "unknown_word", profile, fields)
    elif profile is not None and "curriculum" in raw:
        fields = {"kind": "profile"}
        yield Fault("curriculum", None, "profile", "duplicate_table", profile, fields)
    elif profile is None and "curriculum" not in raw:
        fields = {"kind": "profile", "words": list(PROFILES)}
        yield Fault("curriculum", None, "", "missing_table", "", fields)


def unknown_sites(centre: CentreTables) -> Iterator[Fault]:
    """Find schools that the sites table lacks."""
    sites = centre.problem.ids.get("sites")
    if sites is None:
        return
    hints = Hints(sites)
    named = [("classes", number, row.site_id) for number, row in centre.numbered(ClassCount)]
    named += [("residents", number, one.site_id) for number, one in centre.numbered(Resident)]
    named += [("timetable", number, row.site_id) for number, row in centre.numbered(OwnLesson)]
    daily = centre.numbered(DailyActivity)
    named += [("daily", number, row.site_id) for number, row in daily if row.site_id]
    for table, number, site_id in named:
        if site_id not in sites:
            fields = {"target": "sites", "near": hints.near(site_id)}
            yield Fault(table, number, "site_id", "unknown_id", site_id, fields)


def repeated_keys(centre: CentreTables) -> Iterator[Fault]:
    """Find grades of a school, teachers and curriculum lines that several rows give."""
    for name, rows in centre.parsed.items():
        key = CENTRE_TABLES[name].key
        first: dict[tuple[object, ...], int] = {}
        for number, row in rows if key else ():
            value = tuple(getattr(row, column) for column in key)
            if value in first:
                fields = {"kind": "same", "first": first[value]}
                yield Fault(name, number, key[-1], "duplicate_id", str(value[-1]), fields)
            first.setdefault(value, number)


def people_counted_twice(centre: CentreTables) -> Iterator[Fault]:
    """Find residents who are in the staff table too: their hours would be counted twice."""
    pool = centre.problem.ids.get("staff", {})
    for number, one in centre.numbered(Resident):
        if one.staff_id in pool:
            fields = {"first": pool[one.staff_id][0]}
            yield Fault("residents", number, "staff_id", "counted_twice", one.staff_id, fields)


def duties_beyond_load(centre: CentreTables) -> Iterator[Fault]:
    """Find residents whose duties alone are more than their load."""
    for number, one in centre.numbered(Resident):
        if one.duty_lessons > one.load_lessons:
            value, fields = str(one.duty_lessons), {"kind": "load", "most": one.load_lessons}
            yield Fault("residents", number, "duty_lessons", "out_of_range", value, fields)


def loans_beyond_load(centre: CentreTables) -> Iterator[Fault]:
    """Find residents who are to lend more than their duties leave."""
    for number, one in centre.numbered(Resident):
        if one.lend_lessons is not None and one.lend_lessons > one.supply_lessons:
            value, fields = str(one.lend_lessons), {"kind": "loan", "most": one.supply_lessons}
            yield Fault("residents", number, "lend_lessons", "out_of_range", value, fields)


def grades_without_lessons(centre: CentreTables) -> Iterator[Fault]:
    """Find grades with classes that the curriculum leaves out."""
    if "curriculum" not in centre.raw:
        return
    known = {line.grade for _, line in centre.numbered(CurriculumLine)}
    for number, row in centre.numbered(ClassCount):
        if row.classes and row.grade not in known:
            yield Fault("classes", number, "grade", "unknown_grade", str(row.grade))


def uneven_arts(centre: CentreTables) -> Iterator[Fault]:
    """Find subjects that are an art in one grade and none in another."""
    first: dict[str, tuple[int, CurriculumLine]] = {}
    for number, line in centre.numbered(CurriculumLine):
        other, model = first.setdefault(line.skill, (number, line))
        if line.art != model.art:
            value, fields = str(int(line.art)), {"kind": "art", "first": other}
            yield Fault("curriculum", number, "art", "contradiction", value, fields)


def uneven_merges(centre: CentreTables) -> Iterator[Fault]:
    """Find grades taught together that have not the same number of classes, or visits."""
    first: dict[tuple[str, str], tuple[int, ClassCount]] = {}
    for number, row in centre.numbered(ClassCount):
        if not row.merge:
            continue
        other, model = first.setdefault((row.site_id, row.merge), (number, row))
        for column in _OF_A_CLASS:
            if getattr(row, column) != getattr(model, column):
                value, fields = str(getattr(row, column)), {"kind": "merge", "first": other}
                yield Fault("classes", number, column, "contradiction", value, fields)


def venues_of_classes(centre: CentreTables) -> Iterator[Fault]:
    """Find classes with a venue that is not known or cannot be."""
    sites = centre.problem.ids.get("sites")
    for number, row in centre.numbered(ClassCount):
        if sites is not None and row.venue_site is not None and row.venue_site not in sites:
            fields = {"target": "sites", "near": Hints(sites).near(row.venue_site)}
            yield Fault("classes", number, "venue_site", "unknown_id", row.venue_site, fields)
            continue
        cells = {name: getattr(row, name) for name in _OF_A_VENUE}
        asked = Demand(demand_id=row.site_id, skill=row.site_id, sessions=0, **cells)
        yield from judge_venue(centre.problem, "classes", number, asked)


def lessons_without_slots(centre: CentreTables) -> Iterator[Fault]:
    """Find classes and teachers of schools whose bells have no lesson, at all or on visit days."""
    lessons = _lessons_of_days(centre)
    for number, row in centre.numbered(ClassCount):
        days = lessons.get(row.site_id)
        if days is None or not row.classes:
            continue
        if not days:
            fields = {"kind": "no_lesson"}
            yield Fault("classes", number, "site_id", "unknown_bell", row.site_id, fields)
        elif not days.keys() >= set(row.visit_days or ()):
            value = "".join(map(str, row.visit_days or ()))
            fields = {"kind": "days"}
            yield Fault("classes", number, "visit_days", "unknown_slot", value, fields)
    for number, one in centre.numbered(Resident):
        days = lessons.get(one.site_id)
        if days is None:
            continue
        if not days:
            fields = {"kind": "no_lesson"}
            yield Fault("residents", number, "site_id", "unknown_bell", one.site_id, fields)
        elif one.load_lessons > days.total():
            value, most = str(one.load_lessons), {"most": days.total()}
            yield Fault("residents", number, "load_lessons", "beyond_week", value, most)


def _lessons_of_days(centre: CentreTables) -> dict[str, Counter[int]]:
    """Return how many lessons the bells of each school have by day; none if that is in doubt."""
    if not centre.problem.are_whole("bells", "sites"):
        return {}
    lessons: dict[str, Counter[int]] = defaultdict(Counter)
    for bell in centre.problem.rows(Bell):
        if bell.part == "lesson":
            lessons[bell.bell_id].update(bell.days)
    sites = centre.problem.rows(Site)
    return {site.site_id: lessons.get(site.bell_id, Counter()) for site in sites}


CHECKS: tuple[Callable[[CentreTables], Iterator[Fault]], ...] = (
    unknown_sites,
    repeated_keys,
    people_counted_twice,
    duties_beyond_load,
    loans_beyond_load,
    grades_without_lessons,
    uneven_arts,
    uneven_merges,
    venues_of_classes,
    lessons_without_slots,
)
