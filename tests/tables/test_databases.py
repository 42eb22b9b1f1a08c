"""Problems in a database: they read back the same, and nothing is written by halves."""

import sqlite3

import pytest
from hypothesis import given, settings

from builders import make_problem
from sharepool.base.errors import ProblemError
from sharepool.generate import generate_county
from sharepool.tables import read_problem, write_problem
from strategies import problems


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'county.db'}"


def code_of(path):
    with pytest.raises(ProblemError) as caught:
        read_problem(path)
    return caught.value.faults[0]


@settings(max_examples=25, deadline=None)
@given(problem=problems())
def test_a_problem_reads_back_the_same(tmp_path_factory, problem):
    url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'x.db'}"
    write_problem(problem, url)
    assert read_problem(url) == problem


def test_a_county_replaces_what_was_there_and_leaves_other_tables_alone(tmp_path, url):
    write_problem(make_problem(pins=[{"kind": "forbid", "day": 1}]), url)
    execute(tmp_path, "CREATE TABLE lunches (menu TEXT)")
    county = generate_county(1)
    write_problem(county, url)
    found = read_problem(url)
    assert found == county
    assert not [one for one in found.warnings if one.code == "unknown_table"]


def test_whole_numbers_are_numbers_and_ids_stay_text(tmp_path, url):
    write_problem(make_problem(sites=[{"site_id": "007", "pupils": 3}, *map(site, "HA")]), url)
    with sqlite3.connect(tmp_path / "county.db") as connection:
        row = connection.execute("SELECT site_id, pupils, lon FROM sites").fetchone()
    assert row == ("007", 3, None)


def site(name):
    return {"site_id": name}


def execute(folder, *statements):
    """Change the database of a folder."""
    with sqlite3.connect(folder / "county.db") as connection:
        for statement in statements:
            connection.execute(statement)


def test_tables_made_by_others_are_read_under_chinese_names_too(tmp_path, url):
    write_problem(make_problem(), url)
    execute(
        tmp_path,
        "DROP TABLE pairs",
        "CREATE TABLE 结对 (学校代码 TEXT, 学区 TEXT, min_sessions INTEGER)",
        "INSERT INTO 结对 VALUES ('A', 'g', 2)",
    )
    (pair,) = read_problem(url).pairs
    assert (pair.site_id, pair.group, pair.min_sessions) == ("A", "g", 2)


def test_faults_are_told_as_of_files(tmp_path, url):
    write_problem(make_problem(), url)
    execute(tmp_path, "UPDATE demands SET site_id = 'X', sessions = -1")
    with pytest.raises(ProblemError) as caught:
        read_problem(url)
    assert [(one.table, one.row, one.column) for one in caught.value.faults] == [
        ("demands", 2, "sessions"),
        ("demands", 2, "site_id"),
    ]


def test_views_are_read_and_dates_as_they_are_written(tmp_path, url):
    write_problem(make_problem(), url)
    execute(
        tmp_path,
        "ALTER TABLE staff RENAME TO people",
        "CREATE VIEW staff AS SELECT * FROM people",
        "DROP TABLE IF EXISTS absences",
        'CREATE TABLE absences (staff_id TEXT, "from" DATETIME, until DATE)',
        "INSERT INTO absences VALUES ('T1', '2026/3/2 13:00', '2026/3/3')",
    )
    problem = read_problem(url)
    assert [one.staff_id for one in problem.staff] == ["T1"]
    assert str(problem.absences[0].from_) == "2026-03-02 13:00:00"


def test_the_file_of_a_database_asks_for_its_url(tmp_path, url):
    write_problem(make_problem(), url)
    assert code_of(tmp_path / "county.db").fields["kind"] == "database"


def test_a_write_that_fails_leaves_the_database_as_it_was(url):
    problem = make_problem()
    write_problem(problem, url)
    person = problem.staff[0].model_copy(update={"name": "\ud800"})
    with pytest.raises(ProblemError, match="bad_database"):
        write_problem(problem.updated(staff=(person,), demands=()), url)
    assert read_problem(url) == problem


def test_what_cannot_be_reached_is_a_fault_without_its_password(tmp_path):
    assert code_of(f"sqlite:///{tmp_path / 'none.db'}").code == "missing_file"
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no database at all, but a text", encoding="utf-8")
    assert code_of(f"sqlite:///{tmp_path / 'text.db'}").code == "bad_database"
    fault = code_of("postgresql+nodriver://me:secret@host/db")
    assert fault.code in {"no_driver", "bad_database"}
    assert "secret" not in str(fault)
    assert code_of("no such://thing").code == "bad_database"


def test_an_empty_database_lacks_every_table(tmp_path):
    sqlite3.connect(tmp_path / "empty.db").execute("CREATE TABLE x (y)")
    with pytest.raises(ProblemError, match="missing_table"):
        read_problem(f"sqlite:///{tmp_path / 'empty.db'}")


def test_without_sqlalchemy_the_extra_is_named(monkeypatch, url):
    monkeypatch.setitem(__import__("sys").modules, "sqlalchemy", None)
    assert "pip install sqlalchemy" in code_of(url).advice
