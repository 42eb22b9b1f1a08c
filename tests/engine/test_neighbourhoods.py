"""Parts of a plan: everybody's turn comes, nobody else's week changes, nothing found is lost."""

import random
import time

import pytest

from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.search.neighbourhoods import Neighbourhoods, Rework
from sharepool.engine.search.roster import Roster
from sharepool.generate import generate_county
from sharepool.rules import check


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.fixture
def board(county):
    instance = prepare(county)
    board = Board(instance, gap=0.0, started=time.monotonic())
    hand_over(first_plan(instance), board)
    return board


def able_people(instance):
    return {person for person, tasks in enumerate(instance.tasks_of) if tasks}


def test_everybody_comes_into_a_neighbourhood(county):
    instance = prepare(county)
    parts = Neighbourhoods(instance, random.Random(0), 5, 12)
    able = able_people(instance)
    drawn = [parts.draw() for _ in able]
    assert all(5 <= len(people) <= 12 for people in drawn)
    assert len(drawn[0]) == 12
    assert set().union(*drawn) == able


def test_a_neighbourhood_leaves_those_who_are_busy_alone_if_it_can(county):
    instance = prepare(county)
    able = able_people(instance)
    parts = Neighbourhoods(instance, random.Random(0), 5, 12)
    busy = set(random.Random(1).sample(sorted(able), len(able) - 6))
    assert parts.draw(busy) <= able - busy
    assert parts.draw(able) <= able


def test_people_are_reserved_while_somebody_works_on_them(board):
    seen = []

    def draw(busy):
        seen.append(set(busy))
        return {len(seen)}

    with board.reserve(draw), board.reserve(draw):
        pass
    with board.reserve(draw):
        pass
    assert seen == [set(), {1}, set()]


def test_only_some_people_change(county, board):
    instance = prepare(county)
    people = Neighbourhoods(instance, random.Random(0), 8, 15).draw()
    before = {option for option in board.options if option.person not in people}
    roster = Roster(instance, 1)
    roster.add_all(board.options)
    Rework(instance, board, people).run(roster, 0.05, 200, Effort(board, None, 1.0), 0.0)
    assert {option for option in board.options if option.person not in people} == before


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_find_apart_is_put_together(county, board, first):
    """Whoever of them finds more, and whoever comes first."""
    instance = prepare(county)
    settled = Roster(instance, 9)
    settled.add_all(board.options)
    settled.anneal(100_000, 30.0)
    start = settled.best()
    hand_over(settled, board)
    parts = Neighbourhoods(instance, random.Random(0), 8, 12)
    one = parts.draw()
    two = parts.draw(one)
    assert not one & two
    rosters = [Roster(instance, seed) for seed in (1, 2)]
    for roster in rosters:
        roster.add_all(start)
    # Each begins before the other has offered what it finds.
    works = [Rework(instance, board, people) for people in (one, two)]
    pairs = list(zip(works, rosters, strict=True))
    for work, roster in (pairs[first], pairs[1 - first]):
        work.run(roster, 0.05, 300, Effort(board, None, 1.0), 0.0)
    assert board.objective < min(roster.best_objective for roster in rosters)
    assert not check(county, instance.decode(board.options))


def test_out_of_effort_a_search_has_cooled_all_the_same(county, board):
    instance = prepare(county)
    temperatures = []

    class Watched(Roster):
        def anneal(self, moves, temperature, cooling=1.0):
            temperatures.append(temperature)
            super().anneal(moves, temperature, cooling)

    roster = Watched(instance, 1)
    roster.add_all(board.options)
    work = Effort(board, None, 1.0)
    Rework(instance, board, able_people(instance)).run(roster, 0.05, 10**5, work, 0.0)
    assert temperatures == sorted(temperatures, reverse=True)
    assert temperatures[-1] < temperatures[0] / 3
