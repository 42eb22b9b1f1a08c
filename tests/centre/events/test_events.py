"""Events as a whole: shifts, what the weeks come to know, faults, the command."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from builders import make_plan, make_problem
from sharepool import Status, solve
from sharepool.base.errors import ProblemError
from sharepool.centre.events.check import check_events
from sharepool.centre.events.decision import plan_events
from sharepool.centre.events.rows import EVENT_TABLES
from sharepool.centre.events.shifts import stack_shifts
from sharepool.centre.events.tables import read_events, write_event_tables
from sharepool.centre.events.types import EventShift, EventTables
from sharepool.centre.feed import join_feeds
from sharepool.centre.feed_files import read_feed, write_feed
from sharepool.cli.app import app
from sharepool.generate import generate_county, generate_events
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.travel import TravelTimes
from sharepool.rules import check
from sharepool.tables import read_problem, write_problem

WEDNESDAY = "2026-03-04"
PEOPLE = [{"staff_id": name} for name in ("T1", "T2", "T3")]
SITES = [{"site_id": "H"}, {"site_id": "A", "pupils": 60}, {"site_id": "B", "pupils": 20}]


def tables(**rows):
    """Tables of events from rows as dicts, by table."""
    return EventTables(
        **{
            name: tuple(EVENT_TABLES[name].model_validate(row) for row in given)
            for name, given in rows.items()
        }
    )


def event(**cells):
    whole = {"event_id": "E", "site_id": "A", "date": WEDNESDAY, "start": "08:00", "end": "16:00"}
    return {**whole, **cells}


def staff(role="judge", **cells):
    return {"event_id": "E", "role": role, "skill": "pe", **cells}


def problem_of(**given):
    return make_problem(sites=SITES, staff=PEOPLE, **given)


def shift(start, end):
    return EventShift("E", start, end, ())


def week_of(problem, given):
    return join_feeds(problem, plan_events(problem, given).feed)


def test_shifts_that_overlap_do_not_share_a_place():
    stacks = stack_shifts([shift(480, 960), shift(480, 720), shift(720, 960)])
    assert [[(one.start_min, one.end_min) for one in stack] for stack in stacks] == [
        [(480, 720), (720, 960)],
        [(480, 960)],
    ]


def test_an_event_is_staffed_for_each_shift_by_the_engine():
    given = tables(
        events=[event()],
        event_staff=[
            staff(count=2, end="12:00"),
            staff(start="12:00"),
            staff("helper", optional=1),
        ],
    )
    # Nobody judges twice: there is no time for lunch between. So it takes four.
    people = [*PEOPLE, {"staff_id": "T4"}]
    week = week_of(make_problem(sites=SITES, staff=people), given)
    result = solve(week, stop=300, workers=1)
    assert result.status is Status.OPTIMAL
    sessions = [
        (one.start_min, one.end_min, one.role_name, one.person.staff_id)
        for one in Itinerary(week, result.plan).sessions
        if one.demand.kind == "event"
    ]
    times = sorted(one[:3] for one in sessions)
    assert times == [
        (480, 720, "judge"),
        (480, 720, "judge"),
        (480, 960, "helper"),
        (720, 960, "judge"),
    ]
    (helper,) = {one[3] for one in sessions if one[2] == "helper"}
    assert helper not in {one[3] for one in sessions if one[2] == "judge"}


def test_the_ground_is_taken_and_the_schools_that_come_have_no_lessons():
    given = tables(events=[event(start="08:00", end="12:00", sites="B", away=1)])
    week = week_of(problem_of(demands=[{}, {"demand_id": "D2", "site_id": "B"}]), given)
    on_day = make_plan(("T1", "D1", 3, 1), ("T1", "D2", 3, 3))
    assert [one.code for one in check(week, on_day)] == ["H15", "H15"]
    assert not check(week, make_plan(("T1", "D1", 4, 1), ("T1", "D2", 4, 3)))


def test_an_event_that_takes_no_ground_closes_nothing():
    plan = plan_events(problem_of(), tables(events=[event(taken=0)]))
    assert "closures" not in plan.feed.rows


def test_who_comes_along_is_away_from_home_to_home_and_has_a_duty():
    given = tables(events=[event(start="09:00", end="12:00", people="T1")])
    feed = plan_events(problem_of(), given).feed
    (away,) = [one.row for one in feed.rows["absences"]]
    assert (str(away.from_), str(away.until)) == ("2026-03-04 08:50:00", "2026-03-04 12:10:00")
    (duty,) = [one.row for one in feed.rows["duties"]]
    assert (duty.staff_id, duty.kind, duty.minutes) == ("T1", "event", 180)


def test_ways_to_an_event_are_those_to_its_site():
    travel = [{"origin": "H", "destination": "A", "minutes": 33}]
    week = week_of(
        problem_of(travel=travel), tables(events=[event()], event_staff=[staff(), staff("helper")])
    )
    times = TravelTimes(week)
    assert times.minutes("car", "H", "E") == 33
    assert times.minutes("car", "E", "H") == times.minutes("car", "A", "H")
    assert times.minutes("car", "A", "E") == 0


def test_people_are_called_outside_their_hours_only_where_the_event_says_so():
    window = [{"staff_id": "T1", "day": 5, "start": "08:00", "end": "12:00"}]
    for call, reasons in ((0, ["H02"]), (1, [])):
        given = tables(events=[event(call=call)], event_staff=[staff()])
        week = week_of(problem_of(availability=window), given)
        plan = Plan.of([("T1", "E 08:00-16:00", 3, 1, "judge")])
        assert [one.code for one in check(week, plan)] == reasons


@pytest.mark.parametrize("kind", ["off", "makeup"])
def test_an_event_takes_place_on_a_day_off_or_made_up_and_is_told(tmp_path, kind):
    row = {"date": WEDNESDAY, "kind": kind, "follows": None if kind == "off" else 1}
    problem = problem_of(calendar=[row])
    given = tables(events=[event()], event_staff=[staff()])
    plan = Plan.of([("T1", "E 08:00-16:00", 3, 1, "judge")])
    assert not check(week_of(problem, given), plan)
    write_event_tables(given, tmp_path)
    warned = [one.code for one in read_events(tmp_path, problem).warnings]
    assert warned == (["on_day_off"] if kind == "off" else [])


def tour(**cells):
    row = {"tour_id": "T", "skill": "pe", "testers": 2, "minutes_pupil": 1, "bases": "H"}
    return {**row, "from": "2026-03-02", "until": "2026-03-15", **cells}


def test_a_tour_asks_each_school_for_testers_in_its_week_alone():
    problem = problem_of()
    plan = plan_events(problem, tables(tours=[tour()]))
    assert not plan.left_out
    assert not check_events(plan)
    for stop in plan.stops:
        for monday in (dt.date(2026, 3, 2), dt.date(2026, 3, 9)):
            week = join_feeds(problem.in_week(monday), plan.feed)
            assert (f"T {stop.site_id}" in week.demand_of) is (monday == stop.monday)
    (days,) = plan.team_days
    assert (days.least_days, days.room_days) == (1, 10)  # 80 minutes of tests in days of 300
    assert days.used_min == 60 + 20 + 2 * 20  # 60 pupils fit into one half day, as do 20


def test_the_engine_finds_the_day_of_a_stop():
    problem = problem_of(demands=[])
    plan = plan_events(problem, tables(tours=[tour(until="2026-03-08", days="2")]))
    week = join_feeds(problem, plan.feed)
    result = solve(week, stop=300, workers=1)
    held = [one.demand.demand_id for one in Itinerary(week, result.plan).sessions]
    assert sorted(held) == ["T A", "T A", "T B", "T B"]  # two testers each


def test_a_school_without_a_day_is_left_out_with_the_reason():
    closed = [{"site_id": "A", "date": f"2026-03-{day:02}"} for day in range(2, 16)]
    plan = plan_events(problem_of(closures=closed), tables(tours=[tour()]))
    assert [(one.site_id, one.why) for one in plan.left_out] == [("A", "no_time")]
    crowded = plan_events(problem_of(), tables(tours=[tour(team_min=50, until="2026-03-02")]))
    assert [(one.site_id, one.why) for one in crowded.left_out] == [("A", "no_time")]
    crowded = plan_events(problem_of(), tables(tours=[tour(team_min=100, until="2026-03-02")]))
    assert [one.why for one in crowded.left_out] == ["full"]


def base(**cells):
    row = {"base_id": "F", "site_id": "B", "places": 60, "start": "08:30", "end": "15:00"}
    span = {"from": "2026-03-02", "until": "2026-03-06", "days": "3"}
    return {**row, **span, **cells}


def visit(group_id="G", **cells):
    return {"group_id": group_id, "site_id": "A", "pupils": 40, **cells}


def test_groups_at_a_base_are_away_accompanied_and_need_a_guide():
    problem = problem_of(demands=[{"cohort": "3-1"}, {"demand_id": "D2", "cohort": "3-2"}])
    given = tables(
        bases=[base(skill="pe")], visits=[visit(cohort="3-1", people="T1"), visit("G2", pupils=21)]
    )
    plan = plan_events(problem, given)
    assert [(one.table, one.why) for one in plan.left_out] == [("visits", "full")]
    roomy = tables(bases=[base(skill="pe", places=61)])
    roomy = replace(roomy, visits=given.visits)
    plan = plan_events(problem, roomy)
    assert [(trip.group_id, str(trip.date)) for trip in plan.trips] == [
        ("G", WEDNESDAY),
        ("G2", WEDNESDAY),
    ]
    week = join_feeds(problem, plan.feed)
    lesson, other = make_plan(("T2", "D1", 3, 2)), make_plan(("T2", "D2", 3, 2))
    assert [one.code for one in check(week, lesson)] == ["H16"]
    assert not check(week, other)
    assert not check(week, make_plan(("T2", "D1", 4, 2)))
    assert [one.code for one in check(week, make_plan(("T1", "D2", 3, 2)))] == ["H02"]
    guide = Plan.of([("T2", "F 2026-03-04 08:30-15:00", 3, 1, "guide")])
    assert not check(week, guide)


def faults_of(tmp_path, problem=None, **rows):
    write_event_tables(tables(**rows), tmp_path)
    with pytest.raises(ProblemError) as caught:
        read_events(tmp_path, problem or problem_of())
    return [(one.table, one.column, one.code) for one in caught.value.faults]


def test_every_fault_is_told_at_once(tmp_path):
    found = faults_of(
        tmp_path,
        events=[event(end="07:00"), event(event_id="E2", sites="X", people="NOBODY")],
        event_staff=[
            staff(event_id="E2", end="17:00"),
            staff("helper", event_id="E2", count=4),
            staff("helper", event_id="E2", count=1),
            staff(event_id="E3"),
        ],
        tours=[tour(bases="H;X", testers=2, until="2026-03-01", sites="H")],
        bases=[base(count=9, skill="pe")],
        visits=[visit(pupils=99, bases="X"), visit("G2", pupils=61)],
    )
    assert set(found) == {
        ("events", "end", "end_before_start"),
        ("events", "sites", "unknown_id"),
        ("events", "people", "unknown_id"),
        ("event_staff", "start", "outside_event"),
        ("event_staff", "count", "few_people"),
        ("event_staff", "role", "duplicate_id"),
        ("event_staff", "event_id", "unknown_id"),
        ("tours", "bases", "unknown_id"),
        ("tours", "testers", "few_people"),
        ("tours", "until", "end_before_start"),
        ("tours", "sites", "missing_value"),
        ("bases", "count", "few_people"),
        ("visits", "bases", "unknown_id"),
        ("visits", "pupils", "no_base"),
    }


def test_a_shift_may_last_as_long_as_its_event(tmp_path):
    write_event_tables(tables(events=[event()], event_staff=[staff(start="08:00")]), tmp_path)
    assert len(read_events(tmp_path, problem_of()).event_staff) == 1


def test_tables_read_back_under_chinese_headers(tmp_path):
    text = "活动编号,学校代码,日期,开始,结束,类型,带队人员\nE,A,2026-03-04,8:00,16:00,运动会,T1\n"
    (tmp_path / "活动.csv").write_text(text, encoding="utf-8")
    (tmp_path / "活动人员.csv").write_text(
        "活动编号,角色,专项,人数,上岗\nE,裁判,pe,2,9:00\n", encoding="utf-8"
    )
    found = read_events(tmp_path, problem_of())
    assert (found.events[0].kind, found.events[0].people) == ("meet", ("T1",))
    assert (found.event_staff[0].count, found.event_staff[0].start) == (2, 540)


def test_lists_name_sites_exactly_as_the_problem_does(tmp_path):
    sites = [{"site_id": name} for name in ("H", "A", "一小（东）")]
    text = "event_id,site_id,date,start,end,sites\nE,A,2026-03-04,8:00,16:00,一小（东）\n"
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    found = read_events(tmp_path, make_problem(sites=sites))
    assert found.events[0].sites == ("一小（东）",)


@pytest.fixture(scope="module")
def county():
    return generate_county(1)


def test_invented_events_read_back_the_same(tmp_path, county):
    made = generate_events(county, 1)
    write_event_tables(made, tmp_path)
    read = read_events(tmp_path, county)
    assert all(getattr(read, name) == getattr(made, name) for name in EVENT_TABLES)


def test_a_feed_reads_back_and_joins_the_same_weeks(tmp_path):
    given = tables(
        events=[event(people="T1")],
        event_staff=[staff()],
        tours=[tour()],
        bases=[base()],
        visits=[visit(cohort="c")],
    )
    problem = problem_of(demands=[{"cohort": "c"}])
    feed = plan_events(problem, given).feed
    write_feed(feed, tmp_path)
    read = read_feed(tmp_path / "feed")
    assert {name: len(rows) for name, rows in read.rows.items()} == {
        name: len(rows) for name, rows in feed.rows.items()
    }
    for monday in (dt.date(2026, 3, 2), dt.date(2026, 3, 9)):
        week = problem.in_week(monday)
        assert set(join_feeds(week, read).demands) == set(join_feeds(week, feed).demands)
        assert set(join_feeds(week, read).pins) == set(join_feeds(week, feed).pins)


def test_a_feed_of_nothing_or_of_a_wrong_date_is_a_fault(tmp_path):
    with pytest.raises(ProblemError) as caught:
        read_feed(tmp_path)
    assert [one.code for one in caught.value.faults] == ["no_feed"]
    (tmp_path / "pins.csv").write_text(
        "kind,demand_id,day,on_date\nforbid,D,2,2026-03-04\nforbid,D,3,never\n"
    )
    with pytest.raises(ProblemError) as caught:
        read_feed(tmp_path)
    assert [(one.row, one.code) for one in caught.value.faults] == [
        (2, "excludes_date"),
        (3, "bad_value"),
    ]


def test_the_commands_write_events_and_a_week_with_them(tmp_path):
    runner = CliRunner()
    problem = problem_of()
    write_problem(problem, tmp_path / "P")
    write_event_tables(
        tables(events=[event()], event_staff=[staff()], tours=[tour()]), tmp_path / "P"
    )
    out, week = str(tmp_path / "OUT"), tmp_path / "W"
    done = runner.invoke(app, ["events", str(tmp_path / "P"), "--out", out, "--lang", "zh"])
    assert done.exit_code == 0, done.output
    assert "2所学校中2所已排定周次" in done.output
    heads = (tmp_path / "OUT" / "tour_weeks.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert heads.startswith("测试编号,周起始,出发点代码")
    again = runner.invoke(app, ["events", str(tmp_path / "P"), "--out", out])
    assert again.exit_code == 2
    args = ["join", str(tmp_path / "P"), f"{out}/feed", "--out", str(week)]
    joined = runner.invoke(app, [*args, "--week-of", "2026-03-05", "--json"])
    assert joined.exit_code == 0, joined.output
    assert json.loads(joined.stdout)["added"]["sites"] == 1
    assert "E 08:00-16:00" in read_problem(week).demand_of
    later = [*args[:-1], str(tmp_path / "W2"), "--week-of", "2026-03-16"]
    assert runner.invoke(app, later).exit_code == 0
    assert read_problem(tmp_path / "W2").demands == problem.demands
