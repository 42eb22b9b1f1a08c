"""Neighbourhoods: everybody's turn comes, no other week changes, nothing found is lost."""

import random
import time

import pytest

from sharepool.engine.budget import SolveBudget
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.search.neighbourhoods import Neighbourhoods, NeighbourhoodSearch
from sharepool.engine.search.roster import Roster
from sharepool.generate import generate_county
from sharepool.rules import check


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.fixture
def state(county):
    instance = prepare(county)
    state = SolveState(instance, gap=0.0, started=time.monotonic())
    hand_over(first_plan(instance), state)
    return state


def able_people(instance):
    return {person for person, tasks in enumerate(instance.tasks_of) if tasks}


def test_everybody_comes_into_a_neighbourhood(county):
    instance = prepare(county)
    neighbourhoods = Neighbourhoods(instance, random.Random(0), (5, 12))
    able = able_people(instance)
    drawn = [neighbourhoods.draw() for _ in able]
    assert all(5 <= len(people) <= 12 for people in drawn)
    assert len(drawn[0]) == 12
    assert set().union(*drawn) == able


def test_a_neighbourhood_leaves_those_who_are_busy_alone_if_it_can(county):
    instance = prepare(county)
    able = able_people(instance)
    neighbourhoods = Neighbourhoods(instance, random.Random(0), (5, 12))
    busy = set(random.Random(1).sample(sorted(able), len(able) - 6))
    assert neighbourhoods.draw(busy) <= able - busy
    assert neighbourhoods.draw(able) <= able


def test_people_are_reserved_while_somebody_works_on_them(state):
    seen = []

    def draw(busy):
        seen.append(set(busy))
        return {len(seen)}

    with state.reserve(draw), state.reserve(draw):
        pass
    with state.reserve(draw):
        pass
    assert seen == [set(), {1}, set()]


def test_only_some_people_change(county, state):
    instance = prepare(county)
    people = Neighbourhoods(instance, random.Random(0), (8, 15)).draw()
    before = {option for option in state.options if option.person not in people}
    roster = Roster(instance, 1)
    roster.add_all(state.options)
    search = NeighbourhoodSearch(instance, state, people)
    search.run(roster, 0.05, 200, SolveBudget(state, None, 1.0), 0.0)
    assert {option for option in state.options if option.person not in people} == before


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_find_apart_is_put_together(county, state, first):
    """Whoever of them finds more, and whoever comes first."""
    instance = prepare(county)
    settled = Roster(instance, 9)
    settled.add_all(state.options)
    settled.anneal(100_000, 30.0)
    start = settled.best()
    hand_over(settled, state)
    neighbourhoods = Neighbourhoods(instance, random.Random(2), (8, 12))
    one = neighbourhoods.draw()
    two = neighbourhoods.draw(one)
    assert not one & two
    rosters = [Roster(instance, seed) for seed in (1, 2)]
    for roster in rosters:
        roster.add_all(start)
    # Each begins before the other has offered what it finds.
    searches = [NeighbourhoodSearch(instance, state, people) for people in (one, two)]
    pairs = list(zip(searches, rosters, strict=True))
    for search, roster in (pairs[first], pairs[1 - first]):
        search.run(roster, 0.05, 1500, SolveBudget(state, None, 1.0), 0.0)
    assert state.objective < min(roster.best_objective for roster in rosters)
    assert not check(county, instance.decode(state.options))


def test_out_of_budget_a_search_has_cooled_all_the_same(county, state):
    instance = prepare(county)
    temperatures = []

    class Watched(Roster):
        def anneal(self, moves, temperature, cooling=1.0):
            temperatures.append(temperature)
            super().anneal(moves, temperature, cooling)

    roster = Watched(instance, 1)
    roster.add_all(state.options)
    budget = SolveBudget(state, None, 1.0)
    search = NeighbourhoodSearch(instance, state, able_people(instance))
    search.run(roster, 0.05, 10**5, budget, 0.0)
    assert temperatures == sorted(temperatures, reverse=True)
    assert temperatures[-1] < temperatures[0] / 3
