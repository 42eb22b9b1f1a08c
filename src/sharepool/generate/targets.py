"""Targets of an invented county, and what was measured in earlier terms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sharepool.centre.targets.rows import Measure, Target
from sharepool.centre.targets.types import TargetTables
from sharepool.problem.problem import Problem

TARGETS = (
    ("lesson_rate", dt.date(2028, 9, 1), "1"),
    ("pair_coverage", dt.date(2027, 9, 1), "1"),
    ("after_school", dt.date(2027, 9, 1), "0.9"),
    ("at_floor", dt.date(2028, 9, 1), "1"),
    ("minutes_day", dt.date(2028, 9, 1), "120"),
)
"""Indicator, by when, value: after what the cities have announced."""

HISTORY = {
    "lesson_rate": ("0.78", "0.80", "0.83"),
    "pair_coverage": ("0.55", "0.70"),
    "after_school": ("0.62", "0.71"),
    "at_floor": ("0.50", "0.58"),
    "minutes_day": ("70", "78", "85"),
}
"""Invented, the last half a year before the problem's week."""

TERM_DAYS = 182


def generate_targets(problem: Problem) -> TargetTables:
    """Return example targets, and invented measures of the terms before.

    Parameters
    ----------
    problem : Problem
        Its week is when the next measures are due.
    """
    today = problem.rules.week_of
    return TargetTables(
        targets=tuple(
            Target(indicator=name, by=by, value=Decimal(value)) for name, by, value in TARGETS
        ),
        measures=tuple(
            Measure(
                indicator=name,
                date=today - dt.timedelta(days=TERM_DAYS * (len(values) - place)),
                value=Decimal(value),
                source="example",
            )
            for name, values in HISTORY.items()
            for place, value in enumerate(values)
        ),
    )
