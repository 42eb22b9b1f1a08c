"""One session in place of another: which one could make room, and what that would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter, itemgetter

from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.reasons.people import Trial
from sharepool.analysis.reasons.planrows import Key, key_of
from sharepool.problem.itinerary import Session
from sharepool.problem.rows import Assignment, Demand
from sharepool.problem.violation import Violation
from sharepool.rules import CODES_OF_DAYS

MOST_TRIED, ENOUGH = 80, 4
"""Exchanges tried for one demand, the cheapest by what each of the two costs on its own, and how
many legal ones are enough to choose from."""

MOST_COLLEAGUES = 10
"""Sessions of colleagues that are thought of to save an employer's hours: those worth least."""

_KINDS_OF_THE_DAY = {("H10", "day"), ("H11", "sites_day")}
_KINDS_OF_THE_WEEK = {
    ("H10", "week"),
    ("H11", "sites_week"),
    ("H11", "days_week"),
    ("H12", "person"),
}


@dataclass(frozen=True)
class Swap:
    """A session that comes, the one that goes for it, and what that adds to the objective."""

    add: Assignment
    drop: Assignment
    change: int


class Exchanges:
    """Finds exchanges of one session for another in a plan.

    Parameters
    ----------
    whole : Whole
    """

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._worth: dict[Key, int] = {}
        self._saved: dict[Key, int] = {}
        self._by_worth: dict[str, list[Assignment]] = {}

    def find_best(self, demand: Demand, trials: Iterable[Trial]) -> Swap | None:
        """Return the legal exchange that adds least to the objective, of those tried.

        Parameters
        ----------
        demand : Demand
            What is to get a session more.
        trials : iterable of Trial
            Its sessions that something stands in the way of.
        """
        promising = [
            (gain + self._loss(drop), trial.row, drop)
            for trial in trials
            if (victims := self._victims(demand, trial))
            for gain in [self._whole.around(trial.row).find_change(trial.row)]
            for drop in victims
        ]
        cheapest = sorted(promising, key=itemgetter(0))[:MOST_TRIED]
        legal = islice(self._legal((add, drop) for _, add, drop in cheapest), ENOUGH)
        return min(legal, key=attrgetter("change"), default=None)

    def _legal(self, pairs: Iterable[tuple[Assignment, Assignment]]) -> Iterator[Swap]:
        for add, drop in pairs:
            excerpt = self._whole.around(add, drop)
            if not excerpt.find_obstacles(add, drop):
                yield Swap(add, drop, excerpt.find_change(add, drop))

    def _victims(self, demand: Demand, trial: Trial) -> list[Assignment]:
        """Return other demands' sessions of which each might clear all that stands in the way."""
        common: dict[Key, Assignment] | None = None
        for obstacle in trial.obstacles:
            found = {key_of(row): row for row in self._clearing(trial.row, obstacle)}
            common = (
                found if common is None else {key: common[key] for key in common if key in found}
            )
        return [row for row in (common or {}).values() if row.demand_id != demand.demand_id]

    def _clearing(self, row: Assignment, obstacle: Violation) -> Iterable[Assignment]:
        """Return the sessions of which one, left out, might clear an obstacle."""
        kind = (obstacle.code, obstacle.kind)
        own = self._whole.rows_of_person.get(row.staff_id, ())
        if obstacle.code in CODES_OF_DAYS or kind in _KINDS_OF_THE_DAY:
            return (one for one in own if one.day == row.day)
        if kind in _KINDS_OF_THE_WEEK:
            return own
        if kind == ("H12", "employer"):
            return (*own, *self._saving(obstacle))
        if obstacle.code == "H15":
            there = self._whole.week.concerning(obstacle.site_id or "")
            ride_min = self._whole.timetable.ride_min
            return (one.row for one in there if _meets(one, obstacle, ride_min(one.demand)))
        return ()

    def _saving(self, obstacle: Violation) -> Iterator[Assignment]:
        """Yield the sessions worth least that save an employer the minutes it lacks."""
        employer, lacking_min = obstacle.name or "", (obstacle.amount or 0) - (obstacle.limit or 0)
        if employer not in self._by_worth:
            people = self._whole.problem.person_of
            rows = (row for row in self._whole.plan if people[row.staff_id].employer == employer)
            self._by_worth[employer] = sorted(rows, key=self._loss)
        enough = (row for row in self._by_worth[employer] if self._saved_min(row) >= lacking_min)
        return islice(enough, MOST_COLLEAGUES)

    def _saved_min(self, drop: Assignment) -> int:
        """Return the minutes of work that leaving out a session saves."""
        key = key_of(drop)
        if key not in self._saved:
            self._saved[key] = self._whole.around(drop).find_saving(drop)
        return self._saved[key]

    def _loss(self, drop: Assignment) -> int:
        """Return what leaving out a session, and nothing else, adds to the objective."""
        key = key_of(drop)
        if key not in self._worth:
            self._worth[key] = self._whole.around(drop).find_change(None, drop)
        return self._worth[key]


def _meets(session: Session, obstacle: Violation, ride_min: int) -> bool:
    """Return whether a session, or the ride there or back, is in a stretch that is too full."""
    return (
        session.day == obstacle.day
        and session.start_min - ride_min < (obstacle.end_min or 0)
        and (obstacle.start_min or 0) < session.end_min + ride_min
    )
