import csv
import dataclasses
import json

import pytest

from sharepool.base.errors import ProblemError
from sharepool.problem.result import Status
from sharepool.report.tables.folder import check_folder, write_solution

FILES = {"plan.csv", "itineraries.csv", "site_timetable.csv", "coverage.csv", "summary.json"}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_plan_comes_with_all_its_files_and_nothing_else(problem, result, tmp_path):
    written = write_solution(problem, result, tmp_path / "new" / "out")
    assert {path.name for path in written} == FILES
    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == FILES


def test_plan_csv_holds_exact_ids_and_what_follows_from_them(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    assert rows(tmp_path / "plan.csv")[1] == {
        "staff_id": "Z1",
        "demand_id": "=club",
        "day": "1",
        "slot": "4",
        "site_id": "east",
        "start": "16:00",
        "end": "17:00",
    }
    assert rows(tmp_path / "plan.csv")[0]["site_id"] == "007"


def test_reports_for_people_do_not_run_as_formulas(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    for name in ("itineraries.csv", "site_timetable.csv", "coverage.csv"):
        assert "'=club" in {row["demand_id"] for row in rows(tmp_path / name)}, name


def test_reports_for_people_open_in_a_spreadsheet_as_utf8(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    assert (tmp_path / "itineraries.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_without_a_plan_only_the_summary_is_written(problem, no_plan, tmp_path):
    write_solution(problem, no_plan, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]
    assert json.loads((tmp_path / "summary.json").read_text())["status"] == "infeasible"


def test_without_a_plan_an_earlier_one_is_set_aside(problem, result, no_plan, tmp_path):
    write_solution(problem, result, tmp_path)
    earlier = (tmp_path / "plan.csv").read_bytes()
    write_solution(problem, no_plan, tmp_path)
    kept = {f"{name}.stale" for name in FILES - {"summary.json"}}
    assert {path.name for path in tmp_path.iterdir()} == kept | {"summary.json"}
    assert (tmp_path / "plan.csv.stale").read_bytes() == earlier


def test_what_cannot_be_written_changes_nothing(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken = dataclasses.replace(result, status=Status.OPTIMAL, terms={"unmet": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        write_solution(problem, broken, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_check_folder_leaves_everything_as_it_was(tmp_path):
    check_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a").mkdir()
    check_folder(tmp_path / "a" / "b")
    check_folder(tmp_path / "a")
    check_folder(tmp_path / "a" / "b" / ".." / ".." / "c")
    assert list(tmp_path.rglob("*")) == [tmp_path / "a"]


@pytest.mark.parametrize("name", ["file", "file/below", "x" * 300, "nul\0"])
def test_check_folder_refuses_what_cannot_be_a_folder(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(ProblemError) as caught:
        check_folder(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    (fault,) = caught.value.faults
    assert fault.code == "cannot_write"
    assert fault.value == str(tmp_path / name)


def test_check_folder_refuses_a_link_that_leads_nowhere(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(ProblemError):
        check_folder(tmp_path / "link")


def test_check_folder_refuses_a_folder_where_a_file_should_be(tmp_path):
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(ProblemError, match=r"plan\.csv"):
        check_folder(tmp_path)


def test_tables_for_chinese_readers_have_no_codes(problem, result, tmp_path):
    write_solution(problem, result, tmp_path, "zh")
    steps = rows(tmp_path / "itineraries.csv")
    assert {"出发地", "角色"} < steps[0].keys()
    assert {row["行程"] for row in steps} == {"出发", "上课", "转场", "返回"}
    assert {row["类型"] for row in rows(tmp_path / "coverage.csv")} == {"课", "社团"}
