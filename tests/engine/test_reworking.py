"""Large plans reworked part by part: legal, counted right, better, and nobody else's week moves."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sharepool.engine.coordination import large_neighbourhood as reworking
from sharepool.engine.coordination.large_neighbourhood import Reworking
from sharepool.engine.cpsat.set_partitioning import choose
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import narrowed, options_of, weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.fixture
def small(monkeypatch):
    """Let neighbourhoods be far smaller than the county."""
    monkeypatch.setattr(reworking, "FEW", 8)
    monkeypatch.setattr(reworking, "MANY", 15)
    monkeypatch.setattr(reworking, "MOVES", 50)


def begin(instance):
    """Return a board with a greedy plan, if that is legal."""
    board = Board(instance, gap=0.0, started=time.monotonic())
    hand_over(first_plan(instance), board)
    return board


@PATIENT
@given(problems(max_candidates=9), st.integers(0, 9))
def test_whatever_the_tables_say_plans_are_legal_and_counted_right(problem, seed):
    instance = prepare(problem)
    board = begin(instance)
    Reworking(seed)(instance, board, Effort(board, None, 0.3))
    if board.options is not None:
        plan = instance.decode(board.options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == board.objective


@pytest.mark.usefixtures("small")
def test_the_same_seed_and_work_give_the_same_plan_and_a_better_one(county):
    instance = prepare(county)
    boards = [begin(instance) for _ in range(2)]
    before = boards[0].objective
    for board in boards:
        Reworking(1)(instance, board, Effort(board, None, 2.0))
    assert boards[0].options == boards[1].options
    assert boards[0].objective < before


def test_a_choice_leaves_the_weeks_of_all_others_alone(county):
    instance = prepare(county)
    board, better = begin(instance), Roster(instance, 1)
    better.add_all(board.options)
    better.anneal(100_000, 20.0)
    weeks = weeks_of(instance, better.best())
    people = {week.person for week in weeks[::2]}
    present = weeks_of(instance, board.options)
    effort = Effort(board, None, 10.0)
    choice = choose(instance, weeks, board.options, effort, seed=0, people=people)
    assert {w for w in choice.weeks if w.person not in people} == {
        w for w in present if w.person not in people
    }
    assert {w for w in choice.weeks if w.person in people} - set(present)


def test_narrowed_people_serve_the_sites_they_served_and_plans_cost_the_same(county):
    instance = prepare(county)
    roster = first_plan(instance)
    weeks = weeks_of(instance, roster.best())
    fewer = narrowed(instance, weeks)
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


def test_without_a_plan_there_is_nothing_to_rework(county):
    instance = prepare(county)
    board = Board(instance, gap=0.0, started=time.monotonic())
    Reworking(1)(instance, board, Effort(board, time.monotonic() + 60, None))
    assert board.options is None
