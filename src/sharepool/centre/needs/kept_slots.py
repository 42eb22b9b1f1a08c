r"""When a school's own teachers are at their school: no more of them at once than its ground holds.

Where no timetable says when a lesson is, slots are kept for it. A teacher's days come in turn,
another first for each teacher; of a day its first lessons, four if the week has room for that. With
the slots :math:`n_t` that teacher :math:`t` still needs and the room :math:`r_{ds}` that timetable
and closures leave on day :math:`d` in slot :math:`s`, the cheapest of the largest flows from
teachers to slots keeps

.. math::
    \sum_{ds} k_{tds} \le n_t, \qquad \sum_t k_{tds} \le r_{ds}, \qquad k_{tds} \in \{0, 1\}

Early slots are cheap, and cheapest for those who are lent: their days end soonest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sharepool.centre.needs.flow import Arc, find_flow
from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Bell, Closure, Site
from sharepool.problem.timetable import Timetable

LESSONS_KEPT_DAY = 4
"""Own lessons a day, if the week has room: 14-16 a week leave a day free. A choice, no rule."""

DAY_COST, LONG_DAY_COST, LENT_WEIGHT = 100, 10_000, 10
"""Price of each day later in a teacher's turn, in slots of a day; price of a slot beyond four; how
much more the days of somebody count who is lent."""

OWN_LESSONS = "own_lessons"
"""Reason of the closures that stand for them."""

Slot = tuple[int, int]
"""A day, and a slot of it."""


@dataclass(frozen=True)
class Stay:
    """What a teacher needs slots for at the own school.

    Attributes
    ----------
    slots : int
        How many in all.
    given : frozenset of (int, int)
        Those that the school's timetable names.
    free : frozenset of (int, int)
        Those in which the teacher may not be kept: the school lends them.
    is_lent : bool
        Whether the pool has hours of the teacher.
    on_ground : bool
        Whether the lessons take the school's ground; those of arts do not.
    """

    slots: int
    given: frozenset[Slot]
    free: frozenset[Slot]
    is_lent: bool
    on_ground: bool = True


def lesson_week(timetable: Timetable, site_id: str) -> dict[int, list[Bell]]:
    """Return the lessons of a school by day, in time order; days without any are left out."""
    week = {}
    for day in DAYS:
        bells = [
            one for one in timetable.usual_slots(site_id, day).values() if one.part == "lesson"
        ]
        if bells:
            week[day] = sorted(bells, key=lambda bell: bell.start)
    return week


class Ground:
    """The room that a school's lessons have, slot by slot.

    Parameters
    ----------
    problem : Problem
        Its closures leave less of it.
    site : Site
    week : mapping of int to sequence of Bell
        Lessons of the school by day.
    """

    def __init__(self, problem: Problem, site: Site, week: Mapping[int, Sequence[Bell]]) -> None:
        self.site, self.week = site, week
        self._closures = [row for row in problem.closures if row.site_id == site.site_id]
        self._dates = problem.week

    def room(self, day: int, bell: Bell) -> int | None:
        """Return how many sessions can be held at a time; None without limit."""
        closed = [row for row in self._closures if self._meets(row, day, bell)]
        if any(row.taken is None for row in closed):
            return 0
        if self.site.capacity is None:
            return None
        return max(0, self.site.capacity - sum(row.taken or 0 for row in closed))

    def take(self, kept: Iterable[Slot]) -> tuple[list[Closure], int]:
        """Return the closures that stand for slots kept, and how many of them have no room.

        Parameters
        ----------
        kept : iterable of (int, int)
            Those of all teachers; as often as somebody keeps one.
        """
        counts, closures, beyond = Counter(kept), [], 0
        for day, bells in self.week.items():
            for bell in bells:
                count, room = counts[day, bell.slot], self.room(day, bell)
                taken = count if room is None else min(count, room)
                beyond += count - taken
                if taken and room is not None:
                    closures.append(_own_lessons(self.site, day, bell, taken))
        return closures, beyond

    def _meets(self, row: Closure, day: int, bell: Bell) -> bool:
        end = MINUTES_PER_DAY if row.end is None else row.end
        return (
            row.day in {None, day}
            and row.date in {None, self._dates[day - 1]}
            and bell.start < end
            and (row.start or 0) < bell.end
        )


def _own_lessons(site: Site, day: int, bell: Bell, taken: int) -> Closure:
    return Closure.model_construct(
        site_id=site.site_id,
        day=day,
        date=None,
        start=bell.start,
        end=bell.end,
        taken=taken,
        reason=OWN_LESSONS,
    )


def keep_slots(ground: Ground, stays: Mapping[str, Stay]) -> dict[str, tuple[Slot, ...]]:
    """Return the slots in which each teacher of a school stays there.

    Parameters
    ----------
    ground : Ground
    stays : mapping of str to Stay
        By teacher.

    Returns
    -------
    dict of str to tuple of (int, int)
        What the ground has no room for is kept all the same, as the teacher is busy: see
        :meth:`Ground.take`.
    """
    kept = {name: set(stay.given) for name, stay in stays.items()}
    costs = {
        (name, slot): cost * (LENT_WEIGHT if stay.is_lent else 1)
        for place, (name, stay) in enumerate(stays.items())
        for slot, cost in _costs(ground.week, place).items()
        if slot not in stay.free
    }
    in_use = Counter(
        slot for name, slots in kept.items() if stays[name].on_ground for slot in slots
    )
    rooms = {
        (day, bell.slot): ground.room(day, bell)
        for day, bells in ground.week.items()
        for bell in bells
    }
    within = {
        slot: len(stays) if room is None else max(0, room - in_use[slot])
        for slot, room in rooms.items()
    }
    for room in (within, dict.fromkeys(rooms, len(stays))):
        missing = {
            name: stay.slots - len(kept[name]) if stay.on_ground or room is not within else 0
            for name, stay in stays.items()
        }
        arcs = {link: Arc(1, cost) for link, cost in costs.items() if link[1] not in kept[link[0]]}
        for name, slot in find_flow(missing, room, arcs):
            kept[name].add(slot)
    return {name: tuple(sorted(slots)) for name, slots in kept.items()}


def _costs(week: Mapping[int, Sequence[Bell]], place: int) -> dict[Slot, int]:
    """Return what it costs to keep a slot for the teacher at a place of the school's list."""
    days = list(week)
    turn = place % len(days) if days else 0
    return {
        (day, bell.slot): rank * DAY_COST + number + LONG_DAY_COST * (number >= LESSONS_KEPT_DAY)
        for rank, day in enumerate(days[turn:] + days[:turn])
        for number, bell in enumerate(week[day])
    }
