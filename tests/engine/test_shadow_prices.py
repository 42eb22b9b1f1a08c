"""Shadow prices: what they promise holds for every plan."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import sharepool as sp
from bruteforce import plans
from builders import make_problem
from joining import join
from patience import work
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.cells import round_half_up
from sharepool.problem.plan import Plan
from strategies import priced_problems

tiny = settings(
    max_examples=12,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TRIFLE = 1e-3


def prices_of(problem):
    state = SolveState(prepare(problem), gap=0, started=0.0)
    raise_bound(prepare(problem), state, SolveBudget(state, None, 0.2))
    return state.prices


def saved_from_outside(problem, plan, demand):
    """Return what one session more of a demand, by nobody of the pool, takes off a plan's cost."""
    weights, listeners = problem.rules.weights, problem.listeners_of.get(demand.demand_id, ())
    saved = round_half_up(weights.unmet * demand.priority) * (1 + len(listeners))
    hosts = [demand.site_id, *(one.site_id for one in listeners)]
    for site_id in dict.fromkeys(hosts):
        before = short_of_floor(problem, plan, site_id, 0)
        saved += weights.below_floor * (
            before - short_of_floor(problem, plan, site_id, hosts.count(site_id))
        )
    for member in problem.chains:
        if (member.site_id, member.skill) == (demand.site_id, demand.skill):
            has = sum(
                delivered(problem, plan, one)
                for one in problem.demands
                if (one.site_id, one.skill) == (member.site_id, member.skill)
            )
            saved += weights.chain_gap * (has < member.min_sessions)
    return saved


def delivered(problem, plan, demand):
    rows = [row for row in plan if row.demand_id == demand.demand_id]
    if demand.demand_id in problem.roles_of:
        return len({(row.day, row.slot) for row in rows})
    return len(rows)


def short_of_floor(problem, plan, site_id, extra):
    wanted = has = 0
    for one in problem.demands:
        listeners = problem.listeners_of.get(one.demand_id, ())
        times = [one.site_id, *(row.site_id for row in listeners)].count(site_id)
        wanted += times * problem.wanted_of[one.demand_id]
        has += times * delivered(problem, plan, one)
    floor = -int(-(problem.rules.equity.floor * wanted) // 1)
    return max(0, floor - has - extra)


@tiny
@given(priced_problems(max_candidates=8))
def test_prices_hold_for_every_plan(problem):
    prices = prices_of(problem)
    if prices is None:
        return
    for plan, scored in plans(problem):
        assert scored.objective >= prices.bound - TRIFLE
        for staff_id, price in prices.people.items():
            if all(row.staff_id != staff_id for row in plan):
                assert scored.objective >= prices.bound + price - TRIFLE
        for demand_id, price in prices.sessions.items():
            demand = problem.demand_of[demand_id]
            if delivered(problem, plan, demand) < problem.wanted_of[demand_id]:
                cost = scored.objective - saved_from_outside(problem, plan, demand)
                assert cost >= prices.bound - price - TRIFLE


@tiny
@given(priced_problems(max_candidates=8))
def test_prices_hold_with_an_hour_more(problem):
    prices = prices_of(problem)
    for name, price in ({} if prices is None else prices.budgets).items():
        employers = dict(problem.rules.employers)
        hours = employers[name].max_hours_week + 1
        employers[name] = employers[name].model_copy(update={"max_hours_week": hours})
        rules = problem.rules.model_copy(update={"employers": employers})
        for plan, scored in plans(problem.updated(rules=rules)):
            alone = [
                Plan(tuple(r for r in plan if r.staff_id == p.staff_id)) for p in problem.staff
            ]
            if not any(one.kind == "employer" for own in alone for one in sp.check(problem, own)):
                assert scored.objective >= prices.bound - price - TRIFLE


def test_a_scarce_budget_has_its_price():
    # Each lesson missing costs 1000, and takes 40 of 120 minutes.
    problem = make_problem(
        staff=[{"staff_id": name, "employer": "S"} for name in ("T1", "T2")],
        demands=[{"demand_id": "D1", "sessions": 4, "max_staff": 2, "site_id": "H"}],
        rules={
            "equity": {"floor": 0},
            "weights": {"extra_staff": 0},
            "employers": {"S": {"max_hours_week": 2}},
        },
    )
    prices = prices_of(problem)
    assert prices.budgets["S"] == pytest.approx(1500)
    frame = prices.to_frame()
    assert list(frame["kind"]) == ["sessions", "people", "people", "budgets"]
    assert list(frame["id"]) == ["D1", "T1", "T2", "S"]
    assert all(prices.meaning(kind, "zh") for kind in frame["kind"])
    result = sp.solve(problem, stop=work(2.0), workers=1)
    assert result.bound == result.objective == 1000


def test_prices_of_components_are_put_together():
    parts = [make_problem(demands=[{"sessions": 6}]) for _ in range(2)]
    whole = join(*parts, same_employers=True)
    own = replace(sp.SolveParams().decomposition, least_seconds=0.0, least_sessions=1)
    params = replace(sp.SolveParams(), decomposition=own)
    result = sp.solve(whole, stop=work(2.0), workers=1, params=params)
    assert set(result.prices.people) == {person.staff_id for person in whole.staff}
    assert set(result.prices.sessions) == set(whole.demand_of)
    assert result.prices.bound <= result.objective + TRIFLE
