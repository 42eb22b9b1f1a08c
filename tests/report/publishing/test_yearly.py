"""Yearly decisions in the report: a section and sheets for each, nothing of people."""

import datetime as dt
import io
import re
from importlib import import_module

import openpyxl
import pandas as pd
import pytest

from builders import make_centre, make_plan, make_problem
from season_builders import make_season
from sharepool import (
    ExchangeRules,
    Measure,
    Plan,
    ProblemError,
    Skill,
    Staff,
    Stop,
    Target,
    TargetTables,
    judge_targets,
    plan_exchange,
    plan_fixtures,
    plan_officials,
)
from sharepool.centre.competitions.outputs import write_fixtures, write_officials
from sharepool.centre.exchange.report_tables import write_exchange
from sharepool.messages.headings import heading
from sharepool.messages.labels import LABELS
from sharepool.report.centre import CentreFolder
from sharepool.report.page import write_page
from sharepool.report.report import make_report
from sharepool.report.workbook import write_workbook
from sharepool.report.yearly import PARTS, lay_out_decided, read_decided

WRITTEN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def exchange():
    centre = make_centre(
        classes=[{"site_id": "A", "grade": 1}, {"site_id": "B", "grade": 2}],
        lessons={1: 14, 2: 14},
        residents=[
            {"staff_id": name, "name": f"教师{name}", "since": "2015-09-01"}
            for name in ("R1", "R2")
        ],
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B"}],
    )
    return plan_exchange(centre, ExchangeRules(quota="0.5"))


@pytest.fixture(scope="module")
def progress():
    target = Target(indicator="minutes_day", by="2028-09-01", value=120)
    measure = Measure(indicator="minutes_day", date=TODAY, value=85)
    return judge_targets(TargetTables((target,), (measure,)), TODAY)


def report_of(decided, **given):
    problem = make_problem()
    return make_report(
        problem,
        make_plan(("T1", "D1", 1, 1)),
        (),
        written=WRITTEN,
        centre=CentreFolder(decided=decided),
        **{"lang": "en", **given},
    )


def section(page, name):
    found = re.search(rf'<section id="{name}">(.*?)</section>', page, re.DOTALL)
    return None if found is None else found[1]


def test_every_section_table_and_column_has_its_label():
    for feature, part in PARTS.items():
        assert f"section.{feature}" in LABELS
        for name, table in part.tables.items():
            assert f"sheet.{feature}.{name}" in LABELS
            assert all(f"column.{column}" in LABELS for column in table.columns)


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Exchange of teachers"), ("zh", "教师交流轮岗")]
)
def test_the_page_and_the_workbook_tell_what_was_decided(exchange, progress, lang, title):
    decided = {"exchange": exchange.to_frames(lang), "targets": progress.to_frames(lang)}
    report = report_of(decided, lang=lang)
    page = write_page(report)
    told = section(page, "exchange")
    assert title in told
    assert "教师R1" in told
    assert {"en": "85", "zh": "85"}[lang] in section(page, "targets")
    assert section(page, "points") is None
    assert "None" not in told
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(report)))
    moves = LABELS["sheet.exchange.moves"][lang == "zh"]
    assert "教师R1" in {row[0].value for row in book[moves]}


def test_without_names_nobody_is_told_of(exchange):
    decided = {"exchange": exchange.to_frames()}
    page = write_page(report_of(decided, anonymous=True))
    assert "教师R1" not in page
    assert section(page, "exchange")
    told = lay_out_decided(decided, "en", anonymous=True)
    assert told["exchange"].keys() == {"quota", "schools"}


def test_only_schools_that_the_exchange_changes_are_told(exchange):
    rows = lay_out_decided({"exchange": exchange.to_frames()}, "en", anonymous=False)
    assert {row["site_name"] for row in rows["exchange"]["schools"]} == {"A", "B"}
    assert len(exchange.to_frames()["schools"]) == 2


def test_folders_are_known_by_what_was_written(tmp_path, progress):
    folder = tmp_path / "targets"
    folder.mkdir()
    progress.to_frames()["progress"].to_csv(folder / "progress.csv", index=False)
    found = read_decided([folder])
    assert list(found) == ["targets"]
    told = lay_out_decided(found, "en", anonymous=False)["targets"]["progress"]
    assert told[0]["state"] == "behind"
    with pytest.raises(ProblemError) as caught:
        read_decided([tmp_path / "none", folder, tmp_path])
    assert [fault.code for fault in caught.value.faults] == ["missing_file"] * 2


def test_tables_without_a_row_are_left_out():
    empty = {"training": {"training": pd.DataFrame({"name": []})}}
    assert lay_out_decided(empty, "en", anonymous=False) == {}
    assert section(write_page(report_of(empty)), "training") is None


def test_a_report_without_decisions_is_what_it_was():
    problem = make_problem()
    report = make_report(problem, Plan(), (), lang="en", written=WRITTEN)
    assert report.decided == {}


CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("feature", PARTS)
def test_every_column_of_its_tables_has_a_chinese_heading_of_its_own(feature):
    folder = {"officials": "competitions"}.get(feature, feature)
    module = import_module(f"sharepool.centre.{folder}.report_tables")
    own = PARTS[feature].headings
    lists = [name for name in vars(module) if name.endswith("COLUMNS")]
    assert lists
    for name in lists:
        titles = [heading(column, "zh", own) for column in getattr(module, name)]
        assert all(map(CHINESE.search, titles)), name
        assert len(set(titles)) == len(titles), name


def test_files_of_either_language_make_the_same_section(tmp_path, exchange):
    told = []
    for lang in ("en", "zh"):
        write_exchange(exchange, tmp_path / lang, lang=lang)
        rows = lay_out_decided(read_decided([tmp_path / lang]), "en", anonymous=False)["exchange"]
        told.append([{**row, "reason": ""} for row in rows["moves"]] + rows["schools"])
    assert told[0] == told[1]
    assert told[0][0]["lessons"] == exchange.moves[0].lessons


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_fixtures_and_their_officials_are_sections_of_their_own(tmp_path, lang):
    season = make_season(
        tables={"officials": [{"role": "referee", "skill": "ref"}]},
        rules={"lot_seed": 1},
    )
    people = season.problem.updated(
        staff=(Staff(staff_id="R", name="裁判甲", home_site="S3"),),
        skills=(Skill(staff_id="R", skill="ref"),),
    )
    season = season.replace(problem=people)
    limit = Stop(seconds=None, work=0.05)
    fixtures = plan_fixtures(season, stop=limit)
    officials = plan_officials(season, fixtures, stop=limit, workers=1)
    write_fixtures(season, fixtures, tmp_path / "matches", lang=lang, written=WRITTEN)
    write_officials(season, fixtures, officials, tmp_path / "people", lang=lang, written=WRITTEN)
    decided = read_decided([tmp_path / "matches", tmp_path / "people"])
    told = lay_out_decided(decided, lang, anonymous=False)
    assert [row["team"] for row in told["competitions"]["fairness"]] == ["T1", "T2", "T3"]
    assert {row["official"] for row in told["officials"]["fairness"]} == {"裁判甲"}
    assert told["officials"]["missing"] or told["officials"]["match_officials"]
    page = write_page(report_of(decided, lang=lang))
    assert section(page, "competitions")
    assert "裁判甲" in section(page, "officials")
    assert "officials" not in lay_out_decided(decided, lang, anonymous=True)
