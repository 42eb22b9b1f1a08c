"""How evenly schools are served, by hand."""

import pytest

from builders import make_centre, make_plan, make_problem
from sharepool.centre.balance.counting import find_centres
from sharepool.centre.balance.indicators import variation, weigh_balance
from sharepool.centre.needs.derivation import find_needs

SITES = [
    {"site_id": "H"},
    {"site_id": "A", "county": "东县", "stage": "primary", "pupils": 100},
    {"site_id": "B", "county": "东县", "stage": "primary", "pupils": 300},
    {"site_id": "P", "county": "东县", "stage": "point", "pupils": 20},
    {"site_id": "Q", "county": "东县", "stage": "point", "pupils": 50},
]


@pytest.fixture
def centre():
    return make_centre(
        sites=SITES,
        classes=[
            {"site_id": "A", "grade": 1, "classes": 2},
            {"site_id": "B", "grade": 1, "classes": 6},
            {"site_id": "P", "grade": 1},
        ],
        residents=[
            {"staff_id": "R1", "site_id": "B", "load_lessons": 18},
            {"staff_id": "R2", "site_id": "B", "load_lessons": 5},
        ],
    )


def row(found, measure, stage="primary"):
    table = found.to_frames()["indicators"]
    return table[(table["measure"] == measure) & (table["stage"] == stage)].iloc[0]


def test_the_worked_example_of_the_formula():
    pupils, books = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
    assert variation(books, pupils) == pytest.approx(0.5153, abs=5e-5)
    ones = [1] * len(pupils)
    each = [book / pupil for book, pupil in zip(books, pupils, strict=True)]
    assert variation(each, ones) == pytest.approx(0.4888, abs=5e-5)


def test_equal_shares_do_not_vary_and_nothing_has_no_variation():
    assert variation((10, 30), (1, 3)) == 0
    assert variation((0, 0), (1, 3)) is None
    assert variation((), ()) is None


def test_the_pool_changes_what_pupils_get_and_no_headcount(centre):
    found = find_needs(centre)
    plan = make_plan(*(("R2", f"A-G1C{number}", day, 1) for number in (1, 2) for day in (1, 2, 3)))
    after = weigh_balance(found.problem, plan, found)
    official = row(after, "teachers_per_100_pupils")
    assert official["mean_before"] == official["mean_after"] == 0.5
    # 0 and 2/300 teachers a pupil about 2/400, weighed 1:3.
    assert official["variation_before"] == official["variation_after"] == round(1 / 3**0.5, 4)
    assert (official["limit"], official["kept_after"]) == (0.5, 0)
    lessons = row(after, "lessons_per_class")
    assert (lessons["mean_before"], lessons["mean_after"]) == (18 / 8, 3)
    assert lessons["variation_after"] == 0
    assert lessons["kept_after"] is None
    assert row(after, "slots_per_100_pupils")["mean_after"] == 24 / 4


def test_small_points_count_in_no_indicator_and_stand_on_their_own(centre):
    found = find_needs(centre)
    weighed = weigh_balance(found.problem, make_plan(), found)
    points = row(weighed, "slots_per_100_pupils", "point")
    assert (points["schools"], points["excluded"]) == (1, 1)
    assert list(weighed.to_frames()["points"]["site_id"]) == ["P", "Q"]
    assert (
        row(
            weigh_balance(found.problem, make_plan(), found, small_point_pupils=10),
            "slots_per_100_pupils",
            "point",
        )["schools"]
        == 2
    )


def test_without_class_counts_only_the_pool_is_known():
    problem = make_problem(sites=SITES)
    found = weigh_balance(problem, make_plan(("T1", "D1", 1, 1)))
    assert row(found, "slots_per_100_pupils")["mean_after"] == 1 / 4
    assert row(found, "teachers_per_100_pupils")["mean_after"] is None
    assert row(found, "lessons_per_class")["schools"] == 0
    schools = found.to_frames()["schools"]
    assert schools.loc[0, "rate_after"] is None
    assert "H" not in set(schools["site_id"])


def test_a_school_without_a_headcount_is_left_out_though_it_is_served():
    problem = make_problem(sites=[{"site_id": "H"}, {"site_id": "A"}])
    (school,) = weigh_balance(problem, make_plan(("T1", "D1", 1, 1))).schools
    assert (school.excluded, school.pool_lessons) == ("no_pupils", 1)


NINE = [
    {"site_id": "H"},
    {"site_id": "N", "county": "东县", "stage": "nine_year", "group": "g"},
    {"site_id": "P", "county": "东县", "stage": "point", "group": "g"},
    {"site_id": "Q", "county": "东县", "stage": "point", "group": "g"},
]
NINE_CLASSES = [
    {"site_id": "N", "grade": 1, "classes": 10, "pupils": 600},
    {"site_id": "N", "grade": 7, "classes": 4, "pupils": 300},
    {"site_id": "P", "grade": 1, "pupils": 60},
    {"site_id": "Q", "grade": 1, "pupils": 20},
]


def nine_year_school(classes=NINE_CLASSES, sites=NINE, **tables):
    residents = [{"staff_id": f"R{n}", "site_id": "N", "load_lessons": 3} for n in range(9)]
    return make_centre(**{"sites": sites, "classes": classes, "residents": residents, **tables})


def stages_of(found):
    return {(one.site_id, one.stage): one for one in found.stages}


def test_a_nine_year_school_is_a_primary_and_a_junior_one():
    centre = nine_year_school(NINE_CLASSES[:2])
    found = find_needs(centre)
    stages = stages_of(weigh_balance(found.problem, make_plan(), found))
    primary, junior = stages["N", "primary"], stages["N", "junior"]
    assert (primary.pupils, junior.pupils) == (600, 300)
    assert (primary.classes, junior.classes) == (10, 4)
    # Nine teachers for 600 pupils of weight 1 and 300 of weight 1.1.
    assert float(primary.teachers) == pytest.approx(9 * 600 / 930)
    assert float(junior.teachers) == pytest.approx(9 * 330 / 930)
    assert primary.own_lessons + junior.own_lessons == found.sites[0].covered == 27
    even = weigh_balance(found.problem, make_plan(), found, stage_weights={"junior": 1})
    assert stages_of(even)["N", "junior"].teachers == 3


def test_lessons_are_of_the_stage_of_their_class_and_clubs_are_shared_by_pupils():
    centre = nine_year_school(
        NINE_CLASSES[:2],
        residents=(),
        staff=[{"staff_id": "C1", "home_site": "H"}],
        skills=[{"staff_id": "C1", "skill": "pe"}],
        demands=[{"demand_id": "CLUB", "site_id": "N", "kind": "club", "skill": "pe"}],
    )
    found = find_needs(centre)
    plan = make_plan(("C1", "N-G7C1", 1, 1), ("C1", "N-G7C2", 2, 1), ("C1", "CLUB", 1, 7))
    stages = stages_of(weigh_balance(found.problem, plan, found))
    assert (stages["N", "primary"].pool_lessons, stages["N", "junior"].pool_lessons) == (0, 2)
    assert float(stages["N", "junior"].pool_slots) == pytest.approx(2 + 330 / 930)


def test_pupils_that_nobody_counted_by_grade_are_split_by_classes():
    classes = [{key: cell for key, cell in row.items() if key != "pupils"} for row in NINE_CLASSES]
    sites = [{**NINE[0]}, {**NINE[1], "pupils": 700}, *NINE[2:]]
    found = find_needs(nine_year_school(classes[:2], sites))
    stages = stages_of(weigh_balance(found.problem, make_plan(), found))
    assert (stages["N", "primary"].pupils, stages["N", "junior"].pupils) == (500, 200)


def test_points_are_counted_with_their_centre_school_unless_they_are_small():
    found = find_needs(nine_year_school())
    weighed = weigh_balance(found.problem, make_plan(), found)
    primary = stages_of(weighed)["N", "primary"]
    assert (primary.joined_points, primary.pupils, primary.classes) == (("P",), 660, 11)
    assert {one.site_id: (one.excluded, one.counted_with) for one in weighed.schools} == {
        "N": ("", ""),
        "P": ("", "N"),
        "Q": ("small_point", ""),
    }
    assert row(weighed, "teachers_per_100_pupils")["mean_before"] == round(
        100 * 9 * 600 / 930 / 660, 4
    )
    assert [one.site_id for one in weighed.points] == ["Q", "P"]
    alone = weigh_balance(found.problem, make_plan(), found, centre_of={})
    assert ("P", "point") in stages_of(alone)


def test_the_nearest_of_several_schools_of_a_group_is_the_centre():
    sites = [*NINE, {"site_id": "M", "county": "东县", "stage": "primary", "group": "g"}]
    way = {"origin": "P", "destination": "M", "minutes": 5}
    problem = make_problem(
        sites=sites, travel=[way], staff=[{"home_site": "H"}], demands=[{"site_id": "N"}]
    )
    assert find_centres(problem) == {"P": "M", "Q": "N"}


def test_the_official_bar_is_judged_where_both_sport_and_arts_are_known(centre):
    found = find_needs(centre)
    unknown = row(weigh_balance(found.problem, make_plan(), found), "teachers_per_100_pupils")
    assert (unknown["standard"], unknown["reaching"]) == (None, None)
    both = make_centre(
        sites=SITES,
        classes=[
            {"site_id": "A", "grade": 1, "classes": 2},
            {"site_id": "B", "grade": 1, "classes": 6},
        ],
        curriculum=[
            {"grade": 1, "lessons_week": 3},
            {"grade": 1, "lessons_week": 2, "skill": "art", "art": 1},
        ],
        residents=[
            {"staff_id": "P1", "site_id": "A"},
            {"staff_id": "A1", "site_id": "B", "skills": "art"},
            {"staff_id": "P2", "site_id": "B"},
        ],
    )
    found = find_needs(both)
    judged = row(weigh_balance(found.problem, make_plan(), found), "teachers_per_100_pupils")
    # One of 100 pupils reaches 0.9, two of 300 do not.
    assert (judged["standard"], judged["reaching"], judged["mean_before"]) == (0.9, 1, 0.75)
    lessons = row(weigh_balance(found.problem, make_plan(), found), "lessons_per_class")
    # Lessons are those of sport: 6 of 6 at A, 14 of 18 at B.
    assert lessons["mean_before"] == 20 / 8
