"""Calendars, read by another library than the one that writes them."""

import datetime as dt
import warnings

import pytest

from builders import make_plan
from sharepool.report.calendars import write_calendars

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of vobject's own making
    import vobject

LIN = "______T1.ics"
MONDAY = dt.datetime.fromisoformat("2026-03-02")


def read(report, name=LIN):
    return vobject.readOne(write_calendars(report)[name].decode())


def starts(report):
    return {event.uid.value: event.dtstart.value for event in read(report).vevent_list}


def test_everybody_with_a_session_has_a_calendar(make):
    assert sorted(write_calendars(make())) == ["_CON.ics", LIN]


def test_a_session_has_its_time_and_place(make):
    first, *_ = read(make()).vevent_list
    assert first.dtstart.value == MONDAY.replace(hour=8)
    assert first.dtend.value == MONDAY.replace(hour=8, minute=40)
    assert first.location.value == "<script>alert(1)</script>"
    assert first.summary.value.startswith("<script>alert(1)</script> · PE lesson")


def test_a_session_tells_of_the_ways_before_and_after_it(make):
    first, remote, last = read(make()).vevent_list
    leaving, returning = first.description.value.splitlines()
    assert leaving == "07:50–08:00: Leave home for <script>alert(1)</script>, 10 min, 13.9 km"
    assert returning == "08:40–08:50: Drive on to Home of Lin, 10 min, 13.9 km"
    assert remote.description.value.splitlines() == ["by live link", returning]
    assert last.description.value.endswith("09:40–09:50: Drive home, 10 min, 13.9 km")


def test_without_a_zone_times_hold_where_they_are_read(make):
    assert all(start.tzinfo is None for start in starts(make()).values())


def test_a_zone_comes_with_its_definition(make):
    calendar = read(make(timezone="Asia/Shanghai"))
    start = calendar.vevent_list[0].dtstart.value
    assert start.utcoffset() == dt.timedelta(hours=8)
    assert calendar.vtimezone.tzid.value == "Asia/Shanghai"


def test_a_session_that_moves_keeps_its_id(make, plan):
    moved = make_plan(
        *[
            (row.staff_id, row.demand_id, 5, 3) if row.day == 3 else tuple(dict(row).values())
            for row in plan
        ]
    )
    before, after = starts(make()), starts(make(plan=moved))
    assert before.keys() == after.keys()
    (changed,) = [uid for uid in before if before[uid] != after[uid]]
    assert after[changed] == dt.datetime.fromisoformat("2026-03-06T10:00")


def test_new_bells_move_sessions_that_stay_in_their_slots(make, problem, changed):
    later = [bell.model_copy(update={"start": bell.start + 5}) for bell in problem.bells]
    before, after = starts(make()), starts(make(problem=changed(bells=tuple(later))))
    assert before.keys() == after.keys()
    assert {after[uid] - before[uid] for uid in before} == {dt.timedelta(minutes=5)}


def test_sessions_of_other_people_weeks_and_demands_have_other_ids(make, problem, changed):
    report = make()
    ids = [*starts(report)]
    ids += [event.uid.value for event in read(report, "_CON.ics").vevent_list]
    assert len(set(ids)) == len(ids) == 4
    later = problem.rules.model_copy(update={"week_of": dt.date(2026, 3, 9)})
    other = make(problem=changed(rules=later))
    assert not starts(other).keys() & set(ids)


def test_a_later_report_has_the_greater_sequence(make):
    first, later = (
        int(
            read(make(written=dt.datetime(2026, 3, day, tzinfo=dt.UTC)))
            .vevent_list[0]
            .sequence.value
        )
        for day in (1, 2)
    )
    assert 0 < first < later


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_calendars_are_the_same_each_time(make, lang):
    assert write_calendars(make(lang=lang)) == write_calendars(make(lang=lang))


def test_a_session_that_is_no_more_is_cancelled(make, plan):
    report = make()
    fewer = make_plan(*(tuple(dict(row).values()) for row in plan if row.day != 3))
    told = write_calendars(make(plan=fewer, timezone="Asia/Shanghai"), write_calendars(report))
    events = vobject.readOne(told[LIN].decode()).vevent_list
    cancelled = [event for event in events if hasattr(event, "status")]
    assert [event.status.value for event in cancelled] == ["CANCELLED"]
    assert cancelled[0].dtstart.value == MONDAY + dt.timedelta(days=2, hours=9)
    assert {event.uid.value for event in events} == starts(report).keys()


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR", b"\xff", b"BEGIN:VEVENT\r\nEND:VEVENT"])
def test_an_earlier_calendar_that_cannot_be_read_is_left_aside(make, data):
    assert write_calendars(make(), {LIN: data}) == write_calendars(make())


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\u2028"])
def test_a_name_of_several_lines_adds_none_to_the_calendar(make, problem, changed, end):
    name = f"a{end}ATTENDEE:mailto:x"
    staff = tuple(person.model_copy(update={"name": name}) for person in problem.staff)
    sites = tuple(site.model_copy(update={"name": name}) for site in problem.sites)
    told = write_calendars(make(problem=changed(staff=staff, sites=sites)))[LIN]
    assert not [line for line in told.splitlines() if line.startswith(b"ATTENDEE")]
    assert vobject.readOne(told.decode()).vevent_list[0].summary.value.startswith("a ")


def test_sessions_of_another_problem_have_other_ids(make, problem, changed):
    other = make(problem=changed(rules=problem.rules.model_copy(update={"name": "elsewhere"})))
    assert not starts(make()).keys() & starts(other).keys()
