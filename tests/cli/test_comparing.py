"""``compare``: its account as text and as JSON, and what it says of illegal plans."""

import pytest

from builders import make_plan
from sharepool.tables import write_plan


@pytest.fixture
def empty(tmp_path):
    write_plan(make_plan(), tmp_path / "empty.csv")
    return tmp_path / "empty.csv"


def test_the_account_has_headline_terms_people_and_sites(run, folder, empty, legal):
    ran = run("compare", folder, empty, legal)
    assert (ran.code, ran.err) == (0, "")
    headline, terms, people, sites = ran.out.rstrip("\n").split("\n\n")
    assert headline.startswith("Delivered: 1 of 1 session (before: 0).")
    assert terms.splitlines() == [
        "term               before        after   difference",
        "unmet               1,000            0       -1,000",
        "below_floor           400            0         -400",
        "travel                  0           20          +20",
        "site_link               0           15          +15",
        "objective           1,400           35       -1,365",
    ]
    assert people.startswith("T1: 1 session gained")
    assert sites.startswith("A: 1 session (before: 0). New there: T1.")


def test_sessions_are_listed_if_wanted(run, folder, empty, legal):
    ran = run("compare", folder, legal, empty, "--sessions")
    assert ran.out.endswith("\n\nD1 at A: gone on Monday at slot 2 (T1).\n")


def test_in_chinese(run, folder, empty, legal):
    ran = run("compare", folder, empty, legal, "--lang", "zh")
    assert ran.out.startswith("1次课中安排了1次（原为0次）")


def test_as_json_with_every_field(run, folder, empty, legal):
    ran = run("compare", folder, empty, legal, "--json")
    assert (ran.code, ran.json["legal"], ran.json["days"]) == (0, True, [1])
    assert (ran.json["before"]["objective"], ran.json["after"]["objective"]) == (1400, 35)
    row = {"staff_id": "T1", "demand_id": "D1", "day": 1, "slot": 2, "role": ""}
    row |= {"start": "09:00", "end": "09:40"}
    assert ran.json["sessions"] == [
        {"demand_id": "D1", "before": None, "after": row, "fate": "new"}
    ]
    (person,) = ran.json["people"]
    assert (person["staff_id"], person["gained"], person["after"]["sites"]) == ("T1", 1, ["A"])
    (site,) = ran.json["sites"]
    assert site["regulars"] == [{"skill": "pe", "before": [], "after": ["T1"]}]
    assert ran.json["sentences"]["people"][0].startswith("T1: 1 session gained")


def test_clock_times_that_plans_state_are_compared(run, folder, legal, tmp_path):
    text = legal.read_text(encoding="utf-8-sig").splitlines()
    stated = [f"{text[0]},start,end", f"{text[1]},09:05,09:45"]
    (tmp_path / "stated.csv").write_text("\n".join(stated), encoding="utf-8")
    ran = run("compare", folder, tmp_path / "stated.csv", legal, "--sessions")
    assert ran.code == 0
    assert ran.out.endswith(
        "D1 at A: T1 on Monday at slot 2 from now on 09:00–09:40, no longer 09:05–09:45.\n"
    )
    assert "T1: 0 sessions gained, 0 given up, 1 at another time." in ran.out


def test_stale_times_of_a_plan_edited_by_hand_do_not_count(run, folder, legal, tmp_path):
    plan = tmp_path / "edited" / "plan.csv"
    plan.parent.mkdir()
    rows = "staff_id,demand_id,day,slot,start,end\nT1,D1,1,2,08:00,08:40\n"
    plan.write_text(rows, encoding="utf-8")
    plan.with_name("summary.json").write_text('{"plan_id": "another"}', encoding="utf-8")
    assert "the same sessions" in run("compare", folder, plan, legal).out


def test_equal_plans(run, folder, legal):
    ran = run("compare", folder, legal, legal)
    assert ran.code == 0
    assert "Both plans hold the same sessions." in ran.out


def test_an_illegal_plan_is_not_compared(run, folder, legal, illegal):
    ran = run("compare", folder, legal, illegal)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("the second plan breaks hard rules (2 times); see sharepool check.")
    ran = run("compare", folder, illegal, legal, "--json")
    assert (ran.code, ran.json) == (1, {"legal": False, "violations": [2, 0]})


def test_a_plan_that_cannot_be_read_is_bad_input(run, folder, legal, tmp_path):
    assert run("compare", folder, legal, tmp_path / "none.csv").code == 2
