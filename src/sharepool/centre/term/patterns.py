"""Which weeks of a term are alike: they share a plan.

Weeks are alike if the tables say the same of them: the same demands awake and wanted, days off
and made-up days, people with their certificates and absences, open sites, closed grounds and pins.
Every other table is the same all term.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Closure

WEEK = dt.timedelta(weeks=1)


def list_mondays(problem: Problem) -> tuple[dt.date, ...]:
    """Return the Mondays of the term.

    Raises
    ------
    ProblemError
        The rules do not say when the term begins and how long it is.
    """
    term = problem.rules.term
    if term.first_monday is None or not term.weeks:
        missing = (name for name in ("first_monday", "weeks") if not getattr(term, name))
        fields = {"kind": "term"}
        raise ProblemError(
            [Fault("rules", None, f"term.{name}", "missing_value", "", fields) for name in missing]
        )
    return tuple(term.first_monday + number * WEEK for number in range(term.weeks))


def week_key(week: Problem) -> Hashable:
    """Return what tells a week from others of its term: alike weeks have equal ones."""
    monday = dt.datetime.combine(week.week[0], dt.time())
    return (
        tuple(sorted((name, count) for name, count in week.wanted_of.items() if count)),
        frozenset(one.demand_id for one in week.demands if not week.is_dormant(one)),
        tuple(
            (row.date.isoweekday(), row.kind, row.follows, row.county, row.stage, row.site_id)
            for row in week.calendar
            if row.date in week.week
        ),
        frozenset(
            (row.staff_id, max(start, monday) - monday, min(end, monday + WEEK) - monday)
            for row in week.absences
            for start, end in (row.span,)
            if start < monday + WEEK and monday < end
        ),
        frozenset(
            (row.staff_id, row.skill, row.level)
            for row in week.skills
            if week.covers_week(row.valid_from, row.valid_until)
        ),
        frozenset(site.site_id for site in week.sites if week.is_open(site.site_id)),
        tuple(sorted(closures_in(week))),
        week.pins,
        week.staff,
        week.demands,
    )


def closures_in(week: Problem) -> list[tuple[str, int, int, int, int]]:
    """Return the closures of a week: site, day, start, end and room taken (-1: all of it)."""
    return [
        (
            row.site_id,
            day,
            row.start or 0,
            -1 if row.end is None else row.end,
            -1 if row.taken is None else row.taken,
        )
        for row in week.closures
        for day in _days_of(week, row)
    ]


def _days_of(week: Problem, row: Closure) -> Iterable[int]:
    if row.date is not None:
        return (row.date.isoweekday(),) if row.date in week.week else ()
    return (row.day,) if row.day is not None else ()


def class_key(week: Problem) -> frozenset[str]:
    """Return the demands of a week that are not wanted every week: equal for weeks of one letter.

    Odd weeks have one, even weeks another; days off, absences and seasons do not matter.
    """
    return frozenset(one.demand_id for one in week.demands if one.weeks and week.is_its_week(one))


def most_frequent(keys: Sequence[Hashable]) -> Hashable:
    """Return the key that most of several weeks have, the first of them if several do."""
    counts = Counter(keys)
    return max(counts, key=lambda key: counts[key])
