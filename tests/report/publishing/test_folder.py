import datetime as dt

import pytest

import sharepool.report.folder as folder_module
from builders import make_plan
from sharepool.base.errors import ProblemError
from sharepool.report import write_report


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_has_all_its_files_and_no_other(problem, plan, tmp_path):
    written = write_report(problem, plan, tmp_path / "new" / "out")
    names = {path.relative_to(tmp_path / "new" / "out").as_posix() for path in written}
    assert names == {
        *("report.html", "report.xlsx", "sites.geojson", "routes.geojson"),
        *("calendars/______T1.ics", "calendars/_CON.ics"),
    }
    assert set(contents(tmp_path)) == set(written)


def test_an_illegal_plan_is_refused(problem, tmp_path):
    twice = make_plan(("../../T1", "@D1", 1, 1), ("CON", "@D1", 1, 1))
    with pytest.raises(ValueError, match="breaks"):
        write_report(problem, twice, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "", "a\0b", "x" * 300])
def test_an_unknown_zone_is_refused(problem, plan, tmp_path, zone):
    with pytest.raises(ProblemError, match="Asia/Shanghai"):
        write_report(problem, plan, tmp_path / "out", timezone=zone)
    assert not (tmp_path / "out").exists()


def test_without_names_only_an_empty_folder_is_taken(problem, plan, tmp_path):
    write_report(problem, plan, tmp_path)
    before = contents(tmp_path)
    with pytest.raises(ProblemError) as caught:
        write_report(problem, plan, tmp_path, anonymous=True)
    assert [fault.code for fault in caught.value.faults] == ["not_empty"]
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["report.html", "calendars"])
def test_a_folder_that_cannot_hold_a_report_is_refused(problem, plan, tmp_path, name):
    if name == "calendars":
        (tmp_path / name).write_text("a file")
    else:
        (tmp_path / name).mkdir()
    with pytest.raises(ProblemError, match="--out"):
        write_report(problem, plan, tmp_path)
    assert not (tmp_path / "report.xlsx").exists()


def test_what_fails_leaves_the_earlier_report(problem, plan, tmp_path, monkeypatch):
    write_report(problem, plan, tmp_path)
    before = contents(tmp_path)

    def fail(report, earlier):
        raise MemoryError

    monkeypatch.setattr(folder_module, "write_calendars", fail)
    with pytest.raises(MemoryError):
        write_report(problem, plan, tmp_path)
    assert contents(tmp_path) == before


def only(plan, staff_id):
    return make_plan(*(tuple(dict(row).values()) for row in plan if row.staff_id == staff_id))


def test_what_an_earlier_report_told_of_the_week_is_cancelled(problem, plan, tmp_path):
    write_report(problem, plan, tmp_path)
    write_report(problem, only(plan, "CON"), tmp_path)
    cancelled = (tmp_path / "calendars" / "______T1.ics").read_text(encoding="utf-8")
    assert cancelled.count("STATUS:CANCELLED") == cancelled.count("BEGIN:VEVENT") == 3
    write_report(problem, plan, tmp_path)
    again = (tmp_path / "calendars" / "______T1.ics").read_text(encoding="utf-8")
    assert (again.count("STATUS:CANCELLED"), again.count("BEGIN:VEVENT")) == (0, 3)


def test_calendars_of_another_week_go_and_those_of_others_stay(problem, changed, plan, tmp_path):
    write_report(problem, plan, tmp_path)
    theirs = tmp_path / "calendars" / "holidays.ics"
    theirs.write_text("BEGIN:VCALENDAR")
    later = problem.rules.model_copy(update={"week_of": dt.date(2026, 3, 9)})
    write_report(changed(rules=later), only(plan, "CON"), tmp_path)
    names = {path.name for path in (tmp_path / "calendars").iterdir()}
    assert names == {"_CON.ics", "holidays.ics"}
    assert "CANCELLED" not in (tmp_path / "calendars" / "_CON.ics").read_text(encoding="utf-8")
