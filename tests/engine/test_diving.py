"""Diving: weeks that fit make legal plans, and its plans are legal, counted right and better."""

import time
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import plans
from builders import make_problem
from sharepool.engine.columns import diving
from sharepool.engine.columns.diving import Diving
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.columns.residual import Residual
from sharepool.engine.columns.restricted_master import Restricted
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.weeks import options_of, weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

PATIENT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

LEFT_OUT = {"H15", "H16"}
"""Rules between people that a residual leaves to the roster: capacity, cohorts and pins."""


def begin(instance, work=0.5):
    """Return a board with a greedy plan and the weeks and mixture of the master program."""
    board = Board(instance, gap=0.0, started=time.monotonic())
    hand_over(first_plan(instance), board)
    raise_bound(instance, board, Effort(board, None, work))
    return board


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@PATIENT
@given(problems(max_candidates=9), st.randoms(use_true_random=False))
def test_weeks_that_fit_one_after_the_other_break_no_rule_of_theirs(problem, chance):
    instance = prepare(problem)
    known = {
        week for plan, _ in plans(problem) for week in weeks_of(instance, instance.encode(plan))
    }
    residual = Residual(instance)
    for week in chance.sample(sorted(known), len(known)):
        if residual.fits(week):
            residual.decide(week)
    plan = instance.decode(options_of(residual.decided.values()))
    # Minimums may be missed: only what weeks have too much of matters.
    relaxed = [demand.model_copy(update={"min_sessions": 0}) for demand in problem.demands]
    broken = {v.code for v in check(problem.replace(demands=tuple(relaxed)), plan)}
    assert broken <= LEFT_OUT


@PATIENT
@given(problems(max_candidates=9), st.randoms(use_true_random=False))
def test_the_weeks_of_a_legal_plan_fit_in_any_order(problem, chance):
    instance = prepare(problem)
    for plan, _ in islice(plans(problem), 20):
        residual, weeks = Residual(instance), weeks_of(instance, instance.encode(plan))
        for week in chance.sample(weeks, len(weeks)):
            assert residual.fits(week)
            left = residual.instance_for({week.person})
            for task, start in week.sessions:
                assert any(option.start == start for option in left.options(week.person, task))
                assert week.person in left.people_of[task]
            residual.decide(week)


@PATIENT
@given(problems(max_candidates=9), st.integers(0, 9))
def test_every_plan_offered_is_legal_and_counted_right(problem, seed):
    instance = prepare(problem)
    board = begin(instance)
    Diving(seed)(instance, board, Effort(board, None, 0.2))
    if board.options is not None:
        plan = instance.decode(board.options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == board.objective
        assert board.bound is None or board.bound <= board.objective


@PATIENT
@given(problems(max_candidates=9), st.integers(0, 9))
def test_weeks_found_for_what_others_leave_are_weeks_for_all(problem, seed):
    instance = prepare(problem)
    board = begin(instance)
    Diving(seed)(instance, board, Effort(board, None, 0.1))
    for week in board.pool.weeks:
        assert weeks_of(instance, options_of([week])) == [week]
        # Minimums and what people share are not a matter of one week.
        faults = check(problem, instance.decode(options_of([week])))
        assert all(f.code in {"H13", "H15", "H16"} or f.kind == "employer" for f in faults), faults


def test_what_a_dive_finds_is_known_to_those_after_it(county):
    instance = prepare(county)
    board = begin(instance, work=6.0)
    before = len(board.pool)
    Diving(1)(instance, board, Effort(board, None, 3.0))
    assert len(board.pool) > before


def test_a_dive_comes_much_nearer_to_the_bound_than_a_greedy_plan(county):
    instance = prepare(county)
    board = begin(instance, work=6.0)
    before = board.objective - board.bound
    Diving(1)(instance, board, Effort(board, None, 8.0))
    assert board.objective - board.bound < 0.3 * before


def test_the_same_seed_and_work_give_the_same_plan(county):
    instance = prepare(county)
    boards = [begin(instance, work=6.0) for _ in range(2)]
    for board in boards:
        Diving(1)(instance, board, Effort(board, None, 3.0))
    assert boards[0].options == boards[1].options


def test_small_neighbourhoods_improve_a_plan_too(county, monkeypatch):
    monkeypatch.setattr(diving, "FEW", 8)
    monkeypatch.setattr(diving, "MANY", 12)
    instance = prepare(county)
    board = begin(instance, work=3.0)
    before = board.objective
    Diving(1)(instance, board, Effort(board, None, 3.0))
    assert board.objective < before


def test_before_the_master_is_solved_there_is_no_dive(county):
    instance = prepare(county)
    board = Board(instance, gap=0.0, started=time.monotonic())
    Diving(1)(instance, board, Effort(board, time.monotonic() + 60, None))
    assert board.options is None


def test_a_program_without_an_answer_costs_no_plan(county, monkeypatch):
    instance = prepare(county)
    board = begin(instance, work=3.0)
    before = board.objective
    monkeypatch.setattr(Restricted, "solve", lambda *_: None)
    Diving(1)(instance, board, Effort(board, None, 1.0))
    assert board.objective <= before


def test_a_solver_that_gives_up_is_no_answer(monkeypatch):
    instance = prepare(make_problem())
    board = begin(instance)
    master = diving.Master(instance)
    program = Restricted(master, board.pool, range(len(instance.people)))

    def fail(**_):
        raise RuntimeError("ABNORMAL")

    monkeypatch.setattr(program._solver, "solve", fail)
    assert program.solve(master.start(), 10.0, None) is None


def test_a_dive_ends_as_soon_as_it_is_told_to(county):
    instance = prepare(county)
    board = begin(instance, work=3.0)
    began = time.monotonic()
    Diving(1)(instance, board, Effort(board, began + 2.0, None))
    assert time.monotonic() - began < 4.0
