"""A term planned: alike weeks share a plan, others change as little as can be."""

import datetime as dt
import signal
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from types import SimpleNamespace

import pytest

from builders import make_plan, make_problem
from executors import Refusing
from sharepool import Attendance, Carry, TermBook, TermSettings, check_term, survey_term
from sharepool.base.errors import PlanError, ProblemError
from sharepool.base.interrupts import asked_for_all, begin_last_part, is_asked_to_stop
from sharepool.centre.term import planner
from sharepool.centre.term.jobs import Job, run_jobs
from sharepool.problem.rows import Absence, CalendarDay
from terms import make_term_problem, off, plan

TWO_A_WEEK = [{"sessions": 2, "max_per_day": 1}]


def sources(term):
    return [week.source.value for week in term.weeks]


def test_alike_weeks_share_the_standing_plan():
    term = plan(make_term_problem(3))
    assert sources(term) == ["standing"] * 3
    assert len({week.week.plan.fingerprint for week in term.weeks}) == 1
    assert [week.letter for week in term.weeks] == ["A", "A", "A"]
    assert term.objective == 3 * term.weeks[0].objective
    assert term.bound == term.objective
    assert check_term(term) == ()


def test_odd_and_even_weeks_have_standing_plans_of_their_own():
    demands = [{}, {"demand_id": "D2", "weeks": "odd"}, {"demand_id": "D3", "weeks": "even"}]
    term = plan(make_term_problem(4, demands=demands))
    assert [week.letter for week in term.weeks] == ["A", "B", "A", "B"]
    held = [{row.demand_id for row in week.week.plan} for week in term.weeks]
    assert held == [{"D1", "D2"}, {"D1", "D3"}] * 2
    shared = [{row for row in term.standing[letter] if row.demand_id == "D1"} for letter in "AB"]
    assert shared[0] == shared[1]


def test_a_day_off_changes_one_week_and_no_session_that_can_stay():
    problem = make_term_problem(3, demands=[{"sessions": 3, "slots": "1-1;3-1;5-1"}])
    away = problem.replace(calendar=off("2026-03-11"))
    term = plan(away)
    assert sources(term) == ["standing", "replanned", "standing"]
    stays = {row for row in term.standing["A"] if row.day != 3}
    assert set(term.weeks[1].week.plan) == stays
    (loss,) = term.accounts.losses
    assert (loss.reason.value, loss.date) == ("day_off", dt.date(2026, 3, 11))
    assert not loss.reason.is_owed
    assert check_term(term) == ()


def test_a_made_up_day_holds_the_sessions_of_the_day_it_follows():
    makeup = CalendarDay(date=dt.date(2026, 3, 14), kind="makeup", follows=3)
    problem = make_term_problem(2, demands=[{"sessions": 1, "slots": "3-1"}])
    term = plan(problem.replace(calendar=[*off("2026-03-11"), makeup]))
    assert [row.day for row in term.weeks[1].week.plan] == [6]
    assert term.accounts.losses == ()


def test_a_week_that_is_out_stays_until_it_is_asked_for():
    problem = make_term_problem(2)
    out = plan(problem).publish()
    away = Absence.model_validate({"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-15"})
    changed = problem.replace(absences=[away])
    assert sources(plan(changed, out)) == ["kept", "kept"]
    again = plan(changed, out, since=dt.date(2026, 3, 9))
    assert sources(again) == ["kept", "replanned"]
    (loss,) = again.accounts.losses
    assert (loss.reason.value, loss.staff_id) == ("absence", "T1")
    versions = again.publish().versions
    assert [len(of_week) for of_week in versions.values()] == [1, 2]


def test_what_was_lost_is_made_up_for_where_there_is_room():
    away = {"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-15"}
    problem = make_term_problem(3, absences=[away])
    term = plan(problem)
    assert [len(week.week.plan) for week in term.weeks] == [1, 0, 2]
    (loss,) = term.accounts.losses
    assert loss.made_up_on is not None
    assert loss.made_up_on > dt.date(2026, 3, 15)
    assert term.accounts.demands[0].owed == 0
    assert check_term(term) == ()
    settings = TermSettings(catch_up=False)
    term = plan(problem, TermBook(settings=settings))
    assert [len(week.week.plan) for week in term.weeks] == [1, 0, 1]
    assert term.accounts.demands[0].owed == 1


def test_what_reports_say_was_lost_is_made_up_for_where_no_table_has_changed():
    problem = make_term_problem(4)
    book = plan(problem).publish()
    (row,) = book.versions[dt.date(2026, 3, 2)][0].week.plan
    cells = {"date": dt.date(2026, 3, 2) + dt.timedelta(days=row.day - 1), "slot": row.slot}
    cells |= {"staff_id": row.staff_id, "demand_id": row.demand_id, "state": "weather"}
    lived = replace(book, attendance=(Attendance.model_validate(cells),))
    assert plan(problem, lived).accounts.demands[0].owed == 1
    # The first week was lived; the second is not asked for.
    term = plan(problem, lived, since=dt.date(2026, 3, 16))
    assert sources(term) == ["kept", "kept", "replanned", "kept"]
    (loss,) = term.accounts.losses
    assert loss.made_up_on is not None
    assert dt.date(2026, 3, 16) <= loss.made_up_on <= dt.date(2026, 3, 22)
    assert set(term.weeks[2].before) <= set(term.weeks[2].week.plan)
    assert check_term(term) == ()
    # It is made up for once: no earlier week does so, too.
    again = plan(problem, term.publish(), since=dt.date(2026, 3, 2))
    assert sources(again) == ["kept"] * 4
    assert again.accounts.surplus == {}
    without = replace(lived, settings=TermSettings(catch_up=False))
    assert sources(plan(problem, without, since=dt.date(2026, 3, 2))) == ["kept"] * 4


def test_what_is_owed_from_the_term_before_is_made_up_for():
    term = plan(make_term_problem(2), TermBook(carry=(Carry(demand_id="D1", owed=1),)))
    assert len(term.weeks[0].week.plan) == 2
    (loss,) = term.accounts.losses
    assert loss.reason.value == "carried"
    assert loss.made_up_on is not None
    assert check_term(term) == ()
    assert [row.owed for row in term.carry_over() if row.demand_id] == []


def test_who_has_carried_the_road_is_spared():
    # Two people, one session 30 minutes away: 60 minutes beyond fair are dear.
    problem = make_term_problem(
        1,
        staff=[{}, {"staff_id": "T2"}],
        leg_min=30,
        rules={"equity": {"fair_road_min_week": 60}, "weights": {"long_road": 5}},
    )
    for tired, fresh in (("T1", "T2"), ("T2", "T1")):
        book = TermBook(carry=(Carry(staff_id=tired, road_min=60),))
        (row,) = plan(problem, book).weeks[0].week.plan
        assert row.staff_id == fresh


def test_a_plan_can_be_given():
    given = make_plan(("T1", "D1", 4, 3))
    term = plan(make_term_problem(2), plan=given)
    assert term.standing["A"] == given
    assert sources(term) == ["standing"] * 2


def test_a_given_plan_of_unknown_ids_is_a_fault():
    with pytest.raises(PlanError) as caught:
        plan(make_term_problem(2), plan=make_plan(("t1", "D1", 1, 1)))
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["near"]) == ("unknown_id", "T1")


def test_a_term_without_dates_is_a_fault():
    with pytest.raises(ProblemError) as caught:
        plan(make_problem())
    assert [fault.column for fault in caught.value.faults] == ["term.first_monday", "term.weeks"]


def test_a_week_that_must_hold_what_it_cannot_has_no_plan():
    away = {"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-15"}
    term = plan(make_term_problem(2, demands=[{"min_sessions": 1}], absences=[away]))
    assert sources(term) == ["standing", "missing"]
    assert [week.number for week in term.missing] == [2]
    assert [loss.reason.value for loss in term.accounts.losses] == ["absence"]
    assert check_term(term) == ()


def test_a_lapsed_certificate_is_told_as_such():
    skills = [{"staff_id": "T1", "skill": "pe", "valid_until": "2026-03-10"}]
    term = plan(make_term_problem(2, skills=skills))
    assert [loss.reason.value for loss in term.accounts.losses] == ["certificate"]


def test_a_term_is_surveyed_as_it_is_out():
    problem = make_term_problem(2)
    term = plan(problem)
    out = survey_term(problem, term.publish())
    assert sources(out) == ["kept", "kept"]
    assert (out.objective, out.bound) == (term.objective, term.bound)
    assert sources(survey_term(problem, TermBook())) == ["missing", "missing"]


def press(*_):
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_keeps_every_week_from_the_first_standing_plan_on():
    demands = [{"sessions": 3, "slots": "1-1;3-1;5-1"}]
    staff = [{}, {"staff_id": "T2"}]
    problem = make_term_problem(3, demands=demands, staff=staff)
    away = problem.replace(calendar=off("2026-03-11"))
    term = plan(away, on_progress=press)
    assert all(len(week.week.plan) >= 2 for week in term.weeks)
    assert check_term(term) == ()
    assert not is_asked_to_stop()


def test_ctrl_c_before_there_is_a_plan_ends_it(monkeypatch):
    nothing = SimpleNamespace(plan_or_none=None, bound=None)

    def stopped(*_, **__):
        press()
        return nothing

    monkeypatch.setattr(planner, "solve", stopped)
    with pytest.raises(KeyboardInterrupt):
        plan(make_term_problem(2))


class Busy(Executor):
    """Never begins anything, and is asked to stop at once."""

    def submit(self, *_, **__):
        press()
        return Future()


def test_works_that_had_not_begun_are_made_here_if_they_are_needed():
    jobs = [Job(dict, {"number": 1}), Job(dict, {"number": 2})]
    with asked_for_all():
        made = run_jobs(jobs, 2, Busy())
        assert made == [{"number": 1, "workers": 1}, {"number": 2, "workers": 1}]
        assert run_jobs(jobs, 2, Busy(), is_needed=False) == [None, None]
        assert run_jobs(jobs, 1, None, is_needed=False) == [None, None]


def test_one_piece_of_work_answers_no_request_that_is_for_all():
    with asked_for_all():
        press()
        begin_last_part()
        assert is_asked_to_stop()
    assert not is_asked_to_stop()


class Broken(Executor):
    """Takes work, and its worker dies of it."""

    def submit(self, do, /, *args):  # noqa: ARG002
        future = Future()
        future.set_exception(BrokenExecutor("a worker died"))
        return future


@pytest.mark.parametrize("executor", [Refusing(), Broken()])
def test_work_that_an_executor_fails_at_is_done_here(executor):
    jobs = [Job(count_workers_given, {"number": number}) for number in range(3)]
    with pytest.warns(RuntimeWarning, match="its work is done here"):
        assert run_jobs(jobs, 1, executor) == [(0, 1), (1, 1), (2, 1)]


def count_workers_given(number, workers):
    return number, workers
