"""Files as they come: kinds of workbooks and texts, and all that can be wrong with them."""

import datetime as dt
import os
import shutil
import zipfile

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from sharepool.base.errors import ProblemError
from sharepool.problem.problem import Problem
from sharepool.tables import read_plan, read_problem, write_problem
from sharepool.tables.encodings import EncodingError, decode

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path, frames, rules):
    """A sound workbook."""
    write_problem(Problem.from_frames(frames, rules), tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def fault_of(path):
    """Return code and kind of the only fault of a problem."""
    with pytest.raises(ProblemError) as caught:
        read_problem(path)
    (fault,) = caught.value.faults
    assert fault.text("en")
    assert fault.text("zh")
    return fault.code, fault.fields.get("kind")


def edit(book, change):
    workbook = openpyxl.load_workbook(book)
    change(workbook)
    workbook.save(book)
    return book


def rewrite(book, part, change):
    """Change the bytes of one part of a workbook."""
    with zipfile.ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return book


def test_a_workbook_with_macros_reads_as_any_other(book):
    other = book.with_suffix(".xlsm")
    shutil.copy(book, other)
    assert read_problem(other) == read_problem(book)


def test_a_merged_cell_counts_in_every_row_that_it_covers(book):
    def merge(workbook):
        sheet = workbook["staff"]
        column = next(cell.column for cell in sheet[1] if cell.value == "employer")
        sheet.cell(3, column).value = None
        sheet.merge_cells(start_row=2, end_row=90, start_column=column, end_column=column)

    problem = read_problem(edit(book, merge))
    assert [person.employer for person in problem.staff] == ["体育局", "体育局"]


def test_a_title_above_the_header_is_skipped_and_said(book):
    problem = read_problem(edit(book, lambda workbook: workbook["staff"].insert_rows(1, 2)))
    assert problem.warnings == ()

    def title(workbook):
        workbook["staff"]["A1"] = "人员名册"

    (warning,) = read_problem(edit(book, title)).warnings
    assert (warning.code, warning.table, warning.row) == ("header_lower", "staff", 3)


def test_a_formula_without_a_value_is_a_fault(book):
    def compute(workbook):
        workbook["staff"]["A2"] = '="T"&1'

    with pytest.raises(ProblemError) as caught:
        read_problem(edit(book, compute))
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["kind"], fault.row) == ("bad_value", "formula", 2)


def test_an_error_of_a_cell_is_a_fault_and_one_that_stands_for_nothing_a_blank(book):
    def spoil(workbook):
        column = next(cell.column for cell in workbook["staff"][1] if cell.value == "name")
        workbook["staff"].cell(2, column).value = "#REF!"
        workbook["staff"].cell(3, column).value = "#N/A"

    with pytest.raises(ProblemError) as caught:
        read_problem(edit(book, spoil))
    assert [(one.code, one.row, one.value) for one in caught.value.faults] == [
        ("bad_value", 2, "#REF!")
    ]
    assert [one.code for one in caught.value.warnings] == ["placeholder"]


@pytest.mark.parametrize(
    ("style", "until"),
    [
        ("yyyy-mm-dd hh:mm", dt.datetime.fromisoformat("2026-03-05T00:00")),
        ('yyyy"年"m"月"d"日"', dt.date(2026, 3, 5)),
    ],
)
def test_midnight_is_a_moment_where_the_cell_shows_one(book, style, until):
    def type_in(workbook):
        cell = workbook["absences"]["C2"]
        cell.value, cell.number_format = dt.datetime.fromisoformat("2026-03-05"), style

    (absence,) = read_problem(edit(book, type_in)).absences
    assert (type(absence.until), absence.until) == (type(until), until)


def test_midnight_as_an_end_is_the_end_of_the_day(book):
    def type_in(workbook):
        for row, cell in enumerate((dt.time(), dt.timedelta(days=1), 0, 1.0), start=2):
            workbook["availability"].cell(row, 4).value = cell
        workbook["availability"]["D3"].number_format = "[h]:mm"
        workbook["availability"]["D5"].number_format = "h:mm"

    windows = read_problem(edit(book, type_in)).availability
    assert [window.end for window in windows[:4]] == [1440] * 4


def test_charts_and_formatted_cells_far_away_do_not_matter(book):
    def decorate(workbook):
        workbook.create_chartsheet("chart")
        workbook["sites"]["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")

    before = read_problem(book)
    assert read_problem(edit(book, decorate)) == before


def test_a_stray_cell_is_named(book):
    def stray(workbook):
        workbook["sites"]["XFD1048576"] = "x"

    with pytest.raises(ProblemError, match="sites!XFD1048576"):
        read_problem(edit(book, stray))


def half(data):
    return data[: len(data) // 2]


DAMAGE = [
    (SHEET, half, ("bad_file", "damaged")),
    ("xl/workbook.xml", half, ("bad_file", "damaged")),
    ("xl/styles.xml", half, ("bad_file", "damaged")),
    (SHEET, lambda _: None, ("bad_file", "damaged")),
    ("xl/workbook.xml", lambda _: None, ("bad_file", "workbook")),
    (
        "xl/workbook.xml",
        lambda data: data.replace(
            b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"
        ),
        ("bad_file", "strict"),
    ),
]


@pytest.mark.parametrize(("part", "change", "fault"), DAMAGE)
def test_a_damaged_part_is_one_fault(book, part, change, fault):
    assert fault_of(rewrite(book, part, change)) == fault


@pytest.mark.parametrize(
    ("signature", "place", "value", "kind"),
    [
        (b"PK\1\2", 10, (99).to_bytes(2, "little"), "compression"),
        (b"PK\1\2", 16, b"\0\0\0\0", "damaged"),
    ],
)
def test_what_zip_cannot_unpack_is_one_fault(book, signature, place, value, kind):
    data = bytearray(book.read_bytes())
    found = data.find(signature)
    while found >= 0:
        data[found + place : found + place + len(value)] = value
        found = data.find(signature, found + 1)
    book.write_bytes(data)
    assert fault_of(book) == ("bad_file", kind)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.xlsx", b"", "workbook"),
        ("a.xlsx", b"PK\3\4 and no more", "damaged"),
        ("a.xls", b"<html><table/></html>", "web_page"),
        (
            "a.xlsx",
            COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("a.xls", COMPOUND + b"\0" * 600, "damaged"),
        ("a.pdf", b"%PDF", "workbook"),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(tmp_path, name, data, kind):
    (tmp_path / name).write_bytes(data)
    assert fault_of(tmp_path / name) == ("bad_file", kind)


@pytest.fixture
def folder(tmp_path, frames, rules):
    write_problem(Problem.from_frames(frames, rules), tmp_path / "folder")
    return tmp_path / "folder"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("sites.csv", "site_id\n" + "\n" * 2**20, ("too_large", "rows")),
        ("rules.toml", "a = " + "[" * 50_000 + "]" * 50_000, ("bad_file", "deep")),
        ("rules.toml", ".".join("a" * 9_000) + " = 1", ("bad_file", "deep")),
        ("rules.toml", "week_of = 9999-12-27", ("bad_value", "year")),
        ("rules.toml", "week_of = 2026-02-30", ("bad_file", "toml")),
        ("rules.toml", "[day]\nnoon = 12:30 # noon", ("bad_file", "toml_quotes")),
        ("rules.toml", "[employers.体育局]\nmax_hours_week = 3", ("bad_file", "toml_quotes")),
        ("sites.csv", 'site_id\n"S1', ("bad_file", "quotes")),
    ],
)
def test_a_text_that_cannot_be_read_is_one_fault(folder, name, text, fault):
    (folder / name).write_text(text, encoding="utf-8")
    assert fault_of(folder) == fault


@pytest.mark.parametrize(
    "make", [getattr(os, name) for name in ("mkfifo", "mkdir") if hasattr(os, name)]
)
def test_what_is_no_file_is_one_fault(folder, make):
    (folder / "travel.csv").unlink()
    make(folder / "travel.csv")
    assert fault_of(folder) == ("not_a_file", None)


def test_a_line_that_names_the_separator_is_no_row(folder):
    before = read_problem(folder)
    text = (folder / "staff.csv").read_text(encoding="utf-8-sig")
    (folder / "staff.csv").write_text("sep=|\r\n" + text.replace(",", "|"), encoding="utf-8-sig")
    assert read_problem(folder) == before


def test_one_table_alone_is_read_and_the_others_are_missing(folder):
    for name in ("sites.csv", "学校名单2026.csv"):
        (folder / "sites.csv").replace(folder / name)
        with pytest.raises(ProblemError) as caught:
            read_problem(folder / name)
        assert {one.table for one in caught.value.faults} == {"bells", "staff", "skills", "demands"}
        (folder / name).replace(folder / "sites.csv")


def test_a_plan_may_stand_in_any_workbook(tmp_path):
    workbook = openpyxl.Workbook()
    for row in (["工号", "需求编号", "星期", "节次"], ["T1", "D1", "周二", 3]):
        workbook.active.append(row)
    workbook.save(tmp_path / "plan.xlsm")
    (row,) = read_plan(tmp_path / "plan.xlsm")
    assert (row.staff_id, row.day, row.slot) == ("T1", 2, 3)


CHINESE = "学校代码,学校名称\nA1,第一小学\nA2,青石镇中心小学\n"
TRADITIONAL = "學校代碼,學校名稱\nA1,縣立第一國民小學\nA2,體育實驗學校\n"
FRENCH = "id,name\n1,École primaire Saint-Étienne\n2,Lycée Molière\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_of_every_usual_encoding_is_read(encoding):
    assert decode(CHINESE.encode(encoding)).lstrip("\ufeff") == CHINESE


@pytest.mark.parametrize(
    ("data", "likely"),
    [
        (TRADITIONAL.encode("big5"), "Big5"),
        (FRENCH.encode("cp1252"), "Windows-1252"),
        (CHINESE.encode() + "王芳".encode("gbk"), "mixed"),
    ],
)
def test_text_of_another_encoding_is_refused_by_its_name(data, likely):
    with pytest.raises(EncodingError) as caught:
        decode(data)
    assert caught.value.likely == likely


@pytest.mark.parametrize("name", ["喆", "朱镕基,喆堃", "王婷,李娜"])
def test_rare_signs_of_names_are_no_garble(name):
    assert decode(name.encode("gb18030")) == name


@pytest.mark.parametrize(
    "text",
    ["小学", "name,stage\n第1小学,小学\n第2小学,小学\n", "weeks\n双\n", "学校,小学\nCG,小学\n"],
)
def test_words_whose_bytes_are_letters_of_other_scripts_are_read(text):
    assert decode(text.encode("gb18030")) == text
    assert decode(text.encode()) == text


@pytest.mark.parametrize("text", ["Школа № 1 г. Саратова", "café, 5 °C · über", "Αθήνα"])
def test_letters_of_other_scripts_stay(text):
    assert decode(text.encode()) == text
