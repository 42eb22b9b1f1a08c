"""The program over weeks: it goes on from its last answer, and says the same as one begun anew."""

from dataclasses import replace

import pytest
from ortools.math_opt.python import mathopt

from sharepool.engine.columns.master import Master
from sharepool.engine.columns.restricted_master import RestrictedMaster
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Pool
from sharepool.generate import generate_county


@pytest.fixture(scope="module")
def instance():
    return prepare(generate_county(2))


def grow(pool, instance, seed):
    """Add the weeks of a plan to a pool."""
    roster = Roster(instance, seed)
    roster.add_all(first_plan(instance).best())
    roster.anneal(30_000, 200.0)
    pool.add_plan(roster.best())


def value(program, master, radius):
    """Return what a program is worth in a box about the duals it would begin with."""
    answer = program.solve(master.plain_duals(0.8), radius, None)
    assert answer is not None
    return answer.value


def test_new_weeks_and_other_boxes_are_worth_what_they_are_to_a_new_program(instance):
    master, pool = Master(instance), Pool(instance)
    people = range(len(instance.people))
    program, values = RestrictedMaster(master, pool, people), []
    for seed, radius in enumerate([10.0, 10.0, 500.0, 20.0, 1e5]):
        grow(pool, instance, seed)
        values.append(value(program, master, radius))
        assert values[-1] == pytest.approx(
            value(RestrictedMaster(master, pool, people), master, radius)
        )
    assert values[1] < values[0]  # with more weeks in the same box


def test_weeks_that_were_forgotten_are_no_part_of_it(instance):
    master, pool = Master(instance), Pool(instance)
    people = range(len(instance.people))
    program = RestrictedMaster(master, pool, people)
    for seed in range(3):
        grow(pool, instance, seed)
    before = value(program, master, 1e5)
    pool.keep(list(range(0, len(pool), 3)))
    after = value(program, master, 1e5)
    assert after > before
    assert after == pytest.approx(value(RestrictedMaster(master, pool, people), master, 1e5))


def test_a_solver_that_gave_up_begins_anew(instance, monkeypatch):
    master, pool = Master(instance), Pool(instance)
    people = range(len(instance.people))
    program = RestrictedMaster(master, pool, people)
    grow(pool, instance, 0)
    value(program, master, 10.0)
    grow(pool, instance, 1)

    def give_up(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(mathopt.IncrementalSolver, "solve", give_up)
        assert program.solve(master.plain_duals(0.8), 1e5, None) is None
    expected = value(RestrictedMaster(master, pool, people), master, 10.0)
    assert value(program, master, 10.0) == pytest.approx(expected)


def test_what_does_not_get_to_an_end_is_solved_in_the_safer_way(instance, monkeypatch):
    master, pool = Master(instance), Pool(instance)
    people = range(len(instance.people))
    for seed in range(4):
        grow(pool, instance, seed)
    expected = value(RestrictedMaster(master, pool, people), master, 1e5)
    asked, solve = [], mathopt.IncrementalSolver.solve

    def count(self, *, params, model_params):
        asked.append(params.presolve)
        return solve(self, params=params, model_params=model_params)

    monkeypatch.setattr(mathopt.IncrementalSolver, "solve", count)
    params = replace(DEFAULTS.box_step, most_steps_per_row=1)
    program = RestrictedMaster(master, pool, people, params=params)
    assert value(program, master, 1e5) == pytest.approx(expected)
    assert asked == [mathopt.Emphasis.OFF, None]
