"""Whether a target can be written is asked before the work, and nothing is made for it."""

import ast
import importlib.util
from pathlib import Path

import pytest

from sharepool.base.errors import ProblemError
from sharepool.tables import targets
from sharepool.tables.targets import check_target

ASKING = {"mind_target", "check_folder", "refuse_to_overwrite"}
QUICK = {"rank_season", "write_calendar", "import_workbook"}
"""Commands that write at once: nobody has time to close a file first."""


@pytest.mark.parametrize("name", ["new", "a/b/new.csv", "there", "there/file.csv"])
def test_what_can_be_written_is_let_through_and_nothing_is_made(tmp_path, name):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file.csv").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    assert check_target(tmp_path / name) == ()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["file/below", "x" * 300])
def test_what_cannot_be_written_is_a_fault(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(ProblemError) as caught:
        check_target(tmp_path / name)
    assert [fault.code for fault in caught.value.faults] == ["cannot_write"]


def test_files_that_are_held_are_found_however_deep(tmp_path, monkeypatch):
    held = [tmp_path / "calendars" / "T1.ics", tmp_path / "plan.csv"]
    for path in [*held, tmp_path / "free.csv"]:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.setattr(targets, "is_locked", lambda path: path in held)
    assert check_target(tmp_path) == tuple(held)
    assert check_target(held[1]) == (held[1],)


def commands_with_a_target():
    package = Path(importlib.util.find_spec("sharepool").origin).parent
    for path in [*package.glob("cli/*.py"), *package.glob("centre/*/command.py")]:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and function.args.kwonlyargs:
                names = {argument.arg for argument in function.args.kwonlyargs}
                if names & {"out"} and "as_json" in names:
                    yield pytest.param(function, id=function.name)


@pytest.mark.parametrize("function", list(commands_with_a_target()))
def test_every_command_asks_before_it_works(function):
    called = {
        getattr(call.func, "attr", getattr(call.func, "id", ""))
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    }
    assert called & ASKING or function.name in QUICK
