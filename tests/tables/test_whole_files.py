"""Files appear whole or not at all, and spreadsheets run nothing of them."""

import pandas as pd
import pytest

from sharepool.tables.files import exact_csv, safe_csv, write_whole


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
