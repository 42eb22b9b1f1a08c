"""Reports of what was held: what contradicts the plans is a fault, the rest counts."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from builders import make_plan
from sharepool import Attendance, Rates, TermSettings, check_term, keep_ledger, survey_term
from sharepool.centre.term.attending import find_attendance_faults, merge_attendance
from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.types import Unreported
from terms import make_term_problem, plan

TWO = [{}, {"staff_id": "T2"}]
RATES = {
    "source": "example",
    "converted_lessons": {"lesson": 1},
    "borrowers": [{"employer": "Schools"}],
    "thresholds": {"rural_areas": ["rural"], "far_day_min": 60, "early_start": "07:00"},
}


def report(**cells):
    given = {"date": "2026-03-02", "staff_id": "T1", "demand_id": "D1", "slot": 1, "state": "given"}
    return Attendance.model_validate({**given, **cells})


@pytest.fixture(scope="module")
def problem():
    skills = [{"staff_id": name, "skill": "pe"} for name in ("T1", "T2", "T3")]
    people = [*TWO, {"staff_id": "T3"}, {"staff_id": "T4"}]
    demands = [{"slots": "1-1"}, {"demand_id": "D2", "slots": "1-1", "site_id": "B"}]
    return make_term_problem(2, staff=people, skills=skills, demands=demands)


@pytest.fixture(scope="module")
def book(problem):
    given = make_plan(("T1", "D1", 1, 1), ("T2", "D2", 1, 1))
    return plan(problem, plan=given).publish()


def codes(book, *rows, replaces=False):
    numbered = list(enumerate(rows, start=2))
    return [
        (fault.row, fault.column, fault.code, fault.fields.get("kind"))
        for fault in find_attendance_faults(book, numbered, replaces=replaces)
    ]


def test_what_the_plans_bear_out_is_no_fault(book):
    reports = [
        report(),
        report(staff_id="T2", demand_id="D2", state="substituted", by="T3"),
        report(date="2026-03-09", state="weather"),
    ]
    assert codes(book, *reports) == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"date": "2026-03-16"}, ("date", "no_version", None)),
        ({"slot": 2}, ("", "not_planned", "slot")),
        ({"staff_id": "T3"}, ("", "not_planned", "person")),
        ({"demand_id": "D7"}, ("", "not_planned", None)),
        ({"state": "substituted", "by": "T1"}, ("by", "not_substituted", None)),
        ({"state": "substituted", "by": "t3"}, ("by", "unknown_id", None)),
        ({"state": "substituted", "by": "T4"}, ("by", "not_qualified", None)),
        ({"state": "substituted", "by": "T2"}, ("by", "busy", None)),
    ],
)
def test_what_they_do_not_is_a_fault(book, cells, fault):
    assert codes(book, report(**cells)) == [(2, *fault)]


def test_who_is_busy_may_have_been_replaced_too(book):
    reports = [
        report(state="substituted", by="T2"),
        report(staff_id="T2", demand_id="D2", state="school_cancelled"),
    ]
    assert codes(book, *reports) == []


def test_nobody_takes_two_parts_of_a_team():
    people = [{"staff_id": name} for name in ("T1", "T2", "T3")]
    roles = [{"demand_id": "D1", "role": name} for name in ("lead", "lifeguard")]
    problem = make_term_problem(1, staff=people, roles=roles, demands=[{"slots": "1-1"}])
    team = make_plan(("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "lifeguard"))
    book = plan(problem, plan=team).publish()
    by_each_other = report(staff_id="T2", state="substituted", by="T1")
    assert codes(book, by_each_other) == [(2, "by", "busy", None)]
    assert codes(book, by_each_other, report()) == [(2, "by", "busy", None)]
    assert codes(book, by_each_other, report(state="substituted", by="T3")) == []


@pytest.mark.parametrize(
    ("away", "faults"),
    [
        ({"from": "2026-03-02", "until": "2026-03-02"}, [(2, "by", "absent", None)]),
        ({"from": "2026-03-02T08:30", "until": "2026-03-02T09:00"}, [(2, "by", "absent", None)]),
        ({"from": "2026-03-02T08:40", "until": "2026-03-03"}, []),
    ],
)
def test_who_is_away_then_takes_nothing_over(away, faults):
    problem = make_term_problem(
        1,
        staff=TWO,
        demands=[{"slots": "1-1"}],
        absences=[{"staff_id": "T2", **away}],
    )
    book = plan(problem, plan=make_plan(("T1", "D1", 1, 1))).publish()
    assert codes(book, report(state="substituted", by="T2")) == faults


def test_who_came_after_all_was_nowhere_else(book):
    newer = with_newer(book, ("T1", "D2", 1, 1))
    assert codes(newer, report()) == [(2, "staff_id", "busy", None)]
    assert codes(newer, report(), report(demand_id="D2", state="weather")) == []


def test_a_class_has_one_session_at_a_time():
    skills = [{"staff_id": name, "skill": "pe"} for name in ("T1", "T2")]
    demands = [{"slots": "1-1", "cohort": "3(1)"}]
    problem = make_term_problem(1, staff=TWO, skills=skills, demands=demands)
    book = plan(problem, plan=make_plan(("T1", "D1", 1, 1))).publish()
    newer = with_newer(book, ("T2", "D1", 1, 1))
    assert codes(newer, report()) == codes(newer, report(staff_id="T2")) == []
    faults = [(2, "", "class_busy", None), (3, "", "class_busy", None)]
    assert codes(newer, report(), report(staff_id="T2")) == faults
    known = replace(newer, attendance=(report(),))
    assert codes(known, report(staff_id="T2")) == [(2, "", "class_busy", None)]


def test_a_class_without_a_name_and_a_part_of_a_team_have_one_person_at_a_time(book):
    newer = with_newer(book, ("T3", "D1", 1, 1), ("T2", "D2", 1, 1))
    known = replace(newer, attendance=(report(),))
    assert codes(known, report(staff_id="T3")) == [(2, "", "class_busy", None)]
    people = [{"staff_id": name} for name in ("T1", "T2", "T3")]
    roles = [{"demand_id": "D1", "role": name} for name in ("lead", "lifeguard")]
    problem = make_term_problem(1, staff=people, roles=roles, demands=[{"slots": "1-1"}])
    team = [("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "lifeguard")]
    first = plan(problem, plan=make_plan(*team)).publish()
    newer = with_newer(first, ("T3", "D1", 1, 1, "lead"), team[1])
    assert codes(newer, report(), report(staff_id="T2")) == []
    faults = [(2, "", "class_busy", None), (3, "", "class_busy", None)]
    assert codes(newer, report(), report(staff_id="T3")) == faults


def test_reports_that_contradict_each_other_are_faults(book):
    assert codes(book, report(), report(state="weather")) == [(3, "state", "two_states", None)]
    assert codes(book, report(), report()) == [(3, "", "duplicate_report", None)]
    known = replace(book, attendance=(report(),))
    assert codes(known, report(state="weather")) == [(2, "state", "two_states", "reported")]
    assert codes(known, report(state="weather"), replaces=True) == []
    (row,) = merge_attendance(known, [report(state="weather")])
    assert row.state.value == "weather"


def test_chinese_words_are_read():
    assert report(state="代课", by="T2").state.value == "substituted"
    assert report(state="学校取消").state.value == "school_cancelled"


@pytest.mark.parametrize("cells", [{"state": "ill"}, {"state": "substituted"}, {"by": "T2"}])
def test_a_report_says_who_came_where_somebody_else_did(cells):
    with pytest.raises(ValueError, match=r"unknown word|substitute"):
        report(**cells)


def test_what_was_not_held_is_lost_and_the_substitute_is_paid(problem, book):
    reports = (
        report(state="school_cancelled"),
        report(staff_id="T2", demand_id="D2", state="substituted", by="T3"),
        report(date="2026-03-09"),
    )
    book = replace(book, attendance=reports)
    term = survey_term(problem, book)
    assert check_term(term) == ()
    (loss,) = term.accounts.losses
    assert (loss.reason.value, loss.date) == ("school_cancelled", dt.date(2026, 3, 2))
    held = term.to_frames()["held"]
    assert list(zip(held["state"], held["staff_id"], held["by"], strict=True)) == [
        ("school_cancelled", "T1", ""),
        ("substituted", "T2", "T3"),
    ]
    weeks = [hold_week(book, one).lived(book.reported_until) for one in book.versions.values()]
    rates = Rates.model_validate(RATES)
    ledger = keep_ledger(problem, weeks, rates)
    paid = {one.staff_id: one.sessions for one in ledger.accounts}
    assert paid == {"T3": 1, "T1": 1, "T2": 1}
    (off,) = ledger.called_off
    assert (off.staff_id, off.site_id, off.state.value) == ("T1", "A", "school_cancelled")


def test_what_nobody_reports_counts_as_agreed(problem, book):
    reports = (report(date="2026-03-09", staff_id="T2", demand_id="D2"),)
    strict = TermSettings(unless_reported=Unreported.NOT_GIVEN)
    term = survey_term(problem, replace(book, attendance=reports, settings=strict))
    assert [loss.reason.value for loss in term.accounts.losses] == ["not_reported"] * 3
    assert check_term(term) == ()
    term = survey_term(problem, replace(book, attendance=reports))
    assert term.accounts.losses == ()


def with_newer(book, *rows):
    """Return what is known once the first week has another plan of these rows."""
    monday = dt.date(2026, 3, 2)
    (first,) = book.versions[monday]
    newer = replace(first, number=2, week=replace(first.week, plan=make_plan(*rows)))
    return replace(book, versions={**book.versions, monday: (first, newer)})


def held_sessions(problem, book):
    """Return who held what in the first week, after every session was accounted for."""
    assert check_term(survey_term(problem, book)) == ()
    week = hold_week(book, book.versions[dt.date(2026, 3, 2)]).lived(book.reported_until)
    return sorted((row.staff_id, row.demand_id, row.role) for row in week.plan)


def test_what_an_older_version_held_counts_if_it_is_reported(problem, book):
    newer = with_newer(book, ("T3", "D1", 1, 1), ("T2", "D2", 1, 1))
    reports = (report(), report(staff_id="T3", state="person_cancelled"))
    lived = replace(newer, attendance=reports)
    term = survey_term(problem, lived)
    assert check_term(term) == ()
    assert term.accounts.losses == ()


def test_a_session_that_an_older_version_held_was_not_held_by_another_as_well(problem, book):
    newer = with_newer(book, ("T3", "D1", 1, 1), ("T2", "D2", 1, 1))
    lived = replace(newer, attendance=(report(),))
    assert held_sessions(problem, lived) == [("T1", "D1", ""), ("T2", "D2", "")]
    term = survey_term(problem, lived)
    (week,) = term.to_frames()["term"].to_dict("records")[:1]
    assert (week["wanted"], week["given"], week["made_up"]) == (2, 2, 0)
    (other,) = term.to_frames()["held"].to_dict("records")
    assert (other["staff_id"], other["state"], other["by"]) == ("T3", "given", "T1")


@pytest.mark.parametrize(
    ("state", "held"),
    [
        ("school_cancelled", [("T2", "D2", "")]),
        ("weather", [("T2", "D2", "")]),
        ("person_cancelled", [("T2", "D2", ""), ("T3", "D1", "")]),
    ],
)
def test_what_kept_a_class_from_an_older_session_keeps_it_from_the_new_one(
    problem, book, state, held
):
    newer = with_newer(book, ("T3", "D1", 1, 1), ("T2", "D2", 1, 1))
    lived = replace(newer, attendance=(report(state=state),))
    assert held_sessions(problem, lived) == held


def test_of_a_team_the_new_one_gives_way_to_who_came_after_all():
    people = [{"staff_id": name} for name in ("T1", "T2", "T3")]
    roles = [{"demand_id": "D1", "role": "lead", "count": 2}]
    problem = make_term_problem(1, staff=people, roles=roles, demands=[{"slots": "1-1"}])
    first = plan(problem, plan=make_plan(("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "lead")))
    new = [("T2", "D1", 1, 1, "lead"), ("T3", "D1", 1, 1, "lead")]
    newer = with_newer(first.publish(), *new)
    assert held_sessions(problem, replace(newer, attendance=(report(),))) == [
        ("T1", "D1", "lead"),
        ("T2", "D1", "lead"),
    ]


def test_the_road_is_that_of_who_drove_it(problem, book):
    cancelled = report(state="person_cancelled")
    lived = replace(
        book,
        attendance=(cancelled, report(staff_id="T2", demand_id="D2", state="substituted", by="T3")),
    )
    term = survey_term(problem, lived)
    roads = term.to_frames()["roads"].set_index("staff_id")
    # Two weeks, 20 minutes there and back each: T1 and T2 held one of their two sessions.
    assert roads["sessions"].to_dict() == {"T1": 1, "T2": 1, "T3": 1}
    assert roads["road_min"].to_dict() == {"T1": 20, "T2": 20, "T3": 20}
    fair = problem.rules.equity.fair_road_min_week
    carried = {row.staff_id: row for row in term.carry_over() if row.staff_id}
    assert {name: row.sessions for name, row in carried.items()} == {"T1": 1, "T2": 1, "T3": 1}
    assert carried["T3"].road_min == 20 - 2 * fair
    assert {row.points for row in carried.values()} == {0}


def test_points_and_rural_sessions_are_carried_over_by_the_rates(problem, book):
    points = {"converted_lesson": 1, "rural_session": "0.5"}
    thresholds = RATES["thresholds"] | {"rural_areas": ["urban"]}
    rates = Rates.model_validate(RATES | {"points": points, "thresholds": thresholds})
    lived = replace(book, attendance=(report(state="weather"),))
    carried = {row.staff_id: row for row in survey_term(problem, lived).carry_over(rates)}
    assert (carried["T1"].points, carried["T1"].rural_sessions) == (Decimal("1.5"), 1)
    assert (carried["T2"].points, carried["T2"].rural_sessions) == (3, 2)


def test_the_fair_road_of_a_week_follows_from_what_was_held(problem, book):
    reports = (report(), report(staff_id="T2", demand_id="D2", state="substituted", by="T3"))
    first = {monday: book.versions[monday] for monday in list(book.versions)[:1]}
    away = [{"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-09"}]
    changed = problem.replace(absences=away)
    term = plan(changed, replace(book, versions=first, attendance=reports))
    staff = term.weeks[1].week.problem.staff
    fair = {one.staff_id: one.fair_road_min_week for one in staff}
    twice = 2 * problem.rules.equity.fair_road_min_week
    assert fair == {"T1": twice - 20, "T2": twice, "T3": twice - 20, "T4": twice}


def test_what_is_to_come_is_told_apart_from_what_was_not_held(problem, book):
    # On Monday one of two sessions was held; by the strict rule, the other was not.
    strict = TermSettings(unless_reported=Unreported.NOT_GIVEN)
    lived = replace(book, attendance=(report(),), settings=strict)
    first, second = (
        hold_week(lived, versions).lived(lived.reported_until)
        for versions in lived.versions.values()
    )
    assert (len(first.plan), first.to_come, first.is_begun) == (1, (), True)
    assert (len(second.plan), len(second.to_come), second.is_begun) == (0, 2, False)
    everything = hold_week(lived, lived.versions[second.week_of]).lived(None)
    assert (len(everything.plan), everything.to_come) == (2, ())
