"""The sharing centre's tables in the report: the figures of their sources, nothing of people."""

import datetime as dt
from pathlib import Path

import pytest

from sharepool import Plan, find_needs, read_centre, read_rates
from sharepool.problem.timetable import Timetable
from sharepool.report.centre import COLUMNS, CentreFolder, gather_centre, lay_out_centre
from sharepool.report.page import write_page
from sharepool.report.report import make_report

FOLDER = Path(__file__).parents[3] / "data" / "samples" / "county" / "centre"
WRITTEN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def known():
    return CentreFolder(find_needs(read_centre(FOLDER), Plan()), read_rates(FOLDER / "rates.toml"))


@pytest.fixture(scope="module")
def problem(known):
    return known.needs.problem


@pytest.fixture(scope="module")
def plan(problem):
    """One club that somebody gives."""
    demand = next(one for one in problem.demands if one.skill == "足球")
    coach = next(row.staff_id for row in problem.skills if row.skill == "足球")
    time = next(iter(Timetable(problem).sessions(demand)))
    return Plan.of([(coach, demand.demand_id, time.day, time.slot)])


def test_every_table_has_its_columns_and_the_sums_of_its_source(problem, plan, known):
    tables = gather_centre(problem, plan, known, anonymous=False)
    assert list(tables) == ["rates", "balance", "points", "pool", "loans"]
    laid_out = lay_out_centre(tables, "zh")
    assert {name: tuple(rows[0]) for name, rows in laid_out.items()} == COLUMNS
    assert laid_out["rates"][0]["stage"] == "小学"
    assert laid_out["balance"][0]["measure"] == "每百名学生教师数"
    total = laid_out["rates"][-1]
    assert total["required"] == total["covered"] + total["gap"]
    pupils = [row["pupils"] for row in laid_out["points"]]
    assert pupils == sorted(pupils)
    wanted = {row["skill"]: row["wanted"] for row in laid_out["pool"]}
    assert sum(wanted.values()) == sum(demand.sessions for demand in problem.demands)


def test_without_names_only_schools_are_told(problem, plan, known):
    tables = gather_centre(problem, plan, known, anonymous=True)
    assert list(tables) == ["rates", "balance", "points"]


def test_without_a_centre_the_pool_is_all_there_is(problem, plan):
    assert list(gather_centre(problem, plan, CentreFolder(), anonymous=False)) == ["pool"]
    assert gather_centre(problem, plan, CentreFolder(), anonymous=True) == {}


@pytest.mark.parametrize(("lang", "title"), [("en", "The sharing centre"), ("zh", "共享中心")])
def test_the_page_tells_them(problem, known, lang, title):
    report = make_report(problem, Plan(), (), lang=lang, written=WRITTEN, centre=known)
    page = write_page(report)
    section = page[page.index('<section id="centre">') :].split("</section>")[0]
    assert title in section
    assert "83.2%" in section
    assert "双沟镇下寨村教学点" in section
    assert "None" not in section
