"""What a killed process leaves is taken away; what a live one works on is not."""

import os
import subprocess
import sys
import time

import pytest

from sharepool.base import leftovers
from sharepool.tables.files import write_whole


@pytest.fixture(scope="module")
def gone():
    """The number of a process that is no more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def names_of(process):
    mine = leftovers.own_name()
    return mine.replace(str(os.getpid()), str(process)) + "abc"


def test_files_and_folders_of_the_dead_go_and_all_else_stays(tmp_path, gone):
    dead, alive = tmp_path / names_of(gone), tmp_path / names_of(os.getpid())
    foreign = tmp_path / ".sharepool-00000000-1-abc"
    for folder in (dead, alive, foreign):
        folder.mkdir()
        (folder / "plan.csv").touch()
    (tmp_path / (names_of(gone) + ".tmp")).touch()
    (tmp_path / ".sharepool").touch()
    leftovers.clear(tmp_path)
    assert set(tmp_path.iterdir()) == {alive, foreign, tmp_path / ".sharepool"}


def test_those_of_another_machine_go_when_they_are_old(tmp_path, monkeypatch):
    foreign = tmp_path / ".sharepool-00000000-1-abc"
    foreign.mkdir()
    os.utime(foreign, (0, time.time() - 2 * 86_400))
    leftovers.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_no_process_can_be_asked_about_age_decides(tmp_path, monkeypatch, gone):
    monkeypatch.delattr(os, "getuid")
    dead = tmp_path / names_of(gone)
    dead.mkdir()
    leftovers.clear(tmp_path)
    assert dead.exists()


def test_whoever_writes_next_takes_them_away(tmp_path, gone):
    (tmp_path / names_of(gone)).mkdir()
    write_whole(tmp_path / "a.csv", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
