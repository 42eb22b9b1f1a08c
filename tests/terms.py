"""Tiny terms for tests: weeks from 2026-03-02 on, planned by one worker."""

import datetime as dt

from builders import make_problem
from patience import work
from sharepool import plan_term

MONDAY = dt.date(2026, 3, 2)


def make_term_problem(weeks=3, **tables):
    """Return a tiny problem (see :func:`builders.make_problem`) with a term of some weeks."""
    rules = {**tables.pop("rules", {}), "term": {"first_monday": MONDAY, "weeks": weeks}}
    return make_problem(rules=rules, **tables)


def plan(problem, book=None, **options):
    """Return the term planned, limited by work alone."""
    limits = {"stop": work(0.2), "week_stop": work(0.2), "workers": 1}
    return plan_term(problem, book, **{**limits, **options})


def off(*dates):
    """Return rows of the calendar that say that days are off."""
    return [{"date": date, "kind": "off"} for date in dates]
