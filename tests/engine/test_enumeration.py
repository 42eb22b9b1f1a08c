"""Enumeration within the gap: all columns are listed, and a choice proves what is best."""

import time
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascents import enumerate_within
from bruteforce import optimum, plans
from builders import make_problem, make_township
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.aggregated import AggregatedMaster, ColumnsOfPerson
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.weeks import Pool, weeks_of
from sharepool.rules import check
from strategies import problems
from tuning import tuned

PATIENT = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


EFFORT = DEFAULTS.pricing.levels[2]


@st.composite
def points(draw):
    """Draw a problem, duals of its master program, and how far above 0 weeks are listed."""
    problem = draw(problems(teams=True, max_candidates=9))
    master = Master(prepare(problem))
    random = np.random.default_rng(draw(st.integers(0, 2**16)))
    scale = random.choice([0.0, 50.0, 400.0, 1500.0], size=master.size)
    duals = master.clip(random.uniform(-0.2, 1.0, master.size) * scale)
    return problem, duals, draw(st.sampled_from([-200.0, 0.0, 30.0, 400.0, 5000.0]))


def pieces_of(week, instance, classes):
    """Return what an aggregated column would say of a week."""
    class_of = {task: number for number, tasks in enumerate(classes) for task in tasks}
    on_day = Counter((class_of[task], instance.starts[start].day) for task, start in week.sessions)
    days = defaultdict(list)
    for (number, _), sessions in on_day.items():
        days[number].append(sessions)
    return tuple((n, tuple(sorted(days[n], reverse=True))) for n in sorted(days))


@PATIENT
@given(points())
def test_every_week_of_a_legal_plan_below_the_limit_is_listed(case):
    problem, duals, limit = case
    instance = prepare(problem)
    master, pricer, pool = Master(instance), Pricer(instance), Pool(instance)
    master.set_prices(duals, pricer.prices)
    listed = {
        person: pricer.list_weeks(person, limit, EFFORT, 100_000)
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
            pieces = pieces_of(week, instance, one.classes)
            assert any(s.pieces == pieces and s.cost <= week.cost for s in one.columns)


@PATIENT
@given(points())
def test_a_choice_among_columns_bounds_every_plan(case):
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
            listed = pricer.list_weeks(person, limit, EFFORT, 100_000)
            known[person] = ColumnsOfPerson(listed, most, is_all=False)
    for below in (best[0] + 1, best[0] + 700):
        program = AggregatedMaster(instance, master, duals, known, below)
        told = []
        choice = program.solve(
            seconds=None,
            work=1.0,
            params=DEFAULTS,
            tell=told.append,
            cancel=lambda: False,
        )
        assert not (choice.is_best and choice.pairs is None), "a better plan is said not to be"
        assert choice.bound is None or choice.bound <= best[0]
        assert all(bound <= best[0] for bound in told)


@PATIENT
@given(problems(teams=True, max_candidates=9))
def test_enumeration_proves_no_more_than_is_true(problem):
    best = optimum(problem)
    if best is None:
        return
    instance = prepare(problem)
    for objective in (best[0], best[0] + 500):
        state = enumerate_within(instance, objective, work=0.5)
        assert state.bound is None or state.bound <= best[0]
        assert state.objective >= best[0]
        if state.options is not None:
            assert check(problem, instance.decode(state.options)) == ()


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
    state = enumerate_within(prepare(problem), best + 1)
    assert state.objective == state.bound == best


@pytest.fixture(scope="module")
def township():
    """Six people of a county."""
    return prepare(make_township(6))


def test_a_township_comes_to_its_proven_optimum(township):
    worse = first_plan(township, (), 0).best_objective
    state = enumerate_within(township, worse, work=30.0)
    assert state.objective == state.bound < worse
    assert state.options is not None
    priced = SolveState(township, gap=0, started=time.monotonic())
    priced.objective = worse
    raise_bound(township, priced, SolveBudget(priced, None, 30.0))
    # Whether pricing alone gets as far hangs on how a machine rounds.
    assert priced.bound <= state.bound


def test_equal_work_enumerates_equally(township):
    first, second = (enumerate_within(township, 917_000, work=2.0) for _ in range(2))
    assert [(p.objective, p.bound) for p in first.history] == [
        (p.objective, p.bound) for p in second.history
    ]


@pytest.fixture(scope="module")
def alike():
    """Two people and eight tasks that differ in nothing: all sessions are of aggregated columns."""
    ids = ("T1", "T2")
    return prepare(
        make_problem(
            staff=[{"staff_id": who, "home_site": "H"} for who in ids],
            skills=[{"staff_id": who, "skill": "pe"} for who in ids],
            demands=[
                {"demand_id": f"D{n}", "site_id": "A", "sessions": 1, "max_staff": 2}
                for n in range(8)
            ],
        )
    )


@pytest.mark.parametrize("most", ["most_weeks", "most_disaggregated"])
def test_where_columns_are_too_many_nothing_is_chosen(alike, most):
    worse = first_plan(alike).best_objective + 500
    assert enumerate_within(alike, worse).options is not None
    state = enumerate_within(alike, worse, params=tuned(enumeration={most: 1}))
    assert state.options is None
    assert state.bound < state.objective == worse


def test_enumeration_stops_when_told_to(township, monkeypatch):
    state = SolveState(township, gap=0, started=time.monotonic())
    state.objective = 990_000
    listed, list_weeks = [], Pricer.list_weeks

    def finish_at_the_second(pricer, person, *arguments):
        listed.append(person)  # one of few weeks twice, the second time with more of them
        if len(set(listed)) == 2:
            state.finish()
        return list_weeks(pricer, person, *arguments)

    monkeypatch.setattr(Pricer, "list_weeks", finish_at_the_second)
    raise_bound(township, state, SolveBudget(state, None, None), enumerates=True)
    assert set(listed) == {0, 1}, "others were listed all the same"
    assert state.options is None
