"""How evenly schools are served, by hand."""

import pytest

from builders import make_centre, make_plan, make_problem
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
