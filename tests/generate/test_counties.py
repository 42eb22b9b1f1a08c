"""A generated county is like the real ones that it stands for, and the same for the same seed."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from sharepool.generate import facts, generate_county, generate_prefecture
from sharepool.generate.teams import LIFEGUARD
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def county(request):
    return generate_county(request.param)


@pytest.fixture(scope="module")
def prefecture():
    return generate_prefecture(1)


def road_km(problem):
    travel = TravelTimes(problem)
    ids = [site.site_id for site in problem.sites]
    return np.array([[travel.km("car", a, b) for b in ids] for a in ids])


def valid_skills(problem, person):
    return {
        (skill.skill, skill.level)
        for skill in problem.skills_of[person.staff_id]
        if problem.covers_week(skill.valid_from, skill.valid_until)
    }


def test_the_same_seed_gives_the_same_county():
    assert generate_county(5) == generate_county(5)


def test_another_seed_gives_another_county():
    assert generate_county(5).demands != generate_county(6).demands


def test_the_make_up_of_a_county_adds_up_to_its_published_totals():
    kinds = facts.SCHOOL_KINDS
    assert sum(kind.schools for kind in kinds) == 50
    assert sum(kind.schools * kind.classes for kind in kinds) == 726
    assert sum(kind.schools * kind.lessons for kind in kinds) == 2268
    assert sum(kind.schools * kind.teachers for kind in kinds) == 144


def test_a_class_exists_for_every_one_counted():
    assert all(len(kind.class_grades) == kind.classes for kind in facts.SCHOOL_KINDS)


def test_a_county_has_fifty_schools_and_a_centre(county):
    stages = Counter((site.stage, site.area) for site in county.sites)
    assert stages == {
        ("primary", "urban"): 8,
        ("primary", "township"): 14,
        ("point", "rural"): 12,
        ("junior", "urban"): 4,
        ("junior", "township"): 7,
        ("nine_year", "township"): 3,
        ("senior", "urban"): 2,
        ("centre", "urban"): 1,
    }


def test_the_pool_is_of_the_published_size(county):
    roles = Counter(person.role for person in county.staff)
    assert (roles["coach"], roles["backbone_teacher"], roles["volunteer"]) == (24, 10, 30)
    assert roles["pe_teacher"] > 0


def test_eight_coaches_may_take_a_lesson_alone(county):
    certified = [
        person
        for person in county.staff
        if person.role == "coach"
        and ("teacher_certificate", 1) in valid_skills(county, person)
        and ("pe", 1) in valid_skills(county, person)
    ]
    assert len(certified) == 8


def test_volunteers_give_at_most_two_sessions(county):
    assert {p.max_sessions_week for p in county.staff if p.role == "volunteer"} == {2}


def test_only_two_volunteers_lack_a_valid_clearance(county):
    lacking = [p for p in county.staff if ("clearance", 1) not in valid_skills(county, p)]
    assert [person.role for person in lacking] == ["volunteer", "volunteer"]


def test_teachers_lend_what_their_school_has_to_spare_and_no_more_than_allowed(county):
    lenders = [person for person in county.staff if person.role == "pe_teacher"]
    longest = facts.LOAN_LESSONS_MAX * max(facts.LESSON_MINUTES.values()) / 60
    assert all(0 < person.max_hours_week <= longest for person in lenders)
    assert all(county.site_of[person.home_site].area == "urban" for person in lenders)


def test_people_and_sports_are_all_of_the_tables(county):
    sports = {demand.skill for demand in county.demands if demand.kind == "club"}
    assert sports <= set(facts.SPORT_SHARES)
    assert {person.home_site for person in county.staff} <= set(county.site_of)
    assert {row.staff_id for row in county.availability} == set(county.person_of)
    assert len({person.name for person in county.staff}) == len(county.staff)


def test_about_six_hundred_sessions_are_wanted(county):
    assert 540 <= sum(demand.sessions for demand in county.demands) <= 660


def test_every_demand_can_take_place_as_often_as_it_is_wanted(county):
    timetable = Timetable(county)
    for demand in county.demands:
        days = len({time.day for time in timetable.sessions(demand)})
        possible = -(-days // demand.min_gap_days) * demand.max_per_day
        assert demand.sessions <= possible, demand.demand_id


def test_every_skill_wanted_is_held_at_its_level_by_somebody(county):
    held = {skill for person in county.staff for skill in valid_skills(county, person)}
    best = {}
    for skill, level in held:
        best[skill] = max(level, best.get(skill, 0))
    common = {"足球", "篮球", "田径", "pe", "teacher_certificate", "clearance"}
    wanted = {
        need for demand in county.demands for need in demand.requirements if need.skill in common
    }
    assert all(need.level <= best.get(need.skill, 0) for need in wanted)


def test_lessons_are_lacking_in_every_township_primary_and_point_but_not_in_town(county):
    lacking = {demand.site_id for demand in county.demands if demand.kind == "lesson"}
    areas = Counter((s.stage, s.area) for s in county.sites if s.site_id in lacking)
    assert areas["primary", "township"] == 14
    assert areas["point", "rural"] == 12
    assert not any(area == "urban" for _, area in areas)


def test_no_class_wants_more_lessons_than_its_grade_has(county):
    lessons = [demand for demand in county.demands if demand.kind == "lesson"]
    assert all(1 <= demand.sessions <= 4 for demand in lessons)
    assert len({(demand.site_id, demand.cohort) for demand in lessons}) == len(lessons)


def test_the_farther_a_school_the_more_a_missing_session_counts(county):
    priorities = {
        county.site_of[demand.site_id].area: float(demand.priority) for demand in county.demands
    }
    assert priorities["urban"] < priorities["township"] < priorities["rural"]


def test_town_schools_are_near_each_other_and_townships_farther_out(county):
    km = road_km(county)
    area = np.array([site.area for site in county.sites])
    stage = np.array([site.stage for site in county.sites])
    urban = km[np.ix_(area == "urban", area == "urban")]
    pairs = urban[np.triu_indices(len(urban), 1)]
    assert 1.5 < pairs.min() < pairs.max() < 8.5
    from_town = km[stage == "centre"][0]
    primary = from_town[(stage == "primary") & (area == "township")]
    assert primary.min() >= 12
    assert primary.max() <= 35.01


def test_one_point_lies_sixty_two_km_out(county):
    from_town = road_km(county)[-1]
    assert from_town.max() == pytest.approx(62, abs=0.1)
    assert sorted(from_town)[-2] < 45


def test_every_school_outside_town_is_paired_with_a_district_of_the_town(county):
    groups = {site.group for site in county.sites if site.area == "urban" and site.group}
    outside = {site.site_id for site in county.sites if site.area != "urban"}
    assert {pair.site_id for pair in county.pairs} == outside
    assert {pair.group for pair in county.pairs} == groups


def test_the_chain_is_six_two_one_and_its_members_want_its_sport(county):
    assert Counter(member.stage for member in county.chains) == {
        "primary": 6,
        "junior": 2,
        "senior": 1,
    }
    wanting = {demand.site_id for demand in county.demands if demand.skill == "足球"}
    assert {member.site_id for member in county.chains} <= wanting


def test_both_bureaus_have_a_budget_below_what_their_people_offer(county):
    for name, employer in county.rules.employers.items():
        offered = sum(p.max_hours_week for p in county.staff if p.employer == name)
        assert 0 < employer.max_hours_week < offered


def test_slots_of_a_bell_plan_follow_each_other(county):
    for bell_id in {bell.bell_id for bell in county.bells}:
        rows = sorted((b for b in county.bells if b.bell_id == bell_id), key=lambda b: b.slot)
        assert [row.slot for row in rows] == list(range(1, len(rows) + 1))
        assert all(a.end <= b.start for a, b in pairwise(rows))


def test_lessons_last_what_the_bell_plan_says(county):
    lessons = [bell for bell in county.bells if bell.part == "lesson"]
    assert {(b.bell_id, b.end - b.start) for b in lessons} == set(facts.LESSON_MINUTES.items())


def test_the_week_is_one_that_starts_on_a_monday(county):
    assert county.rules.week_of.weekday() == dt.date(2026, 3, 2).weekday() == 0


def test_the_absences_are_in_the_week(county):
    days = {row.until.day for row in county.absences}
    assert len(county.absences) == 2
    assert days <= {date.day for date in county.week}


def test_a_prefecture_is_ten_counties_with_ids_of_their_own(prefecture):
    assert Counter(site.county for site in prefecture.sites) == Counter(
        dict.fromkeys({site.county for site in prefecture.sites}, 51)
    )
    assert len({site.county for site in prefecture.sites}) == 10
    assert len(prefecture.site_of) == len(prefecture.sites)
    assert len(prefecture.person_of) == len(prefecture.staff)
    assert len(prefecture.demand_of) == len(prefecture.demands)


def test_the_first_county_of_a_prefecture_is_the_county_of_its_seed(prefecture):
    county = generate_county(1)
    assert prefecture.sites[:51] == county.sites
    assert prefecture.demands[: len(county.demands)] == county.demands


def test_the_same_seed_gives_the_same_prefecture(prefecture):
    assert generate_prefecture(1) == prefecture


def test_districts_of_one_name_in_two_counties_are_told_apart(prefecture):
    county_of = {}
    for site in prefecture.sites:
        if site.group:
            assert county_of.setdefault(site.group, site.county) == site.county


def test_some_people_live_within_a_legal_leg_of_a_neighbouring_county(prefecture):
    travel = TravelTimes(prefecture).minutes_matrix("car")
    county = np.array([site.county for site in prefecture.sites])
    near = (travel <= prefecture.rules.limits.max_leg_min) & (county[:, None] != county[None, :])
    drivers = [person.home_site for person in prefecture.staff if person.mode == "car"]
    index = {site.site_id: number for number, site in enumerate(prefecture.sites)}
    assert sum(near[index[home]].any() for home in drivers) >= 50


def test_a_share_of_the_sessions_takes_several_people_and_the_rest_stays_as_it_is():
    alone, county = generate_county(4), generate_county(4, teams=0.3)
    assert (alone.roles, alone.listeners) == ((), ())
    assert county.demands == alone.demands
    assert county.staff == alone.staff
    shared = {row.demand_id for row in (*county.roles, *county.listeners)}
    sessions = sum(county.demand_of[one].sessions for one in shared)
    wanted = sum(demand.sessions for demand in county.demands)
    assert 0.3 * wanted <= sessions < 0.3 * wanted + 4
    assert county.listeners
    assert all(county.demand_of[row.demand_id].delivery == "remote" for row in county.listeners)
    assert {row.optional for row in county.roles} == {False, True}


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_is_from_0_to_1(share):
    with pytest.raises(ValueError, match="share"):
        generate_county(1, teams=share)


def test_a_lifeguard_is_beside_the_coach_whenever_pupils_swim():
    alone, county = generate_county(4, teams=0.1), generate_county(4, teams=0.1, lifeguards=True)
    swimming = {
        one.demand_id
        for one in county.demands
        if one.skill == facts.SWIMMING and one.delivery == "onsite"
    }
    guarded = {row.demand_id for row in county.roles if row.skill == LIFEGUARD}
    assert guarded == swimming
    assert swimming
    assert all(len(county.roles_of[demand_id]) > 1 for demand_id in swimming)
    assert set(alone.roles) <= set(county.roles)
    assert county.demands == alone.demands


def test_whoever_coaches_swimming_is_a_lifeguard_and_so_are_some_others():
    county = generate_county(4, lifeguards=True)
    holders = {
        name: {row.staff_id for row in county.skills if row.skill == name}
        for name in (facts.SWIMMING, LIFEGUARD)
    }
    assert holders[facts.SWIMMING] < holders[LIFEGUARD]
    assert LIFEGUARD not in {row.skill for row in generate_county(4).skills}
