"""When sessions can take place: bells, adjacent periods, allowed parts and starts.

Shared by checker and engine, like :mod:`sharepool.problem.travel`; both have hand-computed tests.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sharepool.problem.calendar import Calendar
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
        self.calendar = Calendar(problem)
        self._noon_min = problem.rules.day.noon
        self._bells: dict[tuple[str, int | None], dict[int, Bell]] = defaultdict(dict)
        for bell in problem.bells:
            for day in bell.days:
                self._bells[bell.bell_id, day][bell.slot] = bell
        self._cache: dict[tuple[object, ...], tuple[SessionTime, ...]] = {}

    def slots(self, site_id: str, day: int) -> dict[int, Bell]:
        """Return the slots of a site on a day of the week, by number; none on a day off."""
        runs_as = self.calendar.runs_as(site_id, day)
        return {} if runs_as is None else self.usual_slots(site_id, runs_as)

    def usual_slots(self, site_id: str, day: int) -> dict[int, Bell]:
        """Return the slots of a site on a weekday in any week, by number."""
        return self._bells.get((self._problem.site_of[site_id].bell_id, day), {})

    def session(self, demand: Demand, day: int, slot: int) -> SessionTime | None:
        """Return when a session that starts at a slot takes place, or None if it cannot.

        It cannot if a slot that it takes does not exist that day, if its slots are not all on one
        side of noon, if one is of a part of the day that the demand does not allow, or if the
        demand does not allow the start (rule H03 but for dormancy).
        """
        runs_as = self.calendar.runs_as(demand.site_id, day)
        time = None if runs_as is None else self._usual_session(demand, runs_as, slot)
        return None if time is None else time._replace(day=day)

    def _usual_session(self, demand: Demand, day: int, slot: int) -> SessionTime | None:
        """Return when a session takes place on a weekday without days off."""
        if demand.slots and not any(
            day == start.day and start.first <= slot <= start.last for start in demand.slots
        ):
            return None
        slots = self.usual_slots(demand.site_id, day)
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
        return self._sessions(demand, self.calendar.pattern(demand.site_id))

    def wanted(self, demand: Demand) -> int:
        """Return how many sessions of a demand that is awake this week wants.

        With days off, its share of the days on which it could start; never more than `sessions`.
        """
        pattern = self.calendar.pattern(demand.site_id)
        if pattern == DAYS:
            return demand.sessions
        usual = len({time.day for time in self._sessions(demand, DAYS)})
        left = len({time.day for time in self._sessions(demand, pattern)})
        if usual == 0:
            return demand.sessions
        return min(demand.sessions, -(-demand.sessions * left // usual))

    def _sessions(self, demand: Demand, pattern: tuple[int | None, ...]) -> tuple[SessionTime, ...]:
        """Return every time of a demand where each day runs as a pattern says."""
        bell_id = self._problem.site_of[demand.site_id].bell_id
        key = (bell_id, demand.periods, demand.allowed_parts, demand.slots, pattern)
        if key not in self._cache:
            found = []
            for day, runs_as in zip(DAYS, pattern, strict=True):
                for slot in sorted(self._bells.get((bell_id, runs_as), {})):
                    time = self._usual_session(demand, runs_as or day, slot)
                    if time is not None:
                        found.append(time._replace(day=day))
            self._cache[key] = tuple(found)
        return self._cache[key]
