"""Two people, or two schools, of one name."""

import datetime as dt

import pytest

from builders import make_plan, make_problem
from sharepool.report.calendars import write_calendars
from sharepool.report.desk.desk import Desk
from sharepool.report.desk.view import show_desk
from sharepool.report.page import write_page
from sharepool.report.report import make_report
from sharepool.report.titles import title_sites

STAFF = [{"staff_id": name, "name": "王伟", "home_site": "H"} for name in ("T1", "T2")]
SITES = [
    {"site_id": "H", "name": "中心小学"},
    {"site_id": "A", "name": "中心小学"},
    {"site_id": "B", "name": "实验小学"},
    {"site_id": "P", "name": "实验小学", "private": 1},
]


@pytest.fixture
def problem():
    return make_problem(staff=STAFF, sites=SITES, demands=[{"sessions": 2}])


def test_people_and_schools_of_one_name_bear_their_ids_in_a_report(problem):
    written = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    report = make_report(problem, make_plan(("T1", "D1", 1, 1)), (), lang="zh", written=written)
    page = write_page(report)
    assert "<h3>王伟（T1）" in page
    assert "<h3>中心小学（A）" in page
    assert "（T1）（T1）" not in page
    assert report.demands["site_name"].tolist() == ["中心小学（A）"]
    assert "X-WR-CALNAME:unnamed: 王伟（T1）" in write_calendars(report)["T1.ics"].decode()


def test_the_desk_tells_people_of_one_name_apart(problem, tmp_path):
    desk = Desk(problem, make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    shown = show_desk(desk, "en")
    assert shown["people"] == [["T1", "王伟 (T1)"], ["T2", "王伟 (T2)"]]
    assert shown["rows"][0]["site"] == shown["missing"][0]["site"] == "中心小学 (A)"


def test_a_home_says_nothing_of_the_school_that_it_is_called_like(problem):
    assert title_sites(problem, "en")["B"] == "实验小学"
