"""Smoke of the benchmarks on tiny problems: everything runs, is judged and written down."""

import csv
import json
import math
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from benchmarks import ablation, figures, leagues, locations, placements, profiles, seasons
from benchmarks.contract import find_cases, find_missing, list_methods
from benchmarks.families import strsp, uhhc
from benchmarks.filling import mend
from benchmarks.ledger import COLUMNS, Key, Ledger
from benchmarks.methods import pyvrp as pyvrp_method
from benchmarks.methods import timefold
from benchmarks.results import main as write_results
from benchmarks.robinx import FIRST_DATE, read_robinx
from benchmarks.run import LEDGER, find_wrong_bounds, main, run_once
from benchmarks.season_results import list_blocks
from benchmarks.tried import append_tried

import sharepool as sp
from patience import AMPLE, TO_THE_END
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Person
from sharepool.engine.params import SolveParams

ROOT = Path(__file__).resolve().parent.parent
TINY = "folders:data/samples/tiny"
BEST_OF_TINY = 2855
"""Reasoned by hand in its README."""
EXACT = {"sharepool", "cpsat_circuit", "mip_highs"}

# Two jobs overlap, the third comes after both; W0 may do all, W1 the second only: two workers.
INSTANCE = """\
# a comment
Type = 1
Jobs = 3
  60  120
  90  150
 200  260
Qualifications = 2
3: 0 1 2
1: 1
"""


@pytest.fixture(autouse=True)
def at_root(monkeypatch):
    """Let paths and packages be found as from the command line."""
    monkeypatch.chdir(ROOT)


def run(out, *methods, seconds="1"):
    limits = ["--seconds", seconds, "--workers", "1", "--out", str(out)]
    return main(["--families", TINY, *limits, "--methods", *methods])


def rows_of(out):
    with (out / LEDGER).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("method", list_methods())
def test_every_method_gives_a_legal_plan_of_tiny(method, tmp_path):
    missing = find_missing(method)
    if missing is not None:
        pytest.skip(missing)
    # Those that prove their plan end when they have; a busy machine must not keep them from it.
    assert run(tmp_path, method, seconds=str(AMPLE) if method in EXACT else "1") == 0
    (row,) = rows_of(tmp_path)
    assert row["status"] == "legal", row["notes"]
    assert int(row["objective"]) >= BEST_OF_TINY
    assert int(row["peak_mb"]) > 0
    if method in EXACT:
        assert row["objective"] == row["bound"] == str(BEST_OF_TINY)
    (plan,) = (tmp_path / "plans").glob("*.csv")
    tiny = sp.read_problem(ROOT / "data/samples/tiny")
    assert sp.score(tiny, sp.read_plan(plan)).objective == int(row["objective"])


def test_timefold_counts_what_the_scorer_counts(tmp_path):
    missing = find_missing("timefold")
    if missing is not None:
        pytest.skip(missing)
    from benchmarks.methods.timefold import solve

    county = sp.generate_county(3)
    problem = county.model_copy(update={"demands": county.demands[:40]})
    outcome = solve(problem, seconds=1, seed=0, workers=2)
    assert not sp.check(problem, outcome.plan)
    assert outcome.history[-1].objective == sp.score(problem, outcome.plan).objective


def test_timefold_reads_what_it_is_told():
    # Without Java, too: what it is told are the columns of the engine's tuples.
    record = (timefold.SOURCES / "Person.java").read_text(encoding="utf-8")
    (parts,) = re.findall(r"record Person\((.*?)\)", record, re.DOTALL)
    names = [re.sub("[A-Z]", lambda cap: f"_{cap[0].lower()}", name) for name in parts.split()]
    names = [name.strip(",") for name in names if name != "int"]
    assert names == ["index", *Person._fields]
    instance = prepare(sp.read_problem(ROOT / "data/samples/tiny"))
    options = [
        [option for person in people for option in instance.options(person, task)]
        for task, people in enumerate(instance.people_of)
    ]
    told = list(timefold.list_lines(instance, options))
    assert told[0] == [instance.departure, instance.latest_return, instance.lunch]
    assert list(instance.people[0]) in told
    assert all(type(number) is int for line in told for number in line)


def test_timefold_says_what_it_has_no_words_for():
    teams = sp.generate_county(3, teams=0.3)
    with pytest.raises(ValueError, match="no teams"):
        timefold.solve(teams, seconds=1, seed=0, workers=1)


def test_a_run_goes_on_where_it_stopped(tmp_path, capsys):
    run(tmp_path, "stay_home")
    ledger = tmp_path / LEDGER
    whole = ledger.read_bytes()
    with ledger.open("ab") as file:
        file.write(b"folders,tiny,cut off")
    capsys.readouterr()
    run(tmp_path, "stay_home", "first_fit")
    assert "stay_home" not in capsys.readouterr().out
    assert ledger.read_bytes().startswith(whole)
    assert [row["method"] for row in rows_of(tmp_path)] == ["stay_home", "first_fit"]


def test_a_plan_better_than_a_bound_fails_the_run(tmp_path):
    run(tmp_path, "first_fit")
    (row,) = rows_of(tmp_path)
    bound = str(int(row["objective"]) + 1)
    Ledger(tmp_path / LEDGER).add(row | {"method": "sharepool", "seed": "7", "bound": bound})
    command = [sys.executable, "-m", "benchmarks.run", "--families", TINY, "--seconds", "1"]
    command += ["--workers", "1", "--out", str(tmp_path), "--methods", "first_fit"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"sharepool seed 7 in 1 s proves {bound}" in done.stderr


def test_a_bound_is_held_against_published_optima_and_other_seeds_only_of_its_problem():
    blank = dict.fromkeys(COLUMNS, "")
    proven = blank | {"problem": "a", "fingerprint": "1", "method": "sharepool", "bound": "10"}
    other = blank | {"problem": "a", "fingerprint": "2", "method": "vroom", "objective": "5"}
    assert not list(find_wrong_bounds([proven, other]))
    assert len(list(find_wrong_bounds([proven, other | {"fingerprint": "1"}]))) == 1
    assert len(list(find_wrong_bounds([proven | {"optimum": "9"}]))) == 1
    assert len(list(find_wrong_bounds([proven | {"objective": "10", "optimum": "11"}]))) == 1


def test_a_run_that_breaks_down_is_a_row_too(tmp_path):
    key = Key("folders", "nowhere", "", "first_fit", "0", "1", "1")
    row = run_once("folders:nowhere", key, tmp_path)
    assert row["status"] == "failed"
    assert "nowhere" in row["notes"]


def test_a_failed_run_is_made_again_and_its_new_row_counts(tmp_path):
    run(tmp_path, "stay_home")
    (row,) = rows_of(tmp_path)
    ledger = Ledger(tmp_path / LEDGER)
    ledger.add(row | {"status": "failed"})
    assert not ledger.done()
    run(tmp_path, "stay_home")
    (last,) = ledger.read()
    assert last["status"] == "legal"


def test_rows_of_another_version_are_not_mixed(tmp_path):
    (tmp_path / LEDGER).write_text("family,problem\n", encoding="utf-8")
    with pytest.raises(ValueError, match="other columns"):
        Ledger(tmp_path / LEDGER)


@pytest.mark.parametrize("folder", ["tiny", "county"])
def test_mending_makes_any_sessions_a_legal_plan(folder):
    problem = sp.read_problem(ROOT / "data/samples" / folder)
    instance = prepare(problem)
    options = [
        option
        for task, people in enumerate(instance.people_of)
        for person in people
        for option in instance.options(person, task)
    ]
    random.Random(5).shuffle(options)
    plan = instance.decode(mend(instance, options))
    assert len(plan)
    assert not sp.check(problem, plan)


def test_starts_that_follow_each_other_are_one_window_of_a_router():
    assert list(pyvrp_method._spans([9, 3, 4, 5, 11, 12])) == [(3, 5), (9, 9), (11, 12)]
    assert list(pyvrp_method._spans([0])) == [(0, 0)]
    assert list(pyvrp_method._spans([])) == []


def test_published_instances_count_workers(tmp_path):
    (tmp_path / "data_1_2_3_50.dat").write_text(INSTANCE, encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,workers_min\ndata_1_2_3_50,2\n")
    (case,) = find_cases(f"smptsp:{tmp_path}").values()
    problem = case.load()
    assert case.optimum == 2
    assert [demand.periods for demand in problem.demands] == [2, 2, 1]
    assert sp.solve(problem, stop=TO_THE_END, workers=1).objective == 2


# Two medians of three points in a row, each with room for two; then the same as two facilities.
P_MEDIAN = "1 4\n3 2 2\n1 0 0 1\n2 4.9 0 1\n3 20 0 1\n"
FACILITIES = "2 3\n2 2\n7 5\n1 1 1\n0 9\n4 9\n9 0\n"


@pytest.mark.parametrize(("text", "value"), [(P_MEDIAN, 4), (FACILITIES, 16)])
def test_published_locations_are_solved_and_held_against_their_optimum(
    text, value, tmp_path, capsys
):
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    for optimum, code in ((value, 0), (value + 1, 1), (value - 1, 1)):
        best = f"instance,optimum\none,{optimum}\n"
        (tmp_path / "best_known.csv").write_text(best, encoding="utf-8")
        assert locations.main([str(tmp_path)]) == code
        told = capsys.readouterr()
        assert told.out.splitlines()[1].split()[3:7] == [
            str(value), str(optimum), str(value), "0.00%",
        ]  # fmt: skip
        assert ("contradict" in told.err) is bool(code)


def test_growing_problems_hold_so_many_counties():
    sizes = [case.load() for case in find_cases("growth:1").values()]
    assert [len({site.county for site in problem.sites}) for problem in sizes] == [1, 2, 5, 10, 20]
    assert sizes[0].staff == sp.generate_county(1).staff
    assert len({site.site_id for site in sizes[-1].sites}) == len(sizes[-1].sites)


def test_a_denser_county_is_several_on_one_spot(tmp_path):
    once, twice, _ = (case.load() for case in find_cases("density:1").values())
    assert once.demands == sp.generate_county(1).demands
    assert len(twice.demands) > 1.9 * len(once.demands)
    sp.write_problem(twice, tmp_path)
    assert sp.read_problem(tmp_path) == twice


def test_unknown_families_and_methods_are_named():
    with pytest.raises(ValueError, match="there are"):
        find_cases("nonsense")
    with pytest.raises(ValueError, match="give paths"):
        find_cases("folders")
    with pytest.raises(ValueError, match="two problems have one name"):
        find_cases("folders:here/county,there/county")


def test_the_exponent_of_a_power_law_is_found():
    assert figures.slope([1, 2, 4], [3, 12, 48]) == pytest.approx(2)
    assert figures.slope([1, 2, 4], [3, None, None]) is None


def test_figures_are_drawn_from_the_rows(tmp_path):
    pytest.importorskip("matplotlib")
    run(tmp_path, "cpsat_circuit", "first_fit")
    (row, _) = rows_of(tmp_path)
    ledger = Ledger(tmp_path / LEDGER)
    for size in (10, 20):
        grown = {"family": "growth", "problem": f"{size}", "sessions_wanted": f"{size}"}
        ledger.add(row | grown | {"method": "sharepool"})
    figures.main([str(tmp_path)])
    tables = (tmp_path / "tables.md").read_text(encoding="utf-8")
    assert "| first_fit | 1 of 1 | 2,855 |" in tables
    assert "### growth, 1 s" in tables
    assert (tmp_path / "curves-tiny.svg").read_text(encoding="utf-8").count("<path") > 5
    assert (tmp_path / "growth.svg").exists()
    assert (tmp_path / "profile-folders-1-1.svg").read_text(encoding="utf-8").count("<path") > 5


def test_the_page_of_results_has_families_and_problems(tmp_path):
    run(tmp_path, "stay_home", "first_fit")
    page = tmp_path / "RESULTS.md"
    write_results([str(tmp_path), "--out", str(page)])
    text = page.read_text(encoding="utf-8")
    assert "| folders | 1 s | first_fit | 1 | 1 |" in text
    assert "| tiny | 7 | 1 s | stay_home | 1 of 1 | 0 | 12,840 |  |" in text
    assert "| folders | 1 s | 1 | first_fit | 100% |" in text
    assert "| folders | 1 s | 1 | stay_home | 0% | 0% |" in text


def test_profiles_count_problems_that_all_were_run_on_each_by_its_median():
    rows = [
        ("a", "ours", 100, "legal"), ("a", "ours", 102, "legal"), ("a", "ours", 130, "legal"),
        ("a", "theirs", 104, "legal"), ("b", "ours", 0, "legal"), ("b", "theirs", 1, "legal"),
        ("c", "ours", 50, "legal"), ("c", "theirs", 40, "illegal"), ("d", "ours", 7, "legal"),
        ("e", "ours", 5, "illegal"), ("e", "theirs", None, "failed"),
    ]  # fmt: skip
    runs = pd.DataFrame(rows, columns=["title", "method", "objective", "status"])
    runs = runs.assign(family="f", seconds=60.0, workers=2)
    ((key, factors),) = profiles.profiles(runs)
    assert key == ("f", 60.0, 2)
    assert list(factors.index) == ["a", "b", "c"]
    assert factors["ours"].tolist() == [1, 1, 1]
    assert factors["theirs"].tolist() == pytest.approx([104 / 102, 2, math.inf])
    ours, theirs = profiles.list_rows(runs)
    assert ours == ("f", "60 s", "3", "ours", *["100%"] * 7)
    assert theirs == ("f", "60 s", "3", "theirs", "0%", "0%", *["33%"] * 4, "67%")


PATIENTS = {
    "metadata": {"horizon": 100},
    "distances": [[0, 5, 7], [5, 0, 3], [7, 3, 0]],
    "terminal_points": [{"distance_matrix_index": 0}],
    "caregivers": [
        {"id": "c1", "abilities": ["s1"], "working_shift": {"start": 0, "end": 90}},
        {"id": "c2", "abilities": ["s2"], "working_shift": {"start": 0, "end": 90}},
    ],
    "patients": [
        {
            "id": "p1",
            "required_services": [{"service": "s1", "duration": 10}],
            "distance_matrix_index": 1,
            "time_windows": [{"start": 10, "end": 30}],
        },
        {
            "id": "p2",
            "required_services": [
                {"service": "s1", "duration": 5},
                {"service": "s2", "duration": 8},
            ],
            "distance_matrix_index": 2,
            "time_windows": [{"start": 20, "end": 60}],
            "synchronization": {"type": "simultaneous"},
        },
    ],
}


def test_home_care_is_read_as_demands_and_teams(tmp_path):
    (tmp_path / "X1.json").write_text(json.dumps(PATIENTS), encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,travel\nX1,29\n", encoding="utf-8")
    (case,) = uhhc.list_cases(str(tmp_path))
    problem = case.load()
    assert case.optimum == 29
    assert [(row.role, row.periods) for row in problem.roles] == [("s1", 5), ("s2", 8)]
    rows = [("c1", "p1", 1, 11), ("c1", "p2", 1, 25, "s1"), ("c2", "p2", 1, 25, "s2")]
    plan = sp.Plan.of(rows)
    assert not sp.check(problem, plan)
    assert sp.score(problem, plan).objective == 5 + 3 + 7 + 7 + 7


TASKS = """Capacity: 200
Customer: 3

CUST NO.\tXCOORD.\tYCOORD.\tDEMAND\tREADY TIME\tDUE DATE\tSERVICE TIME\tcost\td11\td12\td21
1\t0\t0\t0\t0\t200\t0\t0\t0\t0\t0
2\t3\t4\t0\t50\t60\t10\t0\t1\t1\t0
3\t6\t8\t0\t0\t200\t10\t0\t1\t0\t1
"""
CREW = """Technicians
Number of Technicians: 2

ID\tdomain1\tdomain2
1\t2\t0
2\t1\t1
"""


def test_technicians_are_read_with_levels_windows_and_outsourcing(tmp_path):
    for folder, text in (("tasks", TASKS), ("technicians", CREW)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "R1.txt").write_text(text, encoding="utf-8")
    (case,) = strsp.list_cases(str(tmp_path))
    problem = case.load()
    plan = sp.Plan.of([("P1", "T2", 1, 251), ("P2", "T3", 1, 101)])
    assert not sp.check(problem, plan)
    assert sp.score(problem, plan).objective == 2 * 25 + 2 * 50
    assert sp.score(problem, sp.Plan()).objective == 2 * round(5 * (200 + 2**1.5))
    wrong = sp.Plan.of([("P2", "T2", 1, 251)])
    assert [one.code for one in sp.check(problem, wrong)] == ["H01"]


ROBINX = """<Instance><Resources><Teams>{teams}</Teams><Slots>{slots}</Slots></Resources>
<Constraints><CapacityConstraints>
<CA1 max="0" min="0" mode="H" slots="0;1;2;3" teams="0" type="HARD"/>
<CA1 max="0" min="0" mode="HA" slots="39" teams="1" type="HARD"/>
<CA3 intp="4" max="2" min="0" mode1="HA" mode2="SLOTS" penalty="1" type="HARD"/>
<CA3 intp="2" max="1" min="0" mode1="HA" mode2="SLOTS" penalty="5" type="SOFT"/>
</CapacityConstraints><SeparationConstraints>
<SE1 min="9" penalty="1" type="HARD"/></SeparationConstraints></Constraints></Instance>"""


def test_placements_are_drawn_decided_and_checked_again(tmp_path, capsys):
    command = ["--athletes", "300", "--seeds", "1", "--out", str(tmp_path)]
    assert placements.main(command) == 0
    text = (tmp_path / "placements.csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["athletes"], row["places"], row["flaws"]) == ("300", "6", "0")
    assert 0 < int(row["first_choice"]) < int(row["placed"]) <= int(row["seats"])
    # A second call finds the run and makes none.
    capsys.readouterr()
    assert placements.main(command) == 0
    assert capsys.readouterr().out == ""


def test_leagues_are_read_planned_and_judged_twice(tmp_path, capsys):
    teams = "".join(f'<team id="{number}"/>' for number in range(4))
    slots = "".join(f'<slot id="{number}"/>' for number in range(40))
    (tmp_path / "L.xml").write_text(ROBINX.format(teams=teams, slots=slots))
    (tmp_path / "best_known.csv").write_text("instance,published_cost\nL,0\n")
    command = [str(tmp_path), "--seconds", "2", "--out", str(tmp_path / "out")]
    assert leagues.main(command) == 0
    text = (tmp_path / "out" / "leagues.csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["cost"], row["broken"], row["matches"]) == ("0", "0", "12")
    assert row["status"] == "optimal"
    # A second call finds the run and makes none.
    capsys.readouterr()
    assert leagues.main(command) == 0
    assert capsys.readouterr().out.startswith("sharepool: 1 runs, 1 legal: 1 at the")


def test_seasons_are_drawn_planned_and_told_beside_the_leagues(tmp_path, capsys):
    command = ["--sports", "1", "--seeds", "1", "--seconds", "0.5", "--out", str(tmp_path)]
    assert seasons.main(command) == 0
    assert " 30 5 57 57 0 " in capsys.readouterr().out
    assert seasons.main(command) == 0
    assert capsys.readouterr().out == ""
    usual = dict.fromkeys(leagues.COLUMNS, "15") | {"method": "sharepool", "started": "2026-11-28"}
    rows = [
        usual | {"instance": "IF2", "published": "80", "cost": "81", "broken": "0"},
        usual | {"instance": "IF3", "published": "58", "cost": "4", "broken": "8"},
    ]
    for row in rows:
        append_tried(tmp_path / leagues.LEDGER, leagues.COLUMNS, row)
    text = "\n".join(list_blocks(tmp_path))
    assert "| sharepool | 15 | 2 | 1 of 2 | 0 | 1 | 15 |" in text
    assert "| IF2 | 15 | 80 | sharepool | 15 | 81 |  | 15 |" in text
    assert "| IF3 | 15 | 58 | sharepool | 15 |  | 8 | 15 |" in text
    assert "| sports-1 | 1 | 0.5 s | 30 | 5 | 57 | 57 | 0 |" in text


def test_the_rival_of_leagues_is_given_the_same_rules_and_judged(tmp_path):
    teams = "".join(f'<team id="{number}"/>' for number in range(4))
    slots = "".join(f'<slot id="{number}"/>' for number in range(40))
    path = tmp_path / "L.xml"
    path.write_text(ROBINX.format(teams=teams, slots=slots))
    python = tmp_path / "python"
    answer = [[None if a == b else 3 * (4 * a + b) for b in range(4)] for a in range(4)]
    answer[0][1] = None
    told = json.dumps({"iterations": 7, "found": [answer]})
    python.write_text(f"#!/bin/sh\ncat > {tmp_path}/given.json\necho '{told}'\n")
    python.chmod(0o755)
    row = leagues.run_rival(str(python), path, 0, 5, 1.5)
    given = json.loads((tmp_path / "given.json").read_text())
    assert (given["seed"], given["seconds"], given["slots"]) == (5, 1.5, 40)
    assert len(given["home"]) == len(given["away"]) == 4
    assert (row["method"], row["matches"], row["moves"]) == ("leagueplanner", "11", "7")
    assert row["status"] == "illegal"


def test_a_league_out_of_bounds_is_counted_by_the_judge(tmp_path):
    teams = "".join(f'<team id="{number}"/>' for number in range(4))
    slots = "".join(f'<slot id="{number}"/>' for number in range(40))
    path = tmp_path / "L.xml"
    path.write_text(ROBINX.format(teams=teams, slots=slots))
    fixtures = sp.plan_fixtures(read_robinx(path), stop=1.0)
    assert leagues.judge(path, leagues.list_met(fixtures)) == (0, 0)
    moved = replace(
        fixtures,
        matches=tuple(
            replace(one, date=FIRST_DATE) if one.home.team_id == "T0" else one
            for one in fixtures.matches
        ),
    )
    broken, cost = leagues.judge(path, leagues.list_met(moved))
    # Three home matches of team 0 on slot 0, which it does not have, and all in each window there.
    assert broken >= 3 + 1
    assert cost >= 5 * 2


def total(split, worker):
    """Return how much of its time a worker gives to strategies."""
    return sum(
        getattr(split, one) * (split.rounds if one in ablation.ROUND else 1) for one in worker
    )


@pytest.mark.parametrize("part", ablation.PARTS)
def test_a_part_that_is_off_leaves_its_time_to_the_others(part):
    usual, without = SolveParams(), ablation.PARTS[part]()
    assert (without == usual) == (part == ablation.WHOLE)
    for name in ablation.SPLITS:
        before, after = getattr(usual.time_split, name), getattr(without.time_split, name)
        for worker in (ablation.PLANS, ablation.BOUNDS):
            assert total(after, worker) == pytest.approx(total(before, worker))


def test_an_ablation_says_how_much_wider_the_gap_is(tmp_path):
    found = [("everything", 0, 100, 90), ("everything", 1, 100, 80), ("dives", 0, 110, 90)]
    rows = [
        {
            "family": "f",
            "problem": "p",
            "seconds": 1.0,
            "setting": part,
            "seed": seed,
            "objective": plan,
            "bound": bound,
            "gap": (plan - bound) / plan,
        }
        for part, seed, plan, bound in found
    ]
    pd.DataFrame(rows).to_csv(tmp_path / ablation.TABLE, index=False)
    (row,) = ablation.list_rows(tmp_path)
    assert row == ("dives", "1 s", "1", "1", "+8.18", "+8.18 (p)", "+10.00", "+0.00")


def test_an_ablation_goes_on_where_it_stopped(tmp_path, capsys):
    for parts in ("dives", "dives,enumeration"):
        arguments = ["--families", TINY, "--seeds", "0", "--workers", "1", "--seconds", "0.2"]
        ablation.main([*arguments, "--without", parts, "--out", str(tmp_path)])
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(set(said)) + 2  # Kept outcomes are told of, and not solved, again.
    assert len(pd.read_csv(tmp_path / ablation.TABLE)) == 3
