"""What a term's folder holds, and every fault of it at once."""

import datetime as dt

import pytest

from builders import make_plan, make_problem
from sharepool import Carry, read_term_book, write_plan, write_problem, write_rows
from sharepool.base.errors import ProblemError
from sharepool.centre.term.folder import read_lived, read_term_problem, read_week

MONDAYS = (dt.date(2026, 3, 2), dt.date(2026, 3, 9))


@pytest.fixture
def folder(tmp_path):
    for monday in MONDAYS:
        week = make_problem().in_week(monday)
        write_problem(week, tmp_path / monday.isoformat() / "v1" / "problem")
        write_plan(make_plan(("T1", "D1", 1, 2)), tmp_path / monday.isoformat() / "v1" / "plan.csv")
    return tmp_path


def codes(call, *arguments):
    with pytest.raises(ProblemError) as caught:
        call(*arguments)
    return {(fault.table, fault.code) for fault in caught.value.faults}


def test_versions_are_read_with_their_tables(folder):
    book = read_term_book(folder)
    assert tuple(book.versions) == MONDAYS
    assert [one.problem.rules.week_of for one in read_lived(folder)] == list(MONDAYS)
    assert book.in_force(dt.date(2026, 3, 16)) is None


def test_a_week_is_found_by_its_monday(folder):
    problem = make_problem()
    assert read_week(folder, problem).week_of == MONDAYS[0]
    assert read_week(folder, problem, MONDAYS[1]).week_of == MONDAYS[1]
    elsewhere = problem.in_week(dt.date(2026, 5, 4))
    assert read_week(folder, elsewhere).week_of == MONDAYS[0]
    assert codes(read_week, folder, problem, dt.date(2026, 5, 4)) == {("", "no_version")}


def test_every_fault_of_a_folder_is_told_at_once(folder):
    (folder / "term.toml").write_text('unless_reported = "maybe"\nbells = 3\n', encoding="utf-8")
    (folder / "attendance.csv").write_text("date,staff_id\n2026-03-02,T1\n", encoding="utf-8")
    text = "staff_id,demand_id,owed\nT1,D1,1\n"
    (folder / "carry.csv").write_text(text, encoding="utf-8")
    assert codes(read_term_book, folder) >= {
        ("term", "unknown_key"),
        ("term", "unknown_word"),
        ("attendance", "missing_column"),
        ("carry", "bad_value"),
    }


def test_settings_and_carry_are_read(folder):
    text = 'unless_reported = "not_given"\ncatch_up = false\n'
    (folder / "term.toml").write_text(text, encoding="utf-8")
    rows = [Carry(staff_id="T1", road_min=-40, points="1.5"), Carry(demand_id="D1", owed=2)]
    write_rows("carry", rows, folder / "carry.csv")
    book = read_term_book(folder)
    assert (book.settings.unless_reported.value, book.settings.catch_up) == ("not_given", False)
    assert list(book.carry) == rows


def test_a_folder_without_a_term_says_so(tmp_path):
    assert read_term_book(tmp_path / "new").versions == {}
    assert codes(read_lived, tmp_path) == {("plan", "missing_file")}
    assert codes(read_term_problem, tmp_path) == {("", "missing_file")}
