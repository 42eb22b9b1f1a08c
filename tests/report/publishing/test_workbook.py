import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from sharepool.report.workbook import write_workbook
from sharepool.tables import read_plan

HEADER = 4


@pytest.fixture
def data(make):
    return write_workbook(make())


@pytest.fixture
def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def table(data, sheet):
    return pd.read_excel(io.BytesIO(data), sheet_name=sheet, header=HEADER - 1, engine="openpyxl")


def test_there_is_a_sheet_for_each_table_site_and_person(workbook):
    assert workbook.sheetnames == [
        *("Summary", "Areas", "Counties", "Sites", "Demands", "Support", "Chains"),
        *("People", "Distribution", "Pool", "Changes", "Timetable", "Itineraries"),
        *("<script>alert(1)<_script>", '=HYPERLINK("http___example.org"', "石桥小学{{7_7}}"),
        *("\"'><img src=x onerror=alert(1)>", "王小明", "plan"),
    ]


def test_cells_have_their_types(workbook):
    row = [cell.value for cell in workbook["Timetable"][HEADER + 1]]
    header = [cell.value for cell in workbook["Timetable"][HEADER]]
    session = dict(zip(header, row, strict=True))
    assert session["Date"] == dt.datetime.fromisoformat("2026-03-02")
    assert (session["Start"], session["End"]) == (dt.time(8, 0), dt.time(8, 40))
    assert session["Day"] == "Monday"
    people = {row[0].value: row for row in workbook["People"].iter_rows(min_row=HEADER + 1)}
    hours = people["王小明"][5]
    assert (hours.value, hours.number_format) == (pytest.approx(2 / 3), "0.0")


def test_nothing_is_a_formula(workbook, data):
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = [name for name in archive.namelist() if "/worksheets/" in name]
    assert sheets
    assert not [name for name in sheets if b"<f>" in archive.read(name)]
    assert '=HYPERLINK("http://example.org","x")' in set(table(data, "Sites")["Site"])


def test_tables_can_be_filtered_and_their_headers_stay(workbook):
    for sheet in workbook:
        if sheet.title == "plan":
            continue
        assert sheet.freeze_panes == f"B{HEADER + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
        assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
        assert sheet.page_setup.fitToWidth == 1


def test_sites_and_people_lead_to_their_sheets(workbook):
    for name in ("Sites", "Support", "People"):
        links = [row[0].hyperlink for row in workbook[name].iter_rows(min_row=HEADER + 1)]
        targets = [link.location.rpartition("!")[0][1:-1] for link in links if link]
        assert targets
        assert {target.replace("''", "'") for target in targets} <= set(workbook.sheetnames)


def test_tables_read_back_are_the_reports(make, data):
    report = make()
    sites = table(data, "Sites")
    assert list(sites["Wanted"]) == list(report.sites["wanted"])
    assert list(sites["Share"]) == pytest.approx(list(report.sites["share"]))
    demands = table(data, "Demands")
    assert list(demands["Demand id"]) == list(report.demands["demand_id"])
    assert list(demands["Reason"].fillna("")) == list(report.demands["reason"])


def test_support_has_a_row_for_each_school_and_group(data):
    found = table(data, "Support")
    assert found.drop(columns="Site id").fillna("").values.tolist() == [
        ["<script>alert(1)</script>", "=<b>east</b>", 1, 0, 2, 0, 1],
        ['=HYPERLINK("http://example.org","x")', "=<b>east</b>", 2, 0, 0, 2, 0],
    ]


def test_chains_have_what_each_stage_lacks_and_every_school(data):
    found = table(data, "Chains").astype(object).fillna("")
    assert set(found["Chain"]) == {"+<i>621</i>"}
    assert found[
        ["Stage", "Site id", "Goes on to", "Minutes", "Should get", "Received"]
    ].values.tolist() == [
        ["primary", "", "", "", "", ""],
        ["junior", "", "", "", "", ""],
        ["primary", "A", '=HYPERLINK("http://example.org","x")', 10, 3, 2],
        ["junior", "B", "石桥小学{{7*7}}", 10, 0, 0],
        ["senior", "M", "", "", 1, 1],
    ]
    assert list(found["Gap"]) == [
        "+<i>621</i>: 1 of 6 schools at the stage primary.",
        "+<i>621</i>: 1 of 2 schools at the stage junior.",
        "+<i>621</i>: <script>alert(1)</script> (A) gets 2 sessions of pe; it should get 3.",
        "",
        "",
    ]


def test_control_characters_are_left_out(data):
    assert "Idle" in set(table(data, "People")["Person"])


def test_a_chinese_workbook_has_chinese_sheets_and_headers(make):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(make(lang="zh"))))
    assert book.sheetnames[:4] == ["概要", "城乡", "县区", "校点"]
    assert [cell.value for cell in book["校点"][HEADER]][:3] == ["学校名称", "学校代码", "县区"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_plan_is_read_back_from_it(make, tmp_path, lang):
    report = make(lang=lang)
    marked = replace(report, plan=replace(report.plan, kept=frozenset(report.plan.assignments[:1])))
    (tmp_path / "report.xlsx").write_bytes(write_workbook(marked))
    again = read_plan(tmp_path / "report.xlsx", report.problem)
    assert again == report.plan.sorted()
    assert again.kept == marked.plan.kept


def test_a_workbook_without_names_has_no_plan_to_read(make):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(make(anonymous=True))))
    assert "plan" not in book.sheetnames


def test_a_name_that_is_a_sheets_already_gets_a_number(make, problem, changed):
    first, *others = problem.staff
    named = first.model_copy(update={"name": "sites"}), *others
    data = write_workbook(make(problem=changed(staff=named)))
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert names[-3:] == ["sites-2", "王小明", "plan"]
