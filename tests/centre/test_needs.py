"""What a planner relies on when class counts become demands and a pool."""

from decimal import Decimal

import pytest

from builders import make_centre, make_plan
from sharepool.base.errors import ProblemError
from sharepool.centre.needs.derivation import find_needs

LENDER = {"staff_id": "R1", "load_lessons": 14}


def demands_of(found):
    return {one.demand_id: one for one in found.problem.demands}


def test_a_class_without_a_teacher_is_a_demand_with_its_cohort():
    found = find_needs(make_centre(classes=[{"grade": 3, "classes": 2}]))
    assert {(one.demand_id, one.cohort, one.sessions) for one in found.problem.demands} == {
        ("A-G3C1", "3(1)", 3),
        ("A-G3C2", "3(2)", 3),
    }


def test_a_school_keeps_its_teachers_lessons_and_lends_the_rest():
    found = find_needs(
        make_centre(
            classes=[{"grade": 1, "classes": 2}],
            residents=[{**LENDER, "duty_lessons": "3.67"}],
            lessons={1: 4},
        )
    )
    (teacher,) = found.teachers
    assert (teacher.own_lessons, teacher.spare_lessons) == (8, 2)
    assert found.problem.demands == ()
    (lent,) = found.problem.staff
    assert lent.home_site == "A"
    assert lent.max_hours_week == Decimal("1.34")


def test_a_teacher_with_nothing_to_spare_is_not_of_the_pool():
    found = find_needs(make_centre(classes=[{"grade": 1, "classes": 9}], residents=[LENDER]))
    assert found.problem.staff == found.problem.skills == found.problem.availability == ()
    assert sum(one.sessions for one in found.problem.demands) == 27 - 14


def test_backbone_teachers_are_the_ones_who_are_lent():
    residents = [{**LENDER, "backbone": 1}, {**LENDER, "staff_id": "R2"}]
    found = find_needs(make_centre(classes=[{"grade": 1, "classes": 4}], residents=residents))
    assert [(one.staff_id, one.role) for one in found.problem.staff] == [
        ("R2", "pe_teacher"),
        ("R1", "backbone_teacher"),
    ]
    assert {one.staff_id: one.spare_lessons for one in found.teachers} == {"R2": 2, "R1": 14}


def test_hours_to_lend_are_kept_off_the_own_lessons_and_what_that_costs_is_said():
    residents = [
        {**LENDER, "load_lessons": 6, "lend_lessons": 2},
        {**LENDER, "staff_id": "R2", "load_lessons": 6, "duty_lessons": 5},
    ]
    found = find_needs(make_centre(classes=[{"grade": 1, "classes": 2}], residents=residents))
    assert {one.staff_id: (one.own_lessons, one.reserved_lessons) for one in found.teachers} == {
        "R1": (4, 2),
        "R2": (1, 0),
    }
    assert (found.sites[0].gap, found.sites[0].lost_lessons) == (1, 1)
    assert [one.staff_id for one in found.problem.staff] == ["R1"]


def test_nothing_is_lost_where_the_hours_lent_are_spare():
    residents = [{**LENDER, "lend_lessons": 2}]
    (school,) = find_needs(make_centre(classes=[{"grade": 1}], residents=residents)).sites
    assert (school.gap, school.spare, school.lost_lessons) == (0, 11, 0)


def test_a_share_of_loads_to_lend_counts_where_no_row_says():
    residents = [
        {**LENDER, "load_lessons": 15},
        {**LENDER, "staff_id": "R2", "load_lessons": 14, "lend_lessons": 0},
        {**LENDER, "staff_id": "R3", "load_lessons": 10, "duty_lessons": 10},
    ]
    centre = make_centre(classes=[{"grade": 1, "classes": 10}], residents=residents)
    found = find_needs(centre, lend_share=0.1)
    # A tenth of 15 lessons is 2, rounded half up; who has no hours lends none.
    assert [one.reserved_lessons for one in found.teachers] == [2, 0, 0]
    assert (found.sites[0].covered, found.sites[0].lost_lessons) == (27, 2)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_of_a_load_is_a_fault(share):
    with pytest.raises(ProblemError, match="lend_share"):
        find_needs(make_centre(classes=[]), lend_share=share)


def test_who_lacks_what_a_lesson_asks_for_takes_none_at_the_own_school():
    found = find_needs(
        make_centre(
            classes=[{"grade": 1}], residents=[{**LENDER, "skills": "swim", "subject": "pe"}]
        )
    )
    assert found.sites[0].gap == 3
    assert found.sites[0].spare == 14


def test_a_certificate_with_dates_counts_before_the_one_listed_without():
    skills = [{"staff_id": "R1", "skill": "pe", "valid_until": "2026-03-04"}]
    found = find_needs(make_centre(classes=[{"grade": 1}], residents=[LENDER], skills=skills))
    assert found.sites[0].gap == 3
    assert [row.valid_until is not None for row in found.problem.skills] == [True]


def test_grades_taught_together_get_one_lesson_for_all():
    classes = [{"grade": 2, "merge": "m"}, {"grade": 3, "merge": "m"}, {"grade": 4}]
    found = find_needs(make_centre(classes=classes, lessons={2: 4, 3: 3, 4: 2}))
    assert {name: one.sessions for name, one in demands_of(found).items()} == {
        "A-Mm-1": 4,
        "A-G4C1": 2,
    }
    assert found.groups[0].origin == "classes 2,3; curriculum 2,3"


def test_doubles_on_the_one_day_of_a_visit_leave_no_lesson_out():
    classes = [{"grade": 1, "doubles": 1, "visit_days": "2"}]
    found = find_needs(make_centre(classes=classes, lessons={1: 3}))
    double, single = (demands_of(found)[name] for name in ("A-G1C1D", "A-G1C1"))
    assert (double.sessions, double.periods, single.sessions, single.periods) == (1, 2, 1, 1)
    assert [str(start) for start in double.slots] == ["2-1..6"]


def test_lessons_of_visit_days_are_spread_over_them():
    classes = [{"grade": 1, "visit_days": "24"}]
    (demand,) = find_needs(make_centre(classes=classes, lessons={1: 3})).problem.demands
    assert demand.max_per_day == 2
    assert [str(start) for start in demand.slots] == ["2-1..6", "4-1..6"]


def test_days_are_kept_for_the_own_school_and_the_rest_waits_for_the_longest_way():
    found = find_needs(make_centre(classes=[{"grade": 1, "classes": 2}], residents=[LENDER]))
    (teacher,) = found.teachers
    assert teacher.kept == ((1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2))
    windows = {row.day: row.start for row in found.problem.availability}
    # Lessons end at 11:40 on Monday and at 09:40 on Tuesday; 45 min lunch and 75 min of road.
    assert windows == {1: 13 * 60 + 40, 2: 11 * 60 + 40, 3: 0, 4: 0, 5: 0}


def test_the_days_kept_rotate_from_teacher_to_teacher():
    residents = [{**LENDER, "staff_id": name, "load_lessons": 5} for name in ("R1", "R2")]
    found = find_needs(make_centre(classes=[{"grade": 1, "classes": 2}], residents=residents))
    assert [one.kept[0][0] for one in found.teachers] == [1, 2]


def test_windows_that_the_school_gave_are_taken_as_they_are():
    windows = [{"staff_id": "R1", "day": 3, "start": "13:00", "end": "18:00"}]
    found = find_needs(
        make_centre(classes=[{"grade": 1}], residents=[LENDER], availability=windows)
    )
    assert [(row.day, row.start) for row in found.problem.availability] == [(3, 780)]


def test_windows_that_leave_no_room_for_the_own_lessons_are_a_fault():
    windows = [
        {"staff_id": "R1", "day": day, "start": "07:00", "end": "18:00"} for day in range(1, 6)
    ]
    centre = make_centre(classes=[{"grade": 1}], residents=[LENDER], availability=windows)
    with pytest.raises(ProblemError, match="own_lessons"):
        find_needs(centre)


def test_clubs_follow_the_size_of_a_school():
    services = [
        {"skill": "football", "min_pupils": 500, "sessions": 2},
        {"skill": "dance", "share": "0.5", "pupils_per_group": 40, "sessions": 1},
        {"skill": "skiing", "stage": "senior", "sessions": 1},
    ]
    classes = [{"grade": 1, "pupils": 90}, {"site_id": "B", "grade": 1, "pupils": 500}]
    found = find_needs(make_centre(classes=classes, lessons={1: 0}, services=services))
    clubs = [(one.site_id, one.cohort, one.sessions) for one in found.problem.demands]
    assert clubs == [
        ("A", "dance(1)", 1),
        ("A", "dance(2)", 1),
        ("B", "football(1)", 2),
        *[("B", f"dance({number})", 1) for number in range(1, 8)],
    ]
    assert found.sites[0].club_places == 80
    assert found.sites[1].club_places is None


def test_rates_before_and_after_a_plan():
    centre = make_centre(
        classes=[{"grade": 1, "classes": 2}, {"site_id": "B", "grade": 1}],
        residents=[{**LENDER, "load_lessons": 10}],
    )
    plan = make_plan(("R1", "B-G1C1", 3, 1), ("R1", "B-G1C1", 4, 1))
    before, after = (find_needs(centre, one).to_frames()["rates"].iloc[-1] for one in (None, plan))
    assert before["rate_before"] == after["rate_before"] == pytest.approx(6 / 9, abs=1e-4)
    assert before["rate_after"] is before["delivered"] is None
    assert after["rate_after"] == pytest.approx(8 / 9, abs=1e-4)
    assert after["staffing_before"] == 2
    assert after["staffing_after"] == pytest.approx((1 + 2 / 10) / (3 / 6))


def test_a_school_without_classes_has_no_rate():
    table = find_needs(make_centre(classes=[], lessons={1: 3}, residents=[LENDER])).to_frames()[
        "needs"
    ]
    assert table.loc[0, "rate_before"] is None
    assert table.loc[0, "spare"] == 14


def test_every_number_names_the_rows_that_it_follows_from():
    centre = make_centre(classes=[{"grade": 3}, {"grade": 4}], residents=[LENDER])
    found = find_needs(centre)
    assert list(found.to_frames()["groups"]["origin"]) == [
        "classes 2; curriculum 2",
        "classes 3; curriculum 3",
    ]
    assert found.to_frames()["needs"].loc[0, "origin"] == "classes 2,3; residents 2"
    named = find_needs(centre.model_copy(update={"profile": "daily"}))
    assert named.groups[0].origin == "classes 2; profile daily"


def test_what_the_tables_have_already_stays():
    demand = {"demand_id": "D1", "site_id": "B", "skill": "swim", "sessions": 1}
    centre = make_centre(
        classes=[{"grade": 1}],
        residents=[LENDER],
        staff=[{"staff_id": "C1", "home_site": "H"}],
        demands=[demand],
    )
    problem = find_needs(centre).problem
    assert [one.staff_id for one in problem.staff] == ["C1", "R1"]
    assert [one.demand_id for one in problem.demands] == ["D1"]


def test_ids_in_use_and_pins_of_busy_teachers_are_faults():
    centre = make_centre(
        classes=[{"grade": 1, "classes": 9}],
        residents=[{**LENDER, "load_lessons": 1}],
        demands=[{"demand_id": "A-G1C2"}],
        pins=[{"kind": "forbid", "staff_id": "R1"}],
    )
    with pytest.raises(ProblemError) as caught:
        find_needs(centre)
    assert [one.code for one in caught.value.faults] == ["duplicate_id", "nothing_to_spare"]
