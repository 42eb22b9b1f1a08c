"""A pupil taught at home (送教上门): nobody but the visitor reads who and where."""

import json

import openpyxl
import pytest

from builders import make_plan, make_problem
from sharepool import explain, list_coverage, list_timetables, write_report
from sharepool.report.anonymity import anonymize

NAME, CLASS, LON, LAT = "学生张某家", "张某（脑瘫二级）", 113.271828, 35.314159


@pytest.fixture
def problem():
    return make_problem(
        sites=[
            {"site_id": "H", "lon": 113.0, "lat": 35.0},
            {"site_id": "A", "lon": 113.1, "lat": 35.0},
            {"site_id": "Z", "name": NAME, "lon": LON, "lat": LAT, "private": 1},
        ],
        demands=[
            {},
            {"demand_id": "张某", "site_id": "Z", "cohort": CLASS, "sessions": 2},
        ],
    )


PLAN = make_plan(("T1", "D1", 1, 1), ("T1", "张某", 2, 1))


def texts(folder):
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".geojson", ".csv", ".ics"}:
            yield path, path.read_text(encoding="utf-8")


def test_tables_that_others_read_have_neither_name_nor_class(problem):
    reasons = explain(problem, PLAN)
    for frame in (list_timetables(problem, PLAN), list_coverage(problem, PLAN, reasons)):
        text = frame.to_csv()
        assert NAME not in text
        assert CLASS not in text
        assert "Z" in text
    assert NAME not in reasons.text()


def test_only_the_visitors_own_sheet_of_the_workbook_says_who_and_where(problem, tmp_path):
    write_report(problem, PLAN, tmp_path)
    workbook = openpyxl.load_workbook(tmp_path / "report.xlsx")
    telling = {
        sheet.title
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        if NAME in row or CLASS in row
    }
    assert telling == {problem.staff[0].title}


def test_maps_leave_the_home_out(problem, tmp_path):
    write_report(problem, PLAN, tmp_path)
    found = dict(texts(tmp_path))
    assert not any(str(LON) in text for text in found.values())
    maps = [json.loads(text) for path, text in found.items() if path.suffix == ".geojson"]
    assert maps
    assert "Z" not in {feature.get("id") for one in maps for feature in one["features"]}


def test_without_names_nothing_of_the_pupil_is_left(problem, tmp_path):
    write_report(problem, PLAN, tmp_path, anonymous=True)
    found = dict(texts(tmp_path))
    assert found
    for text in found.values():
        for secret in (NAME, CLASS, "张某", str(LON)):
            assert secret not in text
    public, plan = anonymize(problem, PLAN)
    assert {row.demand_id for row in plan} == {"D1", "VISIT-1"}
    assert public.wanted_of == {"D1": 1, "VISIT-1": 2}


def test_the_visitors_own_calendar_says_where(problem, tmp_path):
    write_report(problem, PLAN, tmp_path)
    text = (tmp_path / "calendars" / "T1.ics").read_text(encoding="utf-8")
    assert f"LOCATION:{NAME}" in text
