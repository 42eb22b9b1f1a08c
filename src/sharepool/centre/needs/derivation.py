"""From class counts to demands and pool: the full curriculum, a school's own teachers first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sharepool.base.errors import Fault, PlanError, ProblemError
from sharepool.centre.needs.activity import list_activity
from sharepool.centre.needs.classes import LESSON, list_asked, list_classes
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.centre.needs.schools import School
from sharepool.centre.needs.teachers import list_skills
from sharepool.centre.needs.types import GroupNeed, Needs, TeacherWeek
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Site, Staff
from sharepool.problem.timetable import Timetable
from sharepool.tables.plan_ids import find_unknown_demands

TEACHER, ART_TEACHER, BACKBONE = "pe_teacher", "art_teacher", "backbone_teacher"
"""Roles of residents in the pool."""


def find_needs(
    centre: Centre, plan: Plan | None = None, *, lend_share: Decimal | float = 0
) -> Needs:
    r"""Return what schools need beyond their own teachers, and what those have to spare.

    Of a school with the lessons :math:`r` due and the supply :math:`s` of its teachers (load less
    duties and what they lend in any case, in whole lessons), its own give
    :math:`c = \min(r, s)` if all of them may take every class; :math:`r - c` lessons are asked of
    the pool, and :math:`s - c` lent to it besides.

    Parameters
    ----------
    centre : Centre
    plan : Plan, optional
        A plan of the problem that follows: what it brings is counted. Demands that somebody has
        added to that problem are passed over.
    lend_share : Decimal or float
        Share of each teacher's load that is the pool's whatever the own classes lack, where the
        teacher's row does not say (`lend_lessons`).

    Raises
    ------
    ProblemError
        If `lend_share` is no share, if ids of the tables clash with those made for the needs, if
        given windows leave no room for a person's own lessons, or if a pin names a teacher who has
        nothing to spare.
    PlanError
        If the problem that follows has no demand of the plan: it is another problem's.

    Examples
    --------
    >>> import sharepool as sp
    >>> centre = sp.read_centre("data/samples/county/centre")
    >>> needs = sp.find_needs(centre)
    >>> needs.to_frames()["rates"][["stage", "required", "covered", "gap"]].iloc[-1].to_dict()
    {'stage': '', 'required': 2265, 'covered': 1884, 'gap': 381}
    """
    share = Decimal(str(lend_share))
    if not (share.is_finite() and 0 <= share <= 1):
        fields = {"kind": "lend_share"}
        raise ProblemError([Fault("", None, "lend_share", "out_of_range", str(share), fields)])
    timetable = Timetable(centre.problem)
    taught = list_classes(centre)
    asked = list_asked(centre.problem, taught)
    classes = group_by(taught, lambda one: one.site_id)
    schools = [
        School(centre, timetable, site, classes.get(site.site_id, ()), asked, share)
        for site in _schools_of(centre)
    ]
    teachers = tuple(one for school in schools for one in school.teaching.teachers)
    problem = _add(centre, teachers, [one for school in schools for one in school.demands])
    problem = problem.updated(
        closures=(
            *problem.closures,
            *(row for school in schools for row in school.teaching.closures),
        ),
        warnings=(
            *problem.warnings,
            *(one for school in schools for one in school.teaching.warnings),
        ),
    )
    if plan is not None:
        _refuse_foreign(problem, plan)
    delivered = None if plan is None else _delivered(problem, plan)
    groups = tuple(_after(one, delivered) for school in schools for one in school.groups)
    loads = [Fraction(one.load_lessons) for one in centre.residents]
    return Needs(
        problem=problem,
        sites=tuple(school.summed_up(groups, planned=plan is not None) for school in schools),
        teachers=teachers,
        groups=groups,
        activity=tuple(list_activity(centre, problem, groups, plan)),
        load_lessons=sum(loads, Fraction()) / max(1, len(loads)),
    )


def _refuse_foreign(problem: Problem, plan: Plan) -> None:
    """Raise PlanError if a plan is another problem's, of which nothing would be counted."""
    if not any(row.demand_id in problem.demand_of for row in plan):
        faults = list(find_unknown_demands(problem, plan))
        if faults:
            raise PlanError(faults)


def _schools_of(centre: Centre) -> Iterator[Site]:
    """Yield the sites that have classes or teachers."""
    named = {row.site_id for row in centre.classes} | {one.site_id for one in centre.residents}
    return (site for site in centre.problem.sites if site.site_id in named)


def _add(centre: Centre, teachers: Iterable[TeacherWeek], demands: list[Demand]) -> Problem:
    """Return the problem with the teachers who have hours to spare, and with the demands."""
    problem = centre.problem
    lent = {one.staff_id: one for one in teachers if one.spare_lessons}
    residents = {one.staff_id: one for one in centre.residents}
    idle = residents.keys() - lent.keys()
    _refuse_clashes(problem, demands, idle)
    added = [_pool_member(centre, residents[staff_id], one) for staff_id, one in lent.items()]
    of_residents = [row for name in lent for row in list_skills(problem, residents[name])]
    return problem.updated(
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


def _pool_member(centre: Centre, resident: Resident, teacher: TeacherWeek) -> Staff:
    role = ART_TEACHER if centre.subjects.get(teacher.subject) else TEACHER
    return Staff(
        staff_id=resident.staff_id,
        name=resident.name,
        employer=resident.employer,
        role=BACKBONE if resident.backbone else role,
        home_site=resident.site_id,
        max_hours_week=teacher.max_hours_week,
    )


def _refuse_clashes(problem: Problem, demands: list[Demand], idle: Iterable[str]) -> None:
    faults = []
    made = {demand.demand_id for demand in demands}
    for demand in problem.demands:
        if demand.demand_id in made:
            fields = {"kind": "class"}
            value = demand.demand_id
            faults.append(Fault("demands", None, "demand_id", "duplicate_id", value, fields))
    faults += (
        Fault("pins", None, "staff_id", "nothing_to_spare", str(pin.staff_id))
        for pin in problem.pins
        if pin.staff_id in set(idle)
    )
    if faults:
        raise ProblemError(faults)


def _delivered(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return the slots that a plan gives each demand."""
    events = Itinerary(problem, plan).events_of
    return {name: len(held) * held[0].demand.periods for name, held in events.items()}


def _after(group: GroupNeed, delivered: Mapping[str, int] | None) -> GroupNeed:
    if delivered is None:
        return group
    brought = sum(delivered.get(name, 0) for name in group.demand_ids)
    if group.kind == LESSON:  # More than is due makes up for no lesson of another class.
        brought = min(brought, group.gap)
    return replace(group, delivered=brought)
