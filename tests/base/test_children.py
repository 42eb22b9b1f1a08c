"""Children of the engine run nothing of the folder that somebody works in, whatever lies there."""

import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sharepool
from patience import ENDLESS
from sharepool.base.children import safe_path
from sharepool.base.processes import own_executor
from sharepool.engine.columns.mip_process import MipBuilder, MipLimits, solve_mip
from sharepool.engine.params import DEFAULTS

OTHERS = {"sharepool", "numpy", "highspy", "pydantic", "sitecustomize", "usercustomize"}


@pytest.fixture
def poison(tmp_path, monkeypatch):
    """Work in a folder that holds a module of every name, and return what one that ran leaves."""
    folder, trace = tmp_path / "data", tmp_path / "it_ran"
    folder.mkdir()
    for name in (sys.stdlib_module_names | OTHERS) - set(sys.builtin_module_names):
        (folder / f"{name}.py").write_text(f"open({str(trace)!r}, 'a').write({name!r} + ' ')\n")
    monkeypatch.chdir(folder)
    # As in an interactive Python, or one that was started with -c.
    monkeypatch.setattr(sys, "path", ["", *sys.path, "."])
    return trace


def test_the_process_of_branch_and_cut_runs_nothing_of_it(poison):
    draft = MipBuilder()
    known = draft.column(5.0)
    other = draft.column(3.0)
    draft.row([(known, 1), (other, 1)], 1, 1)
    limits = MipLimits(None, 100)
    found = solve_mip(
        draft.finish(known), limits, DEFAULTS, tell=lambda _: None, cancel=lambda: False
    )
    assert found.chosen == {other: 1}
    assert not poison.exists()


SCRIPT = """
import os, sys
from pathlib import Path
from sharepool.base.processes import own_executor, starting

def path(_):
    return sys.path

if __name__ == "__main__":
    sys.path.append("")
    messages = Path(sys.argv[1])
    with own_executor(2, messages, poll_seconds=0.1, grace_seconds=1.0) as executor:
        with starting():
            seen = [executor.submit(path, number) for number in range(2)]
        print(any(os.getcwd() in one.result() for one in seen), "PYTHONSAFEPATH" in os.environ)
"""


def test_processes_for_components_and_the_one_that_tracks_their_locks_run_nothing_of_it(
    poison, tmp_path
):
    script, messages = tmp_path / "script.py", tmp_path / "messages"
    script.write_text(SCRIPT)
    messages.mkdir()
    command = [sys.executable, str(script), str(messages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=ENDLESS, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert not poison.exists()


STARTERS = {
    "ProcessPoolExecutor(": "base/processes.py",
    "get_context(": "base/processes.py",
    "subprocess.": "engine/columns/mip_process.py",
}


@pytest.mark.parametrize("call", STARTERS)
def test_nothing_else_starts_processes(call):
    source = Path(sharepool.__file__).parent
    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if call in path.read_text(encoding="utf-8")
    }
    assert found == {STARTERS[call]}


def test_the_folder_of_a_script_stays_on_the_path(monkeypatch):
    script = str(Path("scripts").resolve())
    monkeypatch.setattr(sys, "path", [script, "", "here", *sys.path])
    assert safe_path()[0] == script
    assert not {"", "here"} & set(safe_path())


def test_a_worker_of_somebody_elses_pool_starts_threads(monkeypatch, tmp_path):
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    with own_executor(2, tmp_path, poll_seconds=0.1, grace_seconds=1.0) as executor:
        assert isinstance(executor, ThreadPoolExecutor)
