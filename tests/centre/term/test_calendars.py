"""The calendars of a term hold its sessions, each once, whatever programs make of them."""

import datetime as dt

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from sharepool.centre.term.calendars import make_calendars
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.rows import Absence
from terms import make_term_problem, off, plan

WRITTEN = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def calendars(term, written=WRITTEN, **options):
    return make_calendars(term, written=written, timezone="Asia/Shanghai", **options)


def expanded(data):
    """Return start and summary of every session that a calendar holds, by the RFC alone."""
    events = Calendar.from_ical(data).walk("VEVENT")
    moved = {(str(e["uid"]), e["recurrence-id"].dt): e for e in events if "recurrence-id" in e}
    found = []
    for event in events:
        if "recurrence-id" in event or event.get("status") == "CANCELLED":
            continue
        start = event["dtstart"].dt
        dates = rruleset()
        if "rrule" in event:
            text = event["rrule"].to_ical().decode()
            dates.rrule(rrulestr(text, dtstart=start))
        else:
            dates.rdate(start)
        for name, add in (("rdate", dates.rdate), ("exdate", dates.exdate)):
            given = event.get(name, [])
            for one in given if isinstance(given, list) else [given]:
                for date in one.dts:
                    add(date.dt)
        uid = str(event["uid"])
        for date in dates:
            instead = moved.get((uid, date))
            found.append(date if instead is None else instead["dtstart"].dt)
    return sorted(moment.replace(tzinfo=None) for moment in found)


def planned(term, staff_id):
    found = []
    for week in term.weeks:
        for session in Itinerary(week.week.problem, week.week.plan).sessions:
            if session.person.staff_id == staff_id:
                midnight = dt.datetime.combine(week.week.problem.week[session.day - 1], dt.time())
                found.append(midnight + dt.timedelta(minutes=session.start_min))
    return sorted(found)


@pytest.mark.parametrize(
    "tables",
    [
        {"demands": [{"sessions": 3}]},
        {"demands": [{}, {"demand_id": "D2", "weeks": "even"}]},
        {"demands": [{"sessions": 2, "slots": "2-1;4-1;5-3"}], "calendar": off("2026-03-10")},
        {
            "demands": [{"slots": "3-1"}],
            "calendar": [
                *off("2026-03-11"),
                {"date": "2026-03-14", "kind": "makeup", "follows": 3},
            ],
        },
        {"demands": [{}, {"demand_id": "D2", "weeks": "1;4"}]},
    ],
)
def test_a_calendar_expands_to_the_sessions_of_the_plans(tables):
    term = plan(make_term_problem(4, **tables))
    assert expanded(calendars(term)["T1.ics"]) == planned(term, "T1")


def test_a_week_made_anew_moves_one_session_of_the_series():
    demands = [{"slots": "1-1;2-1"}]
    problem = make_term_problem(4, demands=demands)
    term = plan(problem)
    first = calendars(term)
    away = {"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-09"}
    if next(iter(term.standing["A"])).day == 2:
        away = {"staff_id": "T1", "from": "2026-03-10", "until": "2026-03-10"}
    changed = problem.replace(absences=[Absence.model_validate(away)])
    again = plan(changed, term.publish(), since=dt.date(2026, 3, 9))
    later = WRITTEN + dt.timedelta(days=1)
    second = calendars(again, later, earlier=first)
    assert expanded(second["T1.ics"]) == planned(again, "T1")
    assert expanded(second["T1.ics"]) != expanded(first["T1.ics"])
    uids = [
        {str(event["uid"]) for event in Calendar.from_ical(one["T1.ics"]).walk("VEVENT")}
        for one in (first, second)
    ]
    assert uids[0] == uids[1]
    numbers = [
        {event["sequence"] for event in Calendar.from_ical(one["T1.ics"]).walk("VEVENT")}
        for one in (first, second)
    ]
    assert max(numbers[0]) < min(numbers[1])
    assert b"RECURRENCE-ID" in second["T1.ics"]


def test_a_calendar_names_its_time_zone():
    data = calendars(plan(make_term_problem(2)))["T1.ics"]
    zones = Calendar.from_ical(data).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Asia/Shanghai"]


def test_whoever_has_no_session_any_more_is_told_so():
    problem = make_term_problem(2)
    first = calendars(plan(problem))
    nothing = plan(problem.replace(calendar=off(*(f"2026-03-{day:02d}" for day in range(2, 16)))))
    second = calendars(nothing, WRITTEN + dt.timedelta(days=1), earlier=first)
    events = Calendar.from_ical(second["T1.ics"]).walk("VEVENT")
    assert {str(event["status"]) for event in events} == {"CANCELLED"}
