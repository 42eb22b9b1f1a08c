"""``report``: files in a folder, and what it says where there are none."""

import json

import pytest

from builders import make_plan, make_problem
from patience import AMPLE
from sharepool.report.yearly import PARTS
from sharepool.tables import write_plan, write_problem

FILES = {"report.html", "report.xlsx", "sites.geojson", "routes.geojson", "calendars/T1.ics"}


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_report_is_written(run, folder, legal, tmp_path):
    ran = run("report", folder, legal, "--out", tmp_path / "out")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("written: 5 files in ")
    assert names(tmp_path / "out") == FILES


def test_as_json_with_every_file(run, folder, legal, tmp_path):
    ran = run("report", folder, legal, "--out", tmp_path / "out", "--json")
    assert ran.json["violations"] == 0
    assert {path.removeprefix(f"{tmp_path}/out/") for path in ran.json["written"]} == FILES


def test_the_bound_of_the_summary_beside_the_plan_is_told(run, folder, tmp_path):
    assert run("solve", folder, "--out", tmp_path / "solved", "--time-limit", AMPLE).code == 0
    plan = tmp_path / "solved" / "plan.csv"
    assert run("report", folder, plan, "--out", tmp_path / "out").code == 0
    assert "this is proven" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_in_chinese_without_names_and_with_a_zone(run, tmp_path):
    write_problem(make_problem(staff=[{"name": "Lin Secret"}]), tmp_path / "problem")
    write_plan(make_plan(("T1", "D1", 1, 2)), tmp_path / "plan.csv")
    options = ("--lang", "zh", "--anonymous", "--timezone", "Asia/Shanghai")
    ran = run(
        "report", tmp_path / "problem", tmp_path / "plan.csv", "--out", tmp_path / "o", *options
    )
    assert ran.code == 0
    page = (tmp_path / "o" / "report.html").read_text(encoding="utf-8")
    assert "各校点课表" in page
    assert "Lin Secret" not in page
    assert "TZID:Asia/Shanghai" in (tmp_path / "o" / "calendars" / "P001.ics").read_text()


def test_chains_are_held_to_the_pattern_given(run, tmp_path):
    chains = [{"chain_id": "c", "skill": "pe", "stage": "primary", "site_id": "A"}]
    write_problem(make_problem(chains=chains), tmp_path / "problem")
    write_plan(make_plan(("T1", "D1", 1, 2)), tmp_path / "plan.csv")
    for pattern, gap in (("primary=1", False), ("primary=2", True)):
        folder = tmp_path / pattern
        words = (tmp_path / "problem", tmp_path / "plan.csv", "--out", folder)
        assert run("report", *words, "--pattern", pattern).code == 0
        told = "c: 1 of 2 schools at the stage primary." in (folder / "report.html").read_text()
        assert told is gap


def test_an_illegal_plan_is_not_reported(run, folder, illegal, tmp_path):
    ran = run("report", folder, illegal, "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (1, "")
    assert "breaks hard rules (2 times; see sharepool check)" in ran.err
    ran = run("report", folder, illegal, "--out", tmp_path / "out", "--json")
    assert (ran.code, ran.json) == (1, {"violations": 2, "written": []})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "options", [("--timezone", "Nowhere"), ("--lang", "fr"), ("--pattern", "6")]
)
def test_bad_options_are_bad_input(run, folder, legal, tmp_path, options):
    ran = run("report", folder, legal, "--out", tmp_path / "out", *options)
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_faults_of_the_problem_are_told(run, faulty, legal, tmp_path):
    ran = run("report", faulty, legal, "--out", tmp_path / "out", "--json")
    assert ran.code == 2
    assert len(json.loads(ran.out)["faults"]) == 2
    assert not (tmp_path / "out").exists()


def test_without_names_a_folder_with_files_is_refused(run, folder, legal, tmp_path, contents):
    before = contents()
    ran = run("report", folder, legal, "--out", tmp_path, "--anonymous")
    assert ran.code == 2
    assert "may hold names" in ran.err
    assert contents() == before


def test_yearly_decisions_come_in_a_list(run, folder, legal, tmp_path):
    """Each folder of a list is looked at; one that is there may have a comma in its name."""
    whole, first, second = tmp_path / "a,b", tmp_path / "targets", tmp_path / "points"
    whole.mkdir()
    given = ("--yearly", whole, "--yearly", f"{first},{second}")
    ran = run("report", folder, legal, "--out", tmp_path / "out", *given, "--json")
    assert ran.code == 2
    assert [fault["value"] for fault in ran.json["faults"]] == [str(whole), str(first), str(second)]


def test_yearly_decisions_of_a_list_are_read(run, folder, legal, tmp_path):
    places = []
    for feature in ("targets", "points"):
        part = PARTS[feature]
        places.append(tmp_path / feature)
        places[-1].mkdir()
        columns = [column for column, _ in part.tables[part.known_by].written()]
        (places[-1] / f"{part.known_by}.csv").write_text(",".join(columns) + "\n", encoding="utf-8")
    given = ("--yearly", f"{places[0]}, {places[1]}")
    ran = run("report", folder, legal, "--out", tmp_path / "out", *given)
    assert (ran.code, ran.err) == (0, "")


def test_a_centre_that_the_plan_is_not_of_is_one_fault(run, folder, legal, tmp_path):
    words = ("report", folder, legal, "--out", tmp_path / "out")
    ran = run(*words, "--centre", "data/samples/county/centre", "--json")
    assert ran.code == 2
    (fault,) = ran.json["faults"]
    assert (fault["code"], fault["column"]) == ("foreign_centre", "--centre")
    assert not (tmp_path / "out").exists()
