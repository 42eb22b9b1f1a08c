"""Feeds: rows of features that join a week's problem, with where they come from."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.feed import Feed, FeedRow, Origin, join_feeds
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.rows import Absence, Demand, Pin, StartRange, Window
from sharepool.problem.timetable import Timetable

MONDAY = dt.date(2026, 3, 2)
WEDNESDAY = dt.date(2026, 3, 4)


def away(first, until, staff_id="T1"):
    return Absence.model_validate({"staff_id": staff_id, "from": first, "until": until})


def demand(demand_id="X", **cells):
    return Demand(demand_id=demand_id, site_id="B", skill="pe", sessions=1, **cells)


def row(table_row, number=2, *, module="training", date=None):
    return FeedRow(table_row, Origin(module, "runs", number), date)


def codes(problem, *feeds):
    with pytest.raises(ProblemError) as caught:
        join_feeds(problem, *feeds)
    return [(fault.table, fault.code, fault.value) for fault in caught.value.faults]


def starts(problem, demand_id):
    times = Timetable(problem).sessions(problem.demand_of[demand_id])
    return [(time.day, time.slot) for time in times]


def test_joining_nothing_leaves_the_problem_what_it_is():
    problem = make_problem()
    assert join_feeds(problem) is problem
    assert join_feeds(problem, Feed(), Feed({"absences": ()})) is problem


def test_rows_follow_those_of_the_problem():
    problem = make_problem(
        absences=[{"staff_id": "T1", "from": "2026-03-06", "until": "2026-03-06"}]
    )
    feed = Feed({"absences": (row(away("2026-03-04", "2026-03-04")),), "demands": (row(demand()),)})
    whole = join_feeds(problem, feed)
    assert [str(one.from_) for one in whole.absences] == ["2026-03-06", "2026-03-04"]
    assert [one.demand_id for one in whole.demands] == ["D1", "X"]
    assert problem.demand_of.keys() == {"D1"}


def test_a_dated_demand_starts_on_its_day_only():
    whole = join_feeds(make_problem(), Feed({"demands": (row(demand(), date=WEDNESDAY),)}))
    assert starts(whole, "X") == [(3, slot) for slot in range(1, 7)]


def test_a_dated_demand_keeps_the_starts_of_its_day():
    made = demand(slots=(StartRange(1, 1, 2), StartRange(3, 5, 6)))
    whole = join_feeds(make_problem(), Feed({"demands": (row(made, date=WEDNESDAY),)}))
    assert starts(whole, "X") == [(3, 5), (3, 6)]


def test_a_dated_demand_must_be_able_to_start_on_its_day():
    with pytest.raises(ValueError, match="excludes its own date"):
        row(demand(slots=(StartRange(1, 1, 2),)), date=WEDNESDAY)


def test_a_dated_window_must_be_of_its_weekday():
    window = Window(staff_id="T1", day=1, start="08:00", end="09:00")
    with pytest.raises(ValueError, match="excludes its own date"):
        row(window, date=WEDNESDAY)


def test_a_dated_pin_gets_its_weekday():
    pin = Pin(kind="forbid", staff_id="T1")
    whole = join_feeds(make_problem(), Feed({"pins": (row(pin, date=WEDNESDAY),)}))
    assert [one.day for one in whole.pins] == [3]


def test_rows_of_other_weeks_stay_away():
    feed = Feed({"demands": (row(demand("X"), date=MONDAY), row(demand("Y"), 3))})
    later = feed.week(MONDAY + dt.timedelta(days=7))
    assert [one.row.demand_id for one in later.rows["demands"]] == ["Y"]
    sunday, after = MONDAY + dt.timedelta(days=6), MONDAY + dt.timedelta(days=7)
    feed = Feed({"demands": (row(demand("X"), date=sunday), row(demand("Y"), 3, date=after))})
    assert join_feeds(make_problem(), feed).demand_of.keys() == {"D1", "X"}


def test_a_feed_refuses_rows_of_another_table():
    with pytest.raises(ValueError, match="no row of demands"):
        Feed({"demands": (row(away("2026-03-04", "2026-03-04")),)})


def test_tables_that_are_not_the_weeks_stay_in_the_feed():
    duty = OtherDuty(staff_id="T1", date="2026-03-04", kind="training")
    problem = make_problem()
    assert join_feeds(problem, Feed({"duties": (row(duty),)})) is problem


def test_every_fault_comes_at_once():
    feed = Feed(
        {
            "demands": (row(demand("D1")), row(demand("X"), 3), row(demand("X"), 4)),
            "absences": (row(away("2026-03-04", "2026-03-04", "NOBODY"), 5),),
            "pins": (row(Pin(kind="forbid", demand_id="D2"), 6),),
        }
    )
    assert codes(make_problem(), feed) == [
        ("absences", "unknown_id", "NOBODY"),
        ("demands", "duplicate_id", "D1"),
        ("demands", "duplicate_id", "X"),
        ("pins", "unknown_id", "D2"),
    ]


def test_feeds_may_name_what_another_brings():
    staff = make_problem(staff=[{"staff_id": "T2"}]).staff[0]
    people = Feed({"staff": (row(staff),)})
    absences = Feed({"absences": (row(away("2026-03-04", "2026-03-04", "T2"), 3),)})
    assert join_feeds(make_problem(), absences, people).person_of.keys() == {"T1", "T2"}


def test_nobody_is_bound_twice():
    training = Feed({"absences": (row(away("2026-03-04T09:00", "2026-03-04T12:00")),)})
    match = row(away("2026-03-04T11:59", "2026-03-04T14:00"), 7, module="competitions")
    with pytest.raises(ProblemError) as caught:
        join_feeds(make_problem(), training, Feed({"absences": (match,)}))
    (fault,) = caught.value.faults
    assert fault.code == "bound_twice"
    assert "training: runs 2" in fault.advice
    assert "competitions: runs 7" in fault.advice


@pytest.mark.parametrize(
    ("other", "module"),
    [
        (away("2026-03-04T12:00", "2026-03-04T14:00"), "competitions"),  # after it
        (away("2026-03-04T09:00", "2026-03-04T12:00"), "training"),  # of the same origin
    ],
)
def test_who_is_free_may_be_bound(other, module):
    training = Feed({"absences": (row(away("2026-03-04T09:00", "2026-03-04T12:00")),)})
    join_feeds(make_problem(), training, Feed({"absences": (row(other, module=module),)}))


def test_a_required_session_binds():
    pin = Pin(kind="require", staff_id="T1", demand_id="D1", day=3, slot=2)  # 09:00 to 09:40
    pins = Feed({"pins": (row(pin, module="chains"),)})
    late = Feed({"absences": (row(away("2026-03-04T09:40", "2026-03-04T12:00")),)})
    early = Feed({"absences": (row(away("2026-03-04T09:39", "2026-03-04T12:00")),)})
    join_feeds(make_problem(), pins, late)
    assert codes(make_problem(), pins, early) == [("pins", "bound_twice", "T1")]


def test_binding_somebody_who_is_away_is_a_warning():
    problem = make_problem(
        absences=[{"staff_id": "T1", "from": "2026-03-04", "until": "2026-03-04"}]
    )
    feed = Feed({"absences": (row(away("2026-03-04T09:00", "2026-03-04T10:00")),)})
    assert [one.code for one in join_feeds(problem, feed).warnings] == ["bound_while_away"]


@given(st.permutations(range(6)), st.integers(0, 6))
def test_the_order_of_feeds_does_not_matter(order, cut):
    rows = [
        ("demands", row(demand("X"), 2)),
        ("demands", row(demand("Y"), 3, date=WEDNESDAY)),
        ("demands", row(demand("Z"), 2, module="points")),
        ("absences", row(away("2026-03-03", "2026-03-03"), 4)),
        ("absences", row(away("2026-03-05", "2026-03-05"), 4)),
        ("pins", row(Pin(kind="forbid", staff_id="T1"), 9)),
    ]

    def feeds(places):
        return [Feed({rows[place][0]: (rows[place][1],)}) for place in places]

    problem = make_problem()
    straight = join_feeds(problem, *feeds(range(6)))
    assert join_feeds(problem, *feeds(order)).fingerprint == straight.fingerprint
    # Nor does it matter in how many steps they join, as long as each finds what it names.
    twice = join_feeds(join_feeds(problem, *feeds(order[:cut])), *feeds(order[cut:]))
    assert {one.demand_id for one in twice.demands} == set(straight.demand_of)


def test_choosing_a_week_twice_is_choosing_it_once():
    feed = Feed({"demands": (row(demand("X"), date=WEDNESDAY), row(demand("Y"), 3))})
    assert feed.week(MONDAY).week(MONDAY) == feed.week(MONDAY)
