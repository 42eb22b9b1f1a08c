"""Who does what in a team, wherever its people and their schools look."""

import datetime as dt
import io

import openpyxl
import pytest

from builders import make_problem
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment
from sharepool.report.calendars import write_calendars
from sharepool.report.page import write_page
from sharepool.report.report import make_report
from sharepool.report.workbook import write_workbook

PEOPLE = [
    {"staff_id": "T1", "name": "Lin", "home_site": "H"},
    {"staff_id": "T2", "name": "Wu", "home_site": "H"},
]
ROLES = [{"demand_id": "D1", "role": "lead"}, {"demand_id": "D1", "role": "lifeguard"}]


@pytest.fixture
def report():
    problem = make_problem(staff=PEOPLE, roles=ROLES)
    rows = [Assignment(staff_id="T1", demand_id="D1", day=1, slot=1, role="lead")]
    rows.append(Assignment(staff_id="T2", demand_id="D1", day=1, slot=1, role="lifeguard"))
    written = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    return make_report(problem, Plan(tuple(rows)), (), lang="zh", written=written)


def test_a_schools_timetable_has_a_team_as_one_session(report):
    page = write_page(report)
    (cell,) = page.split('id="site-1"')[1].split("体育课")[1:2]
    assert cell.index("lead") < cell.index("lifeguard")
    assert page.split('id="site-1"')[1].split("</article>")[0].count("体育课") == 1


def test_an_itinerary_says_the_role_and_who_else_comes(report):
    own = write_page(report).split('id="person-1"')[1].split("</article>")[0]
    assert '<span class="tag">lead</span>' in own
    assert "同行：Wu (lifeguard)" in own


def test_sheets_of_the_workbook_have_the_roles(report):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(report)))
    rows = [[cell.value for cell in row] for row in book["Lin"].iter_rows(min_row=4)]
    assert rows[0][-2:] == ["角色", "同行"]
    assert ["lead", "Wu (lifeguard)"] in [row[-2:] for row in rows]
    assert book["总课表"].cell(4, book["总课表"].max_column).value == "角色"


def test_calendars_say_the_role_and_who_else_comes(report):
    text = write_calendars(report)["T2.ics"].decode()
    assert "SUMMARY:A · 体育课 · lifeguard" in text
    assert "同行：Lin (lead)" in text
