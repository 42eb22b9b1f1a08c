"""Who goes to which run, against every choice of tiny tasks and against flows."""

from collections import Counter
from itertools import product

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.centre.training.courses import RunTask, assign_runs, cost_of
from sharepool.problem.result import Status


@st.composite
def tasks(draw, *, with_hits=True):
    people, runs = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    costs = np.array(
        [[draw(st.sampled_from([0, 5, 20, 7, -1])) for _ in range(runs)] for _ in range(people)],
        dtype=np.int64,
    )
    places = [draw(st.integers(0, 3)) for _ in range(runs)]
    hits = {}
    for person, run in product(range(people), range(runs)) if with_hits else ():
        if costs[person, run] > 0 and draw(st.booleans()):
            names = draw(st.lists(st.sampled_from("ABC"), min_size=1, max_size=2))
            hits[person, run] = Counter(names)
    before = draw(st.sampled_from([{}, {"A": 1}, {"A": 3}])) if with_hits else {}
    weights = {"A": 10, "B": 3, "C": 30} if with_hits else {}
    return RunTask(costs, places, hits, weights, before)


@settings(max_examples=50, deadline=None)
@given(tasks())
def test_no_choice_costs_less(task):
    found = assign_runs(task, 20, 0)
    people, runs = task.costs.shape
    best = min(
        cost_of(task, choice)
        for choice in product([None, *range(runs)], repeat=people)
        if all(run is None or task.costs[person, run] >= 0 for person, run in enumerate(choice))
        and all(choice.count(run) <= task.places[run] for run in range(runs))
    )
    assert (found.cost, found.bound, found.status) == (best, best, Status.OPTIMAL)
    assert cost_of(task, found.run_of) == best


@settings(max_examples=40, deadline=None)
@given(tasks(with_hits=False))
def test_without_classes_it_is_a_flow_of_least_cost(task):
    graph = nx.DiGraph()
    people, runs = task.costs.shape
    for person in range(people):
        graph.add_node(("p", person), demand=-1)
        graph.add_edge(("p", person), "end", weight=task.no_place)
        for run in range(runs):
            if task.costs[person, run] >= 0:
                graph.add_edge(("p", person), ("k", run), weight=int(task.costs[person, run]))
    graph.add_node("end", demand=people)
    for run in range(runs):
        graph.add_edge(("k", run), "end", capacity=task.places[run])
    assert assign_runs(task, 0, 0).cost == nx.min_cost_flow_cost(graph)


def test_a_class_loses_two_lessons_only_if_it_must():
    # Both people teach class A on both days: apart they take it one lesson each, that is dear.
    hit = {"A": 1}
    task = RunTask(
        costs=np.array([[10, 11], [10, 11]]),
        places=[2, 2],
        hits={(0, 0): hit, (1, 0): hit, (0, 1): {"B": 1}, (1, 1): {"B": 1}},
        weights={"A": 100, "B": 100},
        before={},
    )
    assert sorted(assign_runs(task, 10, 0).run_of) == [0, 1]


def test_a_flow_of_thousands_of_people_is_solved_whole():
    rng = np.random.default_rng(1)
    task = RunTask(rng.integers(0, 500, (3_000, 60)), [51] * 60, {}, {}, {})
    found = assign_runs(task, 0, 0)
    assert found.status is Status.OPTIMAL
    assert max(Counter(found.run_of).values()) <= 51
    # Nobody without a run, and on average far cheaper than a run at random.
    assert found.cost < 3_000 * 30
