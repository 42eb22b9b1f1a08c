"""Experiments: a row for each solve, each solved once; and what a solve logs."""

import logging

import numpy as np
import pytest

from builders import make_problem
from patience import work
from sharepool import Stop, experiment, solve, write_problem
from sharepool.solving import experiments

SETTINGS = {"usual": {}, "no lesson counts": {"weights": {"unmet": 0, "below_floor": 0}}}


@pytest.fixture
def solves(monkeypatch):
    """The seeds of the solves that were really done."""
    done = []

    def counted(problem, *, seed, **arguments):
        done.append(seed)
        return solve(problem, seed=seed, **arguments)

    monkeypatch.setattr(experiments, "solve", counted)
    return done


def run(folder, seeds=(1, 2), settings=SETTINGS, **problems):
    problems = problems or {"one": make_problem()}
    return experiment(problems, settings, seeds, folder=folder, stop=work(0.5), workers=1)


def test_there_is_a_row_for_each_problem_setting_and_seed(tmp_path, solves):
    write_problem(make_problem(demands=[{"sessions": 2}]), tmp_path / "two")
    frame = run(tmp_path / "runs", one=make_problem(), two=tmp_path / "two")
    assert len(frame) == len(solves) == 8
    one = frame[(frame["problem"] == "one") & (frame["setting"] == "usual")].iloc[0]
    result = solve(make_problem(), stop=work(0.5), workers=1, seed=1)
    assert one["objective"] == result.objective
    assert one["term_travel"] == result.terms["travel"]
    assert one["status"] == "optimal"
    assert list(frame.columns[:4]) == ["problem", "setting", "seed", "status"]


def test_numbers_of_numpy_are_numbers(tmp_path, solves):
    weights = [{"w": {"weights": {"travel": weight}}} for weight in (1, *np.array([1, 3]))]
    usual, same, dear = (run(tmp_path, np.arange(1), settings=one) for one in weights)
    assert same.equals(usual)
    assert dear["term_travel"].tolist() == [3 * usual["term_travel"][0]]
    assert solves == [0, 0]


@pytest.mark.parametrize(
    ("problems", "settings", "error", "told"),
    [
        (["tiny"], {"usual": {}}, TypeError, "problems: give a mapping"),
        ({"one": make_problem()}, [{}], TypeError, "settings: give a mapping"),
        ({"one": make_problem()}, {"usual": []}, TypeError, "settings: give 'usual' a mapping"),
        ({"one": make_problem()}, {"a": {"seed": 1}}, ValueError, "'a' has a seed; give seeds"),
    ],
)
def test_what_has_no_name_or_two_seeds_is_told(tmp_path, problems, settings, error, told):
    with pytest.raises(error, match=told):
        experiment(problems, settings, folder=tmp_path)


def test_what_was_solved_is_not_solved_again(tmp_path, solves):
    first = run(tmp_path)
    assert run(tmp_path).equals(first)
    assert solves == [1, 2, 1, 2]
    run(tmp_path, seeds=(2, 3))
    assert solves[4:] == [3, 3]
    # Another problem, limit or argument is another solve; half a file is none.
    run(tmp_path, seeds=(1,), one=make_problem(leg_min=11))
    run(tmp_path, seeds=(1,), settings={"usual": {"weights": {"travel": 2}}})
    run(tmp_path, seeds=(1,), settings={"usual": {"stop": Stop(seconds=None, work=0.6)}})
    assert solves[6:] == [1, 1, 1, 1]
    for path in tmp_path.iterdir():
        path.write_text("{")
    before = len(solves)
    assert run(tmp_path)["objective"].equals(first["objective"])
    assert len(solves) == before + 4


def test_a_stop_keeps_what_there_is(tmp_path, monkeypatch):
    def stopped(problem, *, seed, **arguments):
        result = solve(problem, seed=seed, **arguments)
        return result if seed == 1 else result.__class__(**vars(result) | {"interrupted": True})

    monkeypatch.setattr(experiments, "solve", stopped)
    assert list(run(tmp_path, settings={"usual": {}})["seed"]) == [1]
    assert len(list(tmp_path.iterdir())) == 1


def test_solves_are_logged_where_somebody_listens(caplog):
    solve(make_problem(), stop=work(0.5), workers=1)
    with caplog.at_level(logging.DEBUG, "sharepool"):
        solve(make_problem(), stop=work(0.5), workers=1)
    told = {(record.name, record.levelname) for record in caplog.records}
    assert ("sharepool.solving.solver", "INFO") in told
    assert ("sharepool.engine.incumbent", "DEBUG") in told
    assert any("1 people, 1 tasks" in record.getMessage() for record in caplog.records)


def test_nothing_is_said_where_nobody_listens(capfd):
    solve(make_problem(), stop=work(0.5), workers=1)
    assert capfd.readouterr() == ("", "")
    handlers = logging.getLogger("sharepool").handlers
    assert any(isinstance(one, logging.NullHandler) for one in handlers)
