"""On which days each group could be at which base, and how long its bus takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sharepool.centre.events.rows import BaseVisit, LabourBase
from sharepool.centre.events.visiting import VisitTask
from sharepool.problem.calendar import Calendar
from sharepool.problem.problem import Problem
from sharepool.problem.travel import NO_ROAD, TravelTimes

BUS = "bus"
"""How classes travel, where the problem has a speed or a way for it."""


class VisitTimes:
    """The days of bases for groups.

    Parameters
    ----------
    problem : Problem
    bases : sequence of LabourBase
    visits : sequence of BaseVisit

    Attributes
    ----------
    dates : list of datetime.date
        On which some base is open, in order.
    """

    def __init__(
        self, problem: Problem, bases: Sequence[LabourBase], visits: Sequence[BaseVisit]
    ) -> None:
        self.problem, self.bases, self.visits = problem, bases, visits
        self._travel = TravelTimes(problem)
        self._calendar = cache(lambda monday: Calendar(problem.in_week(monday)))
        self._open = [set(_dates(base)) for base in bases]
        self.dates = sorted(set().union(*self._open))

    def bus_min(self, origin: str, destination: str) -> int | None:
        """Return the minutes there and back; None if there is no way, 0 if it is not known."""
        ways = (
            self._travel.minutes(BUS, origin, destination),
            self._travel.minutes(BUS, destination, origin),
        )
        return None if NO_ROAD in ways else sum(max(0, way) for way in ways)

    def can_go(self, visit: BaseVisit, base: LabourBase, date: dt.date) -> bool:
        """Return whether a group may be at a base on a date, as its row, school and base say."""
        return (
            base.base_id in (visit.bases or (base.base_id,))
            and (visit.from_ is None or visit.from_ <= date)
            and (visit.until is None or date <= visit.until)
            and self._teaches(visit.site_id, date)
        )

    def _teaches(self, site_id: str, date: dt.date) -> bool:
        calendar = self._calendar(date - dt.timedelta(days=date.weekday()))
        return calendar.runs_as(site_id, date.isoweekday()) is not None

    @property
    def task(self) -> VisitTask:
        """What is to be decided of the visits."""
        options = {}
        for group, visit in enumerate(self.visits):
            for number, base in enumerate(self.bases):
                minutes = self.bus_min(visit.site_id, base.site_id)
                if minutes is None:
                    continue
                for day, date in enumerate(self.dates):
                    if date in self._open[number] and self.can_go(visit, base, date):
                        options[group, number, day] = minutes
        pupils = [visit.pupils for visit in self.visits]
        return VisitTask(pupils, [base.places for base in self.bases], options)


def _dates(base: LabourBase) -> list[dt.date]:
    span = [base.from_ + dt.timedelta(days=n) for n in range((base.until - base.from_).days + 1)]
    return [date for date in span if date.isoweekday() in base.days]
