import pytest

from builders import make_problem
from sharepool.tables import write_problem


def test_validate_counts_what_it_read(run, folder):
    ran = run("validate", folder)
    assert ran.code == 0
    assert "no faults, 0 warnings: 3 sites, 1 people, 1 demand, week of 2026-03-02" in ran.out


def test_validate_shows_every_fault_with_its_place(run, faulty):
    ran = run("validate", faulty)
    assert ran.code == 2
    assert ran.out == ""
    (row,) = [line for line in ran.err.splitlines() if "[red]nowhere" in line]
    assert row.split()[:4] == ["demands.csv", "2", "site_id", "[red]nowhere"]
    assert "week_of" in ran.err


def test_validate_as_json_lists_faults_with_their_codes(run, faulty):
    ran = run("validate", faulty, "--json")
    assert ran.code == 2
    assert ran.err == ""
    found = {(fault["table"], fault["column"]) for fault in ran.json["faults"]}
    assert found == {("demands", "site_id"), ("rules", "week_of")}
    assert all(fault["code"] and fault["advice"] for fault in ran.json["faults"])


def test_validate_as_json_of_a_sound_problem(run, folder):
    ran = run("validate", folder, "--json")
    assert (ran.code, ran.json) == (0, {"faults": [], "warnings": []})


def test_check_of_a_legal_plan(run, folder, legal):
    ran = run("check", folder, legal)
    assert (ran.code, ran.out) == (0, "legal: 1 session, no rule broken\n")
    assert run("check", folder, legal, "--json").json == {"legal": True, "violations": []}


def test_times_that_a_hand_wrote_are_told_and_change_nothing(run, folder, legal, tmp_path):
    edited = tmp_path / "edited.csv"
    rows = "staff_id,demand_id,day,slot,start,end\nT1,D1,1,2,10:00,10:40\n"
    edited.write_text(rows, encoding="utf-8")
    ran = run("check", folder, edited)
    assert (ran.code, ran.out) == (0, "legal: 1 session, no rule broken\n")
    assert "T1, D1, 1-2: the file says 10:00, its slot begins at 09:00" in ran.err
    assert run("check", folder, legal).err == ""
    compared = run("compare", folder, legal, edited)
    assert "Both plans hold the same sessions." in compared.out
    solved = run("solve", folder, "--start", edited, "--out", tmp_path / "out", "--time-limit", 1)
    assert "changed: 0 sessions" in solved.out


def test_check_of_an_illegal_plan_gives_codes_and_sentences(run, folder, illegal):
    ran = run("check", folder, illegal)
    assert ran.code == 1
    codes = [line.split()[0] for line in ran.out.splitlines()[:-1]]
    assert codes == ["H03", "H13"]
    assert ran.out.splitlines()[-1] == "not legal: 2 violations in 3 sessions"


def test_check_as_json_gives_the_fields_of_each_violation(run, folder, illegal):
    ran = run("check", folder, illegal, "--json")
    assert ran.code == 1
    first, second = ran.json["violations"]
    assert ran.json["legal"] is False
    assert (first["code"], first["staff_id"], first["day"], first["slot"]) == ("H03", "T1", 3, 7)
    assert (second["code"], second["demand_id"], second["amount"]) == ("H13", "D1", 2)
    assert all(one["sentence"] for one in (first, second))


def test_check_speaks_chinese_when_asked(run, folder, illegal):
    english = run("check", folder, illegal).out.splitlines()[0]
    chinese = run("check", folder, illegal, "--lang", "zh").out.splitlines()[0]
    assert english.isascii()
    assert not chinese.isascii()


def test_score_adds_up_term_by_term(run, folder, legal):
    ran = run("score", folder, legal, "--json")
    assert ran.code == 0
    assert ran.json["terms"]["travel"] == 20
    assert ran.json["objective"] == sum(ran.json["terms"].values()) == 20 + 15
    assert (ran.json["sessions_delivered"], ran.json["sessions_wanted"]) == (1, 1)
    assert ran.json["violations"] == 0


def test_score_for_people_names_each_term(run, folder, legal):
    ran = run("score", folder, legal)
    lines = dict(line.split()[:2] for line in ran.out.splitlines() if line and line[0].isalpha())
    assert (lines["travel"], lines["site_link"], lines["objective"]) == ("20", "15", "35")
    assert ran.err == ""


def test_score_of_an_illegal_plan_says_so(run, folder, illegal):
    ran = run("score", folder, illegal)
    assert ran.code == 0
    assert "breaks hard rules" in ran.err
    assert run("score", folder, illegal, "--json").json["violations"] == 2


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_plan_that_cannot_be_read_is_bad_input(run, folder, tmp_path, command):
    (tmp_path / "plan.csv").write_text("who,what\nT1,D1\n", encoding="utf-8")
    for plan in (tmp_path / "plan.csv", tmp_path / "none.csv", tmp_path):
        ran = run(command, folder, plan)
        assert ran.code == 2, plan
        assert "what to do" in ran.err
        assert ran.out == ""


@pytest.mark.parametrize("command", ["check", "score"])
def test_ids_that_the_problem_lacks_are_bad_input_with_the_likely_one(run, tmp_path, command):
    staff = [{"staff_id": "007"}, {"staff_id": "010"}]
    write_problem(make_problem(staff=staff), tmp_path / "numbered")
    plan = tmp_path / "plan.csv"
    plan.write_text("staff_id,demand_id,day,slot\n7,D1,1,1\n7,d1,2,1\n", encoding="utf-8")
    ran = run(command, tmp_path / "numbered", plan)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean '007'?" in ran.err
    ran = run(command, tmp_path / "numbered", plan, "--json")
    found = [(one["code"], one["row"], one["column"], one["value"]) for one in ran.json["faults"]]
    assert found == [("unknown_id", 2, "staff_id", "7"), ("unknown_id", 3, "demand_id", "d1")]


def test_a_long_list_of_faults_is_cut_but_counted(run, folder):
    bells = folder / "bells.csv"
    text = bells.read_text(encoding="utf-8-sig")
    bad = "".join(f"default,x{number},,08:00,08:40\n" for number in range(150))
    bells.write_text("bell_id,slot,label,start,end\n" + bad, encoding="utf-8")
    assert text
    ran = run("validate", folder)
    assert ran.code == 2
    assert "... and " in ran.err
    assert len(ran.err.splitlines()) < 120
    assert len(run("validate", folder, "--json").json["faults"]) >= 150
