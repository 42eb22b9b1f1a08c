"""When sessions can take place: bells, adjacent periods, allowed parts and starts.

Shared by checker and engine, like :mod:`sharepool.problem.travel`; both have hand-computed tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from sharepool.problem.calendar import Calendar
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Bell, Demand
from sharepool.problem.travel import FAR_MIN, TravelTimes

BUS = "bus"
"""The mode by which classes ride to a venue."""


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

    def ride_min(self, demand: Demand) -> int:
        """Return the minutes that a class rides to its venue, and back; 0 at its own school.

        `transfer_min`, else those of the road from the site to the venue by bus; far more than a
        day where there is no such road.
        """
        if not demand.is_away:
            return 0
        if demand.transfer_min is not None:
            return demand.transfer_min
        minutes = self._travel.minutes(BUS, demand.site_id, demand.ground)
        return minutes if minutes >= 0 else FAR_MIN

    @cached_property
    def _travel(self) -> TravelTimes:
        return TravelTimes(self._problem)

    def slots(self, site_id: str, day: int) -> dict[int, Bell]:
        """Return the slots of a site on a day of the week, by number; none on a day off."""
        runs_as = self.calendar.runs_as(site_id, day)
        return {} if runs_as is None else self.usual_slots(site_id, runs_as)

    def usual_slots(self, site_id: str, day: int) -> dict[int, Bell]:
        """Return the slots of a site on a weekday in any week, by number."""
        return self._bells.get((self._problem.site_of[site_id].bell_id, day), {})

    def event_end(self, demand: Demand, time: SessionTime) -> int:
        """Return when the last person of a session leaves: that of a team, its longest role."""
        if demand.demand_id not in self._problem.roles_of:
            return time.end_min
        return self.role_end(demand, time, self._event_periods(demand))

    def _event_periods(self, demand: Demand) -> int:
        """Return after how many slots the last person of a session leaves."""
        roles = self._problem.roles_of.get(demand.demand_id, {})
        return max(
            (self._problem.periods_of(demand, role) for role in roles.values()),
            default=demand.periods,
        )

    def role_end(self, demand: Demand, time: SessionTime, periods: int) -> int:
        """Return when somebody leaves who is there for the first `periods` slots of a session."""
        return self.slots(demand.site_id, time.day)[time.slot + periods - 1].end

    def session(self, demand: Demand, day: int, slot: int) -> SessionTime | None:
        """Return when a session that starts at a slot takes place, or None if it cannot.

        It cannot if a slot that it takes does not exist that day, if its slots are not all on one
        side of noon, if one is of a part of the day that the demand does not allow, if the demand
        does not allow the start, if a listening site has no slot then, or if the class cannot ride
        to the venue and back within the day (rule H03 except for dormancy).
        """
        runs_as = self.calendar.runs_as(demand.site_id, day)
        time = None if runs_as is None else self._usual_session(demand, runs_as, slot)
        if time is None or not self._is_joint(demand, time, self.slots, day):
            return None
        return time._replace(day=day)

    def _is_joint(
        self,
        demand: Demand,
        time: SessionTime,
        slots_on: Callable[[str, int], dict[int, Bell]],
        day: int,
    ) -> bool:
        """Return whether every listening site has a slot that begins about when a session does."""
        tolerance_min = self._problem.rules.joint.tolerance_min
        return all(
            any(
                bell.part in demand.allowed_parts
                and abs(bell.start - time.start_min) <= tolerance_min
                for bell in slots_on(listener.site_id, day).values()
            )
            for listener in self._problem.listeners_of.get(demand.demand_id, ())
        )

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
        time = SessionTime(day, slot, bells[0].start, bells[-1].end)
        return time if self._leaves_time_to_ride(demand, time, slots) else None

    def _leaves_time_to_ride(
        self, demand: Demand, time: SessionTime, slots: dict[int, Bell]
    ) -> bool:
        """Return whether a class leaves its school after its first bell, and is back in time."""
        if not demand.is_away:
            return True
        ride_min = self.ride_min(demand)
        first_min = min(bell.start for bell in slots.values())
        end_min = slots[time.slot + self._event_periods(demand) - 1].end
        is_back = end_min + ride_min <= self._problem.rules.day.latest_return
        return first_min <= time.start_min - ride_min and is_back

    def sessions(self, demand: Demand) -> tuple[SessionTime, ...]:
        """Return every time that a session of a demand could take, by day and slot."""
        times = self._sessions(demand, self.calendar.pattern(demand.site_id))
        if demand.demand_id not in self._problem.listeners_of:
            return times
        return tuple(time for time in times if self._is_joint(demand, time, self.slots, time.day))

    def wanted(self, demand: Demand) -> int:
        """Return how many sessions of a demand that is awake this week wants.

        With days off, its share of the days on which it could start; never more than `sessions`.
        """
        listeners = self._problem.listeners_of.get(demand.demand_id, ())
        sites = {demand.site_id, *(listener.site_id for listener in listeners)}
        if all(self.calendar.pattern(site) == DAYS for site in sites):
            return demand.sessions
        usual = len(
            {
                time.day
                for time in self._sessions(demand, DAYS)
                if self._is_joint(demand, time, self.usual_slots, time.day)
            }
        )
        left = len({time.day for time in self.sessions(demand)})
        if usual == 0:
            return demand.sessions
        return min(demand.sessions, -(-demand.sessions * left // usual))

    def _sessions(self, demand: Demand, pattern: tuple[int | None, ...]) -> tuple[SessionTime, ...]:
        """Return every time of a demand where each day runs as a pattern says."""
        bell_id = self._problem.site_of[demand.site_id].bell_id
        ride = (self.ride_min(demand), self._event_periods(demand)) if demand.is_away else None
        key = (bell_id, demand.periods, demand.allowed_parts, demand.slots, pattern, ride)
        if key not in self._cache:
            found = []
            for day, runs_as in zip(DAYS, pattern, strict=True):
                for slot in sorted(self._bells.get((bell_id, runs_as), {})):
                    time = self._usual_session(demand, runs_as or day, slot)
                    if time is not None:
                        found.append(time._replace(day=day))
            self._cache[key] = tuple(found)
        return self._cache[key]
