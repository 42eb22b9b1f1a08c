"""Timetables as grids, what is charted, and a bound that is no headline yet."""

import datetime as dt
import io

import openpyxl
import pytest

from builders import make_plan, make_problem
from sharepool.report.page import write_page
from sharepool.report.report import make_report
from sharepool.report.sheets import Day, Sheet, lay_out_week, person_sheets, site_sheets
from sharepool.report.story import is_at_start, percent, tell_story
from sharepool.report.workbook import write_workbook

WRITTEN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
WEEK = [dt.date(2026, 3, 2) + dt.timedelta(days=day) for day in range(7)]


def report_of(**given):
    problem = make_problem(
        sites=[
            {"site_id": "H", "area": "urban", "county": "X"},
            {"site_id": "A", "area": "rural", "county": "Y"},
            {"site_id": "B", "area": "urban", "county": "X"},
        ],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"sessions": 3}, {"demand_id": "D2", "site_id": "B", "sessions": 2}],
    )
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D1", 3, 1), ("T2", "D2", 3, 2))
    return make_report(problem, plan, (), written=WRITTEN, **{"lang": "en", **given})


def row(day, start, end, **cells):
    return {"day": day, "start": start, "end": end, **cells}


def test_a_week_has_its_days_across_and_its_times_down():
    rows = [
        row(1, "10:00", "10:40", label="3"),
        row(3, "08:00", "08:40", label="1"),
        row(3, "10:00", "10:40", label="third"),
        row(3, "10:00", "10:40", label="3"),
    ]
    grid = lay_out_week(rows, WEEK)
    assert [day for day, _ in grid.days] == [1, 2, 3, 4, 5]
    assert grid.days[2] == (3, "2026-03-04")
    first, second = grid.periods
    assert (first.start, first.end, first.labels) == ("08:00", "08:40", ("1",))
    assert [len(cell) for cell in first.cells] == [0, 0, 1, 0, 0]
    assert second.labels == ("3", "third")
    assert [len(cell) for cell in second.cells] == [1, 0, 2, 0, 0]


def test_a_saturday_has_a_column_only_if_there_is_something():
    grid = lay_out_week([row(6, "08:00", "09:00")], WEEK)
    assert [day for day, _ in grid.days] == [1, 2, 3, 4, 5, 6]


def test_sites_and_people_have_grids_of_their_sessions_alone():
    report = report_of()
    (site, other), (person, _) = site_sheets(report), person_sheets(report)
    assert [len(cell) for cell in site.grid.periods[0].cells] == [1, 0, 1, 0, 0]
    assert site.key == "A"
    assert other.key == "B"
    steps = [one["step"] for cell in person.grid.periods[0].cells for one in cell]
    assert steps == ["session", "session"]
    page = write_page(report)
    assert page.count('class="grid"') == 4


def test_areas_counties_and_burdens_are_charted():
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(report_of())))
    charts = {sheet.title: len(sheet._charts) for sheet in book if sheet._charts}
    assert charts["Areas"] == charts["Counties"] == 1
    (chart,) = book["Areas"]._charts
    assert chart.series[0].val.numRef.f == "'Areas'!$B$5:$B$6"
    assert chart.series[0].cat.numRef.f == "'Areas'!$A$5:$A$6"


@pytest.mark.parametrize(
    ("bound", "unavoidable", "at_start"),
    [(2000, 2000, True), (1500, 2000, True), (2001, 2000, False), (2000, None, False)],
)
def test_a_bound_that_has_not_left_its_start_is_no_headline(bound, unavoidable, at_start):
    report = report_of(bound=bound, unavoidable=unavoidable)
    assert report.score.objective > 2001
    assert is_at_start(report) is at_start
    assert ("Solve longer" in tell_story(report)[-1]) is at_start
    page = write_page(report)
    assert ("no bound better than the start yet" in page) is at_start
    assert ("at most, proven" in page) is not at_start


def test_an_optimal_plan_is_told_whatever_the_bound_began_with():
    objective = report_of().score.objective
    report = report_of(bound=objective, unavoidable=objective)
    assert not is_at_start(report)
    assert "Solve longer" not in tell_story(report)[-1]


@pytest.mark.parametrize(
    ("share", "digits", "told"),
    [
        *((1.0, 0, "100%"), (0.0, 0, "0%"), (0.5, 0, "50%"), (None, 0, "—")),
        *((299 / 300, 0, "99.7%"), (4399 / 4400, 0, "99.98%"), (1 / 300, 0, "0.3%")),
        *((0.0004, 1, "0.04%"), (0.0, 1, "0.0%"), (1.0003, 1, "100.03%")),
    ],
)
def test_no_share_is_all_or_nothing_that_is_only_nearly_so(share, digits, told):
    assert percent(share, digits) == told


@pytest.mark.parametrize(("periods", "is_long"), [(4, False), (14, True)])
def test_a_sheet_of_many_periods_is_printed_smaller_too(periods, is_long):
    rows = [row(1, f"{8 + one // 2:02d}:{one % 2}0", "20:00") for one in range(periods)]
    sheet = Sheet("T1", "person-1", "Lin", "", (Day(1, "", tuple(rows)),), lay_out_week(rows, WEEK))
    assert sheet.is_long is is_long


def test_a_schools_timetable_says_days_off_and_what_made_up_days_follow():
    calendar = [
        {"date": "2026-03-06", "kind": "off"},
        {"date": "2026-03-07", "kind": "makeup", "follows": 5, "site_id": "A"},
    ]
    problem = make_problem(calendar=calendar)
    plan = make_plan(("T1", "D1", 1, 1))
    report = make_report(problem, plan, (), lang="zh", written=WRITTEN)
    (sheet,) = site_sheets(report)
    assert dict(sheet.grid.notes) == {5: "放假", 6: "按星期五课表"}
    assert "2026-03-06<br>放假" in write_page(report)
