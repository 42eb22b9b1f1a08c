"""What changes between two plans small enough to see it by eye, with its words."""

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.comparison.differences import compare, compare_itineraries
from sharepool.analysis.comparison.types import Fate, PersonWeek, Regular, SiteWeek
from sharepool.problem.itinerary import Itinerary
from sharepool.rules.scoring import score

TWO = [{"staff_id": "T1", "name": "Li"}, {"staff_id": "T2"}]
WEEKLY = {"demand_id": "D1", "sessions": 3, "max_staff": 2}


@pytest.fixture
def problem():
    return make_problem(
        staff=TWO,
        demands=[WEEKLY, {"demand_id": "D2", "site_id": "B", "sessions": 2, "max_staff": 2}],
    )


def compared(problem, before, after):
    return compare(problem, make_plan(*before), make_plan(*after))


def fates(comparison):
    return [one.fate for one in comparison.sessions]


def test_equal_plans_differ_in_nothing(problem):
    rows = [("T1", "D1", 1, 1), ("T2", "D2", 2, 1)]
    found = compared(problem, rows, reversed(rows))
    assert fates(found) == [Fate.KEPT, Fate.KEPT]
    assert (found.people, found.sites, found.days) == ((), (), ())
    assert found.before == found.after == score(problem, make_plan(*rows))


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ([("T1", "D1", 1, 1)], [("T1", "D1", 1, 1)], Fate.KEPT),
        ([("T1", "D1", 1, 1)], [("T1", "D1", 1, 2)], Fate.OTHER_TIME),
        ([("T1", "D1", 1, 1)], [("T2", "D1", 1, 1)], Fate.OTHER_PERSON),
        ([("T1", "D1", 1, 1)], [("T2", "D1", 2, 1)], Fate.OTHER_BOTH),
        ([("T1", "D1", 1, 1)], [], Fate.GONE),
        ([], [("T1", "D1", 1, 1)], Fate.NEW),
    ],
)
def test_a_session_has_one_fate(problem, before, after, fate):
    found = compared(problem, before, after)
    assert fates(found) == [fate]
    assert [found.count(one) for one in Fate] == [int(one is fate) for one in Fate]


def test_a_session_is_matched_to_the_same_person_before_the_same_time(problem):
    # T1 moves to where T2 was, T2 to where T1 was: two times change, no person does.
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T2", "D1", 2, 1)],
        [("T2", "D1", 1, 1), ("T1", "D1", 2, 1)],
    )
    assert fates(found) == [Fate.OTHER_TIME, Fate.OTHER_TIME]
    assert [(one.staff_id, one.moved) for one in found.people] == [("T1", 1), ("T2", 1)]


def test_whose_time_is_taken_over_is_matched_with_who_takes_it(problem):
    # T2 takes over Monday, so that it is Tuesday that T1 moves to Wednesday.
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)],
        [("T2", "D1", 1, 1), ("T1", "D1", 3, 1)],
    )
    assert fates(found) == [Fate.OTHER_PERSON, Fate.OTHER_TIME]


def test_what_is_kept_is_not_matched_to_anything_else(problem):
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)],
        [("T1", "D1", 2, 1), ("T2", "D1", 3, 1)],
    )
    assert fates(found) == [Fate.KEPT, Fate.OTHER_BOTH]
    assert found.days == (1, 3)


def test_a_person_has_both_weeks_and_what_came_and_went(problem):
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T1", "D2", 2, 3)],
        [("T2", "D1", 1, 1), ("T1", "D1", 3, 1)],
    )
    first, second = found.people
    assert first.before == PersonWeek(3, 120, 20 + 30, (1, 2), ("A", "B"))
    assert first.after == PersonWeek(1, 40, 20, (3,), ("A",))
    assert (first.gained, first.lost, first.moved) == (0, 2, 1)
    assert (second.before, second.after) == (PersonWeek(), PersonWeek(1, 40, 20, (1,), ("A",)))
    assert (second.gained, second.lost, second.moved) == (1, 0, 0)


def test_a_site_has_both_weeks_and_its_regular_people(problem):
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T2", "D1", 3, 1), ("T1", "D2", 1, 3)],
        [("T1", "D1", 1, 1), ("T2", "D1", 2, 1), ("T2", "D1", 3, 1), ("T1", "D2", 1, 3)],
    )
    (site,) = found.sites
    assert site.site_id == "A"
    assert site.before == SiteWeek(3, ("T1", "T2"), (1, 2, 3)) == site.after
    assert site.regulars == (Regular("pe", ("T1",), ("T2",)),)


@pytest.mark.parametrize(
    ("before", "after", "kept", "lost", "gained"),
    [
        (("T1",), ("T1",), True, False, False),
        (("T1",), ("T1", "T2"), True, False, False),
        (("T1",), ("T2",), False, True, True),
        (("T1",), (), False, True, False),
        ((), ("T1",), True, False, True),
    ],
)
def test_a_regular_person_is_kept_lost_or_gained(before, after, kept, lost, gained):
    regular = Regular("pe", before, after)
    assert (regular.is_kept, regular.is_lost, regular.is_gained) == (kept, lost, gained)


def test_an_illegal_plan_is_not_compared(problem):
    twice = [("T1", "D1", 1, 1), ("T1", "D2", 1, 1)]
    with pytest.raises(ValueError, match="plan 1 breaks 1 hard rules"):
        compared(problem, twice, [])
    with pytest.raises(ValueError, match="plan 2 breaks 1 hard rules"):
        compared(problem, [], twice)


def test_plans_of_two_problems_are_compared_by_their_ids(problem):
    # T1 has left, T3 has come, and D2 is wanted no more.
    later = make_problem(staff=[{"staff_id": "T2"}, {"staff_id": "T3"}], demands=[WEEKLY])
    before, after = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 1, 3)), make_plan(("T3", "D1", 1, 1))
    found = compare(problem, before, after, problem_after=later)
    assert found == compare_itineraries(Itinerary(problem, before), Itinerary(later, after))
    with pytest.raises(ValueError, match="plan 2 breaks"):
        compare(problem, before, after)
    assert [(one.demand_id, one.fate) for one in found.sessions] == [
        ("D1", Fate.OTHER_PERSON),
        ("D2", Fate.GONE),
    ]
    assert [(one.staff_id, one.gained, one.lost) for one in found.people] == [
        ("T3", 1, 0),
        ("T1", 0, 2),
    ]
    assert [one.site_id for one in found.sites] == ["A", "B"]
    assert (found.before.sessions_wanted, found.after.sessions_wanted) == (5, 3)


def test_the_account_in_english(problem):
    found = compared(
        problem,
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T1", "D2", 2, 3)],
        [("T2", "D1", 1, 1), ("T1", "D1", 3, 1)],
    )
    told = found.lines()
    assert told.headline == (
        (
            "Delivered: 2 of 5 sessions (before: 3). On the road: 40 min (before: 50 min). "
            "Objective: 3,500 (before: 2,080)."
        ),
        "0 sessions as before; 1 at another time, 1 with another person, 0 both, 1 gone, 0 new.",
        "Affected: 2 persons, 2 sites; days: Monday, Tuesday, Wednesday.",
    )
    assert told.people == (
        (
            "Li (T1): 0 sessions gained, 2 given up, 1 at another time. Sessions 40 min (before: "
            "2 h), road 20 min (before: 50 min). No longer at B. Newly on Wednesday. No longer on "
            "Monday, Tuesday."
        ),
        (
            "T2: 1 session gained, 0 given up, 0 at another time. Sessions 40 min (before: 0 h), "
            "road 20 min (before: 0 h). Newly at A. Newly on Monday."
        ),
    )
    assert told.sites == (
        "A: 2 sessions (before: 2). New there: T2. Newly on Wednesday. No longer on Tuesday.",
        (
            "B: 0 sessions (before: 1). No longer there: Li (T1). No longer on Tuesday. "
            "Nobody is regular for pe any more; it was Li (T1)."
        ),
    )
    assert told.sessions == (
        "D1 at A: on Monday at slot 1, T2 for Li (T1).",
        "D1 at A: Li (T1) on Wednesday at slot 1, no longer on Tuesday at slot 1.",
        "D2 at B: gone on Tuesday at slot 3 (Li (T1)).",
    )


def test_the_account_in_chinese(problem):
    found = compared(problem, [("T1", "D1", 1, 1)], [("T2", "D1", 2, 1), ("T2", "D2", 3, 1)])
    told = found.lines("zh")
    assert told.headline[0].startswith("5次课中安排了2次（原为1次），路上共40分钟（原为20分钟）")
    assert told.headline[2] == "涉及2人、2个校点；变动日：星期一，星期二，星期三。"
    assert told.people[1].startswith("T2：增加2次课，减少0次，0次换时间。")
    assert told.people[0].endswith("不再去A。不再有星期一。")
    assert told.sites == (
        (
            "A：1次课（原为1次）。新来：T2。不再来：Li（T1）。新增星期二。不再有星期一。"
            "体育的固定人员由Li（T1）换为T2。"
        ),
        "B：1次课（原为0次）。新来：T2。新增星期三。体育首次有了固定人员：T2。",
    )
    assert told.sessions == (
        "A的D1：改为T2在星期二第1节，原为Li（T1）在星期一第1节。",
        "B的D2：新增星期三第1节的课（T2）。",
    )


def test_equal_plans_are_said_to_be_equal(problem):
    rows = [("T1", "D1", 1, 1)]
    told = compared(problem, rows, rows).lines()
    assert told.headline[1:] == ("Both plans hold the same sessions.",)
    assert (told.people, told.sites, told.sessions) == ((), (), ())
