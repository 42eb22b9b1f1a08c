"""Lessons that demands ask for already, remote and joint ones too, count for their class."""

import pytest

from builders import make_centre, make_plan
from sharepool.base.errors import PlanError
from sharepool.centre.needs.derivation import find_needs

LINK = {
    "demand_id": "LINK",
    "site_id": "A",
    "cohort": "3(1)",
    "skill": "pe",
    "sessions": 2,
    "delivery": "remote",
}
COACH = {
    "staff": [{"staff_id": "C1", "home_site": "H"}],
    "skills": [{"staff_id": "C1", "skill": "pe"}],
}


def make(demands=(LINK,), classes=({"grade": 3, "classes": 2},), **tables):
    return make_centre(classes=classes, demands=demands, **{**COACH, **tables})


def groups_of(found):
    return {(one.site_id, one.cohort): one for one in found.groups}


def test_a_remote_lesson_that_is_asked_for_is_not_asked_for_again():
    found = find_needs(make())
    asked = {one.demand_id: one.sessions for one in found.problem.demands}
    assert asked == {"LINK": 2, "A-G3C1": 1, "A-G3C2": 3}
    assert groups_of(found)["A", "3(1)"].demand_ids == ("LINK", "A-G3C1")


def test_own_teachers_make_up_what_is_not_asked_for():
    found = find_needs(make(residents=[{"staff_id": "R1", "load_lessons": 14}]))
    assert {group.cohort: group.covered for group in found.groups} == {"3(1)": 1, "3(2)": 3}
    assert [one.demand_id for one in found.problem.demands] == ["LINK"]


def test_a_plan_brings_remote_lessons_into_the_rate():
    plan = make_plan(("C1", "LINK", 1, 1), ("C1", "LINK", 2, 1), ("C1", "A-G3C2", 3, 1))
    found = find_needs(make(), plan)
    assert groups_of(found)["A", "3(1)"].delivered == 2
    assert found.to_frames()["rates"].loc[0, "rate_after"] == 3 / 6


def test_whoever_listens_gets_the_lesson_too():
    centre = make(
        classes=[{"grade": 3}, {"site_id": "B", "grade": 3}],
        listeners=[{"demand_id": "LINK", "site_id": "B", "cohort": "3(1)"}],
    )
    plan = make_plan(("C1", "LINK", 1, 1))
    found = find_needs(centre, plan)
    assert {one.demand_id: one.sessions for one in found.problem.demands} == {
        "LINK": 2,
        "A-G3C1": 1,
        "B-G3C1": 1,
    }
    assert [one.delivered for one in found.groups] == [1, 1]


def test_more_than_is_due_makes_up_for_no_other_class():
    often = [{**LINK, "sessions": 5}]
    plan = make_plan(*(("C1", "LINK", day, 1) for day in (1, 2, 3, 4, 5)))
    found = find_needs(make(often), plan)
    assert [one.demand_id for one in found.problem.demands] == ["LINK", "A-G3C2"]
    assert [one.delivered for one in found.groups] == [3, 0]


@pytest.mark.parametrize(
    "other",
    [{"kind": "club"}, {"cohort": "9(9)"}, {"season_until": "2026-01-31"}, {"site_id": "B"}],
)
def test_what_is_no_lesson_of_the_class_this_week_does_not_count(other):
    found = find_needs(make([{**LINK, **other}]))
    assert groups_of(found)["A", "3(1)"].demand_ids == ("A-G3C1",)


def test_a_lesson_is_of_the_subject_that_is_its_skill_or_of_the_first_sport():
    curriculum = [
        {"grade": 3, "lessons_week": 2, "skill": "art", "art": 1},
        {"grade": 3, "lessons_week": 3},
    ]
    demands = [
        {**LINK, "sessions": 1},
        {**LINK, "demand_id": "ART", "skill": "art", "sessions": 1},
        {**LINK, "demand_id": "SWIM", "skill": "swim", "sessions": 1},
    ]
    found = find_needs(make(demands, [{"grade": 3}], curriculum=curriculum))
    assert {group.skill: group.demand_ids for group in found.groups} == {
        "art": ("ART", "A-G3C1"),
        "pe": ("LINK", "SWIM", "A-G3C1-pe"),
    }


def test_classes_may_be_taught_by_live_link():
    found = find_needs(make((), [{"grade": 3, "delivery": "remote"}]))
    assert [one.delivery for one in found.problem.demands] == ["remote"]


def test_a_class_rides_to_its_venue_for_what_it_lacks():
    found = find_needs(make((), [{"grade": 3, "venue_site": "B", "transfer_min": 10}]))
    (asked,) = found.problem.demands
    assert (asked.site_id, asked.venue_site, asked.transfer_min) == ("A", "B", 10)
    plan = make_plan(("C1", asked.demand_id, 1, 2))
    assert (
        groups_of(find_needs(make((dict(asked),), [{"grade": 3}]), plan))["A", "3(1)"].delivered
        == 1
    )


def test_a_plan_of_another_problem_is_refused():
    with pytest.raises(PlanError, match="D9"):
        find_needs(make(), make_plan(("T1", "D9", 1, 1)))


def test_demands_that_somebody_has_added_are_passed_over():
    plan = make_plan(("C1", "LINK", 1, 1), ("C1", "OWN-CLUB", 2, 8))
    assert groups_of(find_needs(make(), plan))["A", "3(1)"].delivered == 1
