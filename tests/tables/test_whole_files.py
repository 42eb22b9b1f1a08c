"""Files appear whole or not at all, and spreadsheets run nothing of them."""

from pathlib import Path

import pandas as pd
import pytest

from sharepool.tables import files
from sharepool.tables.files import (
    WrittenBeside,
    exact_csv,
    safe_csv,
    write_files,
    write_whole,
)


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "new" / "a.txt"
    write_whole(path, "old\r\n")
    write_whole(path, "新\r\n")
    assert path.read_bytes() == "新\r\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(path, "old")

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


HOSTILE = ["=1+1", "+1", "-1", "@a", "\ta", "\ra"]


def test_a_csv_for_machines_keeps_every_cell():
    data = exact_csv(pd.DataFrame({"a": [*HOSTILE, "x,y", 'q"', "l\nm", None]}))
    rows = data.decode("utf-8").split("\r\n")
    assert rows[:5] == ["\ufeffa", "=1+1", "+1", "-1", "@a"]


def test_a_csv_for_people_holds_no_formula():
    data = safe_csv(pd.DataFrame({"=a": [*HOSTILE, "safe"], "n": [-1, -1, -1, -1, -1, -1, -2.5]}))
    text = data.decode("utf-8")
    assert text.startswith("\ufeff'=a,n\r\n'=1+1,-1")
    for cell in HOSTILE:
        assert f"'{cell}" in text
    assert "safe,-2.5" in text


@pytest.fixture
def held(monkeypatch):
    """Let another program hold files of some names, as Excel does on Windows."""
    names, replace, open_file = set(), Path.replace, Path.open

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(
        Path,
        "replace",
        lambda path, target: (
            refuse(target)
            if Path(target).name in names and Path(target).exists()
            else replace(path, target)
        ),
    )
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, mode="r", *rest, **more: (
            refuse(path)
            if path.name in names and "+" in mode
            else open_file(path, mode, *rest, **more)
        ),
    )
    return names


def test_a_file_that_is_held_is_written_beside_under_another_name(tmp_path, held):
    write_whole(tmp_path / "plan.csv", "old")
    held.update({"plan.csv"})
    for number in (2, 3):
        with pytest.warns(WrittenBeside) as told:
            written = write_whole(tmp_path / "plan.csv", "new")
        assert written == tmp_path / f"plan ({number}).csv"
        assert told[0].message.written == written
        assert written.read_text() == "new"
    assert (tmp_path / "plan.csv").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 3


def test_files_that_belong_together_are_sealed_again_only_when_all_are_there(tmp_path, monkeypatch):
    old = {"a.csv": "1", "seal.json": "1", "b.csv": "1"}
    write_files(old, tmp_path, seal="seal.json")
    placed, place = [], files._place

    def stop_at_the_second(new, path):
        if placed and path.parent == tmp_path:
            raise KeyboardInterrupt
        if path.parent == tmp_path:
            placed.append(path.name)
        return place(new, path)

    monkeypatch.setattr(files, "_place", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write_files(dict.fromkeys(old, "2"), tmp_path, seal="seal.json")
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "b.csv"}
    monkeypatch.undo()
    write_files(dict.fromkeys(old, "3"), tmp_path, seal="seal.json")
    assert {path.read_text() for path in tmp_path.iterdir()} == {"3"}
    assert len(list(tmp_path.iterdir())) == 3
