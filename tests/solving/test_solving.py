"""The door: every result is legal, counted right and bounded, whatever the problem."""

import dataclasses
import shutil
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sharepool.solving.solver
from bruteforce import optimum
from builders import make_plan, make_problem
from patience import ENDLESS, TO_THE_END, spending, work
from sharepool.base.errors import InternalError
from sharepool.engine import compiled
from sharepool.engine.columns import pricing
from sharepool.engine.coordination import portfolio
from sharepool.engine.counting_bound import bound_by_counting
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import TimeSplit
from sharepool.generate import generate_county
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.rules import check
from sharepool.rules.scoring import score
from sharepool.solving.solver import solve
from sharepool.solving.tradeoffs import trace_frontier
from strategies import plans_of, problems
from tuning import tuned

tiny = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def county():
    return generate_county(3)


@tiny
@given(problems(teams=True), st.sampled_from([1, 2]))
def test_tiny_problems_are_solved_to_their_optimum(problem, workers):
    best = optimum(problem)
    result = solve(problem, stop=TO_THE_END, workers=workers)
    if best is None:
        assert result.status is Status.INFEASIBLE
        assert not result.has_plan
        assert result.bound is None
        return
    assert result.status is Status.OPTIMAL
    assert check(problem, result.plan) == ()
    assert result.bound == result.objective == best[0] == sum(result.terms.values())
    assert result.terms == score(problem, result.plan).terms


@tiny
@given(st.data())
def test_any_plan_may_be_given_to_start_from(data):
    problem = data.draw(problems(teams=True))
    start = data.draw(plans_of(problem))
    result = solve(problem, stop=TO_THE_END, start=start)
    best = optimum(problem)
    assert (not result.has_plan) == (best is None)
    if best is not None:
        assert result.objective == best[0]


@tiny
@given(problems(teams=True), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_their_names_matter(problem, rng):
    def renamed(rows):
        rows = [
            row.model_copy(
                update={
                    name: f"{value}~"
                    for name in ("staff_id", "demand_id")
                    if (value := getattr(row, name, None)) is not None
                }
            )
            for row in rows
        ]
        return tuple(rng.sample(rows, len(rows)))

    tables = {
        name: getattr(problem, name)
        if name in {"sites", "bells"}
        else renamed(getattr(problem, name))
        for name in type(problem).model_fields
        if name not in {"rules", "own", "warnings", "travel"}
    }
    other = Problem(rules=problem.rules, travel=problem.travel, **tables)
    results = [solve(one, stop=TO_THE_END, workers=1) for one in (problem, other)]
    assert results[0].status is results[1].status
    assert results[0].objective == results[1].objective


@tiny
@given(problems(teams=True))
def test_somebody_more_never_hurts(problem):
    first = problem.staff[0]
    newcomer = first.model_copy(
        update={"staff_id": "newcomer", "min_hours_week": first.min_hours_week * 0}
    )
    skills = [
        skill.model_copy(update={"staff_id": "newcomer"})
        for skill in problem.skills
        if skill.staff_id == first.staff_id
    ]
    tables = {name: getattr(problem, name) for name in type(problem).model_fields}
    tables["staff"] = (*problem.staff, newcomer)
    tables["skills"] = (*problem.skills, *skills)
    larger = solve(Problem(**tables), stop=TO_THE_END)
    smaller = solve(problem, stop=TO_THE_END)
    if smaller.has_plan:
        assert larger.objective <= smaller.objective


def test_the_same_work_gives_the_same_plan(county):
    stop = Stop(seconds=None, work=0.5)
    results = [solve(county, stop=stop, seed=5, workers=1) for _ in range(2)]
    assert results[0].plan == results[1].plan
    assert results[0].bound == results[1].bound


@pytest.mark.parametrize("workers", [1, 2])
def test_a_short_time_is_kept_and_yields_a_legal_plan(county, workers):
    with spending(6 * workers):
        result = solve(county, stop=1, workers=workers)
    assert result.status is Status.FEASIBLE
    assert check(county, result.plan) == ()
    assert result.bound <= result.objective


def test_no_time_at_all_still_yields_a_legal_plan(county):
    result = solve(county, stop=0)
    assert result.sessions_delivered > 0
    assert check(county, result.plan) == ()


def test_a_start_is_never_made_worse(county):
    first = solve(county, stop=work(1.0))
    again = solve(county, stop=0, start=first.plan)
    assert again.objective <= first.objective


def test_a_wide_gap_ends_the_solve_early(county):
    result = solve(county, stop=Stop(seconds=None, gap=0.99))
    assert result.gap <= 0.99


def test_progress_is_told_and_only_ever_improves(county):
    told = []
    result = solve(county, stop=work(1.0), on_progress=told.append)
    objectives = [entry.objective for entry in result.history if entry.objective is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert told
    assert told[-1].wanted == result.sessions_wanted


def test_what_cannot_be_met_is_named():
    result = solve(
        make_problem(demands=[{"min_sessions": 1, "skill": "swimming"}]), stop=TO_THE_END
    )
    assert result.status is Status.INFEASIBLE
    assert result.gap is None
    (requirement,) = result.conflict.requirements
    assert (requirement.kind, requirement.row, requirement.needed) == ("min_sessions", 0, 1)
    assert result.conflict.proven


def test_ctrl_c_returns_the_best_plan_so_far(county):
    calls = []

    def interrupt(progress):
        calls.append(progress)
        if progress.objective is not None:
            raise KeyboardInterrupt

    result = solve(county, stop=Stop(seconds=None), on_progress=interrupt)
    assert calls
    assert result.interrupted
    assert check(county, result.plan) == ()


def test_ctrl_c_ends_goals_in_order_too(county):
    def interrupt(progress):
        if progress.objective is not None:
            raise KeyboardInterrupt

    result = solve(
        county, stop=Stop(seconds=None), order=["unmet", "travel"], on_progress=interrupt
    )
    assert len(result.steps) == 1
    assert result.status is Status.FEASIBLE
    assert check(county, result.plan) == ()


def fail(instance, state, budget, **options):
    raise ZeroDivisionError("the bound is broken")


def idle(instance, state, budget, **options):
    pass


@settings(tiny, max_examples=8)
@given(problems(teams=True), st.sampled_from([1, 2]))
def test_without_column_generation_the_same_optima_are_proven(problem, workers):
    results = [solve(problem, stop=TO_THE_END, workers=workers)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portfolio, "raise_bound", idle)
        results.append(solve(problem, stop=TO_THE_END, workers=workers))
    assert results[0].status is results[1].status
    assert results[0].status in {Status.OPTIMAL, Status.INFEASIBLE}
    assert results[0].objective == results[1].objective
    assert results[0].bound == results[1].bound


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bound_that_fails_costs_nobody_the_plan(county, monkeypatch, workers):
    monkeypatch.setattr(portfolio, "raise_bound", fail)
    with pytest.warns(RuntimeWarning, match="the bound is broken"):
        result = solve(county, stop=work(1.0), workers=workers)
    assert result.status is Status.FEASIBLE
    assert result.bound == bound_by_counting(prepare(county))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_library_of_pricing_costs_nobody_the_plan(county, monkeypatch, workers, tmp_path):
    shutil.copy(compiled.FOLDER / "search.so", tmp_path)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    with pytest.warns(RuntimeWarning, match="compiled pricing is missing"):
        result = solve(county, stop=work(1.0), workers=workers)
    assert result.status is Status.FEASIBLE
    assert check(county, result.plan) == ()


def test_a_bound_that_fails_leaves_a_small_problem_to_the_proof(monkeypatch):
    monkeypatch.setattr(portfolio, "raise_bound", fail)
    problem = make_problem(demands=[{"sessions": 2}])
    for workers in (1, 2):
        with pytest.warns(RuntimeWarning, match="the bound is broken"):
            result = solve(problem, stop=TO_THE_END, workers=workers)
        assert result.status is Status.OPTIMAL


def test_workers_of_a_large_problem_raise_the_bound_together(county, monkeypatch):
    params = tuned(
        portfolio={
            "most_options_exact": 0,
            "most_sessions_partitioned": 0,
            "seconds_per_session": 0.0,
        },
        time_split={"large": TimeSplit(search=0.0002, helping=0.9, bound=1.0)},
    )
    twins, twin = [], pricing.Pricer.twin
    monkeypatch.setattr(
        pricing.Pricer, "twin", lambda pricer: twins.append(twin(pricer)) or twins[-1]
    )
    counted = bound_by_counting(prepare(county))

    def wait_for_help(progress):
        if progress.bound > counted and any(pricer.calls for pricer in twins):
            raise KeyboardInterrupt

    result = solve(
        county, stop=Stop(seconds=ENDLESS), workers=2, params=params, on_progress=wait_for_help
    )
    assert result.interrupted
    assert check(county, result.plan) == ()
    assert counted < result.bound <= result.objective


def test_an_error_without_a_plan_is_raised(monkeypatch):
    monkeypatch.setattr(portfolio, "raise_bound", fail)
    problem = make_problem(demands=[{"min_sessions": 1, "skill": "swimming"}])
    monkeypatch.setattr(portfolio, "_prove", lambda *_: fail)
    with pytest.raises(ZeroDivisionError):
        solve(problem, stop=work(1.0), workers=1)


def test_a_plan_that_the_checker_refuses_is_withheld(monkeypatch):
    monkeypatch.setattr(sharepool.solving.solver, "violations", lambda _: check(*ILLEGAL))
    with pytest.raises(InternalError, match="H00"):
        solve(make_problem(), stop=TO_THE_END)


ILLEGAL = (make_problem(), make_plan(("nobody", "D1", 1, 1)))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"stop": -1}, "seconds"),
        ({"stop": float("nan")}, "seconds"),
        ({"stop": Stop(work=0)}, "work"),
        ({"stop": Stop(gap=-0.1)}, "gap"),
        ({"workers": 0}, "workers"),
    ],
)
def test_limits_that_make_no_sense_are_refused(arguments, named):
    with pytest.raises(ValueError, match=named):
        solve(make_problem(), **arguments)


def test_more_work_never_gives_a_worse_plan(county):
    found = [
        solve(county, stop=Stop(work=work), workers=1, seed=5).objective for work in (0.3, 0.6, 1.2)
    ]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_at_one_venue_as_few_people_come_as_must_be_there_at_once():
    """Nobody drives between sessions, so that CP-SAT takes all of it on."""
    problem = make_problem(
        staff=[{"staff_id": f"T{n}"} for n in range(12)],
        demands=[
            {"demand_id": f"D{slot}-{n}", "slots": f"1-{slot}", "min_sessions": 1}
            for slot in range(1, 7)
            for n in range(3)
        ],
        rules={"limits": {"max_sessions_day": 6}, "weights": {"site_link": 10, "travel": 0}},
    )
    result = solve(problem, stop=TO_THE_END, workers=2)
    assert result.status is Status.OPTIMAL
    assert result.objective == 3 * 10
    assert len({row.staff_id for row in result.plan.assignments}) == 3


LEAVES_A_WORKER_BEHIND = """
import time
from sharepool.engine.coordination import portfolio
from sharepool.engine.params import PatienceParams, SolveParams
from sharepool.generate import generate_county
from sharepool.solving.solver import solve
from sharepool.solving.tradeoffs import trace_frontier

def deaf(instance, state, budget, **options):
    state.done.wait()
    time.sleep(0.3)
    print("back")

portfolio._bound_and_enumerate = portfolio.raise_bound = portfolio._diagnose = deaf
params = SolveParams(patience=PatienceParams(grace_seconds=0.0))
solve(generate_county(3), stop=0.5, workers=2, params=params)
print("over")
"""


def test_a_program_waits_at_its_end_for_a_worker_that_was_left_behind():
    done = subprocess.run(
        [sys.executable, "-c", LEAVES_A_WORKER_BEHIND],
        capture_output=True,
        text=True,
        timeout=ENDLESS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["over", "back"]


def test_a_bound_that_a_plan_contradicts_is_dropped_and_the_plan_kept(monkeypatch):
    run = sharepool.solving.solver.run
    monkeypatch.setattr(
        sharepool.solving.solver,
        "run",
        lambda *given, **options: dataclasses.replace(run(*given, **options), bound=10**6),
    )
    with pytest.warns(RuntimeWarning, match="is dropped"):
        result = solve(make_problem(), stop=TO_THE_END, workers=1)
    assert (result.status, result.bound, result.sessions_delivered) == (Status.FEASIBLE, None, 1)
    with pytest.warns(RuntimeWarning, match="is dropped"):
        result = solve(make_problem(), stop=TO_THE_END, workers=1, order=["unmet"])
    assert result.sessions_delivered == 1
    with pytest.warns(RuntimeWarning, match="is dropped"):
        found = trace_frontier(make_problem(), "travel", "unmet", points=2, stop=TO_THE_END)
    assert len(found.points) == 2


def test_more_workers_than_a_machine_has_use_for_are_not_started():
    with pytest.warns(RuntimeWarning, match="5000"):
        result = solve(make_problem(), stop=TO_THE_END, workers=5000)
    assert result.status is Status.OPTIMAL
