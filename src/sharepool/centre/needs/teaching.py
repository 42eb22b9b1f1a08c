"""What a school's own teachers do in a week: their lessons there, and what is left for the pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil

from sharepool.base.errors import Fault
from sharepool.centre.needs.classes import TaughtClass, may_teach, name_rows
from sharepool.centre.needs.given_lessons import list_given
from sharepool.centre.needs.kept_slots import Ground, keep_slots, lesson_week
from sharepool.centre.needs.own_lessons import Links, find_losses, share_lessons
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.centre.needs.teachers import (
    as_hours,
    find_windows,
    list_skills,
    stay_at_school,
)
from sharepool.centre.needs.types import TeacherWeek
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Closure, Site, Skill
from sharepool.problem.timetable import Timetable


class Teaching:
    """A school's own teachers: what they give its classes, when, and what they lend.

    Parameters
    ----------
    centre : Centre
    timetable : Timetable
    site : Site
    residents : sequence of (int, Resident)
        Teachers of the school, with the place of their rows.
    classes : sequence of TaughtClass
        Those of the school.
    due : mapping of str to int
        Lessons that nobody else is asked for, by class.
    lend_share : Decimal
        Share of each load that is the pool's, where a teacher's row does not say.

    Attributes
    ----------
    links : dict of (str, str) to int
        Lessons by teacher and class.
    given : GivenLessons
        Those of them that the school's timetable names.
    lost : dict of str to int
        Lessons by class that could be given besides, if no hours were reserved for the pool.
    teachers : tuple of TeacherWeek
    closures : list of Closure
        What own lessons take of the school's ground.
    warnings : list of Fault
    """

    def __init__(
        self,
        centre: Centre,
        timetable: Timetable,
        site: Site,
        residents: Sequence[tuple[int, Resident]],
        classes: Sequence[TaughtClass],
        due: Mapping[str, int],
        lend_share: Decimal,
    ) -> None:
        self._centre, self._site = centre, site
        self._people = [one for _, one in residents]
        self.warnings: list[Fault] = []
        self.closures: list[Closure] = []
        self._supply: dict[str, int] = {}
        self._reserved: dict[str, int] = {}
        for index, one in residents:
            self._count_hours(index, one, lend_share)
        may_take = self._may_take(classes)
        self.given = list_given(centre, site.site_id, classes, may_take)
        self.warnings += self.given.warnings
        for one in self._people:
            if centre.subject_of(one) not in centre.taught:
                self._supply[one.staff_id] += len(self.given.of_teacher[one.staff_id])
        self.links, self.lost = self._share(due, sorted(may_take))
        self.teachers = tuple(self._lend(timetable, residents))

    def _count_hours(self, index: int, one: Resident, lend_share: Decimal) -> None:
        """Note what a teacher can give, and what of it is the pool's."""
        supply, reserved = one.supply_lessons, one.reserved_lessons(lend_share)
        subject = self._centre.subject_of(one)
        if subject not in self._centre.taught:
            # Their own lessons are not known: nobody may have more of their hours than they say.
            supply = reserved = one.reserved_lessons(Decimal(0))
            number = self._centre.number_of("residents", index)
            self.warnings.append(_unknown_week(one, number, subject))
        self._supply[one.staff_id], self._reserved[one.staff_id] = supply, reserved

    def _may_take(self, classes: Sequence[TaughtClass]) -> set[tuple[str, str]]:
        """Return the teachers, and the classes that they may take."""
        skills = {one.staff_id: _held(self._centre.problem, one) for one in self._people}
        return {
            (staff_id, one.code)
            for staff_id, held in skills.items()
            for one in classes
            if may_teach(one, held)
        }

    def _share(
        self, lessons_due: Mapping[str, int], may_take: Collection[tuple[str, str]]
    ) -> tuple[Links, dict[str, int]]:
        """Return the lessons given: those of the timetable, then all else; and those lost."""
        supply = Counter(self._supply)
        due = Counter(lessons_due)
        for (staff_id, code), lessons in self.given.links.items():
            supply[staff_id] -= lessons
            due[code] = max(0, due[code] - lessons)
        left = {name: max(0, most - self._reserved[name]) for name, most in supply.items()}
        backbone = {one.staff_id for one in self._people if one.backbone}
        more = share_lessons(left, due, may_take, backbone)
        covered = Counter[str]()
        for (_, code), lessons in more.items():
            covered[code] += lessons
        lost = find_losses(supply, due, may_take, covered)
        return dict(Counter(self.given.links) + Counter(more)), lost

    def _lend(
        self, timetable: Timetable, residents: Sequence[tuple[int, Resident]]
    ) -> Iterator[TeacherWeek]:
        """Yield the weeks of the teachers; note what they take of the school's ground."""
        problem = self._centre.problem
        own = Counter[str]()
        for (staff_id, _), lessons in self.links.items():
            own[staff_id] += lessons
        week = lesson_week(timetable, self._site.site_id)
        slots = self.given.of_teacher
        stays = {
            one.staff_id: stay_at_school(
                problem,
                one,
                week,
                slots[one.staff_id],
                own=own[one.staff_id],
                is_lent=self._supply[one.staff_id] > own[one.staff_id],
                on_ground=not self._centre.subjects.get(self._centre.subject_of(one)),
            )
            for one in self._people
        }
        ground = Ground(problem, self._site, week)
        kept = keep_slots(ground, stays)
        outside = [one for one in self._people if stays[one.staff_id].on_ground]
        self.closures, beyond = ground.take(slot for one in outside for slot in kept[one.staff_id])
        if beyond > sum(ceil(one.duty_lessons) for one in outside):
            self.warnings.append(_too_small(self._site, beyond))
        for index, one in residents:
            name = one.staff_id
            origin = name_rows("residents", [self._centre.number_of("residents", index)])
            spare = self._supply[name] - own[name]
            yield TeacherWeek(
                staff_id=name,
                name=one.name,
                site_id=one.site_id,
                subject=self._centre.subject_of(one),
                load_lessons=one.load_lessons,
                duty_lessons=one.duty_lessons,
                own_lessons=own[name],
                spare_lessons=spare,
                reserved_lessons=min(self._reserved[name], spare),
                max_hours_week=as_hours(week, spare),
                kept=kept[name],
                windows=find_windows(problem, one, week, kept[name]),
                origin=origin,
            )

    def taken_by(self) -> Mapping[str, dict[str, int]]:
        """Return the lessons of each class (its code) by teacher."""
        taken: dict[str, dict[str, int]] = {}
        for (staff_id, code), lessons in self.links.items():
            taken.setdefault(code, {})[staff_id] = lessons
        return taken


def _held(problem: Problem, resident: Resident) -> list[Skill]:
    """Return what a teacher holds all week."""
    return [
        row
        for row in list_skills(problem, resident)
        if problem.covers_week(row.valid_from, row.valid_until)
    ]


def _unknown_week(one: Resident, number: int, subject: str) -> Fault:
    fields = {"subject": subject}
    return Fault("residents", number, "subject", "unknown_week", one.staff_id, fields)


def _too_small(site: Site, beyond: int) -> Fault:
    fields = {"beyond": beyond}
    return Fault("sites", None, "capacity", "ground_too_small", site.site_id, fields)
