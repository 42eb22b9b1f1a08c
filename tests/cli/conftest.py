import json

import pytest
from typer.testing import CliRunner

from builders import make_plan, make_problem
from sharepool.cli import app
from sharepool.tables import write_plan, write_problem


class Ran:
    """What one run of a command left: exit code, stdout, stderr."""

    def __init__(self, outcome):
        self.code, self.out, self.err = outcome.exit_code, outcome.stdout, outcome.stderr
        self.exception = outcome.exception

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run():
    def run(*arguments):
        return Ran(CliRunner().invoke(app, [str(one) for one in arguments]))

    return run


@pytest.fixture
def folder(tmp_path):
    """A problem of one person and one demand, whose lessons are at A or not at all."""
    write_problem(make_problem(), tmp_path / "problem")
    return tmp_path / "problem"


@pytest.fixture
def faulty(folder):
    """The same, with two faults in two tables."""
    demands = folder / "demands.csv"
    text = demands.read_text(encoding="utf-8-sig").replace("D1,A", "D1,[red]nowhere")
    demands.write_text(text, encoding="utf-8")
    (folder / "rules.toml").write_text("week_of = 2026-03-03\n", encoding="utf-8")
    return folder


@pytest.fixture
def legal(tmp_path):
    path = tmp_path / "legal.csv"
    write_plan(make_plan(("T1", "D1", 1, 2)), path)
    return path


@pytest.fixture
def illegal(tmp_path):
    path = tmp_path / "illegal.csv"
    write_plan(make_plan(("T1", "D1", 1, 2), ("T1", "D1", 2, 2), ("T1", "D1", 3, 7)), path)
    return path


@pytest.fixture
def contents(tmp_path):
    """Return what takes every file of this test with its bytes, to compare later."""

    def contents():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    return contents
