"""``solve`` around the engine, which is stood in for; test_process.py runs the real one."""

import csv
import dataclasses
import math
import signal
import sys
import types

import pytest

from builders import make_plan, make_problem
from patience import AMPLE
from sharepool.base.errors import InternalError
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.result import Conflict, HardMinimum, Result, Status, Stop
from sharepool.terminal.pacing import explain_in_time, search_seconds
from tuning import tuned

FILES = {"plan.csv", "itineraries.csv", "site_timetable.csv", "coverage.csv", "summary.json"}


def outcome(status, plan=None, conflict=None):
    found = plan is not None
    return Result(
        status=status,
        plan_or_none=plan,
        objective=35 if found else None,
        bound=30 if found else None,
        terms={"travel": 20, "site_link": 15} if found else {},
        sessions_wanted=1,
        sessions_delivered=int(found),
        travel_min=20 if found else 0,
        wall_seconds=1.5,
        seed=0,
        conflict=conflict,
    )


FOUND = outcome(Status.FEASIBLE, make_plan(("T1", "D1", 1, 2)))
NONE = outcome(
    Status.INFEASIBLE, conflict=Conflict((HardMinimum("min_sessions", 0, 1),), proven=True)
)


@pytest.fixture
def engine(monkeypatch):
    """Stand in for the engine: it gives `result` (or raises it) and keeps what it was asked."""
    engine = types.SimpleNamespace(result=FOUND, asked=None)

    def solve(problem, **options):
        engine.asked = {"problem": problem, **options}
        if isinstance(engine.result, BaseException):
            raise engine.result
        return engine.result

    module = types.ModuleType("sharepool.solving.solver")
    module.solve = solve
    monkeypatch.setitem(sys.modules, "sharepool.solving.solver", module)
    return engine


def test_a_plan_is_written_with_its_reports(run, engine, folder, tmp_path):
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    assert "objective  35, bound 30, gap 14.29%" in ran.out
    assert all(name in ran.out for name in FILES)


def test_what_is_asked_reaches_the_engine(run, engine, folder, legal, tmp_path):
    options = ["--time-limit", "5", "--gap", "0.02", "--work", "3", "--seed", "4", "--workers", "1"]
    ran = run("solve", folder, "--out", tmp_path / "out", "--start", legal, "--fresh", *options)
    assert ran.code == 0
    assert engine.asked["stop"] == Stop(seconds=4.495, gap=0.02, work=3.0)
    assert (engine.asked["seed"], engine.asked["workers"]) == (4, 1)
    assert engine.asked["start"] == make_plan(("T1", "D1", 1, 2))


def test_defaults_are_a_minute_and_every_core(run, engine, folder, tmp_path):
    run("solve", folder, "--out", tmp_path / "out")
    assert engine.asked["stop"] == Stop(seconds=58.995, gap=0.0, work=None)
    assert (engine.asked["seed"], engine.asked["workers"]) == (0, None)
    assert engine.asked["start"] is None


def test_no_time_limit_is_written_inf(run, engine, folder, tmp_path):
    run("solve", folder, "--out", tmp_path / "out", "--time-limit", "inf", "--work", "2")
    assert engine.asked["stop"] == Stop(seconds=None, gap=0.0, work=2.0)


def test_json_on_stdout_is_the_summary_and_nothing_else(run, engine, folder, tmp_path):
    ran = run("solve", folder, "--out", tmp_path / "out", "--json")
    assert ran.out == (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
    assert (ran.json["status"], ran.json["objective"]) == ("feasible", 35)
    assert ran.err == ""


def test_without_a_plan_the_reasons_are_told(run, engine, folder, tmp_path):
    engine.result = NONE
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 1
    assert "status     infeasible" in ran.out
    assert "D1" in ran.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"summary.json"}


def test_without_a_plan_json_holds_the_diagnosis(run, engine, folder, tmp_path):
    engine.result = NONE
    ran = run("solve", folder, "--out", tmp_path / "out", "--json")
    assert ran.code == 1
    assert ran.json["diagnosis"]["requirements"] == [
        {"kind": "min_sessions", "needed": 1, "demand_id": "D1"}
    ]


def test_without_a_plan_an_earlier_one_is_not_left_to_be_mistaken(run, engine, folder, tmp_path):
    run("solve", folder, "--out", tmp_path / "out")
    engine.result = outcome(Status.UNKNOWN)
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 1
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "plan.csv" not in names
    assert "plan.csv.stale" in names


def test_a_start_plan_in_the_same_folder_is_never_lost(run, engine, folder, tmp_path):
    run("solve", folder, "--out", tmp_path / "out")
    start = (tmp_path / "out" / "plan.csv").read_bytes()
    engine.result = outcome(Status.UNKNOWN)
    run(
        "solve",
        folder,
        "--out",
        tmp_path / "out",
        "--fresh",
        "--start",
        tmp_path / "out" / "plan.csv",
    )
    assert (tmp_path / "out" / "plan.csv.stale").read_bytes() == start


def test_bad_input_writes_and_overwrites_nothing(run, engine, faulty, tmp_path, contents):
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.csv").write_text("an earlier plan", encoding="utf-8")
    before = contents()
    ran = run("solve", faulty, "--out", out)
    assert ran.code == 2
    assert contents() == before
    assert engine.asked is None
    assert "what to do" in ran.err
    assert ran.out == ""


def test_bad_input_does_not_make_the_folder(run, engine, faulty, tmp_path):
    assert run("solve", faulty, "--out", tmp_path / "out").code == 2
    assert not (tmp_path / "out").exists()


def test_an_unreadable_start_plan_is_bad_input(run, engine, folder, tmp_path):
    ran = run("solve", folder, "--out", tmp_path / "out", "--start", tmp_path / "none.csv")
    assert ran.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("path", ["none", "problem/rules.toml", "x" * 300, "bad\0name"])
def test_a_problem_that_is_not_there_is_bad_input(run, engine, folder, tmp_path, path):
    ran = run("solve", tmp_path / path, "--out", tmp_path / "out")
    assert (ran.code, engine.asked) == (2, None)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told_before_the_search(run, engine, folder, tmp_path):
    (tmp_path / "file").touch()
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        ran = run("solve", folder, "--out", out)
        assert (ran.code, engine.asked) == (2, None)
        assert "--out" in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ["--time-limit", "-1"],
        ["--time-limit", "nan"],
        ["--time-limit", "soon"],
        ["--gap", "-0.1"],
        ["--gap", "1.5"],
        ["--gap", "nan"],
        ["--work", "0"],
        ["--work", "inf"],
        ["--work", "nan"],
        ["--workers", "0"],
        ["--workers", "1.5"],
        ["--seed", "-1"],
        ["--seed", str(2**31)],
        ["--lang", "fr"],
        ["--faster"],
    ],
)
def test_an_option_out_of_range_is_bad_usage(run, engine, folder, tmp_path, options):
    ran = run("solve", folder, "--out", tmp_path / "out", *options)
    assert (ran.code, engine.asked) == (2, None)
    assert not (tmp_path / "out").exists()


def test_a_contradiction_inside_is_told_and_leaves_no_plan(run, engine, folder, tmp_path):
    engine.result = InternalError("the plan breaks H05")
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 3
    assert "the plan breaks H05" in ran.err
    assert not (tmp_path / "out").exists()


def test_warnings_are_counted_unless_quiet(run, engine, folder, tmp_path):
    staff = folder / "staff.csv"
    lines = staff.read_text(encoding="utf-8-sig").splitlines()
    staff.write_text("\n".join([f"{lines[0]},shoe_size", f"{lines[1]},44"]), encoding="utf-8")
    assert "1 warning about the input" in run("solve", folder, "--out", tmp_path / "out").err
    assert run("solve", folder, "--out", tmp_path / "out", "--quiet").err == ""


def test_the_solver_counts_from_the_start_it_is_given(engine, folder, tmp_path):
    from typer.testing import CliRunner

    from sharepool.cli import app

    CliRunner().invoke(app, ["solve", str(folder), "--out", str(tmp_path / "out")], obj=12.5)
    assert engine.asked["started"] == 12.5


@pytest.mark.parametrize(
    ("time_limit", "sessions", "seconds"),
    [
        (60, 600, 60 - 1 - 3),  # five thousandths of a second for each session
        (60, 5000, 60 - 1 - 3),  # three seconds at most
        (20, 600, 20 - 1 - 2),  # a tenth of the limit at most
        (10, 0, 9),
        (0, 600, 0),
    ],
)
def test_time_is_kept_for_writing_and_for_reasons(time_limit, sessions, seconds):
    problem = make_problem(demands=[{"sessions": sessions}])
    assert search_seconds(problem, time_limit) == seconds


def coverage_of(out):
    with (out / "coverage.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_coverage_tells_why_sessions_are_missing(run, engine, folder, tmp_path):
    engine.result = outcome(Status.FEASIBLE, make_plan())
    run("solve", folder, "--out", tmp_path / "out", "--lang", "zh")
    (told,) = coverage_of(tmp_path / "out")
    assert (told["缺"], told["结论"]) == ("1", "遗漏")
    assert told["原因"].startswith("A的D1需要1次课，已安排0次：")


def test_reasons_stop_when_the_time_is_up(run, engine, folder, tmp_path):
    engine.result = outcome(Status.FEASIBLE, make_plan())
    run("solve", folder, "--out", tmp_path / "out", "--time-limit", "0")
    (told,) = coverage_of(tmp_path / "out")
    assert told["verdict"] == "untried"


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "1 of 1 demand with missing sessions"), ("zh", "1项尚未查找原因")]
)
def test_reasons_that_were_not_looked_for_are_told(run, engine, folder, tmp_path, lang, told):
    engine.result = outcome(Status.FEASIBLE, make_plan())
    ran = run("solve", folder, "--out", tmp_path / "out", "--time-limit", "0", "--lang", lang)
    assert told in ran.err
    more = "--json" if lang == "en" else "--quiet"
    quiet = run("solve", folder, "--out", tmp_path / "out", "--time-limit", "0", more)
    assert quiet.err == ""


def test_reasons_are_brief_once_somebody_waits_for_the_end(monkeypatch):
    spans = []

    def find(problem, plan, *, deadline, **others):
        spans.append(deadline)
        return ()

    monkeypatch.setattr("sharepool.analysis.reasons.verdicts.find_reasons", find)
    clock = types.SimpleNamespace(monotonic=lambda: 0.0)
    monkeypatch.setattr("sharepool.terminal.pacing.time", clock)
    found = outcome(Status.FEASIBLE, make_plan())
    for interrupted in (False, True):
        result = dataclasses.replace(found, interrupted=interrupted)
        explain_in_time(make_problem(), result, 0.0, math.inf, quiet=True)
    assert spans[1] < 1 < spans[0]


@pytest.mark.parametrize(("lang", "told"), [("en", "open in another program"), ("zh", "另存为")])
def test_a_plan_that_excel_holds_is_written_beside(
    run, engine, folder, tmp_path, monkeypatch, lang, told
):
    run("solve", folder, "--out", tmp_path / "out")
    before = (tmp_path / "out" / "plan.csv").read_bytes()
    monkeypatch.setattr(
        "sharepool.tables.files.is_locked", lambda path: path.name == "plan.csv" and path.exists()
    )
    monkeypatch.setattr("sharepool.tables.targets.is_locked", lambda path: "plan" in path.name)
    engine.result = outcome(Status.FEASIBLE, make_plan(("T1", "D1", 1, 3)))
    ran = run("solve", folder, "--out", tmp_path / "out", "--lang", lang)
    assert ran.code == 0
    assert told in ran.err
    assert "plan (2).csv" in ran.err
    assert "plan (2).csv" in ran.out
    assert (tmp_path / "out" / "plan.csv").read_bytes() == before


def test_stopped_before_there_is_a_plan_nothing_is_written(run, engine, folder, tmp_path):
    engine.result = dataclasses.replace(outcome(Status.UNKNOWN), interrupted=True)
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 130
    assert not (tmp_path / "out").exists()


def test_ctrl_c_while_reasons_are_looked_for_keeps_the_plan(
    run, engine, folder, tmp_path, monkeypatch
):
    engine.result = outcome(Status.FEASIBLE, make_plan())

    def press_and_prepare(problem):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        return prepare(problem)

    monkeypatch.setattr("sharepool.analysis.reasons.verdicts.prepare", press_and_prepare)
    ran = run("solve", folder, "--out", tmp_path / "out")
    assert ran.code == 0
    (told,) = coverage_of(tmp_path / "out")
    assert told["verdict"] == "untried"


def test_parameters_reach_the_solver(run, engine, folder, tmp_path):
    engine.result = outcome(Status.FEASIBLE, make_plan())
    params = tmp_path / "params.toml"
    params.write_text("[diving]\npasses = 9\n", encoding="utf-8")
    ran = run("solve", folder, "--out", tmp_path / "out", "--params", params)
    assert ran.code == 0
    assert engine.asked["params"] == tuned(diving={"passes": 9})


def test_faults_of_parameters_are_told_before_the_search(run, engine, folder, tmp_path):
    params = tmp_path / "params.toml"
    params.write_text("[diving]\npasses = -1\nspeed = 3\n", encoding="utf-8")
    ran = run("solve", folder, "--out", tmp_path / "out", "--params", params, "--json")
    assert (ran.code, engine.asked) == (2, None)
    assert {(fault["column"], fault["code"]) for fault in ran.json["faults"]} == {
        ("diving.passes", "out_of_range"),
        ("diving.speed", "unknown_key"),
    }
    assert not (tmp_path / "out").exists()


def test_terms_in_order(run, folder, tmp_path):
    order = ("--order", "unmet,travel", "--tolerance", 0.1, "--time-limit", AMPLE)
    ran = run("solve", folder, "--out", tmp_path / "out", *order, "--json")
    assert ran.code == 0
    assert [step["terms"] for step in ran.json["steps"][:2]] == [["unmet"], ["travel"]]
    assert ran.json["bound"] is ran.json["gap"] is None


@pytest.mark.parametrize("order", ["unmet,fun", "unmet,unmet"])
def test_an_order_that_makes_no_sense_is_bad_usage(run, folder, tmp_path, order):
    ran = run("solve", folder, "--out", tmp_path / "out", "--order", order)
    assert ran.code == 2
    assert "--order" in ran.err
    assert not (tmp_path / "out").exists()
