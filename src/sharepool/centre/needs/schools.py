"""One school: its own teachers take what they can of its classes, and the rest is asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil

from sharepool.centre.needs.classes import TaughtClass, may_teach, name_rows
from sharepool.centre.needs.demands import LESSON, ask_for_lessons, offer_services
from sharepool.centre.needs.given_lessons import GivenLessons, list_given
from sharepool.centre.needs.kept_slots import Ground, keep_slots, lesson_week
from sharepool.centre.needs.own_lessons import Links, share_lessons
from sharepool.centre.needs.rows import (
    Centre,
    ClassCount,
    Resident,
    usual_classes_per_teacher,
)
from sharepool.centre.needs.teachers import lend, stay_at_school
from sharepool.centre.needs.types import GroupNeed, SiteNeed, TeacherWeek
from sharepool.errors import Fault
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Closure, Demand, Site, Skill
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

    Attributes
    ----------
    teachers : list of TeacherWeek
    groups : list of GroupNeed
        Classes and clubs.
    demands : list of Demand
    closures : list of Closure
        What its own lessons take of its ground.
    warnings : list of Fault
    """

    def __init__(
        self, centre: Centre, timetable: Timetable, site: Site, classes: Sequence[TaughtClass]
    ) -> None:
        self.centre, self.site = centre, site
        self.rows = [
            (index, row) for index, row in enumerate(centre.classes) if row.site_id == site.site_id
        ]
        # Backbone teachers last, so that it is they who have hours to lend.
        self.residents = sorted(
            (
                (index, one)
                for index, one in enumerate(centre.residents)
                if one.site_id == site.site_id
            ),
            key=lambda pair: pair[1].backbone,
        )
        self.pupils = _pupils(site, [row for _, row in self.rows])
        self._timetable = timetable
        self.demands: list[Demand] = []
        self.groups: list[GroupNeed] = []
        self.closures: list[Closure] = []
        self.warnings: list[Fault] = []
        self._teach(classes)
        self._serve()

    def _teach(self, classes: Sequence[TaughtClass]) -> None:
        may_take = self._may_take(classes)
        given = list_given(self.centre, self.site.site_id, classes, may_take)
        self.warnings += given.warnings
        taken: dict[str, dict[str, int]] = defaultdict(dict)
        own: dict[str, int] = defaultdict(int)
        for (staff_id, code), lessons in self._share(classes, may_take, given.links).items():
            taken[code][staff_id] = lessons
            own[staff_id] += lessons
        for one in classes:
            gap = max(0, one.line.lessons_week - sum(taken[one.code].values()))
            asked = list(ask_for_lessons(self._timetable, one, gap, given.of_class[one.code]))
            self.demands += asked
            self.groups.append(_class_group(one, taken[one.code], asked))
        self.teachers = list(self._lend(own, given))

    def _may_take(self, classes: Sequence[TaughtClass]) -> set[tuple[str, str]]:
        """Return the teachers, and the classes that they may take."""
        skills = {one.staff_id: _held(self.centre.problem, one) for _, one in self.residents}
        return {
            (staff_id, one.code)
            for staff_id, held in skills.items()
            for one in classes
            if may_teach(one, held)
        }

    def _share(
        self, classes: Sequence[TaughtClass], may_take: Collection[tuple[str, str]], given: Links
    ) -> Links:
        """Return the lessons that the school's own give: those of its timetable, then all else."""
        supply = Counter({one.staff_id: one.supply_lessons for _, one in self.residents})
        due = Counter({one.code: one.line.lessons_week for one in classes})
        for (staff_id, code), lessons in given.items():
            supply[staff_id] -= lessons
            due[code] = max(0, due[code] - lessons)
        backbone = {one.staff_id for _, one in self.residents if one.backbone}
        more = share_lessons(supply, due, sorted(may_take), backbone)
        return dict(Counter(given) + Counter(more))

    def _lend(self, own: Mapping[str, int], given: GivenLessons) -> Iterator[TeacherWeek]:
        """Yield the weeks of the school's own teachers; note what they take of its ground."""
        problem = self.centre.problem
        week = lesson_week(self._timetable, self.site.site_id)
        ground = Ground(problem, self.site, week)
        stays = {
            one.staff_id: stay_at_school(
                problem, one, week, own[one.staff_id], given.of_teacher[one.staff_id]
            )
            for _, one in self.residents
        }
        kept = keep_slots(ground, stays)
        self.closures, beyond = ground.take(slot for slots in kept.values() for slot in slots)
        if beyond > sum(ceil(one.duty_lessons) for _, one in self.residents):
            advice = (
                f"own lessons need the ground {beyond} times a week more than it has room for; "
                "look at capacity, bells, closures and timetable"
            )
            site_id = self.site.site_id
            fault = Fault("sites", None, "capacity", "ground_too_small", site_id, advice)
            self.warnings.append(fault)
        for index, one in self.residents:
            origin = name_rows("residents", [self.centre.number_of("residents", index)])
            yield lend(problem, one, week, own[one.staff_id], kept[one.staff_id], origin)

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
            teachers=len(self.residents),
            teachers_due=_teachers_due(self.centre, [row for _, row in self.rows]),
            required=sum(group.lessons for group in lessons),
            covered=sum(group.covered for group in lessons),
            spare=sum(one.spare_lessons for one in self.teachers),
            club_lessons=sum(group.lessons for group in clubs),
            club_places=None if None in places else sum(place or 0 for place in places),
            delivered=sum(one.delivered or 0 for one in lessons) if planned else None,
            club_delivered=sum(one.delivered or 0 for one in clubs) if planned else None,
            origin="; ".join(origins),
        )


def _class_group(one: TaughtClass, taken: Mapping[str, int], asked: list[Demand]) -> GroupNeed:
    return GroupNeed(
        site_id=one.site_id,
        cohort=one.cohort,
        kind=LESSON,
        skill=one.line.skill,
        lessons=one.line.lessons_week,
        own=tuple(taken.items()),
        demand_ids=tuple(demand.demand_id for demand in asked),
        pupils=None,
        origin=one.origin,
    )


def _pupils(site: Site, rows: list[ClassCount]) -> int | None:
    """Return the pupils of a school: counted class by class if they are, else the site's."""
    counts = [row.pupils for row in rows]
    if counts and None not in counts:
        return sum(count or 0 for count in counts)
    return site.pupils


def _held(problem: Problem, resident: Resident) -> list[Skill]:
    """Return what a teacher holds all week."""
    return [
        row
        for row in list_skills(problem, resident)
        if problem.covers_week(row.valid_from, row.valid_until)
    ]


def list_skills(problem: Problem, resident: Resident) -> list[Skill]:
    """Return a teacher's skills; where the skills table names one too, with dates, it counts."""
    dated = problem.skills_of.get(resident.staff_id, ())
    known = {row.skill for row in dated}
    listed = [
        Skill(staff_id=resident.staff_id, skill=one.skill, level=one.level)
        for one in resident.skills
        if one.skill not in known
    ]
    return [*listed, *dated]


def _teachers_due(centre: Centre, rows: list[ClassCount]) -> Fraction:
    """Return the teachers that classes ask for: the sum of classes / classes per teacher."""
    given = {line.grade: line.classes_per_teacher for line in centre.curriculum}
    return sum(
        (
            Fraction(row.classes)
            / Fraction(given.get(row.grade) or usual_classes_per_teacher(row.grade))
            for row in rows
        ),
        Fraction(),
    )
