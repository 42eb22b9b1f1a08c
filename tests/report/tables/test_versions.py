"""Versions of a week: never overwritten, each says what it replaces, and can be checked."""

import csv
import json

import pytest

from builders import make_plan, make_problem
from sharepool import check, read_plan, read_problem, replan
from sharepool.problem.result import Stop
from sharepool.problem.rows import Absence
from sharepool.report.tables import versions
from sharepool.report.tables.versions import write_version

PLAN = make_plan(("T1", "D1", 1, 1))


@pytest.fixture
def problem():
    return make_problem(
        staff=[{}, {"staff_id": "T2", "name": "=李老师"}], demands=[{"slots": "1-1"}]
    )


@pytest.fixture
def found(problem):
    ill = Absence.model_validate({"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"})
    return replan(problem, PLAN, absences=[ill], stop=Stop(None, work=0.1), workers=1)


def summary(version):
    return json.loads((version / "summary.json").read_text(encoding="utf-8"))


def test_versions_follow_each_other_and_none_is_touched(problem, found, tmp_path):
    first = write_version(problem, PLAN, found, tmp_path)
    kept = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    second = write_version(problem, PLAN, found, tmp_path)
    assert (first, second) == (tmp_path / "2026-03-02" / "v1", tmp_path / "2026-03-02" / "v2")
    assert all(path.read_bytes() == content for path, content in kept.items())
    assert [path.name for path in sorted((tmp_path / "2026-03-02").iterdir())] == ["v1", "v2"]
    assert [summary(one)["plan_version"] for one in (first, second)] == [1, 2]


def test_a_version_says_what_it_replaces(problem, found, tmp_path):
    standing = tmp_path / "standing.csv"
    first = write_version(problem, PLAN, found, tmp_path, replaced=standing)
    assert summary(first)["replaces"] == {
        "plan_id": PLAN.fingerprint,
        "week_of": None,
        "plan_version": None,
    }
    plan = read_plan(first / "plan.csv")
    second = write_version(problem, plan, found, tmp_path, replaced=first / "plan.csv")
    assert summary(second)["replaces"] == {
        "plan_id": summary(first)["plan_id"],
        "week_of": "2026-03-02",
        "plan_version": 1,
    }


def test_a_plan_that_was_changed_by_hand_is_not_the_version_beside_it(problem, found, tmp_path):
    first = write_version(problem, PLAN, found, tmp_path)
    second = write_version(problem, PLAN, found, tmp_path, replaced=first / "plan.csv")
    assert summary(second)["replaces"]["plan_version"] is None


def test_a_version_stands_by_itself(problem, found, tmp_path):
    version = write_version(problem, PLAN, found, tmp_path)
    week = read_problem(version / "problem")
    assert week == found.problem
    assert check(week, read_plan(version / "plan.csv")) == ()


def test_moves_tell_what_became_of_each_session(problem, found, tmp_path):
    version = write_version(problem, PLAN, found, tmp_path)
    with (version / "moves.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["fate"] == "other_person"
    assert row["lapsed"] == "1"
    assert (row["staff_id_before"], row["staff_name_after"]) == ("T1", "'=李老师")


def test_whoever_is_second_takes_the_next_number(problem, found, tmp_path, monkeypatch):
    first = write_version(problem, PLAN, found, tmp_path)
    # Another process makes v2 between the look and the writing.
    numbers = iter([1, 2])
    monkeypatch.setattr(versions, "_next_number", lambda *_: next(numbers))
    assert write_version(problem, PLAN, found, tmp_path) == first.with_name("v2")


def test_a_folder_that_cannot_be_written_to_is_an_error(problem, found, tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "_next_number", lambda *_: "1/nowhere/x")
    with pytest.raises(OSError, match="nowhere"):
        write_version(problem, PLAN, found, tmp_path)
    assert list((tmp_path / "2026-03-02").iterdir()) == []
