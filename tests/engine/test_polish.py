"""Exact re-solving of a few people's weeks: never worse, always legal."""

import random
import time

import pytest

from sharepool.checking import check
from sharepool.engine.board import Board, Effort
from sharepool.engine.polish import Polish, choose_scope
from sharepool.engine.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.generator import generate_county
from sharepool.scoring import score


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.fixture
def board(county):
    instance = prepare(county)
    roster = first_plan(instance)
    board = Board(instance, gap=0.0, started=time.monotonic())
    board.offer_plan(roster.best(), roster.best_objective)
    return board


def assert_legal_and_counted(county, board):
    plan = prepare(county).decode(board.options)
    assert check(county, plan) == ()
    assert score(county, plan).objective == board.objective


def test_polishing_improves_a_greedy_plan(county, board):
    before = board.objective
    Polish(seed=1)(prepare(county), board, Effort(board, None, 4.0))
    assert board.objective < before
    assert_legal_and_counted(county, board)


def test_polishing_ends_with_its_time(county, board):
    before, began = board.objective, time.monotonic()
    Polish(seed=1)(prepare(county), board, Effort(board, began + 1.0, None))
    assert time.monotonic() - began < 20
    assert board.objective <= before
    assert_legal_and_counted(county, board)


def test_a_neighbourhood_frees_whole_weeks_and_keeps_the_rest(county, board):
    instance = prepare(county)
    scope = choose_scope(instance, board.options, 3, random.Random(0))
    people = {person for person, _ in scope.free}
    assert 1 <= len(people) <= 3
    assert {option for option in board.options if option.person not in people} == set(scope.kept)


def test_without_a_plan_there_is_nothing_to_polish(county):
    instance = prepare(county)
    board = Board(instance, gap=0.0, started=time.monotonic())
    Polish(seed=1)(instance, board, Effort(board, time.monotonic() + 60, None))
    assert board.options is None
