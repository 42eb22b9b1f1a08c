"""When sessions can take place: bells, adjacent periods, allowed parts and starts.

Shared by checker and engine, like :mod:`sharepool.problem.travel`; both have hand-computed tests.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Bell, Demand


class SessionTime(NamedTuple):
    """When one session takes place: weekday, first slot, and minutes after midnight."""

    day: int
    slot: int
    start_min: int
    end_min: int


class Timetable:
    """The bells of every site, as questions about sessions.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._noon_min = problem.rules.day.noon
        self._bells: dict[tuple[str, int], dict[int, Bell]] = defaultdict(dict)
        for bell in problem.bells:
            for day in bell.days:
                self._bells[bell.bell_id, day][bell.slot] = bell
        self._cache: dict[tuple[object, ...], tuple[SessionTime, ...]] = {}

    def slots(self, site_id: str, day: int) -> dict[int, Bell]:
        """Return the slots of a site on a weekday, by number."""
        return self._bells.get((self._problem.site_of[site_id].bell_id, day), {})

    def session(self, demand: Demand, day: int, slot: int) -> SessionTime | None:
        """Return when a session that starts at a slot takes place, or None if it cannot.

        It cannot if a slot that it takes does not exist that day, if its slots are not all on one
        side of noon, if one is of a part of the day that the demand does not allow, or if the
        demand does not allow the start (rule H03 but for dormancy).
        """
        if demand.slots and not any(
            day == start.day and start.first <= slot <= start.last for start in demand.slots
        ):
            return None
        slots = self.slots(demand.site_id, day)
        parts = demand.allowed_parts
        bells: list[Bell] = []
        for number in range(slot, slot + demand.periods):
            bell = slots.get(number)
            if bell is None or bell.part not in parts:
                return None
            bells.append(bell)
        if len({bell.start < self._noon_min for bell in bells}) > 1:
            return None
        return SessionTime(day, slot, bells[0].start, bells[-1].end)

    def sessions(self, demand: Demand) -> tuple[SessionTime, ...]:
        """Return every time that a session of a demand could take, by day and slot."""
        bell_id = self._problem.site_of[demand.site_id].bell_id
        key = (bell_id, demand.periods, demand.allowed_parts, demand.slots)
        if key not in self._cache:
            times = (
                self.session(demand, day, slot)
                for day in DAYS
                for slot in sorted(self._bells.get((bell_id, day), {}))
            )
            self._cache[key] = tuple(time for time in times if time is not None)
        return self._cache[key]
