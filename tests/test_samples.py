"""The sample problems read without a fault and are what their README files say."""

from itertools import combinations, product
from pathlib import Path

import pytest

from sharepool.centre.exchange.decision import plan_exchange
from sharepool.centre.exchange.rules import EXCHANGE_FILE, ExchangeRules
from sharepool.centre.exchange.tables import read_exchange
from sharepool.centre.needs.rows import CENTRE_TABLES
from sharepool.centre.needs.tables import read_centre
from sharepool.centre.placement.tables import read_athletes
from sharepool.generate import (
    example_rates,
    generate_athletes,
    generate_centre,
    generate_county,
    generate_posts,
)
from sharepool.generate.exchanges import EXAMPLE_RULES
from sharepool.generate.teams import LIFEGUARD
from sharepool.problem.plan import Plan
from sharepool.problem.timetable import Timetable
from sharepool.rules import check
from sharepool.rules.scoring import score
from sharepool.tables import read_problem, write_problem

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
TINY_OPTIMUM = 2855


@pytest.fixture(scope="module")
def tiny():
    return read_problem(SAMPLES / "tiny")


@pytest.fixture(scope="module")
def county():
    return read_problem(SAMPLES / "county")


def test_tiny_warns_of_the_lapsed_clearance_and_of_what_follows_from_it(tiny):
    assert {(warning.code, warning.value) for warning in tiny.warnings} == {
        ("skill_not_valid", "clearance"),
        ("serves_nothing", "ZHAO"),
        ("nobody_qualified", "HILL-PINGPONG"),
    }


def test_the_county_warns_of_lapsed_clearances_and_of_the_point_out_of_reach(county):
    warned = {(warning.code, warning.value) for warning in county.warnings}
    assert {("serves_nothing", "A-V01"), ("serves_nothing", "A-V02")} <= warned
    assert {("nobody_near", f"A-PT01-L{number}") for number in (1, 2, 3)} <= warned
    assert {code for code, _ in warned} == {"skill_not_valid", "serves_nothing", "nobody_near"}


def test_the_county_is_what_the_generator_makes(county):
    assert county == generate_county(1, teams=0.05, lifeguards=True)


def test_without_its_teams_the_county_is_the_one_that_benchmarks_solve(county):
    alone = generate_county(1)
    skills = tuple(row for row in county.skills if row.skill != LIFEGUARD)
    assert county.replace(roles=(), listeners=(), skills=skills) == alone


def test_the_athletes_of_the_county_are_what_the_generator_makes(county):
    files = SAMPLES / "county" / "athletes.csv", SAMPLES / "county" / "places.csv"
    assert read_athletes(*files) == generate_athletes(county, 1)


@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_a_generated_county_reads_back_the_same(tmp_path, ending):
    problem = generate_county(2)
    write_problem(problem, tmp_path / f"county{ending}")
    assert read_problem(tmp_path / f"county{ending}") == problem


def test_the_plan_in_the_readme_of_tiny_is_legal_and_costs_what_it_says(tiny):
    plan = Plan.of(
        [
            ("WANG", "HILL-PE", 2, 1),
            ("WANG", "FAR-PE", 2, 3),
            ("WANG", "FAR-PE", 2, 4),
            ("LI", "HILL-FOOTBALL", 3, 5),
            ("WANG", "HILL-PE", 4, 1),
        ]
    )
    assert check(tiny, plan) == ()
    found = score(tiny, plan)
    assert {name: value for name, value in found.terms.items() if value} == {
        "unmet": 2500,
        "travel": 250,
        "site_link": 45,
        "short_minute": 60,
    }
    assert found.objective == TINY_OPTIMUM


def test_no_legal_plan_of_tiny_is_better_than_its_readme_says(tiny):
    """Try every plan: of each demand any set of sessions by the one person who has its skill."""
    holders = {"pe": "WANG", "足球": "LI", "乒乓球": "ZHAO"}
    timetable = Timetable(tiny)
    choices = []
    for demand in tiny.demands:
        rows = [
            (holders[demand.skill], demand.demand_id, time.day, time.slot)
            for time in timetable.sessions(demand)
        ]
        legal = [row for row in rows if not check(tiny, Plan.of([row]))]
        choices.append(
            [some for size in range(demand.sessions + 1) for some in combinations(legal, size)]
        )
    plans = (Plan.of(row for rows in picked for row in rows) for picked in product(*choices))
    best = min(score(tiny, plan).objective for plan in plans if not check(tiny, plan))
    assert best == TINY_OPTIMUM


def test_only_the_one_with_a_certificate_can_take_a_lesson_in_tiny(tiny):
    lessons = [demand for demand in tiny.demands if demand.kind == "lesson"]
    for demand in lessons:
        able = {
            person.staff_id
            for person in tiny.staff
            if any(
                not check(tiny, Plan.of([(person.staff_id, demand.demand_id, time.day, time.slot)]))
                for time in Timetable(tiny).sessions(demand)
            )
        }
        assert able == {"WANG"}


def test_the_centre_of_the_county_is_what_the_generator_makes():
    centre, made = read_centre(SAMPLES / "county" / "centre"), generate_centre(1)
    for table in ("problem", *CENTRE_TABLES):
        assert getattr(centre, table) == getattr(made, table)


def test_the_exchange_of_the_county_is_the_example():
    read = read_exchange(SAMPLES / "county" / "centre")
    assert read.posts == generate_posts(generate_centre(1))
    assert read.rules == ExchangeRules()
    text = (SAMPLES / "county" / "centre" / EXCHANGE_FILE).read_text(encoding="utf-8")
    assert text == EXAMPLE_RULES


def test_the_exchange_of_the_county_covers_what_is_proven():
    read = read_exchange(SAMPLES / "county" / "centre")
    exchange = plan_exchange(read.centre, read.rules, posts=read.posts)
    found = exchange.uncovered_before, exchange.uncovered_after, exchange.bound
    assert (*found, len(exchange.moves)) == (381, 300, 300, 7)
    balance = exchange.to_frames()["balance"].set_index(["stage", "measure"])
    lessons = balance.loc[("primary", "lessons_per_class")]
    assert lessons["mean_after"] > lessons["mean_before"]
    assert lessons["variation_after"] < lessons["variation_before"]


def test_the_rates_of_the_county_are_the_example():
    text = (SAMPLES / "county" / "centre" / "rates.toml").read_text(encoding="utf-8")
    assert text == example_rates()
