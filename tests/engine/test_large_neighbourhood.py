"""The large neighbourhood search: legal plans, counted right, better, and all others are fixed."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.set_partitioning import solve_set_partitioning
from sharepool.engine.coordination.large_neighbourhood import LargeNeighbourhoodSearch
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS, VariedSearch
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import options_of, restrict_to_support, weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems
from tuning import tuned

PATIENT = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


SMALL = tuned(
    large_neighbourhood={
        "people": (8, 15),
        "search": VariedSearch(moves=50, temperature=(0.008, 0.025)),
    }
)
"""Neighbourhoods far smaller than the county."""


def begin(instance, params=DEFAULTS):
    """Return a state with a greedy plan, if that is legal."""
    state = SolveState(instance, gap=0.0, started=time.monotonic(), params=params)
    hand_over(first_plan(instance), state)
    return state


@PATIENT
@given(problems(teams=True, max_candidates=9), st.integers(0, 9))
def test_whatever_the_tables_say_plans_are_legal_and_counted_right(problem, seed):
    instance = prepare(problem)
    state = begin(instance)
    LargeNeighbourhoodSearch(seed)(instance, state, SolveBudget(state, None, 0.3))
    if state.options is not None:
        plan = instance.decode(state.options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == state.objective


def test_the_same_seed_and_work_give_the_same_plan_and_a_better_one(county):
    instance = prepare(county)
    states = [begin(instance, SMALL) for _ in range(2)]
    before = states[0].objective
    for state in states:
        LargeNeighbourhoodSearch(1)(instance, state, SolveBudget(state, None, 2.0))
    assert states[0].options == states[1].options
    assert states[0].objective < before


def test_a_choice_leaves_the_weeks_of_all_others_alone(county):
    instance = prepare(county)
    state, better = begin(instance), Roster(instance, 1)
    better.add_all(state.options)
    better.anneal(100_000, 20.0)
    weeks = weeks_of(instance, better.best())
    people = {week.person for week in weeks[::2]}
    present = weeks_of(instance, state.options)
    budget = SolveBudget(state, None, 10.0)
    partition = solve_set_partitioning(
        instance, Master(instance), weeks, state.options, budget, seed=0, people=people
    )
    assert {w for w in partition.weeks if w.person not in people} == {
        w for w in present if w.person not in people
    }
    assert {w for w in partition.weeks if w.person in people} - set(present)


def test_restricted_people_serve_the_sites_they_served_and_plans_cost_the_same(county):
    instance = prepare(county)
    roster = first_plan(instance)
    weeks = weeks_of(instance, roster.best())
    fewer = restrict_to_support(instance, weeks)
    assert 0 < fewer.count_options() < instance.count_options()
    again = Roster(fewer)
    again.add_all(options_of(weeks))
    assert again.best_objective == roster.best_objective
    again.anneal(20_000, 50.0)
    served = {
        (week.person, instance.tasks[task].site) for week in weeks for task, _ in week.sessions
    }
    assert {(o.person, instance.tasks[o.task].site) for o in again.best()} <= served
    assert score(county, instance.decode(again.best())).objective == again.best_objective


def test_without_a_plan_there_is_nothing_to_improve(county):
    instance = prepare(county)
    state = SolveState(instance, gap=0.0, started=time.monotonic())
    LargeNeighbourhoodSearch(1)(instance, state, SolveBudget(state, time.monotonic() + 60, None))
    assert state.options is None
