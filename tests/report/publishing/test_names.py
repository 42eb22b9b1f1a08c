from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.tables.names import name_files, name_sheets

RESERVED = ["con", "PRN", "Aux", "nul", "COM1", "lpt9", "com¹", "CONIN$"]
odd = st.one_of(
    st.text(max_size=70),
    st.sampled_from([*RESERVED, "..", "../x", "a/b", "a\\b", "C:", "", " ", "A", "a", "é", "é"]),
)
steady = settings(deadline=None, derandomize=True)


@steady
@given(st.lists(odd, max_size=12))
def test_file_names_stay_in_their_folder_and_apart(ids):
    names = [f"{name}.ics" for name in name_files(ids)]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert PurePosixPath(name).name == PureWindowsPath(name).name == name
        assert not PureWindowsPath(name).is_reserved()
        assert not name.startswith(".")
        assert len(name.encode()) <= 230


def test_plain_ids_are_file_names_as_they_are():
    assert name_files(["A-C01", "王小明", "007"]) == ["A-C01", "王小明", "007"]


@steady
@given(st.lists(odd, max_size=12))
def test_sheet_names_are_what_excel_takes(titles):
    names = name_sheets(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" != name[-1]
        assert name.casefold() != "history"


def test_sheet_names_are_numbered_where_they_would_be_the_same():
    assert name_sheets(["Sites", "sites", "History"]) == ["Sites", "sites-2", "History-2"]


@pytest.mark.parametrize("name", RESERVED)
def test_what_windows_keeps_is_no_file_name(name):
    (found,) = name_files([name])
    assert found.casefold() != name.casefold()
