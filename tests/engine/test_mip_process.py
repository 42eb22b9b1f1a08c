"""Branch and cut: the best choice, or a bound of it, and nothing of the process is left behind."""

import itertools
import math
import sys
import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patience import ENDLESS
from sharepool.engine.columns.mip_process import MipBuilder, MipLimits, solve_mip
from sharepool.engine.params import DEFAULTS
from tuning import tuned

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PATIENT = MipLimits(seconds=ENDLESS, nodes=None)


def draft(costs, tops, rows, known):
    """Return a program whose first column is a solution of such a cost by itself."""
    one = MipBuilder()
    first = one.column(known)
    columns = [one.column(cost, top) for cost, top in zip(costs, tops, strict=True)]
    for factors, low in rows:
        terms = zip(columns, factors, strict=True)
        one.row([*terms, (first, max(0, low))], low, math.inf)
    return one.finish(first)


@st.composite
def covers(draw):
    """Draw costs, most of each column, and rows that want so much at least."""
    size = draw(st.integers(1, 5))
    whole = st.integers(-5, 9)
    costs = draw(st.lists(st.integers(-3, 30), min_size=size, max_size=size))
    tops = draw(st.lists(st.integers(1, 2), min_size=size, max_size=size))
    row = st.tuples(st.lists(whole, min_size=size, max_size=size), st.integers(-4, 12))
    return costs, tops, draw(st.lists(row, min_size=1, max_size=4))


def optimum(costs, tops, rows, known):
    """Return the least cost of all choices, the one known included."""
    best = known
    for first, *choice in itertools.product(range(2), *(range(top + 1) for top in tops)):
        if all(
            sum(f * x for f, x in zip(factors, choice, strict=True)) + first * max(0, low) >= low
            for factors, low in rows
        ):
            cost = first * known + sum(c * x for c, x in zip(costs, choice, strict=True))
            best = min(best, cost)
    return best


def solve(mip, limits=PATIENT, params=DEFAULTS, cancel=lambda: False, tell=lambda: None):
    """Return the outcome, and the bounds told on the way; each is followed by a call of `tell`."""
    told = []

    def note(bound):
        told.append(bound)
        tell()

    return solve_mip(mip, limits, params, tell=note, cancel=cancel), told


@FEW
@given(covers(), st.integers(0, 40))
def test_the_best_choice_is_found_and_no_bound_is_above_it(program, known):
    costs, tops, rows = program
    mip = draft(costs, tops, rows, known)
    outcome, told = solve(mip)
    best = optimum(costs, tops, rows, known)
    assert outcome.is_best
    assert sum(mip.cost[column] * count for column, count in outcome.chosen.items()) == best
    assert outcome.bound <= best + 1e-6
    assert all(bound <= best + 1e-6 for bound in told)


@pytest.mark.parametrize("cost", [500.0, 1.0])
def test_what_it_begins_with_is_no_answer_where_presolve_alone_finds_a_better_one(cost):
    # HiGHS 1.16.0 says so: two people could each give one or both of two sessions, for nothing.
    one = MipBuilder()
    first = one.column(cost)
    weeks = [one.column() for _ in range(6)]
    none = math.inf
    slacks = [one.column(cost, top) for cost, top in ((1000, none), (30, 0), (1000, none), (30, 0))]
    floor = one.column(400.0, none)
    for own in (weeks[:3], weeks[3:]):
        one.row([(x, 1) for x in (*own, first)], -none, 1)
    tasks = [[weeks[i] for i in (0, 2, 3, 5)], [weeks[i] for i in (1, 2, 4, 5)]]
    for task, missing in zip(tasks, slacks[::2], strict=True):
        one.row([(x, 1) for x in (*task, missing, first)], 1, 1)
    for task, more in zip(tasks, slacks[1::2], strict=True):
        one.row([*((x, -1) for x in task), (more, 1), (first, -1)], -1, none)
    one.row([*((x, 1) for task in tasks for x in task), (floor, 1), (first, 1)], 1, none)
    outcome, _ = solve(one.finish(first))
    assert outcome.is_best
    assert first not in outcome.chosen


def make_hard():
    """Return a market split: branching alone takes hours to find out that there is no choice."""
    random = np.random.default_rng(4)
    one = MipBuilder()
    first = one.column(1000.0)
    columns = [one.column() for _ in range(50)]
    for _ in range(6):
        factors = random.integers(0, 100, 50)
        half = float(factors.sum() // 2)
        over, under = one.column(1.0, math.inf), one.column(1.0, math.inf)
        terms = [*zip(columns, factors, strict=True), (over, -1.0), (under, 1.0), (first, half)]
        one.row(terms, half, half)
    return one.finish(first)


# Nothing but what a test is about ends the process: it has no answer for hours.


def test_it_ends_when_told_to():
    cancel = threading.Event()
    outcome, told = solve(make_hard(), MipLimits(None, None), cancel=cancel.is_set, tell=cancel.set)
    assert told
    assert not outcome.is_best


@pytest.mark.parametrize("limits", [MipLimits(1.0, None), MipLimits(None, 30)])
def test_it_ends_at_a_limit_of_seconds_or_nodes(limits):
    outcome, _ = solve(make_hard(), limits)
    assert not outcome.is_best
    assert outcome.bound <= 1000.0


def test_it_gives_up_when_there_is_no_better_bound_for_long():
    params = tuned(enumeration={"patience_seconds": 1.5})
    outcome, _ = solve(make_hard(), MipLimits(None, None), params)
    assert not outcome.is_best


def test_a_process_that_fails_is_an_error(monkeypatch, tmp_path):
    failing = tmp_path / "python"
    failing.write_text(f"#!{sys.executable}\nraise SystemExit(3)\n")
    failing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(failing))
    with pytest.raises(RuntimeError, match="without an answer"):
        solve(make_hard())
