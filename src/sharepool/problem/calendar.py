"""Which weekday a date runs as: days off, and made-up days that follow another weekday (校历)."""

from __future__ import annotations

from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, CalendarDay, Staff


class Calendar:
    """The week's days off and made-up days, site by site.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        days = dict(zip(problem.week, DAYS, strict=True))
        self._rows = [(days[row.date], row) for row in problem.calendar if row.date in days]
        self._of_site: dict[str, dict[int, CalendarDay]] = {}

    def runs_as(self, site_id: str, day: int) -> int | None:
        """Return the weekday whose bells and starts a site has on a day; None on a day off."""
        row = self._row(site_id, day)
        if row is None:
            return day
        return row.follows if row.kind == "makeup" else None

    def pattern(self, site_id: str) -> tuple[int | None, ...]:
        """Return :meth:`runs_as` of all seven days."""
        return tuple(self.runs_as(site_id, day) for day in DAYS) if self._rows else DAYS

    def window_day(self, person: Staff, day: int) -> int:
        """Return the weekday whose windows a person has on a day.

        On a made-up day of their home site those of the weekday that it follows; on a day off, as
        on any other, the day's own.
        """
        return self.runs_as(person.home_site, day) or day

    def _row(self, site_id: str, day: int) -> CalendarDay | None:
        """Return the last row that a site has for a day."""
        if not self._rows:
            return None
        if site_id not in self._of_site:
            site = self._problem.site_of[site_id]
            self._of_site[site_id] = {on: row for on, row in self._rows if row.concerns(site)}
        return self._of_site[site_id].get(day)
