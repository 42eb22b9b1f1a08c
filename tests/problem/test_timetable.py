"""When sessions can take place, against times worked out by hand."""

import pytest

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Bell, Demand, Site
from sharepool.problem.rules import DayRules, Rules
from sharepool.problem.timetable import SessionTime, Timetable

BELLS = (
    # Slots 1-3 before noon, 4 begins at noon, 5 afternoon, 7 after school; there is no slot 6.
    Bell(slot=1, start="08:30", end="09:10"),
    Bell(slot=2, start="09:20", end="10:00", days="1234"),
    Bell(slot=2, start="09:30", end="10:10", days="5"),
    Bell(slot=3, start="11:20", end="12:05"),
    Bell(slot=4, start="12:00", end="12:40", days="6"),
    Bell(slot=4, start="13:30", end="14:10"),
    Bell(slot=5, start="14:20", end="15:00"),
    Bell(slot=7, start="16:00", end="17:00", part="after_school"),
    Bell(bell_id="other", slot=1, start="07:00", end="07:30"),
)


def timetable(**day):
    sites = (Site(site_id="S"), Site(site_id="O", bell_id="other"), Site(site_id="X", bell_id="?"))
    return Timetable(Problem(rules=Rules(day=DayRules(**day)), sites=sites, bells=BELLS, staff=()))


def demand(**cells):
    return Demand(**{"demand_id": "D", "site_id": "S", "skill": "pe", "sessions": 1} | cells)


def starts(demand, **day):
    return [(time.day, time.slot) for time in timetable(**day).sessions(demand)]


def test_a_slot_has_the_times_of_its_weekday():
    times = timetable()
    assert times.session(demand(), 1, 2) == SessionTime(1, 2, 9 * 60 + 20, 10 * 60)
    assert times.session(demand(), 5, 2) == SessionTime(5, 2, 9 * 60 + 30, 10 * 60 + 10)


@pytest.mark.parametrize(("day", "slot"), [(6, 1), (7, 4), (1, 6), (1, 8), (0, 1), (9, 1), (1, 0)])
def test_a_slot_that_the_day_lacks_has_no_session(day, slot):
    assert timetable().session(demand(), day, slot) is None


def test_sites_have_the_bells_of_their_plan():
    times = timetable()
    assert [bell.start for bell in times.slots("O", 3).values()] == [7 * 60]
    assert list(times.slots("S", 3)) == [1, 2, 3, 4, 5, 7]
    assert times.slots("X", 3) == {}
    assert times.sessions(demand(site_id="X")) == ()


def test_a_session_of_two_periods_lasts_from_the_first_start_to_the_last_end():
    assert timetable().session(demand(periods=2), 1, 1) == SessionTime(1, 1, 8 * 60 + 30, 10 * 60)


def test_periods_do_not_cross_noon():
    found = starts(demand(periods=2, slots="1-1..9"))
    assert found == [(1, 1), (1, 2), (1, 4)]


def test_periods_need_adjacent_slot_numbers():
    whole_day = demand(periods=2, parts="lesson;after_school", slots="1-4..9")
    assert starts(whole_day) == [(1, 4)]


def test_a_slot_that_starts_at_noon_is_of_the_afternoon():
    # Noon at 11:20 makes slot 3, which starts then, a slot of the afternoon, next to slot 4.
    found = starts(demand(periods=2, slots="1-1..9"), noon="11:20")
    assert found == [(1, 1), (1, 3), (1, 4)]


@pytest.mark.parametrize(
    ("cells", "slots"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"kind": "club"}, [7]),
        ({"kind": "club", "parts": "lesson"}, [1, 2, 3, 4, 5]),
        ({"parts": "after_school;lesson"}, [1, 2, 3, 4, 5, 7]),
        ({"parts": "dawn"}, []),
    ],
)
def test_a_session_lies_in_the_parts_that_its_demand_allows(cells, slots):
    assert starts(demand(slots="2-1..9", **cells)) == [(2, slot) for slot in slots]


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        ("1-3", [(1, 3)]),
        ("4-2..3;1-5", [(1, 5), (4, 2), (4, 3)]),
        ("6-1..9", [(6, 4)]),
        ("7-1..9", []),
    ],
)
def test_a_session_starts_where_its_demand_allows(slots, found):
    assert starts(demand(slots=slots)) == found


def test_only_the_start_of_a_long_session_needs_to_be_allowed():
    assert starts(demand(periods=2, slots="1-1")) == [(1, 1)]


def test_sessions_agree_with_every_single_question():
    times = timetable()
    for cells in ({}, {"kind": "club"}, {"periods": 2}, {"slots": "1-3;5-1..2"}):
        asked = [times.session(demand(**cells), day, slot) for day in range(9) for slot in range(9)]
        assert list(times.sessions(demand(**cells))) == [time for time in asked if time]
