"""A term planned, lived, acknowledged and paid by commands."""

import datetime as dt
import shutil

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from builders import make_problem
from sharepool import Attendance, read_term_book
from sharepool.cli import app
from sharepool.tables import write_problem, write_rows
from terms import make_term_problem, off

LIMITS = ("--time-limit", 1, "--week-limit", 1, "--workers", 1)
RATES = """
source = "example"
[thresholds]
rural_areas = ["rural"]
far_day_min = 100
early_start = "07:15"
[converted_lessons]
lesson = 1
[[borrowers]]
employer = "Schools"
"""


@pytest.fixture(scope="module")
def planned_once(tmp_path_factory):
    """A county and its term, planned by the command; each test has copies of its own."""
    folder = tmp_path_factory.mktemp("planned")
    problem = make_term_problem(
        2,
        staff=[{}, {"staff_id": "T2"}],
        demands=[{"slots": "1-1"}, {"demand_id": "D2", "site_id": "B", "slots": "3-1"}],
        calendar=off("2026-03-11"),
    )
    write_problem(problem, folder / "county")
    words = ["term", folder / "county", folder / "TERM", *LIMITS, "--quiet"]
    ran = CliRunner().invoke(app, [str(word) for word in words])
    assert ran.exit_code == 0, ran.stderr
    return folder


@pytest.fixture
def county(planned_once, tmp_path):
    (tmp_path / "rates.toml").write_text(RATES, encoding="utf-8")
    return shutil.copytree(planned_once / "county", tmp_path / "county")


@pytest.fixture
def term(planned_once, tmp_path):
    return shutil.copytree(planned_once / "TERM", tmp_path / "TERM")


def table(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def attend(run, term, *rows, options=()):
    path = term.parent / "attendance.csv"
    write_rows("attendance", [Attendance.model_validate(row) for row in rows], path)
    return run("term", "attend", term, path, *options)


def planned(term):
    """Return the sessions of the versions in force as cells of a report."""
    return [
        {
            "date": week.problem.week[row.day - 1],
            "staff_id": row.staff_id,
            "demand_id": row.demand_id,
            "slot": row.slot,
            "state": "given",
        }
        for versions in read_term_book(term).versions.values()
        for week in (versions[-1].week,)
        for row in week.plan
    ]


def test_a_term_is_written_whole(run, term, county):
    assert sorted(path.name for path in term.glob("2026-*/v1/plan.csv")) == ["plan.csv"] * 2
    assert list(table(term, "term")["wanted"]) == ["2", "2"]
    (lost,) = table(term, "lost").to_dict("records")
    assert (lost["demand_id"], lost["date"], lost["reason"]) == ("D2", "2026-03-11", "day_off")
    for name in ("rates", "held", "owed", "roads"):
        assert (term / f"{name}.csv").exists()
    assert list((term / "calendars").glob("*.ics"))
    ran = run("term", county, term, *LIMITS, "--quiet", "--json")
    assert (ran.code, ran.json["written"]) == (0, [])
    assert ran.json["lost"] == {"day_off": 1}


def test_a_term_speaks_chinese(run, county, tmp_path):
    ran = run("term", county, tmp_path / "学期", *LIMITS, "--lang", "zh", "--quiet")
    assert "放假" in ran.out
    assert list(table(tmp_path / "学期", "lost")["原因"]) == ["放假"]
    assert "缺课明细" in openpyxl.load_workbook(tmp_path / "学期" / "term.xlsx").sheetnames


def test_a_term_without_dates_is_refused(run, tmp_path, contents):
    write_problem(make_problem(), tmp_path / "problem")
    before = contents()
    ran = run("term", tmp_path / "problem", tmp_path / "TERM", "--json")
    assert ran.code == 2
    assert {fault["column"] for fault in ran.json["faults"]} == {
        "term.first_monday",
        "term.weeks",
    }
    assert contents() == before


def test_reports_change_status_and_ledger(run, term, county, tmp_path):
    first, *others = planned(term)
    ran = attend(run, term, {**first, "state": "weather"}, *others)
    assert ran.code == 0, ran.err
    assert sorted(table(term, "lost")["reason"]) == ["day_off", "weather"]
    ran = run("term", "status", term, "--json", "--carry", tmp_path / "carry.csv")
    assert (ran.code, ran.json["lost"]) == (0, {"weather": 1, "day_off": 1})
    owed = pd.read_csv(tmp_path / "carry.csv")
    assert list(owed[owed["owed"] > 0]["demand_id"]) == [first["demand_id"]]
    paid = run("ledger", county, term, "--rates", tmp_path / "rates.toml", "--out", tmp_path / "L")
    assert paid.code == 0, paid.err
    assert pd.read_csv(tmp_path / "L" / "people.csv")["sessions"].sum() == len(others)


def test_bad_reports_are_faults_and_nothing_is_written(run, term, contents):
    first, *_ = planned(term)
    write_rows(
        "attendance",
        [Attendance.model_validate({**first, "slot": 7})],
        term.parent / "attendance.csv",
    )
    before = contents()
    ran = run("term", "attend", term, term.parent / "attendance.csv", "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert "任何版本都没有这次课" in ran.err
    assert contents() == before
    assert attend(run, term, first).code == 0
    assert attend(run, term, {**first, "state": "weather"}).code == 2
    assert attend(run, term, {**first, "state": "weather"}, options=["--replace"]).code == 0


def test_what_is_declined_is_planned_again(run, term, tmp_path):
    workbook = openpyxl.load_workbook(term / "term.xlsx")
    who = next(row["staff_id"] for row in planned(term) if row["demand_id"] == "D1")
    sheet = next(one for one in workbook if one.title.startswith(f"{who} "))
    header = [cell.value for cell in sheet[4]]
    for row in range(5, sheet.max_row + 1):
        is_first = sheet.cell(row, header.index("demand_id") + 1).value == "D1"
        sheet.cell(row, header.index("answer") + 1, "no" if is_first else "yes")
    workbook.save(tmp_path / "answered.xlsx")
    limits = ("--week-limit", 1, "--workers", 1)
    ran = run("term", "acknowledge", term, tmp_path / "answered.xlsx", *limits)
    assert ran.code == 0, ran.err
    assert "declined" in ran.out
    assert (term / "2026-03-02" / "v2").is_dir()
    now = {row["staff_id"] for row in planned(term) if row["demand_id"] == "D1"}
    assert who not in now
    assert "declined" in run("term", "status", term).out


@pytest.mark.parametrize("command", ["balance", "pool"])
def test_a_term_stands_for_the_plan_of_a_week(run, term, county, command):
    assert run(command, county, term, "--json").code == 0
    assert run(command, county, term, "--json", "--week-of", "2026-03-09").code == 0
    ran = run(command, county, term, "--json", "--week-of", "2026-04-06")
    assert (ran.code, ran.json["faults"][0]["code"]) == (2, "no_version")


def test_the_report_of_a_term_has_its_page(run, term, county, tmp_path):
    assert run("report", county, term, "--out", tmp_path / "R").code == 0
    page = (tmp_path / "R" / "report.html").read_text(encoding="utf-8")
    assert 'id="term"' in page
    assert "day off" in page
    ran = run("report", county, term, "--out", tmp_path / "A", "--anonymous", "--lang", "zh")
    assert ran.code == 0
    page = (tmp_path / "A" / "report.html").read_text(encoding="utf-8")
    assert "放假" in page
    assert "D2" not in page


def test_the_calendar_is_a_table_to_edit(run, tmp_path):
    dates = ("--from", "2026-04-27", "--until", "2026-05-10")
    ran = run("calendar", *dates, "--out", tmp_path / "calendar.csv", "--json")
    assert ran.json == {
        "out": str(tmp_path / "calendar.csv"),
        "days": 6,
        "to_fill_in": ["2026-05-09"],
    }
    ran = run("calendar", *dates, "--out", tmp_path / "c2.csv", "--makeup-follows", "in-lieu")
    assert "1 made up" in ran.out
    rows = pd.read_csv(tmp_path / "c2.csv")
    assert list(rows[rows["kind"] == "makeup"]["follows"]) == [2]
    follows = ("--makeup-follows", "2026-05-09=4")
    run("calendar", *dates, "--out", tmp_path / "c3.csv", *follows, "--lang", "zh")
    rows = pd.read_csv(tmp_path / "c3.csv")
    assert list(rows[rows["kind"] == "makeup"]["follows"]) == [4]
    assert "劳动节" in rows["note"].tolist()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2026-05-10", "--until", "2026-05-01"), "end_before_start"),
        (("--from", "2031-05-01", "--until", "2031-05-10"), "unknown_year"),
        (("--makeup-follows", "2026-05-08=4"), "no_makeup"),
        (("--makeup-follows", "Saturday"), "bad_cell"),
    ],
)
def test_bad_calendars_are_faults(run, tmp_path, words, code):
    dates = ("--from", "2026-04-27", "--until", "2026-05-10")
    ran = run("calendar", *dates, *words, "--out", tmp_path / "calendar.csv", "--json")
    assert (ran.code, ran.json["faults"][0]["code"]) == (2, code)
    assert not (tmp_path / "calendar.csv").exists()


def test_a_calendar_overwrites_nothing(run, tmp_path):
    (tmp_path / "calendar.csv").write_text("mine")
    dates = ("--from", "2026-04-27", "--until", "2026-05-10")
    assert run("calendar", *dates, "--out", tmp_path / "calendar.csv").code == 2
    assert (tmp_path / "calendar.csv").read_text() == "mine"


def test_days_off_are_those_of_china():
    from sharepool.centre.term.holidays import list_holidays

    days = list_holidays(dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    assert [day.date.day for day in days] == [4, 5, 6]
