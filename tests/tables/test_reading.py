"""The same content gives the same problem, whatever file, encoding or type its cells come in."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from sharepool.base.errors import PlanError, ProblemError
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.tables import read_plan, read_problem

RULES = """
name = "small"
week_of = 2026-03-02
[limits]
max_leg_min = 60
[employers."体育局"]
max_hours_week = 70.5
[weights]
unmet = 900
"""


@pytest.fixture
def problem(frames, rules):
    return Problem.from_frames(frames, rules)


def write_folder(folder, frames, encoding="utf-8", sep=",", rules=RULES):
    folder.mkdir()
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False, encoding=encoding, sep=sep)
    (folder / "rules.toml").write_text(rules, encoding=encoding)
    return folder


def write_workbook(path, frames, rules):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, frame in frames.items():
        sheet = workbook.create_sheet(name)
        sheet.append(list(frame.columns))
        for row in frame.itertuples(index=False, name=None):
            sheet.append(row)
    sheet = workbook.create_sheet("rules")
    for row in [("key", "value"), *rules]:
        sheet.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sep", [",", ";", "\t"])
def test_a_folder_reads_the_same_in_every_encoding_and_delimiter(
    tmp_path, frames, problem, encoding, sep
):
    if sep == ";":  # otherwise pandas quotes the cell, as Excel does
        frames["demands"]["slots"] = frames["demands"]["slots"].astype(str)
    folder = write_folder(tmp_path / "p", frames, encoding, sep)
    assert read_problem(str(folder)) == problem
    assert read_problem(folder).warnings == ()


def test_excels_unicode_text_reads_the_same(tmp_path, frames, problem):
    folder = write_folder(tmp_path / "p", frames)
    frames["sites"].to_csv(folder / "sites.csv", index=False, encoding="utf-16", sep="\t")
    assert read_problem(folder) == problem


TYPED_RULES = [
    ("name", "small"),
    ("week_of", dt.datetime.fromisoformat("2026-03-02")),
    ("limits.max_leg_min", 60.0),
    ("day.noon", dt.time(12)),
    ("limits.count_travel_as_work", False),
    ('employers."体育局".max_hours_week', 70.5),
    ("weights.unmet", 900),
    ("weights.travel", None),
]


def test_a_workbook_that_excel_typed_reads_the_same(tmp_path, frames, problem):
    for table, column in [("sites", "lon"), ("staff", "max_hours_week"), ("demands", "sessions")]:
        frames[table][column] = pd.to_numeric(frames[table][column]).astype(object)
        frames[table] = frames[table].where(frames[table].notna(), None)
    frames["bells"]["start"] = [dt.time(8, 30), 9.3333333 / 24, dt.timedelta(hours=14), "16:00"]
    frames["absences"]["from"] = [dt.datetime.fromisoformat("2026-03-04")]
    frames["absences"]["until"] = [dt.datetime.fromisoformat("2026-03-04T12:00")]
    path = write_workbook(tmp_path / "p.xlsx", frames, TYPED_RULES)
    assert read_problem(path) == problem


def test_frames_that_pandas_typed_read_the_same(frames, rules, problem):
    frames["staff"]["max_hours_week"] = [12.0, float("nan")]
    frames["staff"]["mode"] = pd.array(["car", pd.NA], dtype="string")
    frames["sites"]["capacity"] = pd.array([pd.NA, 2, None], dtype="Int64")
    frames["sites"]["lat"] = pd.to_numeric(frames["sites"]["lat"])
    frames["absences"]["from"] = pd.to_datetime(frames["absences"]["from"])
    frames["absences"]["until"] = pd.to_datetime(frames["absences"]["until"])
    frames["availability"]["day"] = frames["availability"]["day"].astype(int)
    frames["pairs"]["strict"] = [False]
    frames["bells"]["days"] = [12345] * 4
    frames["demands"]["season_from"] = pd.to_datetime([None, None])
    assert Problem.from_frames(frames, rules) == problem


def test_absences_of_typed_frames_are_of_plain_types(frames, rules):
    frames["absences"]["from"] = pd.to_datetime(frames["absences"]["from"])
    frames["absences"]["until"] = pd.to_datetime(frames["absences"]["until"])
    (absence,) = Problem.from_frames(frames, rules).absences
    assert (type(absence.from_), type(absence.until)) == (dt.date, dt.datetime)


def test_reading_leaves_the_frames_as_they_were(frames, rules):
    before = {name: frame.copy() for name, frame in frames.items()}
    Problem.from_frames(frames, rules)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_chinese_headers_files_and_sheets_read_the_same(tmp_path, frames, problem):
    chinese = {
        "site_id": "学校代码",
        "lon": " 经度 ",
        "staff_id": "工号",
        "home_site": "所在学校",
        "max_hours_week": "周最多课时（小时）",
        "demand_id": "需求编号",
    }
    frames = {name: frame.rename(columns=chinese) for name, frame in frames.items()}
    frames["学校"] = frames.pop("sites")
    frames["bells"] = frames["bells"].rename(columns=str.upper)
    assert read_problem(write_folder(tmp_path / "p", frames, "gb18030")) == problem


def test_ids_stay_as_they_are_given(tmp_path, frames):
    frames["sites"]["site_id"] = ["007", " S2", "=S3"]
    frames["staff"]["home_site"] = ["=S3", "007"]
    frames["demands"]["site_id"] = ["007", " S2"]
    for table in ("travel", "pins", "pairs", "chains"):
        del frames[table]
    sites = read_problem(write_folder(tmp_path / "p", frames)).sites
    assert [site.site_id for site in sites] == ["007", "S2", "=S3"]


@pytest.mark.parametrize(("cell", "read"), [(7, "7"), (7.0, "7"), ("7.0", "7.0"), ("007", "007")])
def test_a_number_that_excel_made_of_an_id_is_its_text(frames, rules, cell, read):
    frames["demands"]["cohort"] = [cell, None]
    assert Problem.from_frames(frames, rules).demands[0].cohort == read


def test_blank_cells_are_defaults(frames, rules):
    for column in ("kind", "priority", "parts", "season_from", "max_staff", "delivery"):
        frames["demands"][column] = ["  ", None]
    demand = Problem.from_frames(frames, rules).demands[0]
    assert (demand.kind, demand.priority, demand.max_staff) == ("lesson", Decimal(1), 1)
    assert demand.allowed_parts == ("lesson",)


def test_decimals_are_read_exactly_as_written(tmp_path, frames):
    frames["demands"]["priority"] = ["0.1", "2.675"]
    rules = "[equity]\nfloor = 0.55\n[travel]\ndetour_factor = 1.10\n"
    problem = read_problem(write_folder(tmp_path / "p", frames, rules=rules))
    assert [demand.priority for demand in problem.demands] == [Decimal("0.1"), Decimal("2.675")]
    assert problem.rules.equity.floor == Decimal("0.55")
    assert problem.rules.travel.detour_factor == Decimal("1.1")


def test_blank_rows_are_skipped_but_counted(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames)
    (folder / "skills.csv").write_text("staff_id,skill,level\nT1,pe,2\n\n,,\nT1,clearance,x\n")
    with pytest.raises(ProblemError) as caught:
        read_problem(folder)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(5, "level")]


def test_a_row_with_more_cells_than_the_header_is_a_fault(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames)
    (folder / "skills.csv").write_text("staff_id,skill,level\nT1,pe,2,3\n")
    with pytest.raises(ProblemError, match="row_too_long"):
        read_problem(folder)


@pytest.mark.parametrize("data", [b'staff_id,skill\n"T1,pe\n', b"\xff\x00\xff"])
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path, frames, data):
    folder = write_folder(tmp_path / "p", frames)
    (folder / "staff.csv").write_bytes(data)
    with pytest.raises(ProblemError) as caught:
        read_problem(folder)
    assert [(fault.code, fault.table) for fault in caught.value.faults] == [("bad_file", "staff")]


def test_rules_that_are_not_toml_are_one_fault(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames, rules="week_of = \n")
    with pytest.raises(ProblemError) as caught:
        read_problem(folder)
    assert [(fault.code, fault.table) for fault in caught.value.faults] == [("bad_file", "rules")]


def test_a_rule_without_a_key_is_a_fault_in_its_row(tmp_path, frames):
    book = write_workbook(tmp_path / "p.xlsx", frames, [("week_of", "2026-03-02"), (None, 60)])
    with pytest.raises(ProblemError) as caught:
        read_problem(book)
    (fault,) = caught.value.faults
    assert (fault.table, fault.row, fault.column, fault.code) == (
        "rules",
        3,
        "key",
        "missing_value",
    )


def test_a_workbook_that_is_none_is_one_fault(tmp_path):
    (tmp_path / "p.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(ProblemError) as caught:
        read_problem(tmp_path / "p.xlsx")
    assert [fault.code for fault in caught.value.faults] == ["bad_file"]


def test_a_path_that_leads_nowhere_is_one_fault(tmp_path):
    with pytest.raises(ProblemError, match="missing_file"):
        read_problem(tmp_path / "nowhere")


def test_a_folder_around_that_of_the_tables_names_it(tmp_path, frames):
    (tmp_path / "notes").mkdir()
    write_folder(tmp_path / "spring", frames)
    with pytest.raises(ProblemError) as caught:
        read_problem(tmp_path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["near"]) == ("missing_file", "spring")


def test_rules_that_are_missing_are_a_warning(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames)
    (folder / "rules.toml").unlink()
    assert [warning.code for warning in read_problem(folder).warnings] == ["missing_rules"]


def test_files_that_a_problem_does_not_have_are_warnings(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames)
    for name in ("pin.csv", "old.toml", "plan.csv", "notes.txt", ".hidden.csv"):
        (folder / name).write_text("a,b\n")
    told = [(warning.code, warning.value) for warning in read_problem(folder).warnings]
    assert told == [("unknown_table", "old.toml"), ("unknown_table", "pin.csv")]


def test_two_files_of_one_table_are_a_fault(tmp_path, frames):
    folder = write_folder(tmp_path / "p", frames)
    frames["sites"].to_csv(folder / "学校.csv", index=False)
    with pytest.raises(ProblemError, match="duplicate_table"):
        read_problem(folder)


def test_an_optional_table_may_be_missing_or_a_mere_header(frames, rules):
    for name in ("availability", "absences", "travel", "pins", "previous_plan", "pairs"):
        del frames[name]
    frames["chains"] = frames["chains"].iloc[:0]
    frames["demands"] = frames["demands"].iloc[:0]
    problem = Problem.from_frames(frames, rules)
    assert (problem.chains, problem.pins, problem.demands) == ((), (), ())


PLAN = Plan.of([("T1", "D1", 1, 1), ("007", "D2", 2, 4)])


@pytest.mark.parametrize(
    "text",
    [
        "staff_id,demand_id,day,slot\nT1,D1,1,1\n007,D2,2,4\n",
        "\ufeff工号,需求编号,星期,节次,site_id,note\nT1,D1,1,1,S1,x\n\n007,D2,2.0,4,S2,\n",
    ],
)
def test_a_plan_is_read_whatever_stands_beside_it(tmp_path, text):
    (tmp_path / "plan.csv").write_text(text, encoding="utf-8")
    assert read_plan(tmp_path / "plan.csv") == PLAN


def test_a_plan_is_read_from_the_sheet_of_its_name(tmp_path):
    rows = [("T1", "D1", 1, 1), ("007", "D2", 2.0, 4)]
    frame = pd.DataFrame(rows, columns=["staff_id", "demand_id", "day", "slot"], dtype=object)
    path = write_workbook(tmp_path / "p.xlsx", {"notes": pd.DataFrame(), "plan": frame}, [])
    assert read_plan(path) == PLAN
    assert Plan.from_frame(frame) == PLAN


def test_a_plan_may_name_what_the_problem_does_not_know():
    rows = [("nobody", "nothing", 9, 0)]
    frame = pd.DataFrame(rows, columns=["staff_id", "demand_id", "day", "slot"])
    assert Plan.from_frame(frame) == Plan.of(rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("staff_id,demand_id,day\nT1,D1,1\n", "missing_column"),
        ("staff_id,demand_id,day,slot\nT1,,1,1\n", "missing_value"),
        ("staff_id,demand_id,day,slot\nT1,D1,Mo,1\n", "bad_value"),
        ('staff_id,demand_id,day,slot\n"T1,D1,1,1\n', "bad_file"),
    ],
)
def test_a_plan_that_cannot_be_read_says_why(tmp_path, text, code):
    (tmp_path / "plan.csv").write_text(text)
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path / "plan.csv")
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_plan_that_is_not_there_says_so(tmp_path):
    with pytest.raises(PlanError, match="missing_file"):
        read_plan(tmp_path / "plan.csv")


def test_a_plan_names_a_wrong_cell_and_unknown_ids_at_once_with_their_rows(tmp_path, problem):
    (tmp_path / "plan.csv").write_text(
        "week 10\nstaff_id,demand_id,day,slot\n\nT1,D1,Mo,1\nT1,D99,1,1\nT99,D1,1,1\n"
    )
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path / "plan.csv", problem)
    found = {(one.sheet, one.row, one.column, one.code) for one in caught.value.faults}
    assert found == {
        ("plan.csv", 4, "day", "bad_value"),
        ("plan.csv", 5, "demand_id", "unknown_id"),
        ("plan.csv", 6, "staff_id", "unknown_id"),
    }


def test_the_folder_of_a_plan_is_no_plan_and_says_so(tmp_path):
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path)
    assert caught.value.faults[0].fields["kind"] == "folder"
