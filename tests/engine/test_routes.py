"""Weeks of one day, priced as routes: against every plan that one person can have."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bruteforce import plans
from builders import make_problem, make_triangle
from sharepool.engine.columns.enumeration import dearer_than_any_route
from sharepool.engine.columns.initial_duals import share_costs
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.coordination.portfolio import choose_workers
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Option
from sharepool.engine.params import DEFAULTS
from sharepool.engine.search.annealing import Annealing, first_plan
from sharepool.engine.weeks import Pool, weeks_of
from sharepool.rules import check

LEVELS, ENUMERATION = DEFAULTS.pricing.levels, DEFAULTS.enumeration
LIKELY = DEFAULTS.diving.effort


def draw_day(seed):
    """Return a day of one person in which every rule of a day may bind, and legs cut corners."""
    random = Random(seed)
    places = ["H", "A", "B", "C"]
    minutes = [5, 10, 20, 40, 70]
    travel = [
        {"origin": a, "destination": b, "minutes": random.choice([*minutes, 90])}
        for a in places
        for b in places
        if a != b
    ]
    lengths = random.choice([(20,), (20, 40), (30, 35, 60)])
    bells, clock = [], 8 * 60
    for slot in range(1, 10):
        end = clock + random.choice(lengths)
        bells.append(
            {
                "slot": slot,
                "start": f"{clock // 60:02d}:{clock % 60:02d}",
                "end": f"{end // 60:02d}:{end % 60:02d}",
                "part": "lesson",
            }
        )
        clock = end + random.choice([0, 10, 40])
    demands = [
        {
            "demand_id": f"D{number}",
            "site_id": random.choice(places),
            "slots": ";".join(f"1-{slot}" for slot in sorted(random.sample(range(1, 10), 3))),
            "delivery": random.choice(["onsite", "onsite", "remote"]),
        }
        for number in range(4)
    ]
    limits = {
        "max_sessions_day": random.choice([2, 3, 6]),
        "max_sites_day": random.choice([1, 2, 3]),
        "max_travel_min_day": random.choice([60, 120, 400]),
        "max_leg_min": random.choice([40, 75, 100]),
        "count_travel_as_work": random.random() < 0.3,
    }
    person = {
        "max_hours_week": random.choice([1, 2, 40]),
        "min_hours_week": random.choice([0, 0, 1]),
    }
    pins = [
        {
            "kind": random.choice(["prefer", "avoid", "forbid"]),
            "demand_id": f"D{random.randrange(4)}",
            "slot": random.choice([None, 2, 5]),
            "weight": random.choice([5, 30]),
        }
        for _ in range(random.randrange(3))
    ]
    for pin in pins:
        if pin["kind"] == "forbid":
            del pin["weight"]
        if pin["slot"] is None:
            del pin["slot"]
    return make_problem(
        sites=[{"site_id": place} for place in places],
        staff=[person],
        demands=demands,
        bells=bells,
        travel=travel,
        pins=pins,
        rules={
            "limits": limits,
            "day": {"lunch_min": random.choice([0, 30]), "noon": "11:00"},
            "equity": {"fair_road_min_week": random.choice([0, 60, 300])},
            "weights": {"site_link": random.choice([0, 15]), "long_road": random.choice([0, 2])},
        },
    )


def price_at(problem, seed):
    """Return a pricer at duals by chance, and each week of any plan with its reduced cost."""
    instance = prepare(problem)
    random = np.random.default_rng(seed)
    subsets = [one for one in combinations(range(len(instance.tasks)), 3) if random.random() < 0.6]
    master = Master(instance, subsets)
    pricer, pool = Pricer(instance), Pool(instance)
    scale = random.choice([0.0, 20.0, 80.0, 400.0], size=master.size)
    duals = random.uniform(-0.3, 1.0, master.size) * scale
    master.set_prices(master.clip(duals), pricer.prices)
    for plan, _ in plans(problem):
        for week in weeks_of(instance, instance.encode(plan)):
            pool.add(week)
    return instance, master, pricer, pool


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**20))
def test_the_cheapest_route_is_found_and_proven(seed):
    problem = draw_day(seed)
    instance, master, pricer, pool = price_at(problem, seed)
    if not instance.tasks_of[0]:
        return
    assert pricer.are_routes
    least = min([0.0, *master.reduced_costs(pool, pricer.prices).tolist()])
    for effort in (LIKELY, *LEVELS[:2]):
        found = pricer.price(0, 0.0, effort)
        assert found.bound <= least + 1e-4
        weeks = Pool(instance)
        for week in found.weeks:
            weeks.add(week)
            rows = [Option(0, task, start) for task, start in week.sessions]
            shared = {"H13", "H15", "H16"}
            assert {one.code for one in check(problem, instance.decode(rows))} <= shared
        costs = master.reduced_costs(weeks, pricer.prices).tolist()
        if effort is not LIKELY:
            assert found.bound == pytest.approx(least, abs=1e-4)
            assert min([0.0, *costs]) == pytest.approx(least, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**20))
def test_all_routes_below_a_limit_are_listed(seed):
    problem = draw_day(seed)
    instance, master, pricer, pool = price_at(problem, seed)
    if not instance.tasks_of[0]:
        return
    limit = 40.0
    listed = pricer.list_weeks(0, limit, ENUMERATION.effort, ENUMERATION.most_numbers)
    assert listed.bound >= limit
    have = [
        ({listed.classes[number][0] for number, _ in column.pieces}, column)
        for column in listed.columns
    ]
    for week, cost in zip(pool.weeks, master.reduced_costs(pool, pricer.prices), strict=True):
        if week.sessions and cost < limit - 1e-4:
            own = {task for task, _ in week.sessions}
            assert any(
                tasks == own and column.cost <= week.cost and column.work <= week.work
                for tasks, column in have
            )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**20), st.sampled_from([1, 999_999_999]))
def test_the_route_of_some_tasks_is_found_however_dear_the_road(seed, weight):
    problem = draw_day(seed)
    weights = problem.rules.weights.model_copy(update={"travel": weight})
    rules = problem.rules.model_copy(update={"weights": weights})
    instance, _, pricer, pool = price_at(problem.replace(rules=rules), seed)
    if not instance.tasks_of[0]:
        return
    dear = dearer_than_any_route(instance)
    for week in pool.weeks[-6:]:
        own = [task for task, _ in week.sessions]
        worth = np.full(len(instance.tasks), -dear)
        worth[own] = dear
        if own:
            found = pricer.best_route(0, worth, ENUMERATION.effort)
            assert [task for task, _ in found.sessions] == own
            assert found.cost <= week.cost


def test_a_missing_session_costs_no_more_than_the_dearest_of_a_plan():
    instance = prepare(make_triangle())
    master = Master(instance)
    tasks = list(master.block("task"))
    whole = [week for week in weeks_of(instance, first_plan(instance).best()) if week.cost > 0]
    shares = share_costs(instance, master, whole)[tasks]
    assert shares.sum() == pytest.approx(sum(week.cost for week in whole))
    (week,) = whole[:1]
    fewer = share_costs(instance, master, [week])[tasks]
    own = {task for task, _ in week.sessions}
    dearest = max(fewer[task] for task in own)
    assert dearest < min(task.unmet for task in instance.tasks)
    assert all(fewer[task] == dearest for task in range(len(tasks)) if task not in own)
    plain = master.plain_duals(1.0)
    assert np.array_equal(share_costs(instance, master, []), master.clip(plain))


def test_prices_of_routes_begin_at_a_plan():
    instance = prepare(make_triangle())
    params = replace(DEFAULTS, portfolio=replace(DEFAULTS.portfolio, most_options_exact=0))
    workers = choose_workers(instance, workers=2, seed=0, start=(), seconds=60.0, params=params)
    first, *_ = (strategy for strategy, _ in workers[1])
    assert isinstance(first, Annealing)
