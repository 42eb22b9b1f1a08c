"""The sessions that a standing plan has people give, date by date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache

from sharepool.problem.calendar import Calendar
from sharepool.problem.itinerary import Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Absence
from sharepool.problem.travel import UNKNOWN, TravelTimes
from sharepool.rules import find_lapsed

MIDNIGHT = dt.time()

Span = tuple[dt.datetime, dt.datetime]
"""When something begins and ends."""


class StandingWeeks:
    """A plan repeated week by week, without the sessions that a week has no room for.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.travel = TravelTimes(problem)
        self._sessions = cache(self._find_sessions)
        self._calendar = cache(self._find_calendar)
        self._away: dict[str, list[Span]] = defaultdict(list)
        for row in problem.absences:
            self._away[row.staff_id].append(span_of(row.from_, row.until))

    def sessions(self, staff_id: str, date: dt.date) -> tuple[Session, ...]:
        """Return what somebody gives on a date."""
        return self._sessions(monday_of(date)).get((staff_id, date.isoweekday()), ())

    def givers(self, date: dt.date) -> set[str]:
        """Return who gives anything on a date."""
        week, day = self._sessions(monday_of(date)), date.isoweekday()
        return {staff_id for staff_id, on in week if on == day}

    def lost(self, staff_id: str, span: Span) -> tuple[tuple[dt.date, Session], ...]:
        """Return what somebody cannot give who is away for a time, each with its date."""
        found = []
        for date in dates_of(span):
            midnight = dt.datetime.combine(date, MIDNIGHT)
            for session in self.sessions(staff_id, date):
                start = midnight + dt.timedelta(minutes=session.start_min)
                end = midnight + dt.timedelta(minutes=session.end_min)
                if start < span[1] and span[0] < end:
                    found.append((date, session))
        return tuple(found)

    def way_min(self, staff_id: str, site_id: str) -> int | None:
        """Return the minutes from somebody's home site to another; None if not known."""
        person = self.problem.person_of[staff_id]
        minutes = self.travel.minutes(self.problem.mode_of(person), person.home_site, site_id)
        return None if minutes == UNKNOWN else minutes

    def way_back_min(self, staff_id: str, site_id: str) -> int | None:
        """Return the minutes from a site to somebody's home site; None if not known."""
        person = self.problem.person_of[staff_id]
        minutes = self.travel.minutes(self.problem.mode_of(person), site_id, person.home_site)
        return None if minutes == UNKNOWN else minutes

    def absences(self, staff_id: str) -> list[Span]:
        """Return when the problem has somebody away."""
        return self._away[staff_id]

    def is_away(self, staff_id: str, span: Span) -> bool:
        """Return whether the problem has somebody away at any moment of a time."""
        return any(start < span[1] and span[0] < end for start, end in self._away[staff_id])

    def teaches(self, site_id: str, date: dt.date) -> bool:
        """Return whether a date is no day off at a site."""
        return self._calendar(monday_of(date)).runs_as(site_id, date.isoweekday()) is not None

    def _in_week(self, monday: dt.date) -> Problem:
        rules = self.problem.rules.model_copy(update={"week_of": monday})
        return self.problem.updated(rules=rules)

    def _find_calendar(self, monday: dt.date) -> Calendar:
        return Calendar(self._in_week(monday))

    def _find_sessions(self, monday: dt.date) -> dict[tuple[str, int], tuple[Session, ...]]:
        week = self._in_week(monday)
        lapsed = find_lapsed(week, self.plan)
        held = Plan(tuple(row for row in self.plan if row not in lapsed))
        found: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for session in Itinerary(week, held).sessions:
            found[session.person.staff_id, session.day].append(session)
        return {key: tuple(sessions) for key, sessions in found.items()}


def monday_of(date: dt.date) -> dt.date:
    """Return the Monday of the week of a date."""
    return date - dt.timedelta(days=date.weekday())


def span_of(first: dt.date, last: dt.date) -> Span:
    """Return when something begins and ends; a date is its whole day."""
    start = first if isinstance(first, dt.datetime) else dt.datetime.combine(first, MIDNIGHT)
    if isinstance(last, dt.datetime):
        return start, last
    return start, dt.datetime.combine(last, MIDNIGHT) + dt.timedelta(days=1)


def dates_of(span: Span) -> list[dt.date]:
    """Return the dates that a time touches."""
    first, end = span
    last = (end - dt.timedelta(microseconds=1)).date()
    return [first.date() + dt.timedelta(days=n) for n in range((last - first.date()).days + 1)]


def absences_of(staff_id: str, span: Span, reason: str) -> list[tuple[dt.date, Absence]]:
    """Return the absences of somebody who is away for a time, one a day, each with its date."""
    found = []
    for date in dates_of(span):
        midnight = dt.datetime.combine(date, MIDNIGHT)
        start = max(span[0], midnight)
        end = min(span[1], midnight + dt.timedelta(days=1))
        whole = start == midnight and end == midnight + dt.timedelta(days=1)
        cells: dict[str, object] = {"staff_id": staff_id, "reason": reason}
        cells |= {"from": date if whole else start.isoformat()}
        cells |= {"until": date if whole else end.isoformat()}
        found.append((date, Absence.model_validate(cells)))
    return found


WEEKDAYS = DAYS[:5]
"""Days on which schools teach."""
