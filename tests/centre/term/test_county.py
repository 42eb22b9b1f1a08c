"""Twenty weeks of a county planned, lived and paid, with every lost session accounted for."""

import datetime as dt
from dataclasses import replace

import pytest

from builders import make_township
from patience import work
from sharepool import check_term, generate_attendance, keep_ledger, survey_term
from sharepool.centre.ledger.tables import read_rates
from sharepool.centre.term.attending import find_attendance_faults
from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.holidays import calendar_table, follow_in_lieu, list_holidays
from terms import MONDAY, plan

WEEKS = 20
SUNDAY = MONDAY + dt.timedelta(weeks=WEEKS, days=-1)


@pytest.fixture(scope="module")
def term():
    """A county with three of its people, and China's days off."""
    days = follow_in_lieu(list_holidays(MONDAY, SUNDAY))
    rules = {"term.first_monday": MONDAY, "term.weeks": WEEKS}
    problem = make_township(3).replace(rules=rules, calendar=calendar_table(days))
    return plan(problem, stop=work(0.3), week_stop=work(0.03))


def test_a_term_of_a_county_is_sound(term):
    assert check_term(term) == ()
    assert {week.source.value for week in term.weeks} == {"standing", "replanned"}
    assert sum(loss.reason.value == "day_off" for loss in term.accounts.losses) > 0


def test_a_term_of_a_county_is_lived_and_paid(term):
    book = term.publish()
    reports = generate_attendance(book, SUNDAY, seed=1)
    assert list(find_attendance_faults(book, list(enumerate(reports, start=2)))) == []
    lived = replace(book, attendance=reports)
    found = survey_term(term.problem, lived)
    assert check_term(found) == ()
    wanted, given, lost = (
        sum(getattr(one, name) for one in found.accounts.demands)
        for name in ("wanted", "given", "lost")
    )
    assert wanted + sum(found.accounts.surplus.values()) == given + lost
    states = {row.state.value for row in reports}
    assert {"school_cancelled", "person_cancelled", "weather"} & states
    weeks = [hold_week(lived, one).lived(SUNDAY) for one in lived.versions.values()]
    rates = read_rates("data/samples/county/centre/rates.toml")
    ledger = keep_ledger(term.problem, weeks, rates)
    assert sum(one.sessions for one in ledger.accounts) == given
