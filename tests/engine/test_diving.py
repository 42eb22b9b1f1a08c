"""Diving: weeks that fit make legal plans, and its plans are legal, counted right and better."""

import time
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import plans
from builders import make_problem, make_township
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.diving import Diving
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.residual import Residual
from sharepool.engine.columns.restricted_master import RestrictedMaster
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.weeks import options_of, weeks_of
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems
from tuning import tuned

PATIENT = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

LEFT_OUT = {"H15", "H16", "H17"}
"""Rules between people that a residual leaves to the roster: capacity, cohorts and pins."""


def begin(instance, work=0.5, params=DEFAULTS):
    """Return a state with a greedy plan, and the pool and fractional solution of the master."""
    state = SolveState(instance, gap=0.0, started=time.monotonic(), params=params)
    hand_over(first_plan(instance), state)
    raise_bound(instance, state, SolveBudget(state, None, work))
    return state


@pytest.fixture(scope="module")
def county():
    """A third of a county: as scarce, and quick to bound."""
    return make_township(24)


@PATIENT
@given(problems(teams=True, max_candidates=9), st.randoms(use_true_random=False))
def test_weeks_that_fit_one_after_the_other_break_no_rule_of_theirs(problem, rng):
    instance = prepare(problem)
    known = {
        week for plan, _ in plans(problem) for week in weeks_of(instance, instance.encode(plan))
    }
    residual = Residual(instance)
    for week in rng.sample(sorted(known), len(known)):
        if residual.fits(week):
            residual.decide(week)
    plan = instance.decode(options_of(residual.decided.values()))
    # Minimums may be missed: only what weeks have too much of matters.
    relaxed = [demand.model_copy(update={"min_sessions": 0}) for demand in problem.demands]
    broken = {v.code for v in check(problem.replace(demands=tuple(relaxed)), plan)}
    assert broken <= LEFT_OUT


@PATIENT
@given(problems(teams=True, max_candidates=9), st.randoms(use_true_random=False))
def test_the_weeks_of_a_legal_plan_fit_in_any_order(problem, rng):
    instance = prepare(problem)
    for plan, _ in islice(plans(problem), 20):
        residual, weeks = Residual(instance), weeks_of(instance, instance.encode(plan))
        for week in rng.sample(weeks, len(weeks)):
            assert residual.fits(week)
            left = residual.instance_for({week.person})
            for task, start in week.sessions:
                assert any(option.start == start for option in left.options(week.person, task))
                assert week.person in left.people_of[task]
            residual.decide(week)


@PATIENT
@given(problems(teams=True, max_candidates=9), st.integers(0, 9))
def test_every_plan_offered_is_legal_and_counted_right(problem, seed):
    instance = prepare(problem)
    state = begin(instance)
    Diving(seed)(instance, state, SolveBudget(state, None, 0.2))
    if state.options is not None:
        plan = instance.decode(state.options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == state.objective
        assert state.bound is None or state.bound <= state.objective


@PATIENT
@given(problems(teams=True, max_candidates=9), st.integers(0, 9))
def test_weeks_found_for_what_others_leave_are_weeks_for_all(problem, seed):
    instance = prepare(problem)
    state = begin(instance)
    Diving(seed)(instance, state, SolveBudget(state, None, 0.1))
    for week in state.pool.weeks:
        assert weeks_of(instance, options_of([week])) == [week]
        # Minimums and what people share are not a matter of one week.
        faults = check(problem, instance.decode(options_of([week])))
        assert all(
            f.code in {"H13", "H15", "H16", "H17"} or f.kind == "employer" for f in faults
        ), faults


def test_what_a_dive_finds_is_known_to_those_after_it(county):
    instance = prepare(county)
    state = begin(instance, work=3.0)
    before = len(state.pool)
    Diving(1)(instance, state, SolveBudget(state, None, 2.0))
    assert len(state.pool) > before


def test_a_dive_comes_much_nearer_to_the_bound_than_a_greedy_plan(county):
    instance = prepare(county)
    state = begin(instance, work=3.0)
    before = state.objective - state.bound
    Diving(1)(instance, state, SolveBudget(state, None, 2.0))
    assert state.objective - state.bound < 0.3 * before


def test_the_same_seed_and_work_give_the_same_plan(county):
    instance = prepare(county)
    states = [begin(instance, work=3.0) for _ in range(2)]
    for state in states:
        Diving(1)(instance, state, SolveBudget(state, None, 2.0))
    assert states[0].options == states[1].options


def test_small_neighbourhoods_improve_a_plan_too(county):
    instance = prepare(county)
    state = begin(instance, work=2.0, params=tuned(diving={"people": (8, 12)}))
    before = state.objective
    Diving(1)(instance, state, SolveBudget(state, None, 2.0))
    assert state.objective < before


def test_before_the_master_is_solved_there_is_no_dive(county):
    instance = prepare(county)
    state = SolveState(instance, gap=0.0, started=time.monotonic())
    Diving(1)(instance, state, SolveBudget(state, time.monotonic() + 60, None))
    assert state.options is None


def test_a_program_without_an_answer_costs_no_plan(county, monkeypatch):
    instance = prepare(county)
    state = begin(instance, work=3.0)
    before = state.objective
    monkeypatch.setattr(RestrictedMaster, "solve", lambda *_: None)
    Diving(1)(instance, state, SolveBudget(state, None, 1.0))
    assert state.objective <= before


def test_a_solver_that_gives_up_is_no_answer(monkeypatch):
    instance = prepare(make_problem())
    state = begin(instance)
    master = Master(instance)
    program = RestrictedMaster(master, state.pool, range(len(instance.people)))

    def fail(**_):
        raise RuntimeError("ABNORMAL")

    monkeypatch.setattr(program._solver, "solve", fail)
    assert program.solve(master.plain_duals(0.8), 10.0, None) is None


def test_a_dive_ends_as_soon_as_it_is_told_to(county, monkeypatch):
    instance = prepare(county)
    state = begin(instance, work=3.0)
    solved, solve = [], RestrictedMaster.solve

    def finish_at_the_third(*given):
        solved.append(given)
        if len(solved) == 3:
            state.finish()
        return solve(*given)

    monkeypatch.setattr(RestrictedMaster, "solve", finish_at_the_third)
    Diving(1)(instance, state, SolveBudget(state, None, None))
    assert len(solved) == 3
