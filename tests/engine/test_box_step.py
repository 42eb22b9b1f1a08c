"""The box around the best duals: how wide it is, and when its program says something of plans."""

from types import SimpleNamespace

import numpy as np
import pytest

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns import box_step
from sharepool.engine.columns.box_step import BoxStep
from sharepool.engine.columns.dual_steps import DualPoint
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.restricted_master import RestrictedSolution
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.engine.weeks import Pool, Week
from sharepool.generate import generate_county

WEEK = Week(0, (), 0, 0)
PARAMS = DEFAULTS.box_step


@pytest.fixture
def box(monkeypatch):
    """A box whose program says what the test wants, and what radius it was asked with."""
    instance = prepare(generate_county(2))
    master, state = Master(instance), SolveState(instance, gap=0.0, started=0.0)
    program = SimpleNamespace(value=100.0, artificials=0.0, radius=None)

    def solve(center, radius, _):
        program.radius = radius
        duals, fractional = np.zeros(master.size), ((WEEK, 1.0),)
        return RestrictedSolution(duals, program.value, fractional, program.artificials)

    program.solve = solve
    monkeypatch.setattr(box_step, "RestrictedMaster", lambda *_, **__: program)
    budget = SolveBudget(state, None, 1e9)
    made = BoxStep(master, Pool(instance), len(instance.people), budget, np.zeros(master.size))

    def step(bound, value=None):
        zeros = np.zeros(master.size)
        made.next(DualPoint(zeros, bound, bound if value is None else value, zeros))
        return program.radius

    return SimpleNamespace(steps=made, program=program, step=step, master=master)


def test_a_kept_restricted_value_widens_the_box_though_the_bound_is_uncertain(box):
    assert box.step(0.0) == PARAMS.first_radius
    wider = PARAMS.widening * PARAMS.first_radius
    assert box.step(1.0, value=100 * PARAMS.kept_share) == wider


def test_a_missed_restricted_value_narrows_the_box_after_a_while(box):
    box.step(0.0)
    radii = [box.step(-1.0) for _ in range(PARAMS.patience)]
    assert radii[:-1] == [PARAMS.first_radius] * (PARAMS.patience - 1)
    assert radii[-1] < PARAMS.first_radius


def test_the_program_is_solved_when_a_wider_box_brings_nothing_more(box):
    box.step(0.0)
    box.step(90.0, value=100.0)
    assert not box.steps.is_done
    box.program.value = 120.0
    box.step(100.0)
    box.step(115.0, value=120.0)
    assert not box.steps.is_done
    box.step(115.0, value=120.0)
    assert box.steps.is_done


def test_artificials_are_small_when_they_carry_little(box):
    sessions = sum(box.master.rows()[task].low for task in box.master.block("task"))
    box.program.artificials = 0.5 * sessions
    box.step(0.0)
    assert not box.steps.has_small_artificials
    box.program.artificials = 0.001 * sessions
    box.step(1.0)
    assert box.steps.has_small_artificials


def test_a_program_that_its_box_holds_back_bounds_nothing(box):
    box.program.artificials = 0.01
    box.step(0.0)
    assert box.steps.ceiling == np.inf
    box.program.artificials = 0.0
    box.step(1.0)
    assert box.steps.ceiling == box.program.value


def test_late_solutions_are_searched_all_the_same(box):
    box.program.artificials = 1e6
    for _ in range(PARAMS.enough_answers):
        assert not box.steps.has_small_artificials
        box.step(0.0)
    assert box.steps.has_small_artificials


def test_a_bound_without_end_is_told_from_one_that_has_far_to_go(box):
    """Where no plan exists, the widest box holds the program back, and pricing keeps all of it."""
    box.program.artificials = 1.0
    reached = 0.0
    for _ in range(100):
        if box.step(reached) == PARAMS.largest_radius:
            break
        assert not box.steps.is_endless
        reached, box.program.value = box.program.value, 3 * box.program.value
    else:
        pytest.fail("the box has not grown")
    for _ in range(PARAMS.patience - 1):
        box.step(box.program.value)
        assert not box.steps.is_endless
    box.step(box.program.value)
    assert box.steps.is_endless
    box.program.artificials = 0.0
    box.step(box.program.value)
    box.step(box.program.value)
    assert not box.steps.is_endless
