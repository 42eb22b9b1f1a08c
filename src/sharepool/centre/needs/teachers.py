"""When and for how long a school lends its teachers: its own lessons and duties come first.

Where the school does not say when a teacher is free, the pool may have them on days without a slot
kept for the school, and on others before the first of them and after the last, once the longest
way allowed is over (and lunch, if noon lies between).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from math import ceil

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.needs.kept_slots import OwnSlots, Slot
from sharepool.centre.needs.rows import Resident
from sharepool.problem.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Bell, Skill, Window

HUNDREDTH = Decimal("0.01")

Week = Mapping[int, Sequence[Bell]]
"""The lessons of a school by day, in time order."""


def stay_at_school(
    problem: Problem,
    resident: Resident,
    week: Week,
    given: frozenset[Slot],
    *,
    own: int,
    is_lent: bool,
    on_ground: bool = True,
) -> OwnSlots:
    """Return what a teacher needs slots for at the own school.

    Parameters
    ----------
    problem : Problem
        Its availability table has the windows that the school gave, if it did.
    resident : Resident
    week : mapping of int to sequence of Bell
    given : frozenset of (int, int)
        When the school's timetable has the teacher in a lesson.
    own : int
        Lessons a week with classes of the own school.
    is_lent : bool
        Whether hours are left for the pool.
    on_ground : bool
        Whether the lessons take the school's ground.

    Raises
    ------
    ProblemError
        If the windows given leave too few lessons of the week for what stays at the school.
    """
    windows = windows_given(problem, resident)
    free = frozenset(
        (day, bell.slot)
        for day, bells in week.items()
        for bell in bells
        if any(one.day == day and one.start < bell.end and bell.start < one.end for one in windows)
    )
    staying = own + ceil(resident.duty_lessons)
    outside = sum(map(len, week.values())) - len(free)
    if windows and outside < staying:
        fields = {"outside": outside, "staying": staying}
        fault = Fault("residents", None, "staff_id", "own_lessons", resident.staff_id, fields)
        raise ProblemError([fault])
    return OwnSlots(staying, given, free, is_lent=is_lent, on_ground=on_ground)


def windows_given(problem: Problem, resident: Resident) -> tuple[Window, ...]:
    """Return when the school says that the pool may have a teacher; nothing if it does not."""
    return tuple(row for row in problem.availability if row.staff_id == resident.staff_id)


def as_hours(week: Week, lessons: int) -> Decimal:
    """Return lessons as hours, each as long as the shortest of the school, up to 0.01 h."""
    shortest = min((bell.end - bell.start for day in week.values() for bell in day), default=0)
    hours = Decimal(lessons * shortest) / MINUTES_PER_HOUR
    return hours.quantize(HUNDREDTH, rounding=ROUND_CEILING).normalize() + 0


def find_windows(
    problem: Problem, resident: Resident, week: Week, kept: Sequence[Slot]
) -> tuple[Window, ...]:
    """Return when the pool may have a teacher.

    These are the windows that the school gave. Where it gave none, it is the time of each school
    day that the slots kept leave, once the way is over.
    """
    given = windows_given(problem, resident)
    if given:
        return given
    rules = problem.rules
    windows = []
    for day, bells in week.items():
        mine = [bell for bell in bells if (day, bell.slot) in kept]
        free = [(0, MINUTES_PER_DAY)]
        if mine:
            first, last = mine[0], mine[-1]
            lunch_min = rules.day.lunch_min
            before = first.start - rules.limits.max_leg_min
            before -= lunch_min if first.start >= rules.day.noon else 0
            after = last.end + rules.limits.max_leg_min
            after += lunch_min if last.start < rules.day.noon else 0
            # Before the first lesson there must be time for one more; later there are clubs.
            free = [(0, before)] if before >= bells[0].end else []
            free += [(after, MINUTES_PER_DAY)] if after < MINUTES_PER_DAY else []
        windows += [
            Window.model_construct(staff_id=resident.staff_id, day=day, start=start, end=end)
            for start, end in free
        ]
    return tuple(windows)


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
