"""When and for how long a school lends its teachers: its own lessons and duties come first.

Where the school does not say when a teacher is free, days are kept for it: as few as hold all that
the teacher does there, at most four lessons a day if the week has room, from the first lesson of
the day on. The rest of such a day is free once the way to any school is over (and lunch, after a
morning); the other days are free as a whole. The days kept rotate from teacher to teacher, so that
a school never sends all of them on one day while it has another choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from math import ceil

from sharepool.centre.needs.rows import Resident
from sharepool.centre.needs.types import TeacherWeek
from sharepool.errors import Fault, ProblemError
from sharepool.problem.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Bell, Window
from sharepool.problem.timetable import Timetable

LESSONS_KEPT_DAY = 4
"""Own lessons a day, if the week has room: 14-16 a week leave a day free. A choice, no rule."""

HUNDREDTH = Decimal("0.01")


def lend(
    problem: Problem, timetable: Timetable, resident: Resident, own: int, place: int, origin: str
) -> TeacherWeek:
    """Return what a teacher's week leaves for the pool.

    Parameters
    ----------
    problem : Problem
        Its availability table has the windows that the school gave, if it did.
    timetable : Timetable
    resident : Resident
    own : int
        Lessons a week with classes of the own school.
    place : int
        Place of the teacher among those of the school, from 0.
    origin : str
        The rows it follows from.

    Raises
    ------
    ProblemError
        If the windows given leave too few lessons of the week for what stays at the school.
    """
    week = {
        day: [bell for bell in timetable.slots(resident.site_id, day).values() if _is_lesson(bell)]
        for day in DAYS
    }
    staying = own + ceil(resident.duty_lessons)
    given = tuple(row for row in problem.availability if row.staff_id == resident.staff_id)
    if given:
        _check_given(resident, given, week, staying)
    kept = () if given else _keep(week, staying, place)
    windows = given or _windows(problem, resident, week, kept)
    spare = resident.supply_lessons - own
    return TeacherWeek(
        staff_id=resident.staff_id,
        name=resident.name,
        site_id=resident.site_id,
        load_lessons=resident.load_lessons,
        duty_lessons=resident.duty_lessons,
        own_lessons=own,
        spare_lessons=spare,
        max_hours_week=_hours(week, spare),
        kept=kept,
        windows=windows,
        origin=origin,
    )


def _is_lesson(bell: Bell) -> bool:
    return bell.part == "lesson"


def _hours(week: dict[int, list[Bell]], lessons: int) -> Decimal:
    """Return lessons as hours, each as long as the shortest of the school, up to 0.01 h."""
    shortest = min((bell.end - bell.start for day in week.values() for bell in day), default=0)
    hours = Decimal(lessons * shortest) / MINUTES_PER_HOUR
    return hours.quantize(HUNDREDTH, rounding=ROUND_CEILING).normalize() + 0


def _keep(week: dict[int, list[Bell]], staying: int, place: int) -> tuple[tuple[int, int], ...]:
    """Return the slots kept for the own school: days in turn, the first lessons of each."""
    days = [day for day, bells in week.items() if bells]
    turn = place % len(days) if days else 0
    days = days[turn:] + days[:turn]
    most = next(
        (
            count
            for count in range(LESSONS_KEPT_DAY, MINUTES_PER_DAY)
            if sum(min(count, len(week[day])) for day in days) >= staying
        ),
        0,
    )
    kept = [(day, bell.slot) for day in days for bell in sorted(week[day], key=_start)[:most]]
    return tuple(sorted(kept[:staying]))


def _start(bell: Bell) -> int:
    return bell.start


def _windows(
    problem: Problem,
    resident: Resident,
    week: dict[int, list[Bell]],
    kept: Sequence[tuple[int, int]],
) -> tuple[Window, ...]:
    """Return the rest of each school day, once the longest way allowed is over."""
    windows = []
    for day, bells in week.items():
        mine = [bell for bell in bells if (day, bell.slot) in kept]
        free_min = 0
        if mine:
            last = max(mine, key=_start)
            lunch_min = problem.rules.day.lunch_min if last.start < problem.rules.day.noon else 0
            free_min = last.end + lunch_min + problem.rules.limits.max_leg_min
        if bells and free_min < MINUTES_PER_DAY:
            windows.append(
                Window.model_construct(
                    staff_id=resident.staff_id, day=day, start=free_min, end=MINUTES_PER_DAY
                )
            )
    return tuple(windows)


def _check_given(
    resident: Resident, given: Sequence[Window], week: dict[int, list[Bell]], staying: int
) -> None:
    outside = sum(
        not any(
            window.day == day and window.start < bell.end and bell.start < window.end
            for window in given
        )
        for day, bells in week.items()
        for bell in bells
    )
    if outside < staying:
        fields = {"outside": outside, "staying": staying}
        fault = Fault("residents", None, "staff_id", "own_lessons", resident.staff_id, fields)
        raise ProblemError([fault])
