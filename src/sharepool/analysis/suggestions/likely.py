"""A quick look at who could take a session when: what is worth a proper trial comes first.

It counts what is plainly in the way and estimates road and places. Nothing of this is ever shown:
checker and scorer judge each suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from sharepool.analysis.reasons.excerpts import Whole
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import PersonDay, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment, Demand, Role, Staff
from sharepool.problem.timetable import SessionTime


@dataclass(frozen=True)
class LikelyRow:
    """A row that could come into the plan.

    Attributes
    ----------
    flaws : int
        Things that are plainly in its way.
    estimate : int
        About what it adds to the objective for the person.
    row : Assignment
    """

    flaws: int
    estimate: int
    row: Assignment

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """What rows sort by, the likeliest first."""
        return self.flaws, self.estimate, self.row.day, self.row.slot, self.row.staff_id


class QuickLook:
    """Looks at everybody's week, without a session that may go, for room for one of a demand.

    Parameters
    ----------
    whole : Whole
    demand : Demand
    role : str
        Of a team; empty where one person gives a session.
    drop : iterable of Assignment
        What would go.
    """

    def __init__(self, whole: Whole, demand: Demand, role: str, drop: Iterable[Assignment]) -> None:
        self._whole, self._problem, self._demand = whole, whole.problem, demand
        self._role: Role | None = whole.problem.roles_of.get(demand.demand_id, {}).get(role)
        self._drop = tuple(drop)
        self._times = whole.timetable.sessions(demand)

    def rows(self, staff_id: str, flaws_of_time: dict[tuple[int, int], int]) -> Iterator[LikelyRow]:
        """Yield a person's rows, one for each time of the demand."""
        person = self._problem.person_of[staff_id]
        week = _PersonWeek(self._whole, person, self._drop)
        place = self._problem.place_of(person, self._demand)
        link = place not in week.places and place != person.home_site
        limit = self._problem.limit_of(person, "max_sessions_week")
        weights = self._problem.rules.weights
        windows = self._whole.windows_of.get(staff_id, ())
        for time in self._times:
            end = self._end(time)
            flaws, road_min = week.insert(time, end, place)
            flaws += flaws_of_time.get((time.day, time.slot), 0)
            flaws += week.count >= limit
            flaws += week.is_over(end - time.start_min)
            day = self._whole.timetable.calendar.window_day(person, time.day)
            flaws += bool(windows) and not any(
                one.day == day and one.start <= time.start_min and end <= one.end for one in windows
            )
            estimate = weights.travel * road_min + weights.site_link * link
            estimate += weights.long_road * week.beyond_fair(road_min)
            estimate -= weights.short_minute * min(week.short_min, end - time.start_min)
            yield LikelyRow(flaws, estimate, self._row(staff_id, time))

    def _end(self, time: SessionTime) -> int:
        periods = self._problem.periods_of(self._demand, self._role)
        return self._whole.timetable.role_end(self._demand, time, periods)

    def _row(self, staff_id: str, time: SessionTime) -> Assignment:
        return Assignment.model_construct(
            staff_id=staff_id,
            demand_id=self._demand.demand_id,
            day=time.day,
            slot=time.slot,
            role="" if self._role is None else self._role.role,
        )


class _PersonWeek:
    """What a person has in the week."""

    def __init__(self, whole: Whole, person: Staff, drop: tuple[Assignment, ...]) -> None:
        self._whole, self._person = whole, person
        self._problem = whole.problem
        rows = [row for row in whole.rows_of_person.get(person.staff_id, ()) if row not in drop]
        week = whole.lay_out(Plan(tuple(rows)))
        self._days: dict[int, PersonDay] = {day.day: day for day in week.days}
        self._road_min = sum(day.travel_min for day in week.days)
        self._session_min = sum(one.minutes for one in week.sessions)
        self.places = {one.place for one in week.sessions}
        self.count = len(week.sessions)
        least = int(MINUTES_PER_HOUR * person.min_hours_week)
        self.short_min = max(0, least - self._session_min)

    def insert(self, time: SessionTime, end: int, place: str) -> tuple[int, int]:
        """Return what is in the way of one more session, and the minutes of road it adds."""
        day = self._days.get(time.day)
        sessions = () if day is None else day.sessions
        if any(one.start_min < end and time.start_min < one.end_min for one in sessions):
            return 2, 0
        before = [one for one in sessions if one.end_min <= time.start_min]
        after = [one for one in sessions if end <= one.start_min]
        here, there = self._place_of(before[-1:]), self._place_of(after[:1])
        into, out = self._way(here, place), self._way(place, there)
        flaws = self._count_far(into, out)
        flaws += self._leaves_late(before, time.start_min, into)
        flaws += self._comes_late(after, end, out)
        limit = self._problem.limit_of(self._person, "max_sessions_day")
        flaws += len(sessions) >= limit
        own_min = 0 if day is None else day.travel_min
        more = into + out - (self._way(here, there) if sessions else 0)
        most = self._problem.limit_of(self._person, "max_travel_min_day")
        return flaws + (own_min + more > most), more

    def is_over(self, minutes: int) -> bool:
        """Return whether that many minutes more are more than the person's hours."""
        most = self._person.max_hours_week
        return most is not None and self._session_min + minutes > MINUTES_PER_HOUR * most

    def beyond_fair(self, more: int) -> int:
        """Return how many of some more minutes of road are beyond what is fair."""
        fair = self._problem.fair_road_of(self._person)
        return max(0, self._road_min + more - fair) - max(0, self._road_min - fair)

    def _place_of(self, sessions: list[Session]) -> str:
        return sessions[0].place if sessions else self._person.home_site

    def _way(self, origin: str, destination: str) -> int:
        mode = self._problem.mode_of(self._person)
        return self._whole.travel.minutes(mode, origin, destination)

    def _count_far(self, *ways: int) -> int:
        limit = self._problem.limit_of(self._person, "max_leg_min")
        return sum(not 0 <= way <= limit for way in ways)

    def _leaves_late(self, before: list[Session], start: int, way: int) -> bool:
        rules = self._problem.rules.day
        if not before:
            return rules.earliest_departure + way > start
        lunch = rules.lunch_min if before[-1].start_min < rules.noon <= start else 0
        return before[-1].end_min + way + lunch > start

    def _comes_late(self, after: list[Session], end: int, way: int) -> bool:
        if not after:
            return end + way > self._problem.rules.day.latest_return
        return end + way > after[0].start_min


def mostly_apart(rows: Iterable[LikelyRow], most_each: int) -> list[LikelyRow]:
    """Return rows in order, of each person no more than some."""
    by_person = group_by(in_order(rows), lambda one: one.row.staff_id)
    return in_order(one for own in by_person.values() for one in own[:most_each])


def in_order(rows: Iterable[LikelyRow]) -> list[LikelyRow]:
    """Return rows, the likeliest first."""
    return sorted(rows, key=attrgetter("order"))
