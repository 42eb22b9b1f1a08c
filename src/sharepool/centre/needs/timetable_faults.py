"""What is wrong with a school's timetable (课表), by itself and beside the other tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from sharepool.base.errors import Fault
from sharepool.centre.needs.faults import CentreTables
from sharepool.centre.needs.rows import ClassCount, OwnLesson, Resident
from sharepool.problem.rows import Bell, Site, Window
from sharepool.tables.hints import Hints


def lessons_of_nobody(centre: CentreTables) -> Iterator[Fault]:
    """Find lessons of the timetable whose teacher or class the school does not have."""
    residents = {one.staff_id: (number, one) for number, one in centre.numbered(Resident)}
    hints = Hints(residents)
    cohorts: dict[str, set[str]] = defaultdict(set)
    for _, row in centre.numbered(ClassCount):
        cohorts[row.site_id].update(row.list_cohorts())
    for number, lesson in centre.numbered(OwnLesson):
        value = lesson.staff_id
        if value not in residents:
            near = {"target": "residents", "near": hints.near(value)}
            yield Fault("timetable", number, "staff_id", "unknown_id", value, near)
        elif residents[value][1].site_id != lesson.site_id:
            first, one = residents[value]
            fields = {"kind": "teacher", "first": first, "site": one.site_id}
            yield Fault("timetable", number, "staff_id", "contradiction", value, fields)
        if lesson.cohort not in cohorts[lesson.site_id]:
            fields = {"near": Hints(cohorts[lesson.site_id]).near(lesson.cohort)}
            yield Fault("timetable", number, "cohort", "unknown_cohort", lesson.cohort, fields)


def lessons_at_no_time(centre: CentreTables) -> Iterator[Fault]:
    """Find lessons of the timetable in slots that are no lessons, or that the school lends."""
    if not centre.problem.are_whole("bells", "sites"):
        return
    bell_of = {site.site_id: site.bell_id for site in centre.problem.rows(Site)}
    bells = {
        (bell.bell_id, day, bell.slot): bell
        for bell in centre.problem.rows(Bell)
        if bell.part == "lesson"
        for day in bell.days
    }
    windows = defaultdict(list)
    for window in centre.problem.rows(Window):
        windows[window.staff_id, window.day].append(window)
    for number, lesson in centre.numbered(OwnLesson):
        bell = bells.get((bell_of.get(lesson.site_id, ""), lesson.day, lesson.slot))
        value = str(lesson.slot)
        if bell is None:
            if lesson.site_id in bell_of:
                fields = {"kind": "lesson", "day": lesson.day}
                yield Fault("timetable", number, "slot", "unknown_slot", value, fields)
            continue
        for window in windows[lesson.staff_id, lesson.day]:
            if window.start < bell.end and bell.start < window.end:
                fields = {"kind": "lent"}
                yield Fault("timetable", number, "slot", "contradiction", value, fields)
                break


def lessons_at_once(centre: CentreTables) -> Iterator[Fault]:
    """Find teachers and classes whom the timetable has in two lessons at a time."""
    first: dict[tuple[str, str, str, int, int], int] = {}
    for number, lesson in centre.numbered(OwnLesson):
        for column in ("staff_id", "cohort"):
            value = getattr(lesson, column)
            key = (lesson.site_id, column, value, lesson.day, lesson.slot)
            if first.setdefault(key, number) != number:
                fields = {"first": first[key]}
                yield Fault("timetable", number, column, "two_at_once", value, fields)


def lessons_too_many(centre: CentreTables) -> Iterator[Fault]:
    """Find teachers whom the timetable gives more than their load leaves."""
    given = Counter(lesson.staff_id for _, lesson in centre.numbered(OwnLesson))
    for number, one in centre.numbered(Resident):
        most = one.supply_lessons - (one.lend_lessons or 0)
        if given[one.staff_id] > most >= 0:
            fields = {"given": given[one.staff_id], "most": most}
            value = str(one.load_lessons)
            yield Fault("residents", number, "load_lessons", "beyond_load", value, fields)


TIMETABLE_CHECKS: tuple[Callable[[CentreTables], Iterator[Fault]], ...] = (
    lessons_of_nobody,
    lessons_at_no_time,
    lessons_at_once,
    lessons_too_many,
)
