"""The best plan of known weeks: legal, counted right, and no combination is better."""

import random
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from builders import make_plan, make_problem
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.set_partitioning import solve_set_partitioning
from sharepool.engine.coordination.set_partitioning_heuristic import SetPartitioningHeuristic
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.weeks import options_of, weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Recorder(SolveState):
    """A state that knows every plan it was ever offered."""

    def __init__(self, instance):
        super().__init__(instance, gap=0.0, started=time.monotonic())
        self.offers = []

    def offer_plan(self, options, objective):
        options = tuple(options)
        self.offers.append((options, objective))
        super().offer_plan(options, objective)


def begin(instance):
    """Return a state with a greedy plan, if that is legal."""
    state, roster = Recorder(instance), first_plan(instance)
    if roster.best_shortfall == 0:
        state.offer_plan(roster.best(), roster.best_objective)
    return state


def combine(problem, *given_plans):
    """Return the best plan of the weeks of some plans, the first of which is present."""
    instance = prepare(problem)
    encoded = [instance.encode(plan) for plan in given_plans]
    weeks = [week for options in encoded for week in weeks_of(instance, options)]
    budget = SolveBudget(begin(instance), None, 10.0)
    master = Master(instance)
    partition = solve_set_partitioning(instance, master, weeks, encoded[0], budget, seed=0)
    assert partition.is_best
    return instance.decode(options_of(partition.weeks))


@PATIENT
@given(problems(teams=True, max_candidates=9), st.integers(0, 9))
def test_every_plan_offered_is_legal_and_counted_right(problem, seed):
    instance = prepare(problem)
    state = begin(instance)
    SetPartitioningHeuristic(seed)(instance, state, SolveBudget(state, None, 0.3))
    for options, objective in state.offers:
        plan = instance.decode(options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == objective


@PATIENT
@given(problems(teams=True, max_candidates=9))
def test_of_the_weeks_of_all_plans_the_best_plan_is_chosen(problem):
    known = [plan for plan, _ in plans(problem)]
    # Required pins are left to the roster that takes the choice.
    if not known or any(pin.kind == "require" for pin in problem.pins):
        return
    chosen = combine(problem, *known)
    assert check(problem, chosen) == ()
    assert score(problem, chosen).objective == optimum(problem)[0]


@PATIENT
@given(problems(teams=True, max_candidates=9), st.integers(0, 2**16))
def test_the_choice_is_as_good_as_each_plan_whose_weeks_it_knows(problem, seed):
    known = [plan for plan, _ in plans(problem)]
    few = random.Random(seed).sample(known, min(3, len(known)))
    if not few or any(pin.kind == "require" for pin in problem.pins):
        return
    chosen = combine(problem, *few)
    assert check(problem, chosen) == ()
    assert score(problem, chosen).objective <= min(score(problem, plan).objective for plan in few)


TWO = [{"staff_id": "T1", "home_site": "A"}, {"staff_id": "T2", "home_site": "B"}]
ONE_FAR = make_plan(("T1", "D1", 1, 1), ("T2", "D3", 1, 3))
OTHER_FAR = make_plan(("T1", "D3", 1, 3), ("T2", "D2", 1, 1))


def demands(**more):
    places = {"D1": "A", "D2": "B", "D3": "H"}
    return [{"demand_id": name, "site_id": site, **more} for name, site in places.items()]


def test_good_weeks_of_two_plans_make_a_better_one():
    problem = make_problem(
        staff=TWO,
        demands=[*demands()[:2], {**demands()[2], "priority": "0.01"}],
    )
    chosen = combine(problem, ONE_FAR, OTHER_FAR)
    assert chosen == make_plan(("T1", "D1", 1, 1), ("T2", "D2", 1, 1))
    best = score(problem, chosen).objective
    assert best < min(score(problem, plan).objective for plan in (ONE_FAR, OTHER_FAR))


def test_weeks_that_fill_a_site_together_are_not_combined():
    plans_of_one = [make_plan(("T1", "D1", 1, 1)), make_plan(("T2", "D2", 1, 1))]
    for capacity, sessions in (1, 1), (2, 2):
        problem = make_problem(
            sites=[{"site_id": "H"}, {"site_id": "A", "capacity": capacity}],
            staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
            demands=[{"demand_id": "D1"}, {"demand_id": "D2"}],
        )
        assert len(combine(problem, *plans_of_one)) == sessions


def test_weeks_with_days_of_one_task_too_near_are_not_combined():
    plans_of_one = [make_plan(("T1", "D1", 1, 1)), make_plan(("T2", "D1", 2, 1))]
    for gap, sessions in (2, 1), (1, 2):
        problem = make_problem(
            staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
            demands=[{"sessions": 2, "max_staff": 2, "min_gap_days": gap}],
        )
        assert len(combine(problem, *plans_of_one)) == sessions


def test_the_same_seed_and_work_give_the_same_plan_and_a_better_one():
    problem = generate_county(2)
    instance = prepare(problem)
    states = [begin(instance) for _ in range(2)]
    before = states[0].objective
    for state in states:
        SetPartitioningHeuristic(1)(instance, state, SolveBudget(state, None, 3.0))
    assert states[0].options == states[1].options
    assert states[0].objective < before


def test_a_fractional_solution_is_rounded_to_a_plan():
    # Cold searches from the master's solution, which is all but one of many plans.
    instance = prepare(generate_county(2))
    state, roster = begin(instance), first_plan(instance)
    roster.anneal(200_000, 0.02 * 1000)
    weeks, poor = weeks_of(instance, roster.best()), weeks_of(instance, state.options)
    state.fractional = (*((week, 0.9) for week in weeks), *((week, 0.1) for week in poor))
    SetPartitioningHeuristic(1)(instance, state, SolveBudget(state, None, 0.5))
    assert state.objective <= roster.best_objective


def test_without_a_plan_there_is_nothing_to_partition():
    instance = prepare(make_problem())
    state = Recorder(instance)
    SetPartitioningHeuristic(1)(instance, state, SolveBudget(state, time.monotonic() + 60, None))
    assert state.offers == []
