"""The box around the best duals: how wide it is, and when its program says something of plans."""

from types import SimpleNamespace

import numpy as np
import pytest

from sharepool.engine.columns import box_step as boxes
from sharepool.engine.columns.box_step import ENOUGH, FIRST_RADIUS, KEPT, PATIENCE, WIDER, Boxes
from sharepool.engine.columns.dual_steps import Look
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.restricted_master import Answer
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.weeks import Pool, Week
from sharepool.generate import generate_county

WEEK = Week(0, (), 0, 0)


@pytest.fixture
def box(monkeypatch):
    """Boxes whose program says what the test tells it to, and what radius it was asked with."""
    instance = prepare(generate_county(2))
    master, board = Master(instance), Board(instance, gap=0.0, started=0.0)
    program = SimpleNamespace(value=100.0, aside=0.0, radius=None)

    def solve(center, radius, _):
        program.radius = radius
        return Answer(np.zeros(master.size), program.value, ((WEEK, 1.0),), program.aside)

    program.solve = solve
    monkeypatch.setattr(boxes, "Restricted", lambda *_: program)
    effort = Effort(board, None, 1e9)
    made = Boxes(master, Pool(instance), len(instance.people), effort, np.zeros(master.size))

    def look(bound, attained=None):
        attained = bound if attained is None else attained
        zeros = np.zeros(master.size)
        made.next(Look(duals=zeros, bound=bound, attained=attained, gradient=zeros))
        return program.radius

    return SimpleNamespace(boxes=made, program=program, look=look, master=master)


def test_a_kept_promise_widens_the_box_though_the_bound_is_uncertain(box):
    assert box.look(0.0) == FIRST_RADIUS
    assert box.look(1.0, attained=100 * KEPT) == WIDER * FIRST_RADIUS


def test_a_broken_promise_narrows_the_box_after_a_while(box):
    box.look(0.0)
    radii = [box.look(-1.0) for _ in range(PATIENCE)]
    assert radii[:-1] == [FIRST_RADIUS] * (PATIENCE - 1)
    assert radii[-1] < FIRST_RADIUS


def test_the_program_is_solved_when_a_wider_box_brings_nothing_more(box):
    box.look(0.0)
    box.look(90.0, attained=100.0)
    assert not box.boxes.is_done
    box.program.value = 120.0
    box.look(100.0)
    box.look(115.0, attained=120.0)
    assert not box.boxes.is_done
    box.look(115.0, attained=120.0)
    assert box.boxes.is_done


def test_a_mixture_is_sound_when_little_is_left_to_the_sides(box):
    sessions = sum(box.master.rows()[task].low for task in box.master.block("task"))
    box.program.aside = 0.5 * sessions
    box.look(0.0)
    assert not box.boxes.is_sound
    box.program.aside = 0.001 * sessions
    box.look(1.0)
    assert box.boxes.is_sound


def test_late_mixtures_are_sound_all_the_same(box):
    box.program.aside = 1e6
    for _ in range(ENOUGH):
        assert not box.boxes.is_sound
        box.look(0.0)
    assert box.boxes.is_sound
