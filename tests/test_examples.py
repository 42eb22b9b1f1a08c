"""Every public function has an example in its docstring, and it runs as written."""

import doctest
import inspect
from pathlib import Path

import pytest

from annotations import public_things

ROOT = Path(__file__).parents[1]
FUNCTIONS = [name for name, thing in public_things().items() if inspect.isfunction(thing)]


def examples_of(thing, name):
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for test in finder.find(thing, name, globs={}) if test.examples]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_has_an_example(name):
    assert examples_of(public_things()[name], name)


@pytest.mark.parametrize(
    "name", [name for name, thing in public_things().items() if examples_of(thing, name)]
)
def test_an_example_runs_as_written(name, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    told = []
    for test in examples_of(public_things()[name], name):
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        runner.run(test, out=told.append)
    assert not told, "".join(told)
