"""Column generation: bounds below every optimum, weeks that the checker calls legal."""

import time

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from sharepool.checking import check
from sharepool.engine.board import Board, Effort
from sharepool.engine.columns import pricing
from sharepool.engine.columns.ascent import EFFORTS, raise_bound
from sharepool.engine.columns.duals import Master
from sharepool.engine.columns.pricing import TIES, Pricer
from sharepool.engine.instance import Option
from sharepool.engine.preparation import prepare
from sharepool.engine.weeks import Pool, weeks_of
from strategies import problems

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def ascend(instance, *, objective=None, work=3.0):
    """Return the board after an ascent, from the objective of a plan if one is known."""
    board = Board(instance, gap=0, started=time.monotonic())
    board.objective = objective
    raise_bound(instance, board, Effort(board, None, work))
    return board


@PATIENT
@given(problems(max_candidates=9))
def test_no_legal_plan_beats_the_bound(problem):
    best = optimum(problem)
    if best is None:
        return
    instance = prepare(problem)
    for objective in (None, best[0], best[0] + 500):
        bound = ascend(instance, objective=objective, work=0.2).bound
        assert bound is None or bound <= best[0]


@st.composite
def priced(draw):
    """Draw a problem, and duals of its master program far from any optimum."""
    problem = draw(problems(max_candidates=9))
    master = Master(prepare(problem))
    seed = draw(st.integers(0, 2**16))
    random = np.random.default_rng(seed)
    scale = random.choice([0.0, 50.0, 400.0, 1500.0], size=master.size)
    duals = random.uniform(-0.2, 1.0, master.size) * scale
    ties = random.uniform(0, 1) < 0.5
    return problem, master.clip(duals), seed if ties else None


@PATIENT
@given(priced())
def test_no_week_of_any_legal_plan_is_cheaper_than_pricing_says(case):
    problem, duals, seed = case
    instance = prepare(problem)
    master, pricer, pool = Master(instance), Pricer(instance), Pool(instance)
    if seed is not None:
        random = np.random.default_rng(seed)
        for person, ties in enumerate(pricer.ties):
            ties[1:] = random.uniform(0, 30, len(ties) - 1)
            ties[1] = random.uniform(0, instance.weights.long_road)
            ties[0] = random.uniform(0, 2) if instance.count_travel else 0
            assert len(ties) == TIES + len(instance.tasks_of[person])
    master.set_prices(duals, pricer.prices)
    for plan, _ in plans(problem):
        for week in weeks_of(instance, instance.encode(plan)):
            pool.add(week)
    costs = master.reduced_costs(pool, pricer.prices)
    cheapest = [0.0] * len(instance.people)
    for week, cost in zip(pool.weeks, costs, strict=True):
        cheapest[week.person] = min(cheapest[week.person], cost)
    usage = [np.zeros_like(ties) for ties in pricer.ties]
    for person, least in enumerate(cheapest):
        assert pricer.relax(person, usage[person]) <= least + 1e-6
        for effort in (*EFFORTS, pricing.Effort(steps=0, list_steps=0, width=32)):
            assert pricer.price(person, 0.0, effort).bound <= least + 1e-4


@PATIENT
@given(priced())
def test_every_week_is_legal_and_costs_what_pricing_says(case):
    problem, duals, _ = case
    instance = prepare(problem)
    master, pricer, pool = Master(instance), Pricer(instance), Pool(instance)
    master.set_prices(duals, pricer.prices)
    bounds = {}
    for person, tasks in enumerate(instance.tasks_of):
        if not tasks:
            continue
        priced = pricer.price(person, 0.0, EFFORTS[1])
        for week in priced.weeks:
            assert pool.add(week)
            rows = [Option(person, task, start) for task, start in week.sessions]
            # What other people and minimums say of a plan is not a matter of one week.
            others = {"H13", "H15", "H16"}
            faults = check(problem, instance.decode(rows))
            assert {f.code for f in faults} <= others, faults
            bounds[person] = priced.bound
    costs = master.reduced_costs(pool, pricer.prices)
    for week, cost in zip(pool.weeks, costs, strict=True):
        assert bounds[week.person] - 1e-4 <= cost < 1e-6
