"""From class counts to demands and pool: the full curriculum, a school's own teachers first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sharepool.centre.asking import LESSON, ask_for_lessons, offer_services
from sharepool.centre.lending import lend
from sharepool.centre.teaching import TaughtClass, list_classes, name_rows, share_out
from sharepool.data.centre import Centre, ClassCount, Resident, usual_classes_per_teacher
from sharepool.data.needs import Group, Needs, SiteNeed, Teacher
from sharepool.data.plan import Plan
from sharepool.data.problem import Problem
from sharepool.data.rows import Demand, Site, Skill, Staff
from sharepool.errors import Fault, ProblemError
from sharepool.itinerary import Itinerary, group_by
from sharepool.timetable import Timetable

TEACHER, BACKBONE = "pe_teacher", "backbone_teacher"
"""Roles of residents in the pool."""


def needs(centre: Centre, plan: Plan | None = None) -> Needs:
    r"""Return what schools need beyond their own teachers, and what those have to spare.

    Of a school with the lessons :math:`r` due and the supply :math:`s` of its teachers (load less
    duties, in whole lessons), its own give :math:`c = \min(r, s)` if all of them may take every
    class; :math:`r - c` lessons are asked of the pool, and :math:`s - c` lent to it.

    Parameters
    ----------
    centre : Centre
    plan : Plan, optional
        Of the problem that follows: what it brings is counted.

    Raises
    ------
    ProblemError
        If ids of the tables clash with those made for the needs, if given windows leave no room
        for a person's own lessons, or if a pin names a teacher who has nothing to spare.
    """
    timetable = Timetable(centre.problem)
    classes = group_by(list_classes(centre), lambda one: one.site_id)
    schools = [
        _School(centre, timetable, site, classes.get(site.site_id, ()))
        for site in _schools_of(centre)
    ]
    teachers = tuple(one for school in schools for one in school.teachers)
    problem = _add(centre, teachers, [one for school in schools for one in school.demands])
    delivered = None if plan is None else _delivered(problem, plan)
    groups = tuple(_after(one, delivered) for school in schools for one in school.groups)
    loads = [Fraction(one.load_lessons) for one in centre.residents]
    return Needs(
        problem=problem,
        sites=tuple(school.summed_up(groups, planned=plan is not None) for school in schools),
        teachers=teachers,
        groups=groups,
        load_lessons=sum(loads, Fraction()) / max(1, len(loads)),
    )


def _schools_of(centre: Centre) -> Iterator[Site]:
    """Yield the sites that have classes or teachers."""
    named = {row.site_id for row in centre.classes} | {one.site_id for one in centre.residents}
    return (site for site in centre.problem.sites if site.site_id in named)


class _School:
    """One school's classes and clubs, teachers and demands."""

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
        self.groups: list[Group] = []
        self._teach(classes)
        self._serve()

    def _teach(self, classes: Sequence[TaughtClass]) -> None:
        supply = {one.staff_id: one.supply_lessons for _, one in self.residents}
        skills = {one.staff_id: _held(self.centre.problem, one) for _, one in self.residents}
        taken = share_out(classes, supply, skills)
        own: dict[str, int] = defaultdict(int)
        for one in classes:
            for staff_id, lessons in taken[one.code].items():
                own[staff_id] += lessons
            gap = one.line.lessons_week - sum(taken[one.code].values())
            asked = list(ask_for_lessons(self._timetable, one, gap))
            self.demands += asked
            self.groups.append(_class_group(one, taken[one.code], asked))
        self.teachers = [
            lend(
                self.centre.problem,
                self._timetable,
                one,
                own[one.staff_id],
                place,
                name_rows("residents", [self.centre.number_of("residents", index)]),
            )
            for place, (index, one) in enumerate(self.residents)
        ]

    def _serve(self) -> None:
        origin = self._name_classes()
        for group, demand in offer_services(self.centre, self.site, self.pupils, origin):
            self.groups.append(group)
            if demand.sessions:
                self.demands.append(demand)

    def _name_classes(self) -> str:
        numbers = [self.centre.number_of("classes", index) for index, _ in self.rows]
        return name_rows("classes", numbers) if numbers else ""

    def summed_up(self, groups: Iterable[Group], *, planned: bool) -> SiteNeed:
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


def _class_group(one: TaughtClass, taken: Mapping[str, int], asked: list[Demand]) -> Group:
    return Group(
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
        for row in _skill_rows(problem, resident)
        if problem.covers_week(row.valid_from, row.valid_until)
    ]


def _skill_rows(problem: Problem, resident: Resident) -> list[Skill]:
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


def _add(centre: Centre, teachers: Iterable[Teacher], demands: list[Demand]) -> Problem:
    """Return the problem with the teachers who have hours to spare, and with the demands."""
    problem = centre.problem
    lent = {one.staff_id: one for one in teachers if one.spare_lessons}
    residents = {one.staff_id: one for one in centre.residents}
    idle = residents.keys() - lent.keys()
    _refuse_clashes(problem, demands, idle)
    added = [_pool_member(residents[staff_id], one) for staff_id, one in lent.items()]
    of_residents = [row for name in lent for row in _skill_rows(problem, residents[name])]
    return problem.replace(
        staff=(*problem.staff, *added),
        skills=(
            *(row for row in problem.skills if row.staff_id not in residents),
            *of_residents,
        ),
        availability=(
            *(row for row in problem.availability if row.staff_id not in residents),
            *(window for one in lent.values() for window in one.windows),
        ),
        absences=tuple(row for row in problem.absences if row.staff_id not in idle),
        demands=(*problem.demands, *demands),
    )


def _pool_member(resident: Resident, teacher: Teacher) -> Staff:
    return Staff(
        staff_id=resident.staff_id,
        name=resident.name,
        employer=resident.employer,
        role=BACKBONE if resident.backbone else TEACHER,
        home_site=resident.site_id,
        max_hours_week=teacher.max_hours_week,
    )


def _refuse_clashes(problem: Problem, demands: list[Demand], idle: Iterable[str]) -> None:
    faults = []
    made = {demand.demand_id for demand in demands}
    for demand in problem.demands:
        if demand.demand_id in made:
            advice = "the demand of a class or club gets this id; give this one another"
            value = demand.demand_id
            faults.append(Fault("demands", None, "demand_id", "duplicate_id", value, advice))
    for pin in problem.pins:
        if pin.staff_id in set(idle):
            advice = (
                "this teacher's own school needs every lesson: no pin of the pool can name them"
            )
            value = str(pin.staff_id)
            faults.append(Fault("pins", None, "staff_id", "nothing_to_spare", value, advice))
    if faults:
        raise ProblemError(faults)


def _delivered(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return the slots that a plan gives each demand."""
    sessions = Itinerary(problem, plan).of_demand
    return {name: len(rows) * rows[0].demand.periods for name, rows in sessions.items()}


def _after(group: Group, delivered: Mapping[str, int] | None) -> Group:
    if delivered is None:
        return group
    brought = sum(delivered.get(name, 0) for name in group.demand_ids)
    return replace(group, delivered=brought)
