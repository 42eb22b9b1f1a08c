"""Minutes of activity a class and day, by hand: lessons of 40 minutes, five days a week."""

import pytest

from builders import make_centre, make_plan
from sharepool.centre.needs.derivation import find_needs
from sharepool.centre.needs.tables import read_centre

COACH = {
    "staff": [{"staff_id": "C1", "home_site": "H"}],
    "skills": [{"staff_id": "C1", "skill": name} for name in ("pe", "football")],
}
FOOTBALL = {"skill": "football", "sessions": 2, "share": "0.5", "pupils_per_group": 20}


def make(**tables):
    given = {
        "classes": [{"grade": 3, "classes": 2, "pupils": 80}],
        "residents": [{"staff_id": "R1", "load_lessons": 3}],
        **COACH,
    }
    return make_centre(**{**given, **tables})


def minutes_of(found, *, planned, strong=False):
    return {one.cohort: one.minutes_day(planned=planned, strong=strong) for one in found.activity}


def test_lessons_of_the_week_are_spread_over_its_days():
    found = find_needs(make())
    # One class has three lessons of its own, the other none.
    assert sorted(minutes_of(found, planned=False).values()) == [0, 3 * 40 / 5]
    assert set(minutes_of(found, planned=True).values()) == {None}


def test_a_plan_brings_lessons_and_the_mean_pupils_share_of_clubs():
    # 40 of 80 pupils in two groups: a quarter of all in each, which meets once for 40 minutes.
    centre = make(services=[FOOTBALL])
    lacking = next(one for one in find_needs(centre).groups if one.gap and one.kind == "lesson")
    (asked,) = lacking.demand_ids
    plan = make_plan(("C1", asked, 1, 1), ("C1", "A-S1", 1, 7), ("C1", "A-S1", 2, 7))
    minutes = minutes_of(find_needs(centre, plan), planned=True)
    assert minutes[lacking.cohort] == (40 + 80 / 4) / 5
    assert sum(minutes.values()) == (4 * 40 + 2 * 80 / 4) / 5


def test_a_club_without_a_size_counts_for_nothing():
    endless = {key: cell for key, cell in FOOTBALL.items() if key != "pupils_per_group"}
    found = find_needs(make(services=[endless]), make_plan(("C1", "A-S1", 1, 7)))
    assert {one.club_min for one in found.activity} == {0}


def test_daily_exercise_counts_every_day_and_that_of_a_school_before_that_of_all():
    daily = [
        {"minutes": 30, "strong": 1},
        {"site_id": "B", "minutes": 25, "strong": 1},
        {"site_id": "B", "minutes": 20},
    ]
    classes = [{"grade": 3}, {"site_id": "B", "grade": 3}]
    found = find_needs(make(classes=classes, residents=(), daily=daily))
    assert [(one.daily_min, one.strong_daily_min) for one in found.activity] == [
        (30, 30),
        (45, 25),
    ]
    here, there = found.activity
    assert here.minutes_day(planned=False) == here.minutes_day(planned=False, strong=True) == 30
    assert there.minutes_day(planned=False) == 45
    assert there.minutes_day(planned=False, strong=True) == 25


def test_arts_are_no_activity():
    curriculum = [
        {"grade": 3, "lessons_week": 3},
        {"grade": 3, "lessons_week": 2, "skill": "art", "art": 1},
    ]
    residents = [{"staff_id": "R1", "load_lessons": 10, "skills": "art"}]
    found = find_needs(make(curriculum=curriculum, residents=residents))
    assert [one.own_min for one in found.activity] == [0, 0]


def test_the_share_of_classes_with_an_hour_and_with_two():
    daily = [{"site_id": "A", "minutes": 36, "strong": 1}, {"site_id": "B", "minutes": 120}]
    classes = [{"grade": 3, "classes": 2}, {"site_id": "B", "grade": 3}]
    found = find_needs(make(classes=classes, daily=daily))
    frames = found.to_frames()
    everything = frames["rates"].iloc[-1]
    # 60 and 36 minutes at A, 120 at B.
    assert everything["minutes_day_before"] == 72
    assert everything["share_60_before"] == pytest.approx(2 / 3, abs=1e-4)
    assert everything["share_120_before"] == pytest.approx(1 / 3, abs=1e-4)
    assert everything["minutes_day_after"] is None
    assert list(frames["activity"]["minutes_day_before"]) == [60, 36, 120]
    assert list(frames["activity"]["strong_day_before"]) == [60, 36, 0]
    assert list(frames["needs"]["share_120_before"]) == [0, 1]


def test_joint_lessons_are_activity_of_those_who_listen():
    link = {"demand_id": "LINK", "cohort": "3(1)", "skill": "pe", "sessions": 1}
    centre = make(
        classes=[{"grade": 3}, {"site_id": "B", "grade": 3}],
        residents=(),
        demands=[{**link, "site_id": "A"}],
        listeners=[{"demand_id": "LINK", "site_id": "B", "cohort": "3(1)"}],
    )
    found = find_needs(centre, make_plan(("C1", "LINK", 1, 1)))
    assert [one.pool_min for one in found.activity] == [40, 40]


def test_daily_exercise_is_read_under_its_chinese_name(folder):
    rows = "学校代码,每天分钟数,中高强度\n,30,是\nB,20,否\n"
    daily = read_centre(folder(大课间__csv=rows)).daily
    assert [(row.site_id, row.minutes, row.strong) for row in daily] == [
        (None, 30, True),
        ("B", 20, False),
    ]
    with pytest.raises(Exception, match="row 2 学校代码 'X'"):
        read_centre(folder(大课间__csv="学校代码,分钟\nX,30\n"))
