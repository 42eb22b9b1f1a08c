"""Column generation: bounds below every optimum, weeks that the checker calls legal."""

import threading
import time
from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from builders import make_problem, make_township
from patience import ENDLESS
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns import initial_duals
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.columns.initial_duals import find_initial_duals
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import WEEK_MULTIPLIERS, Pricer
from sharepool.engine.counting_bound import bound_by_counting
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Option
from sharepool.engine.params import DEFAULTS, PricingEffort
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.weeks import Pool, weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from strategies import problems
from tuning import tuned

PATIENT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


LEVELS = DEFAULTS.pricing.levels


def ascend(instance, *, objective=None, work=3.0, helpers=0, params=DEFAULTS):
    """Return the state after an ascent, from the objective of a plan if one is known."""
    state = SolveState(instance, gap=0, started=time.monotonic(), params=params)
    state.objective = objective
    help_out = state.work_sharing.help
    threads = [threading.Thread(target=help_out, args=(lambda: False,)) for _ in range(helpers)]
    for thread in threads:
        thread.start()
    raise_bound(instance, state, SolveBudget(state, None, work))
    for thread in threads:
        thread.join(ENDLESS)
        assert not thread.is_alive()
    return state


@PATIENT
@given(problems(teams=True, max_candidates=9))
def test_no_legal_plan_beats_the_bound(problem):
    best = optimum(problem)
    if best is None:
        return
    instance = prepare(problem)
    for objective, helpers in ((None, 0), (best[0], 0), (best[0] + 500, 0), (best[0], 1)):
        bound = ascend(instance, objective=objective, work=0.2, helpers=helpers).bound
        assert bound is None or bound <= best[0]


@st.composite
def priced(draw):
    """Draw a problem, and duals of its master program far from any optimum."""
    problem = draw(problems(teams=True, max_candidates=9))
    master = Master(prepare(problem))
    seed = draw(st.integers(0, 2**16))
    random = np.random.default_rng(seed)
    scale = random.choice([0.0, 50.0, 400.0, 1500.0], size=master.size)
    duals = random.uniform(-0.2, 1.0, master.size) * scale
    is_multiplied = random.uniform(0, 1) < 0.5
    return problem, master.clip(duals), seed if is_multiplied else None


@PATIENT
@given(priced())
def test_no_week_of_any_legal_plan_is_cheaper_than_pricing_says(case):
    problem, duals, seed = case
    instance = prepare(problem)
    master, pricer, pool = Master(instance), Pricer(instance), Pool(instance)
    if seed is not None:
        random = np.random.default_rng(seed)
        for person, own in enumerate(pricer.multipliers):
            own[1:] = random.uniform(0, 30, len(own) - 1)
            own[1] = random.uniform(0, instance.weights.long_road)
            own[0] = random.uniform(0, 2) if instance.count_travel else 0
            assert len(own) == WEEK_MULTIPLIERS + len(instance.tasks_of[person])
    master.set_prices(duals, pricer.prices)
    for plan, _ in plans(problem):
        for week in weeks_of(instance, instance.encode(plan)):
            pool.add(week)
    costs = master.reduced_costs(pool, pricer.prices)
    cheapest = [0.0] * len(instance.people)
    for week, cost in zip(pool.weeks, costs, strict=True):
        cheapest[week.person] = min(cheapest[week.person], cost)
    usage = [np.zeros_like(own) for own in pricer.multipliers]
    for person, least in enumerate(cheapest):
        assert pricer.relax(person, usage[person]) <= least + 1e-6
        for effort in (*LEVELS, PricingEffort(labels=1e3, bound_steps=0, list_steps=0)):
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
        priced = pricer.price(person, 0.0, LEVELS[1])
        for week in priced.weeks:
            # Routes with other ends can be of the same tasks.
            assert pool.add(week) or pricer.are_routes
            rows = [Option(person, task, start) for task, start in week.sessions]
            # Minimums and what people share are not a matter of one week.
            shared = {"H13", "H15", "H16", "H17"}
            faults = check(problem, instance.decode(rows))
            assert all(f.code in shared or f.kind == "employer" for f in faults), faults
            bounds[person] = priced.bound
    costs = master.reduced_costs(pool, pricer.prices)
    for week, cost in zip(pool.weeks, costs, strict=True):
        assert bounds[week.person] - 1e-4 <= cost < 1e-6


@pytest.fixture(scope="module")
def few():
    """A county with so few people that ascents are short."""
    return prepare(make_township(12))


def assert_bound_is_exact(problem, objective):
    """Hold a bound that was worked out by hand against what is proven once such a plan is known."""
    assert ascend(prepare(problem), objective=objective).bound == objective


def test_one_trip_is_bounded_exactly():
    # Out and back 20 minutes, and one link of 15; known without any plan.
    assert ascend(prepare(make_problem())).bound == 35


def test_two_places_after_school_take_two_days():
    # Slots 7 and 8 leave 20 minutes between, and the schools are 30 apart: one place a day.
    demands = [
        {"demand_id": "D1", "site_id": "A", "kind": "club"},
        {"demand_id": "D2", "site_id": "B", "kind": "club"},
    ]
    assert_bound_is_exact(make_problem(demands=demands, leg_min=30), 2 * 60 + 2 * 15)


def test_lengths_that_do_not_fill_the_hours_are_seen():
    # 100 minutes hold two lessons of 40, not two and a half.
    problem = make_problem(
        staff=[{"max_hours_week": "1.67"}],
        demands=[{"sessions": 3, "site_id": "H", "max_per_day": 3}],
        rules={"equity": {"floor": 0}},
    )
    assert_bound_is_exact(problem, 1000)


def test_days_that_must_lie_apart_are_seen():
    # Monday, Wednesday and Friday; the fourth session is missing.
    problem = make_problem(demands=[{"sessions": 4, "min_gap_days": 2}])
    assert_bound_is_exact(problem, 1000 + 3 * 20 + 15)


def test_days_apart_are_counted_among_the_days_that_a_person_has():
    # Only Tuesday and Wednesday: one of the three lessons.
    free = [{"staff_id": "T1", "day": day, "start": "08:00", "end": "12:00"} for day in (2, 3)]
    problem = make_problem(
        demands=[{"sessions": 3, "min_gap_days": 2}],
        availability=free,
        rules={"equity": {"floor": 0}},
    )
    assert_bound_is_exact(problem, 2 * 1000 + 20 + 15)


def test_minutes_of_odd_lengths_are_added_up_exactly():
    # Of 40, 45, 60 and 125 minutes, 210 hold 40 + 45 + 125, and 60 is missing.
    ends = {1: "08:40", 2: "09:45", 3: "11:00", 4: "15:05"}
    starts = {1: "08:00", 2: "09:00", 3: "10:00", 4: "13:00"}
    bells = [
        {"slot": slot, "start": starts[slot], "end": ends[slot], "part": "lesson"}
        for slot in starts
    ]
    demands = [{"demand_id": f"D{slot}", "site_id": "H", "slots": f"1-{slot}"} for slot in starts]
    problem = make_problem(
        staff=[{"max_hours_week": "3.5"}],
        bells=bells,
        demands=demands,
        rules={"equity": {"floor": 0}},
    )
    assert_bound_is_exact(problem, 1000)


def test_hours_that_nothing_can_fill_come_on_top_of_the_road():
    assert_bound_is_exact(make_problem(staff=[{"min_hours_week": 2}]), 120 - 40 + 20 + 15)


def test_what_wishes_earn_lowers_the_bound():
    pin = {"kind": "prefer", "staff_id": "T1", "weight": 200}
    assert_bound_is_exact(make_problem(pins=[pin]), 35 - 200)


def test_each_kept_start_earns_once():
    pin = {"kind": "prefer", "day": 2, "slot": 3, "weight": 100}
    problem = make_problem(demands=[{"site_id": "H", "sessions": 3}], pins=[pin])
    assert_bound_is_exact(problem, -100)


def test_a_road_that_is_not_fair_counts():
    # Five trips of 60 minutes and a link; 200 minutes beyond the fair hundred.
    problem = make_problem(
        demands=[{"sessions": 5}],
        leg_min=30,
        rules={"equity": {"fair_road_min_week": 100}, "weights": {"long_road": 2}},
    )
    assert_bound_is_exact(problem, 5 * 60 + 15 + 2 * 200)


def test_what_is_fair_of_a_person_counts_before_what_is_fair_of_all():
    problem = make_problem(
        staff=[{"fair_road_min_week": 70}],
        demands=[{"sessions": 5}],
        leg_min=30,
        rules={"equity": {"fair_road_min_week": 100}, "weights": {"long_road": 2}},
    )
    assert_bound_is_exact(problem, 5 * 60 + 15 + 2 * 230)


def test_the_hours_of_an_employer_are_shared():
    # Together two people may work no longer than one of the two lessons.
    problem = make_problem(
        staff=[{"employer": "E"}, {"staff_id": "T2", "employer": "E"}],
        demands=[{"site_id": "H"}, {"demand_id": "D2", "site_id": "H"}],
        rules={"employers": {"E": {"max_hours_week": "0.67"}}, "equity": {"floor": 0}},
    )
    assert_bound_is_exact(problem, 1000)


def test_one_person_more_on_a_demand_counts():
    # Each may teach two of the four sessions, at home.
    problem = make_problem(
        staff=[{"max_sessions_week": 2}, {"staff_id": "T2", "max_sessions_week": 2}],
        demands=[{"sessions": 4, "site_id": "H", "max_staff": 2}],
    )
    assert_bound_is_exact(problem, prepare(problem).weights.extra_staff)


def test_who_takes_a_task_is_paid_in_full_as_soon_as_a_session_is():
    # If a session paid a third of 900 only, one here and one there would seem to be worth it.
    schools = "ABCDEFGK"
    clubs = {"sessions": 3, "parts": "after_school"}
    problem = make_problem(
        sites=[{"site_id": name} for name in "H" + schools],
        staff=[{"max_hours_week": "8"}],
        demands=[{"demand_id": name, "site_id": name, **clubs} for name in schools],
    )
    instance = prepare(problem)
    pricer, pool = Pricer(instance), Pool(instance)
    pricer.prices.task[:-1] = [-400 - 7 * (task.site % 5) for task in instance.tasks]
    pricer.prices.staff[:-1] = 900
    priced = pricer.price(0, 0.0, LEVELS[2])
    for week in priced.weeks:
        pool.add(week)
    cheapest = min(Master(instance).reduced_costs(pool, pricer.prices))
    assert priced.bound == pytest.approx(cheapest, abs=1e-3)


def test_a_problem_without_people_is_left_to_others():
    assert ascend(prepare(make_problem(staff=[{}], skills=[]))).bound is None


def test_equal_work_gives_equal_bounds_and_weeks(few):
    objective = first_plan(few).best_objective
    states = [ascend(few, objective=objective, work=0.1) for _ in range(2)]
    assert states[0].bound == states[1].bound is not None
    assert states[0].pool.weeks == states[1].pool.weeks != []


def test_the_master_leaves_a_fractional_solution(few):
    state = ascend(few, objective=first_plan(few).best_objective)
    shares = Counter()
    for week, share in state.fractional:
        assert week in state.pool.weeks
        shares[week.person] += share
    assert shares
    assert max(shares.values()) <= 1 + 1e-6


def test_dropping_dear_weeks_leaves_a_bound(few):
    objective = first_plan(few).best_objective
    state = ascend(few, objective=objective, params=tuned(dual_ascent={"most_weeks": 50}))
    assert state.pool.clearings > 0
    assert bound_by_counting(few) < state.bound <= objective


def test_nobody_helps_where_the_program_is_too_large_for_a_fractional_solution(monkeypatch):
    def fail(pricer):
        raise AssertionError("somebody helped")

    instance = prepare(make_problem(demands=[{"demand_id": f"D{n}"} for n in range(9)]))
    monkeypatch.setattr(Pricer, "twin", fail)
    params = tuned(dual_ascent={"most_rows": 0})
    state = ascend(instance, work=1.0, helpers=1, params=params)
    assert state.bound is not None
    assert state.fractional == ()


def test_an_ascent_that_is_out_of_time_offers_nothing():
    instance = prepare(make_problem())
    state = SolveState(instance, gap=0, started=time.monotonic())
    raise_bound(instance, state, SolveBudget(state, time.monotonic(), None))
    assert state.bound is None


def test_an_ascent_ends_as_soon_as_it_is_told_to(monkeypatch):
    instance = prepare(generate_county(3))
    state = SolveState(instance, gap=0, started=time.monotonic())
    passes, relax = Counter(), Pricer.relax

    def finish_in_the_fifth_pass(pricer, person, usage):
        passes[person] += 1
        if passes[person] == 5:
            state.finish()
        return relax(pricer, person, usage)

    monkeypatch.setattr(Pricer, "relax", finish_in_the_fifth_pass)
    raise_bound(instance, state, SolveBudget(state, None, None))
    assert max(passes.values()) == 5


def test_bounds_only_rise_and_say_more_than_counting_does(few):
    objective = first_plan(few).best_objective
    state = ascend(few, objective=objective, work=0.1)
    bounds = [entry.bound for entry in state.history]
    assert len(bounds) > 2
    assert bounds == sorted(set(bounds))
    assert bound_by_counting(few) < bounds[-1] <= objective


def crowded_school(seed):
    """Return a school of 90 classes, each with an hour of its own, and the least that one teacher's
    week costs: nobody else comes, so the dearest class of each hour counts, and the best hours."""
    rng = Random(seed)
    per_day, per_week, there_and_back, link = 3, 9, 20, 150
    hours = [(day, slot) for day in range(1, 6) for slot in range(1, 7)]
    demands = [
        {"demand_id": f"D{n}", "slots": f"{day}-{slot}", "priority": rng.randint(1, 9)}
        for n, (day, slot) in enumerate(3 * hours)
    ]
    problem = make_problem(
        demands=demands,
        rules={
            "limits": {"max_sessions_day": per_day, "max_sessions_week": per_week},
            "weights": {"unmet": 100, "travel": 1, "site_link": link, "below_floor": 0},
        },
    )
    dearest = {}
    for demand in demands:
        hour = demand["slots"]
        dearest[hour] = max(dearest.get(hour, 0), 100 * demand["priority"])
    won = {0: 0}
    for day in range(1, 6):
        own = sorted((dearest[f"{day}-{slot}"] for slot in range(1, 7)), reverse=True)
        won = {
            count: max(
                won[count - more] + sum(own[:more]) - there_and_back * (more > 0)
                for more in range(per_day + 1)
                if count - more in won
            )
            for count in range(min(per_week, max(won) + per_day) + 1)
        }
    everything = 100 * sum(demand["priority"] for demand in demands)
    return problem, everything + link - max(won.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_school_of_many_classes_is_bounded_below_its_optimum_and_near_it(seed):
    problem, best = crowded_school(seed)
    bound = ascend(prepare(problem), objective=best, work=3.0).bound
    assert 0.97 * best <= bound <= best


def test_a_wish_that_concerns_all_tasks_does_not_set_them_apart():
    demands = [{"demand_id": f"D{n}", "cohort": f"c{n}"} for n in range(40)]
    pins = [{"kind": "avoid", "staff_id": "T1", "day": 5, "weight": 30}]
    plain, wished = make_problem(demands=demands), make_problem(demands=demands, pins=pins)
    pricers = [Pricer(prepare(problem)) for problem in (plain, wished)]
    steps = []
    for pricer in pricers:
        pricer.prices.task[:40] = -np.arange(700.0, 740.0)
        pricer.price(0, 0.0, LEVELS[0])
        steps.append(pricer.steps)
    assert steps[1] < 10 * steps[0]


def initial(problem):
    instance = prepare(problem)
    return find_initial_duals(instance, Master(instance), Pricer(instance).caps)


def test_where_people_are_scarce_an_ascent_begins_with_what_a_session_is_worth():
    demands = [{"demand_id": f"D{n}"} for n in range(9)]
    rules = {
        "limits": {"max_sessions_day": 4, "max_sessions_week": 8},
        "weights": {"unmet": 1000, "travel": 1, "below_floor": 0},
    }
    scarce = initial(make_problem(demands=demands, rules=rules))
    assert scarce.duals[:9].tolist() == pytest.approx([1000] * 9)
    assert scarce.session.tolist() == pytest.approx([1000 - 20 / 4])
    enough = initial(make_problem(demands=demands[:7], rules=rules))
    assert enough.session.tolist() == [0]


@pytest.mark.parametrize(("most", "asked"), [(0, 0), (100, 1)])
def test_a_relaxed_program_is_for_small_problems_only(monkeypatch, most, asked):
    calls = []
    monkeypatch.setattr(initial_duals, "find_initial_duals", lambda *_: calls.append(1))
    params = tuned(dual_ascent={"most_relaxed_pairs": most})
    ascend(prepare(make_problem()), objective=5000, work=0.1, params=params)
    assert len(calls) == asked


def test_schools_of_many_like_classes_are_bounded_at_once():
    """Subgradients alone do not find out what a session is worth."""
    rng = Random(3)
    demands = [
        {
            "demand_id": f"{site}{n}",
            "site_id": site,
            "sessions": 3,
            "slots": ";".join(
                f"{day}-{slot}" for day in range(1, 6) for slot in rng.sample(range(1, 7), 3)
            ),
        }
        for site in "HAB"
        for n in range(36)
    ]
    problem = make_problem(
        staff=[{"staff_id": f"T{n}", "home_site": "HAB"[n % 3]} for n in range(16)],
        demands=demands,
        rules={"limits": {"max_sessions_day": 5, "max_sessions_week": 18}},
    )
    instance = prepare(problem)
    objective = first_plan(instance).best_objective
    assert ascend(instance, objective=objective, work=3.0).bound >= 0.9 * objective


def test_the_bound_of_a_problem_without_a_plan_does_not_rise_for_ever():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "group": "far"}],
        staff=[
            {"staff_id": "T1", "home_site": "H"},
            {"staff_id": "T2", "home_site": "B", "max_sessions_week": 1},
        ],
        demands=[{"demand_id": "D1", "site_id": "A", "sessions": 2}],
        pairs=[{"group": "far", "site_id": "A", "min_sessions": 2, "strict": 1}],
    )
    assert optimum(problem) is None
    assert len(ascend(prepare(problem), work=20.0).history) < 500
