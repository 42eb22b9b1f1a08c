"""A school's own lessons take its ground: kept within it, closed for the pool."""

from collections import Counter

import pytest

from builders import make_centre, make_plan
from sharepool.centre.needs.derivation import find_needs
from sharepool.rules import check

SITES = [{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}]
TWO = [{"staff_id": name, "load_lessons": 10} for name in ("R1", "R2")]


def test_two_teachers_are_never_on_a_ground_for_one():
    found = find_needs(
        make_centre(sites=SITES, classes=[{"grade": 1, "classes": 6}], residents=TWO)
    )
    kept = Counter(slot for one in found.teachers for slot in one.kept)
    assert (kept.total(), set(kept.values())) == (18, {1})
    assert {(row.day, row.taken) for row in found.problem.closures} == {(day, 1) for day, _ in kept}
    assert found.problem.warnings == ()


def test_the_pool_finds_the_ground_taken():
    centre = make_centre(
        sites=SITES,
        classes=[{"grade": 1, "classes": 3}],
        residents=[{"staff_id": "R1", "load_lessons": 3}],
        staff=[{"staff_id": "C1", "home_site": "H"}],
        skills=[{"staff_id": "C1", "skill": "pe"}],
    )
    found = find_needs(centre)
    (teacher,) = found.teachers
    assert teacher.kept == ((1, 1), (1, 2), (1, 3))
    asked = found.problem.demands[0].demand_id
    assert [one.code for one in check(found.problem, make_plan(("C1", asked, 1, 3)))] == ["H15"]
    assert not check(found.problem, make_plan(("C1", asked, 1, 4)))


def test_without_a_limit_of_the_ground_nothing_is_closed():
    centre = make_centre(classes=[{"grade": 1}], residents=[{"staff_id": "R1"}])
    assert find_needs(centre).problem.closures == ()


def test_a_ground_too_small_is_warned_of_and_closed_as_a_whole():
    centre = make_centre(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}],
        classes=[{"grade": 1, "classes": 7}],
        residents=[{"staff_id": f"R{n}", "load_lessons": 16} for n in (1, 2, 3)],
        lessons={1: 5},
    )
    found = find_needs(centre)
    (warning,) = found.problem.warnings
    assert (warning.code, warning.value) == ("ground_too_small", "A")
    assert warning.fields == {"beyond": 5}
    assert sum(row.taken for row in found.problem.closures) == 30
    assert [len(set(one.kept)) for one in found.teachers] == [
        one.own_lessons for one in found.teachers
    ]


@pytest.mark.parametrize("closed", [{"taken": 1}, {}])
def test_closures_leave_less_ground(closed):
    found = find_needs(
        make_centre(
            sites=SITES,
            classes=[{"grade": 1}],
            residents=[{"staff_id": "R1"}],
            closures=[{"site_id": "A", "day": 1, **closed}],
        )
    )
    assert {day for day, _ in found.teachers[0].kept} == {2}


TIMETABLE = [
    {"cohort": "1(1)", "day": 1, "slot": 5, "staff_id": "R1"},
    {"cohort": "1(1)", "day": 2, "slot": 6, "staff_id": "R1"},
]


def with_timetable(rows=TIMETABLE, **tables):
    return make_centre(
        **{
            "sites": SITES,
            "classes": [{"grade": 1}],
            "residents": [{"staff_id": "R1", "load_lessons": 14}],
            "timetable": rows,
            **tables,
        }
    )


def test_a_real_timetable_counts_before_slots_that_are_kept():
    found = find_needs(with_timetable(lessons={1: 2}))
    (teacher,) = found.teachers
    assert teacher.kept == ((1, 5), (2, 6))
    # Lessons from 13:00 on and from 14:00 on; 75 min of road and 45 min of lunch before.
    windows = [(row.day, row.start, row.end) for row in teacher.windows]
    assert windows[:2] == [(1, 0, 11 * 60), (1, 14 * 60 + 55, 24 * 60)]
    assert windows[2:4] == [(2, 0, 12 * 60), (2, 15 * 60 + 55, 24 * 60)]
    closed = [(row.day, row.start, row.taken) for row in found.problem.closures]
    assert closed == [(1, 13 * 60, 1), (2, 14 * 60, 1)]


def test_what_the_timetable_lacks_is_shared_out_and_kept_as_ever():
    found = find_needs(with_timetable())
    (teacher,) = found.teachers
    assert teacher.own_lessons == 3
    assert teacher.kept == ((1, 1), (1, 5), (2, 6))


def test_the_pool_comes_on_other_days_and_never_in_an_own_lesson():
    residents = [{"staff_id": "R1", "load_lessons": 2}]
    (demand,) = find_needs(with_timetable(residents=residents)).problem.demands
    assert [str(start) for start in demand.slots] == ["3-1..6", "4-1..6", "5-1..6"]
    on_days = [{"grade": 1, "visit_days": "12"}]
    (demand,) = find_needs(with_timetable(residents=residents, classes=on_days)).problem.demands
    assert [str(start) for start in demand.slots] == ["1-1..4", "1-6", "2-1..5"]
    doubles = [{"grade": 1, "doubles": 1, "visit_days": "12"}]
    lessons = {"lessons": {1: 4}, "residents": residents, "classes": doubles}
    (demand,) = find_needs(with_timetable(**lessons)).problem.demands
    assert [str(start) for start in demand.slots] == ["1-1..3", "1-6", "2-1..4"]


def test_lessons_beyond_what_is_due_count_for_the_teacher_and_for_no_rate():
    found = find_needs(with_timetable(lessons={1: 1}))
    assert found.teachers[0].own_lessons == 2
    assert (found.sites[0].required, found.sites[0].covered) == (1, 1)
    assert found.problem.demands == ()


def test_a_lesson_that_nobody_may_give_counts_as_not_given():
    found = find_needs(
        with_timetable(residents=[{"staff_id": "R1", "skills": "swim", "subject": "pe"}])
    )
    assert [(one.code, one.row) for one in found.problem.warnings] == [
        ("not_qualified", 2),
        ("not_qualified", 3),
    ]
    assert found.sites[0].covered == 0
