"""Every session of a term is accounted for, and the check sees where one is not."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum
from builders import make_plan
from sharepool import (
    Carry,
    TermBook,
    TermFlawKind,
    TermWeek,
    check_term,
    generate_attendance,
    survey_term,
)
from sharepool.base.errors import ProblemError
from sharepool.problem.rows import CalendarDay
from strategies import problems
from terms import MONDAY, make_term_problem, off, plan

SUNDAY = dt.date(2026, 3, 22)


@st.composite
def terms(draw):
    """A tiny problem as a term of three weeks with days off in any of them."""
    problem = draw(problems(max_candidates=8))
    offs = draw(st.lists(st.integers(0, 20), max_size=3, unique=True))
    days = [CalendarDay(date=MONDAY + dt.timedelta(days=day), kind="off") for day in offs]
    term = problem.rules.term.model_copy(update={"first_monday": MONDAY, "weeks": 3})
    rules = problem.rules.model_copy(update={"term": term})
    calendar = (*problem.calendar, *days)
    return problem.updated(rules=rules, calendar=calendar, previous_plan=())


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms(), st.integers(0, 2), st.integers(0, 99))
def test_every_session_is_given_or_lost(problem, owed, seed):
    carry = (Carry(demand_id=problem.demands[0].demand_id, owed=owed),) if owed else ()
    try:
        term = plan(problem, TermBook(carry=carry))
    except ProblemError:  # the week of the standing plan has no legal plan at all
        return
    assert check_term(term) == ()
    book = term.publish()
    reports = generate_attendance(book, MONDAY + dt.timedelta(days=9), seed)
    lived = survey_term(problem, replace(book, attendance=reports))
    assert check_term(lived) == ()
    for week in term.weeks:
        best = optimum(problem.in_week(week.week_of))
        assert best is None or week.bound is None or week.bound <= best[0]


@pytest.fixture(scope="module")
def sound():
    demands = [{"sessions": 2, "slots": "1-1;2-1;3-1"}]
    problem = make_term_problem(2, demands=demands, calendar=off("2026-03-10", "2026-03-11"))
    return plan(problem)


def kinds(term):
    return {flaw.kind for flaw in check_term(term)}


def with_plan(term, number, rows):
    """Return a term of which one week has another plan, the accounts as they were."""
    weeks = list(term.weeks)
    week = weeks[number - 1]
    weeks[number - 1] = replace(week, week=TermWeek(week.week.problem, make_plan(*rows)))
    changed = replace(term, weeks=tuple(weeks))
    changed.__dict__["accounts"] = term.accounts
    return changed


def with_accounts(term, **changes):
    changed = replace(term)
    changed.__dict__["accounts"] = replace(term.accounts, **changes)
    return changed


def test_a_sound_term_has_no_flaw(sound):
    assert check_term(sound) == ()
    assert len(sound.accounts.losses) == 1


def test_nothing_is_wanted_while_a_venue_is_closed():
    """Found by hypothesis: a rink that opens in the first week only."""
    sites = [{"site_id": "H", "open_until": dt.date(2026, 3, 7)}, {"site_id": "A"}]
    demands = [{"site_id": "A", "venue_site": "H"}]
    staff = [{"home_site": "A"}]
    term = plan(make_term_problem(3, sites=sites, demands=demands, staff=staff))
    assert check_term(term) == ()
    assert [len(week.week.plan) for week in term.weeks[1:]] == [0, 0]
    assert term.accounts.losses or term.weeks[0].week.plan


def test_a_session_on_a_day_off_is_seen(sound):
    changed = with_plan(sound, 2, [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)])
    assert {TermFlawKind.DAY_OFF, TermFlawKind.ILLEGAL, TermFlawKind.WEEK} <= kinds(changed)


def test_a_session_that_nobody_misses_is_seen(sound):
    assert {TermFlawKind.WEEK, TermFlawKind.TERM} <= kinds(with_accounts(sound, losses=()))
    assert kinds(with_plan(sound, 1, [("T1", "D1", 1, 1)])) == {
        TermFlawKind.WEEK,
        TermFlawKind.TERM,
    }


def test_a_session_that_is_lost_and_given_is_seen(sound):
    (loss,) = sound.accounts.losses
    given_one = replace(loss, date=dt.date(2026, 3, 9), staff_id="T1", slot=1)
    assert TermFlawKind.LOST_AND_GIVEN in kinds(with_accounts(sound, losses=(given_one,)))
    twice = (replace(loss, date=dt.date(2026, 3, 10), staff_id="T1", slot=1),) * 2
    assert TermFlawKind.LOST_TWICE in kinds(with_accounts(sound, losses=twice))


def test_a_session_made_up_for_by_nothing_is_seen(sound):
    (loss,) = sound.accounts.losses
    for date in (dt.date(2026, 3, 13), dt.date(2026, 3, 2)):
        made_up = replace(loss, made_up_on=date)
        assert TermFlawKind.MADE_UP in kinds(with_accounts(sound, losses=(made_up,)))


def test_a_bound_above_the_plan_is_seen(sound):
    first, *others = sound.weeks
    raised = replace(first, bound=first.objective + 1)
    assert kinds(replace(sound, weeks=(raised, *others))) == {TermFlawKind.BOUND}
