"""Closing the gap: near weeks are all listed, and a choice among them proves what is best."""

import threading
import time
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from builders import make_problem, make_township
from sharepool.engine.columns import enumeration as closing
from sharepool.engine.columns.aggregated import Known, Program
from sharepool.engine.columns.dual_ascent import EFFORTS, raise_bound
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.weeks import Pool, weeks_of
from sharepool.rules import check
from strategies import problems

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def seen(draw):
    """Draw a problem, duals of its master program, and how far above 0 weeks are listed."""
    problem = draw(problems(max_candidates=9))
    master = Master(prepare(problem))
    random = np.random.default_rng(draw(st.integers(0, 2**16)))
    scale = random.choice([0.0, 50.0, 400.0, 1500.0], size=master.size)
    duals = master.clip(random.uniform(-0.2, 1.0, master.size) * scale)
    return problem, duals, draw(st.sampled_from([-200.0, 0.0, 30.0, 400.0, 5000.0]))


def pieces_of(week, instance, bundles):
    """Return what a sketch would say of a week."""
    bundle_of = {task: number for number, tasks in enumerate(bundles) for task in tasks}
    on_day = Counter((bundle_of[task], instance.starts[start].day) for task, start in week.sessions)
    days = defaultdict(list)
    for (bundle, _), sessions in on_day.items():
        days[bundle].append(sessions)
    return tuple((b, tuple(sorted(days[b], reverse=True))) for b in sorted(days))


@PATIENT
@given(seen())
def test_every_week_of_a_legal_plan_below_the_limit_is_listed(case):
    problem, duals, limit = case
    instance = prepare(problem)
    master, pricer, pool = Master(instance), Pricer(instance), Pool(instance)
    master.set_prices(duals, pricer.prices)
    listed = {
        person: pricer.list_weeks(person, limit, EFFORTS[1], 100_000)
        for person, tasks in enumerate(instance.tasks_of)
        if tasks
    }
    assert all(one.bound <= limit for one in listed.values())
    for plan, _ in plans(problem):
        for week in weeks_of(instance, instance.encode(plan)):
            pool.add(week)
    costs = master.reduced_costs(pool, pricer.prices)
    for week, cost in zip(pool.weeks, costs, strict=True):
        one = listed[week.person]
        if cost < one.bound - 1e-4:
            pieces = pieces_of(week, instance, one.bundles)
            assert any(s.pieces == pieces and s.cost <= week.cost for s in one.sketches)


@PATIENT
@given(seen())
def test_a_choice_among_near_weeks_bounds_every_plan(case):
    problem, duals, limit = case
    best = optimum(problem)
    if best is None:
        return
    instance = prepare(problem)
    master, pricer = Master(instance), Pricer(instance)
    master.set_prices(duals, pricer.prices)
    known = {}
    for person, tasks in enumerate(instance.tasks_of):
        most = dict(zip(tasks, map(round, pricer.caps[person]), strict=True))
        if tasks:
            listed = pricer.list_weeks(person, limit, EFFORTS[1], 100_000)
            known[person] = Known(listed, most, is_all=False)
    for below in (best[0] + 1, best[0] + 700):
        program = Program(instance, master, duals, known, below)
        told = []
        answer = program.solve(seconds=None, work=1.0, tell=told.append, cancel=threading.Event())
        assert not (answer.is_best and answer.pairs is None), "a better plan is said not to be"
        assert answer.bound is None or answer.bound <= best[0]
        assert all(bound <= best[0] for bound in told)


def close(instance, objective, work=3.0):
    """Return the board after an ascent that closes the gap, knowing of a plan only its cost."""
    board = Board(instance, gap=0, started=time.monotonic())
    board.objective = objective
    raise_bound(instance, board, Effort(board, None, work), closes=True)
    return board


@PATIENT
@given(problems(max_candidates=9))
def test_closing_proves_no_more_than_is_true(problem):
    best = optimum(problem)
    if best is None:
        return
    instance = prepare(problem)
    for objective in (best[0], best[0] + 500):
        board = close(instance, objective, work=0.5)
        assert board.bound is None or board.bound <= best[0]
        assert board.objective >= best[0]
        if board.options is not None:
            assert check(problem, instance.decode(board.options)) == ()


def test_people_who_can_come_on_one_day_only_share_what_that_day_holds():
    ids = ("T1", "T2")
    problem = make_problem(
        staff=[{"staff_id": who, "home_site": "H"} for who in ids],
        skills=[{"staff_id": who, "skill": "pe"} for who in ids],
        availability=[{"staff_id": who, "day": 1, "start": "07:00", "end": "18:00"} for who in ids],
        demands=[
            {"demand_id": "D1", "site_id": "A", "sessions": 2, "max_staff": 2, "max_per_day": 1}
        ],
    )
    best = optimum(problem)[0]
    assert best > 1000, "one of two sessions finds no day"
    board = close(prepare(problem), best + 1)
    assert board.objective == board.bound == best


@pytest.fixture(scope="module")
def township():
    """Six people of a county, whose gap pricing alone leaves open."""
    return prepare(make_township(6))


def test_a_township_comes_to_its_proven_optimum_where_pricing_leaves_a_gap(township):
    worse = first_plan(township, (), 0).best_objective
    board = close(township, worse, work=30.0)
    assert board.objective == board.bound < worse
    assert board.options is not None
    priced = Board(township, gap=0, started=time.monotonic())
    priced.objective = worse
    raise_bound(township, priced, Effort(priced, None, 30.0))
    assert priced.bound < board.bound


def test_equal_work_closes_equally(township):
    first, second = (close(township, 917_000, work=2.0) for _ in range(2))
    assert [(p.objective, p.bound) for p in first.history] == [
        (p.objective, p.bound) for p in second.history
    ]


@pytest.mark.parametrize("most", ["MOST_WEEKS", "MOST_DEALT"])
def test_where_near_weeks_are_too_many_nothing_is_chosen(township, monkeypatch, most):
    monkeypatch.setattr(closing, most, 10)
    board = close(township, 917_000, work=5.0)
    assert board.options is None
    assert board.bound < board.objective


def test_closing_stops_when_told_to(township):
    board = Board(township, gap=0, started=time.monotonic())
    board.objective = 990_000
    began = time.monotonic()
    threading.Timer(1.0, board.finish).start()
    raise_bound(township, board, Effort(board, began + 60, None), closes=True)
    assert time.monotonic() - began < 3.0
