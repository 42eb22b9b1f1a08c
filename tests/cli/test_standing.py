"""``pair``, ``chains`` and ``place``: what they write, what they say, and how they refuse."""

import csv
from pathlib import Path

import pytest

from builders import make_plan, make_problem
from sharepool.tables import read_problem, write_plan, write_problem

COUNTY = Path(__file__).parents[2] / "data" / "samples" / "county"
SITES = [
    {"site_id": "H", "area": "urban", "group": "east", "stage": "junior"},
    {"site_id": "A", "name": "山小", "area": "rural", "stage": "primary"},
    {"site_id": "B", "area": "rural", "stage": "primary"},
]
CHAINS = [
    {"chain_id": "c1", "skill": "pe", "stage": "primary", "site_id": "A"},
    {"chain_id": "c1", "skill": "pe", "stage": "junior", "site_id": "H"},
]


@pytest.fixture
def school(tmp_path):
    write_problem(make_problem(sites=SITES, chains=CHAINS), tmp_path / "school")
    return tmp_path / "school"


def cells(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_pair_writes_what_steers_the_plan(run, school):
    ran = run("pair", school, "--capacity", 2, "--min-sessions", 3, "--out", school / "pairs.csv")
    assert ran.code == 0
    assert "山小" in ran.out
    assert "optimal: objective 80, bound 80, gap 0.00%" in ran.out
    assert "another" in ran.out
    pairs = read_problem(school).pairs
    assert [(row.site_id, row.group, row.min_sessions) for row in pairs] == [
        ("A", "east", 3),
        ("B", "east", 3),
    ]


def test_pair_as_json(run, school, tmp_path):
    ran = run("pair", school, "--capacity", 2, "--out", tmp_path / "p.csv", "--json")
    assert (ran.json["status"], ran.json["objective"], ran.json["gap"]) == ("optimal", 80, 0)
    assert ran.json["supports"][0] == {
        "site_id": "A", "hub_id": "H", "group": "east", "way_min": 10, "kept": None,
        "fits_stage": False,
    }  # fmt: skip
    assert ran.json["supplies"] == [{"group": "east", "wanted_hours": 0.67, "short_hours": 0.0}]
    assert ran.json["hubs"] == [{"hub_id": "H", "sites": 2, "hours": 0.67, "capacity": 2}]


def test_pair_takes_a_table_of_hubs_and_what_groups_can_give(run, school, tmp_path):
    hubs = tmp_path / "hubs.csv"
    hubs.write_text("site_id,stages\nH,primary\n", encoding="utf-8")
    words = ["pair", school, "--hubs", hubs, "--out", tmp_path / "p.csv"]
    ran = run(*words, "--load", "supply", "--json")
    assert (ran.code, ran.json["objective"]) == (0, 20)
    assert [one["fits_stage"] for one in ran.json["supports"]] == [True, True]
    ran = run(*words, "--hub", "H", "--lang", "zh")
    assert ran.code == 2
    assert "不要两处都写" in ran.err
    ran = run(*words)
    assert ran.code == 2
    assert "give this hub a capacity of 0 or more" in ran.err


def test_pair_says_why_there_is_none_and_writes_nothing(run, school, tmp_path):
    ran = run("pair", school, "--capacity", 1, "--out", tmp_path / "p.csv", "--lang", "zh")
    assert ran.code == 1
    assert "共有2所学校需要支援" in ran.out
    assert not (tmp_path / "p.csv").exists()
    ran = run("pair", school, "--capacity", 1, "--out", tmp_path / "p.csv", "--json")
    assert (ran.code, ran.json["status"]) == (1, "infeasible")
    assert len(ran.json["obstacles"]) == 1


def test_pair_tells_every_fault_and_writes_nothing(run, school, faulty, tmp_path):
    ran = run("pair", school, "--capacity", 1, "--hub", "Q", "--hub", "B", "--out", tmp_path / "p")
    assert ran.code == 2
    assert "2 faults" in ran.err
    ran = run("pair", faulty, "--capacity", 1, "--out", tmp_path / "p", "--json")
    assert (ran.code, len(ran.json["faults"])) == (2, 2)
    assert not (tmp_path / "p").exists()


def test_chains_says_which_are_broken_and_where(run, school):
    ran = run("chains", school, "--pattern", "primary=2,junior=1")
    assert ran.code == 0
    assert "c1: 1 of 2 schools at the stage primary." in ran.out
    assert "c1: no demand of H asks for pe" in ran.out
    ran = run("chains", school, "--pattern", "primary=1", "--json")
    (chain,) = ran.json["chains"]
    assert chain["schools"] == {"primary": 1, "junior": 1}
    assert [gap["kind"] for gap in chain["gaps"]] == ["no_demand"]
    assert chain["sentences"] == ["c1: no demand of H asks for pe, so no plan can serve it."]


def test_chains_says_whom_a_plan_serves(run, school, tmp_path):
    write_plan(make_plan(), tmp_path / "plan.csv")
    ran = run("chains", school, "--plan", tmp_path / "plan.csv", "--lang", "zh")
    assert "c1：山小（A）得到0次体育课，应有1次。" in ran.out


def test_no_chains_and_no_gaps_are_said(run, folder, tmp_path):
    assert run("chains", folder).out == "there are no chains (table chains)\n"
    write_problem(make_problem(sites=SITES, chains=CHAINS[:1]), tmp_path / "whole")
    ran = run("chains", tmp_path / "whole", "--pattern", "primary=1")
    assert ran.out.endswith("no chain is broken\n")


def test_chains_designs_what_steers_the_plan(run, school):
    design = ["--pattern", "primary=1,junior=1", "--sport", "pe", "--out", school / "chains.csv"]
    ran = run("chains", school, *design)
    assert ran.code == 0
    assert "optimal: objective" in ran.out
    chains = read_problem(school).chains
    assert [(row.chain_id, row.stage, row.site_id) for row in chains] == [
        ("pe11", "primary", "A"),
        ("pe11", "junior", "H"),
    ]
    ran = run("chains", school, *design, "--json")
    assert ran.json["feeds"] == [
        {"chain_id": "pe11", "site_id": "A", "next_id": "H", "way_min": 10}
    ]
    assert ran.json["status"] == "optimal"


def test_chains_lists_what_a_design_lacks(run, school, tmp_path):
    ran = run("chains", school, "--sport", "pe", "--out", tmp_path / "c.csv")
    assert "pe621: 0 of 1 school at the stage senior." in ran.out
    ran = run("chains", school, "--sport", "pe", "--out", tmp_path / "c.csv", "--json")
    assert "pe621: 2 of 6 schools at the stage primary." in [
        gap["sentence"] for gap in ran.json["gaps"]
    ]


def test_chains_without_time_writes_nothing(run, school, tmp_path):
    ran = run("chains", school, "--sport", "pe", "--time-limit", 0, "--out", tmp_path / "c.csv")
    assert (ran.code, ran.out) == (1, "no design was found in time\n")
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.parametrize(
    "pattern", ["primary", "primary=x", "=3", "primary=1,primary=2", "primary=1,小学=2", ""]
)
def test_a_pattern_that_is_none_is_bad_usage(run, school, pattern):
    ran = run("chains", school, "--pattern", pattern)
    assert ran.code == 2
    assert "primary=6,junior=2,senior=1" in ran.err


def test_stages_of_a_pattern_may_come_in_any_order(run, school):
    """Else children of junior schools would go on to a primary school."""
    ran = run("chains", school, "--pattern", "初中=1，primary=2", "--json")
    assert [*ran.json["chains"][0]["schools"]] == ["primary", "junior"]


def test_a_sport_that_nobody_knows_is_bad_input(run, school, tmp_path):
    ran = run("chains", school, "--sport", "chess", "--out", tmp_path / "c.csv")
    assert ran.code == 2
    assert "chess" in ran.err


def test_place_tells_each_athlete(run, tmp_path):
    out = tmp_path / "placement.csv"
    tables = COUNTY / "athletes.csv", COUNTY / "places.csv"
    ran = run("place", *tables, "--problem", COUNTY, "--seed", 0, "--out", out)
    assert ran.code == 0
    assert "lots of seed 0" in ran.out
    rows = cells(out)
    placed = sum(row["site_id"] != "" for row in rows)
    assert f"placed     {placed}," in ran.out
    assert sorted(int(row["lot"]) for row in rows) == list(range(1, len(rows) + 1))
    assert all(row["why"] and row["reason"] for row in rows if not row["site_id"])
    other = run("place", *tables, "--out", out, "--seed", 1, "--json")
    assert (other.json["athletes"], other.json["seed"]) == (len(rows), 1)
    assert other.json["chain_members"] == 0
    assert other.json["cutoffs"][0].keys() == {"site_id", "skill", "score", "lot"}


def test_place_tells_every_fault_of_both_tables_and_writes_nothing(run, tmp_path):
    (tmp_path / "a.csv").write_text("athlete_id,skill,score,choices\na,s,x,Q\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("site_id,skill,places\nX,s,-1\n", encoding="utf-8")
    ran = run(
        "place", tmp_path / "a.csv", tmp_path / "p.csv", "--seed", 0, "--out", tmp_path / "o.csv"
    )
    assert ran.code == 2
    assert "2 faults" in ran.err
    assert not (tmp_path / "o.csv").exists()


def test_place_says_what_looks_suspicious_in_its_tables(run, tmp_path):
    """A column with another name would leave everybody without choices, and nobody would know."""
    (tmp_path / "a.csv").write_text("运动员编号,专项,成绩,志愿学校\n1,s,70,X\n", "utf-8")
    (tmp_path / "p.csv").write_text("学校代码,专项,招生人数\nX,s,1\n", "utf-8")
    place = ["place", tmp_path / "a.csv", tmp_path / "p.csv", "--seed", 0]
    ran = run(*place, "--out", tmp_path / "o.csv", "--lang", "zh", "--problem", COUNTY)
    assert ran.code == 0
    assert "志愿学校" in ran.err
    ran = run(*place, "--out", tmp_path / "o.csv", "--json", "--problem", COUNTY)
    assert [(one["code"], one["value"]) for one in ran.json["warnings"]] == [
        ("unknown_column", "志愿学校"),
        ("unknown_id", "X"),
    ]


def test_pair_says_what_looks_suspicious_in_hubs(run, tmp_path):
    (tmp_path / "h.csv").write_text("学校代码,容量上限,支援学段\nA-UP01,3,小学部;初中\n", "utf-8")
    pair = ["pair", COUNTY, "--hubs", tmp_path / "h.csv", "--capacity", 40]
    ran = run(*pair, "--out", tmp_path / "o.csv", "--json")
    assert [(one["code"], one["value"]) for one in ran.json["warnings"]] == [
        ("unknown_column", "容量上限"),
        ("unusual_word", "小学部"),
    ]
