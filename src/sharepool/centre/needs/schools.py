"""One school: its own teachers take what they can of its classes, and the rest is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sharepool.centre.needs.classes import LESSON, TaughtClass, name_rows
from sharepool.centre.needs.demands import ask_for_lessons, offer_services
from sharepool.centre.needs.rows import (
    Centre,
    ClassCount,
    usual_classes_per_teacher,
)
from sharepool.centre.needs.teaching import Teaching
from sharepool.centre.needs.types import GradeCount, GroupNeed, SiteNeed, SubjectNeed
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import Demand, Site
from sharepool.problem.timetable import Timetable


class School:
    """One school's classes and clubs, who takes them, and what is asked of the pool.

    Parameters
    ----------
    centre : Centre
    timetable : Timetable
    site : Site
    classes : sequence of TaughtClass
        Those of the school.
    asked : mapping of (str, str) to sequence of Demand
        Demands of the tables that are lessons of a class, by site and code of the class.
    lend_share : Decimal
        Share of each load that is the pool's, where a teacher's row does not say.

    Attributes
    ----------
    teaching : Teaching
        What its own teachers do.
    groups : list of GroupNeed
        Classes and clubs.
    demands : list of Demand
    """

    def __init__(
        self,
        centre: Centre,
        timetable: Timetable,
        site: Site,
        classes: Sequence[TaughtClass],
        asked: Mapping[tuple[str, str], Sequence[Demand]],
        lend_share: Decimal,
    ) -> None:
        self.centre, self.site = centre, site
        self.rows = [
            (index, row) for index, row in enumerate(centre.classes) if row.site_id == site.site_id
        ]
        residents = [
            (index, one)
            for index, one in enumerate(centre.residents)
            if one.site_id == site.site_id
        ]
        self.residents = sorted(residents, key=lambda pair: pair[1].backbone)
        self.pupils = _pupils(site, [row for _, row in self.rows])
        self._timetable = timetable
        self._asked = {one.code: asked.get((one.site_id, one.code), ()) for one in classes}
        due = {
            one.code: max(0, one.line.lessons_week - self._lessons_asked(one)) for one in classes
        }
        self.teaching = Teaching(centre, timetable, site, self.residents, classes, due, lend_share)
        self.demands: list[Demand] = []
        self.groups: list[GroupNeed] = []
        self._teach(classes)
        self._serve()

    def _lessons_asked(self, one: TaughtClass) -> int:
        """Return the lessons of a class that demands of the tables ask of the pool."""
        return sum(demand.sessions * demand.periods for demand in self._asked[one.code])

    def _teach(self, classes: Sequence[TaughtClass]) -> None:
        taken = self.teaching.taken_by()
        for one in classes:
            mine = taken.get(one.code, {})
            own_lessons = sum(mine.values())
            gap = max(0, one.line.lessons_week - self._lessons_asked(one) - own_lessons)
            given = self.teaching.given
            own, busy = given.of_class[one.code], given.of_cohort[one.cohort]
            made = list(ask_for_lessons(self._timetable, one, gap, own, busy))
            self.demands += made
            lost = self.teaching.lost.get(one.code, 0)
            asked = [*self._asked[one.code], *made]
            self.groups.append(_class_group(one, mine, asked, lost))

    def _serve(self) -> None:
        origin = self._name_classes()
        for group, demand in offer_services(self.centre, self.site, self.pupils, origin):
            self.groups.append(group)
            if demand.sessions:
                self.demands.append(demand)

    def _name_classes(self) -> str:
        numbers = [self.centre.number_of("classes", index) for index, _ in self.rows]
        return name_rows("classes", numbers) if numbers else ""

    def summed_up(self, groups: Iterable[GroupNeed], *, planned: bool) -> SiteNeed:
        """Return the sums of the school, with what a plan brings to its groups."""
        mine = [group for group in groups if group.site_id == self.site.site_id]
        lessons = [group for group in mine if group.kind == LESSON]
        clubs = [group for group in mine if group.kind != LESSON]
        places = [group.pupils for group in clubs]
        origins = [self._name_classes()] if self.rows else []
        if self.residents:
            numbers = (self.centre.number_of("residents", index) for index, _ in self.residents)
            origins.append(name_rows("residents", numbers))
        return SiteNeed(
            site_id=self.site.site_id,
            classes=sum(row.classes for _, row in self.rows),
            pupils=self.pupils,
            grades=tuple(GradeCount(row.grade, row.classes, row.pupils) for _, row in self.rows),
            subjects=tuple(self._subjects(lessons, planned=planned)),
            club_lessons=sum(group.lessons for group in clubs),
            club_places=None if None in places else sum(place or 0 for place in places),
            club_delivered=sum(one.delivered or 0 for one in clubs) if planned else None,
            origin="; ".join(origins),
        )

    def _subjects(self, lessons: Sequence[GroupNeed], *, planned: bool) -> Iterator[SubjectNeed]:
        """Yield the sums of each subject that the school has classes or teachers for."""
        groups = group_by(lessons, lambda group: group.skill)
        teachers = group_by(self.teaching.teachers, lambda one: one.subject)
        centre = self.centre
        for subject in dict.fromkeys([*centre.subjects, *teachers]):
            mine, people = groups.get(subject, ()), teachers.get(subject, ())
            if mine or people:
                yield SubjectNeed(
                    site_id=self.site.site_id,
                    subject=subject,
                    is_art=centre.subjects.get(subject, False),
                    is_taught=subject in centre.taught,
                    classes=len(mine),
                    teachers=len(people),
                    teachers_due=_teachers_due(centre, subject, [row for _, row in self.rows]),
                    required=sum(group.lessons for group in mine),
                    covered=sum(group.covered for group in mine),
                    spare=sum(one.spare_lessons for one in people),
                    lost_lessons=sum(group.lost_lessons for group in mine),
                    delivered=sum(one.delivered or 0 for one in mine) if planned else None,
                )


def _class_group(
    one: TaughtClass, taken: Mapping[str, int], asked: list[Demand], lost: int
) -> GroupNeed:
    return GroupNeed(
        site_id=one.site_id,
        cohort=one.cohort,
        kind=LESSON,
        skill=one.line.skill,
        lessons=one.line.lessons_week,
        own=tuple(taken.items()),
        lost_lessons=lost,
        grade=one.row.grade,
        demand_ids=tuple(demand.demand_id for demand in asked),
        pupils=None,
        share=None,
        origin=one.origin,
    )


def _pupils(site: Site, rows: list[ClassCount]) -> int | None:
    """Return the pupils of a school: counted class by class if they are, else the site's."""
    counts = [row.pupils for row in rows]
    if counts and None not in counts:
        return sum(count or 0 for count in counts)
    return site.pupils


def _teachers_due(centre: Centre, subject: str, rows: list[ClassCount]) -> Fraction | None:
    """Return the teachers that classes ask for: the sum of classes / classes per teacher.

    None where a grade has the subject and nothing says for how many classes a teacher is due. The
    national figures stand for the first subject of a grade that is no art.
    """
    lines = {line.grade: line for line in centre.curriculum if line.skill == subject}
    first = {line.grade: line.skill for line in reversed(centre.curriculum) if not line.art}
    due = Fraction()
    for row in rows:
        line = lines.get(row.grade)
        if line is None or not row.classes:
            continue
        per_teacher = line.classes_per_teacher
        if per_teacher is None:
            if first.get(row.grade) != subject:
                return None
            per_teacher = usual_classes_per_teacher(row.grade)
        due += Fraction(row.classes) / Fraction(per_teacher)
    return due
