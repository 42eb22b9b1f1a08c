"""Designs of chains: by hand, and against every design of tiny counties."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.chains.decision import design_chains
from sharepool.centre.chains.sports import list_areas, rank_sports
from sharepool.centre.chains.survey import survey_chains
from sharepool.centre.chains.types import ChainGapKind, ChainWeights
from sharepool.problem.result import Status

PATTERN = {"primary": 2, "junior": 1}


def site(site_id, stage, **cells):
    return {"site_id": site_id, "stage": stage, **cells}


def club(number, site_id, skill):
    return {"demand_id": f"K{number}", "site_id": site_id, "kind": "club", "skill": skill}


def make(sites, clubs=(), coaches=(), travel=(), **tables):
    """Return a problem of schools, clubs (site, sport) and coaches (site, sport, level)."""
    return make_problem(
        sites=[{"site_id": "H", "stage": "centre"}, *sites],
        demands=[club(number, *one) for number, one in enumerate(clubs)],
        staff=[
            {"staff_id": f"C{number}", "home_site": home}
            for number, (home, *_) in enumerate(coaches)
        ]
        or [{"staff_id": "C0"}],
        skills=[
            {"staff_id": "C0", "skill": "pe"},
            *(
                {"staff_id": f"C{number}", "skill": skill, "level": level}
                for number, (_, skill, level) in enumerate(coaches)
            ),
        ],
        travel=[
            {"origin": origin, "destination": destination, "minutes": minutes}
            for origin, destination, minutes in travel
        ],
        **tables,
    )


SCHOOLS = [site(name, "primary") for name in "abc"] + [site(name, "junior") for name in "xy"]


def members(design):
    return {(row.skill, row.stage, row.site_id) for row in design.members}


def test_the_nearest_schools_make_the_chain():
    travel = [("a", "x", 9), ("b", "x", 5), ("c", "x", 30), ("a", "y", 8), ("b", "y", 20),
              ("c", "y", 30)]  # fmt: skip
    problem = make(SCHOOLS, [(name, "判") for name in "abcxy"], travel=travel)
    design = design_chains(problem, PATTERN, sports=["判"])
    assert members(design) == {
        ("判", "primary", "a"),
        ("判", "primary", "b"),
        ("判", "junior", "x"),
    }
    assert {(feed.site_id, feed.next_id, feed.way_min) for feed in design.feeds} == {
        ("a", "x", 9),
        ("b", "x", 5),
    }
    # No coach anywhere, and none was a member before.
    assert design.terms["no_coach"] == design.terms["new_member"] == 3 * 20
    assert design.terms["way"] == 14
    assert (design.status, design.objective, design.bound) == (Status.OPTIMAL, 134, 134)
    assert design.gap == 0
    assert {row.chain_id for row in design.members} == {"判21"}


def test_clubs_coaches_and_members_that_are_there_count():
    clubs, coaches = [("c", "s"), ("x", "s")], [("c", "s", 1)]
    chains = [{"chain_id": "old", "skill": "s", "site_id": "b"}]
    problem = make(SCHOOLS, clubs, coaches, chains=chains)
    design = design_chains(problem, PATTERN, sports=["s"])
    assert members(design) == {("s", "primary", "b"), ("s", "primary", "c"), ("s", "junior", "x")}
    assert design.terms["no_club"] == 40
    assert design.terms["no_coach"] == 2 * 20
    assert design.terms["new_member"] == 2 * 20


def test_a_school_is_in_no_more_chains_than_it_can_be_and_the_strong_sport_comes_first():
    clubs = [(name, sport) for name in "abcx" for sport in "st"]
    problem = make(SCHOOLS[:4], clubs)
    design = design_chains(problem, PATTERN, sports=["t", "s"], most_sports=1)
    assert {row for row in members(design) if row[1] == "junior"} == {("t", "junior", "x")}
    gaps = {(gap.skill, gap.stage, gap.amount, gap.limit) for gap in design.gaps}
    assert gaps == {("s", "junior", 0, 1), ("s", "primary", 1, 2)}
    assert {gap.kind for gap in design.gaps} == {ChainGapKind.SHORT}
    assert not design_chains(problem, PATTERN, sports=["t", "s"], most_sports=2).gaps


def test_a_nine_year_school_stands_for_one_stage_of_a_chain():
    schools = [site("a", "primary"), site("n", "nine_year"), site("x", "junior")]
    whole = design_chains(make(schools), PATTERN, sports=["pe"])
    assert ("pe", "primary", "n") in members(whole)
    junior = design_chains(make(schools[:2]), {"primary": 1, "junior": 1}, sports=["pe"])
    assert ("pe", "junior", "n") in members(junior)
    both = design_chains(make(schools[1:2]), {"primary": 1, "junior": 1}, sports=["pe"])
    assert len(both.members) == 1


def test_children_are_shared_out_among_the_schools_of_the_next_stage():
    schools = [*(site(name, "primary") for name in "abcd"), *SCHOOLS[3:]]
    travel = [(name, "y", 60) for name in "abcd"]
    design = design_chains(make(schools, travel=travel), {"primary": 4, "junior": 2}, sports=["pe"])
    assert sorted(feed.next_id for feed in design.feeds) == ["x", "x", "y", "y"]


def test_each_county_has_its_own_chain_unless_all_are_to_have_one():
    schools = [
        site(county + one["site_id"], one["stage"], county=county, group=one["site_id"])
        for county in "AB"
        for one in SCHOOLS
    ]
    problem = make(schools)
    apart = design_chains(problem, PATTERN, sports=["pe"])
    assert {row.chain_id for row in apart.members} == {"Ape21", "Bpe21"}
    assert {(row.chain_id[0], row.site_id[0]) for row in apart.members} == {("A", "A"), ("B", "B")}
    together = design_chains(problem, PATTERN, sports=["pe"], apart=False)
    assert {row.chain_id for row in together.members} == {"pe21"}
    assert {row.site_id[0] for row in together.members} == {"A", "B"}
    assert together.terms["town"] == 0
    # Of each county's five towns three have a school in a chain.
    assert apart.terms["town"] == 2 * 2 * 60


def test_a_school_that_is_not_open_is_left_out():
    schools = [*SCHOOLS[:1], {**SCHOOLS[1], "open_from": "2026-03-04"}, *SCHOOLS[2:]]
    design = design_chains(make(schools), PATTERN, sports=["pe"])
    assert ("pe", "primary", "b") not in members(design)


def test_ways_that_are_not_known_lead_nowhere():
    problem = make(SCHOOLS, leg_min=None)
    design = design_chains(problem, PATTERN, sports=["pe"])
    assert (len(design.members), design.feeds) == (3, ())
    assert design.terms["no_next"] == 2 * 200


@pytest.mark.parametrize(("limit", "feeds"), [(10, 2), (9, 0)])
def test_ways_beyond_the_limit_lead_nowhere(limit, feeds):
    design = design_chains(make(SCHOOLS), PATTERN, sports=["pe"], max_way_min=limit)
    assert len(design.feeds) == feeds
    ruled = make(SCHOOLS, rules={"limits": {"max_leg_min": limit}})
    assert len(design_chains(ruled, PATTERN, sports=["pe"]).feeds) == feeds


def test_a_design_is_not_broken_by_its_own_report():
    travel = [("a", "x", 76), ("b", "y", 76), ("c", "y", 76)]
    problem = make(SCHOOLS, [(name, "s") for name in "abcxy"], travel=travel)
    design = design_chains(problem, PATTERN, sports=["s"])
    (state,) = survey_chains(problem.model_copy(update={"chains": design.members}), pattern=PATTERN)
    assert state.gaps == ()


def test_sports_are_ranked_by_what_can_be_coached_then_by_what_is_wanted():
    clubs = [("a", "s"), ("a", "t"), ("b", "t"), ("a", "u")]
    coaches = [("a", "u", 3), ("b", "s", 1), ("b", "t", 1), ("b", "pe", 3)]
    problem = make(SCHOOLS, clubs, coaches)
    (area,) = list_areas(problem, apart=True)
    assert rank_sports(problem, area) == ["u", "t", "s"]
    design = design_chains(problem, PATTERN, n_sports=2)
    assert {row.skill for row in design.members} == {"u", "t"}


def test_a_sport_that_nobody_knows_is_a_fault():
    with pytest.raises(ProblemError) as caught:
        design_chains(make(SCHOOLS), PATTERN, sports=["pe", "curling", "chess"])
    assert [fault.value for fault in caught.value.faults] == ["curling", "chess"]


def test_without_time_there_is_no_design():
    design = design_chains(make(SCHOOLS), PATTERN, sports=["pe"], stop=0)
    assert (design.status, design.members, design.objective) == (Status.UNKNOWN, (), None)
    assert design.gap is None


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_design_is_cheaper(data):
    """One primary and one junior school for each of two sports, each school in one chain."""
    minutes = {
        (name, other): data.draw(st.integers(0, 90), label=f"{name}{other}")
        for name in "ab"
        for other in "xy"
    }
    known = [("a", "s"), ("b", "t"), ("x", "t"), ("y", "s")]
    clubs = [one for one in known if data.draw(st.booleans(), label=str(one))]
    schools = [{**one, "group": one["site_id"]} for one in SCHOOLS if one["site_id"] != "c"]
    travel = [(*link, way) for link, way in minutes.items()]
    problem = make(schools, clubs, [("H", sport, 1) for sport in "st"], travel)
    weights = ChainWeights(missing=data.draw(st.sampled_from([1000, 70, 10])), no_coach=7)
    design = design_chains(
        problem, {"primary": 1, "junior": 1}, sports=["s", "t"], most_sports=1, weights=weights
    )
    best = min(
        cost(dict(zip("st", chosen, strict=True)), minutes, clubs, weights)
        for chosen in product(list(product("ab ", "xy ")), repeat=2)
        if all(one == " " or one != other for one, other in zip(*chosen, strict=True))
    )
    assert (design.status, design.objective, design.bound) == (Status.OPTIMAL, best, best)
    assert sum(design.terms.values()) == best


def cost(chain_of, minutes, clubs, weights):
    """Return what chains (a primary and a junior school, or blanks, by sport) cost."""
    total = 0
    for sport, (low, high) in chain_of.items():
        schools = [one for one in (low, high) if one != " "]
        price = weights.missing + (weights.stronger if sport == "s" else 0)
        total += price * (2 - len(schools))
        for one in schools:
            total += weights.no_coach + weights.new_member
            total += 0 if (one, sport) in clubs else weights.no_club
        if low != " ":
            way = None if high == " " else minutes[low, high]
            total += weights.no_next if way is None or way > 75 else way
    served = {one for pair in chain_of.values() for one in pair}
    return total + weights.town * len(set("abxy") - served)
