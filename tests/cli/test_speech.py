"""In which language commands speak: the locale's, unless they are told another."""

import re

import pytest
import typer.main

from sharepool.centre.ledger.accounting import keep_ledger, repeat_week
from sharepool.centre.ledger.tables import read_rates
from sharepool.centre.pool.survey import survey_pool
from sharepool.cli.app import app
from sharepool.cli.translating import build_command, language_of
from sharepool.messages.headings import TERMS, in_language
from sharepool.messages.help import in_chinese
from sharepool.problem.rules import Weights
from sharepool.report.tables.coverage import list_coverage
from sharepool.terminal.speech import preferred

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_locale_says_which_language_is_preferred(environment, lang):
    assert preferred(environment) == lang


def test_the_option_says_it_before_the_locale(monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert language_of(["validate", "p", "--lang", "zh"]) == "zh"
    assert language_of(["validate", "p", "--lang=zh"]) == "zh"
    assert language_of(["validate", "p"]) == "en"


def test_a_chinese_locale_is_enough(run, folder, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("validate", folder).out.startswith("没有错误")
    assert run("validate", folder, "--lang", "en").out.startswith("no faults")


def helps():
    command = typer.main.get_command(app)
    for name, one in command.commands.items():
        yield name, one.help
        for param in one.params:
            if getattr(param, "help", None):
                yield f"{name} {param.name}", param.help


@pytest.mark.parametrize(("place", "text"), list(helps()))
def test_every_help_text_stands_in_chinese_too(place, text):
    assert CHINESE.search(in_chinese(text)), place


def test_panels_of_commands_stand_in_chinese_too():
    command = build_command(app, "zh")
    for one in command.commands.values():
        assert CHINESE.search(one.rich_help_panel)


def test_every_command_takes_a_language():
    command = typer.main.get_command(app)
    for name, one in command.commands.items():
        assert "lang" in {param.name for param in one.params}, name


def test_terms_of_the_objective_have_chinese_names():
    assert {*Weights.model_fields, "preference", "objective"} <= TERMS.keys()


def test_headings_of_reports_are_in_the_language(problem_of_samples):
    frame = list_coverage(problem_of_samples, plan_of(problem_of_samples), (), "zh")
    assert all(CHINESE.search(name) for name in in_language(frame, "zh").columns)
    assert list(in_language(frame, "en").columns) == list(frame.columns)


@pytest.fixture
def problem_of_samples():
    import sharepool as sp

    return sp.read_problem("data/samples/tiny")


def plan_of(_problem):
    import sharepool as sp

    return sp.Plan()


@pytest.mark.parametrize("out", ["", " "])
def test_a_blank_name_is_no_folder(run, folder, out, contents):
    before = contents()
    assert run("solve", folder, "--out", out).code == 2
    assert contents() == before


@pytest.mark.parametrize("words", [("generate", "county"), ("generate", "centre")])
def test_a_workbook_is_no_folder(run, tmp_path, words):
    ran = run(*words, "--out", tmp_path / "x.xlsx")
    assert ran.code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_headings_of_the_pool_and_the_ledger_are_in_the_language(problem_of_samples):
    problem, plan = problem_of_samples, plan_of(problem_of_samples)
    rates = read_rates("data/samples/county/centre/rates.toml")
    book = keep_ledger(problem, repeat_week(problem, plan, weeks=1), rates)
    frames = [*survey_pool(problem, plan).to_frames("zh").values(), *book.to_frames().values()]
    for frame in frames:
        names = in_language(frame, "zh").columns
        assert all(CHINESE.search(name) for name in names), names
    # The people in them are no schools.
    assert "姓名" in in_language(book.to_frames()["people"], "zh").columns
