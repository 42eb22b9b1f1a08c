import pytest

from sharepool.tables import read_problem


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    from sharepool.centre.needs.tables import write_centre
    from sharepool.generate import generate_centre

    folder = tmp_path_factory.mktemp("samples") / "centre"
    write_centre(generate_centre(1), folder)
    return folder


def test_needs_writes_a_problem_and_how_it_follows(run, centre, tmp_path):
    ran = run("needs", centre, "--out", tmp_path / "problem")
    assert ran.code == 0
    problem = read_problem(tmp_path / "problem")
    assert f"{len(problem.demands):,} demands" in ran.out
    assert "with staffing 1 each teacher has" in ran.out
    assert not [one for one in problem.warnings if one.code == "unknown_table"]
    assert {"needs.csv", "teachers.csv", "groups.csv"} <= {
        file.name for file in (tmp_path / "problem").iterdir()
    }


def test_needs_as_json_counts_what_a_plan_brings(run, centre, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("staff_id,demand_id,day,slot\nA-UP02-R1,A-PT03-G1C1,2,1\n", encoding="utf-8")
    ran = run("needs", centre, "--out", tmp_path / "problem", "--plan", plan, "--json")
    assert ran.code == 0
    *_, total = ran.json["rates"]
    assert total["required"] == total["covered"] + total["gap"]
    assert total["delivered"] == 0  # that teacher has nothing to spare


def test_needs_count_what_a_week_of_a_term_brings(run, centre, tmp_path):
    version = tmp_path / "TERM" / "2026-03-02" / "v1"
    assert run("needs", centre, "--out", version / "problem").code == 0
    rows = "staff_id,demand_id,day,slot\nA-UP02-R6,A-PT03-G1C1,2,1\n"
    (version / "plan.csv").write_text(rows, encoding="utf-8")
    words = ("needs", centre, "--plan", tmp_path / "TERM", "--json")
    ran = run(*words, "--out", tmp_path / "problem")
    assert ran.json["rates"][-1]["delivered"] == 1
    ran = run(*words, "--out", tmp_path / "other", "--week-of", "2026-03-09")
    assert (ran.code, ran.json["faults"][0]["code"]) == (2, "no_version")


def test_needs_overwrites_nothing_and_tells_faults(run, centre, tmp_path, contents):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    before = contents()
    assert run("needs", centre, "--out", tmp_path).code == 2
    ran = run("needs", centre, "--out", tmp_path / "new", "--profile", "daily")
    assert ran.code == 2
    assert "not both" in ran.err
    assert contents() == before


def test_generate_writes_a_centre(run, tmp_path):
    assert run("generate", "centre", "--seed", 1, "--out", tmp_path / "c").code == 0
    assert run("needs", tmp_path / "c", "--out", tmp_path / "p").code == 0


def test_balance_shows_indicators_and_points(run, centre, tmp_path):
    assert run("needs", centre, "--out", tmp_path / "problem").code == 0
    plan = tmp_path / "plan.csv"
    plan.write_text("staff_id,demand_id,day,slot\nA-UP02-R6,A-PT03-G1C1,2,1\n", encoding="utf-8")
    words = ["balance", tmp_path / "problem", plan, "--centre", centre]
    ran = run(*words, "--out", tmp_path / "out")
    assert ran.code == 0
    assert "lessons_per_class" in ran.out
    assert "the smallest first" in ran.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "indicators.csv",
        "stages.csv",
        "schools.csv",
        "points.csv",
    }
    assert run(*words, "--json").json["points"][0]["pupils"] < 50
    assert run(*words, "--out", tmp_path / "out").code == 2
