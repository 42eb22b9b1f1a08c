"""How chains stand: counted by hand, and what is said where they are broken."""

import pytest

from builders import make_plan, make_problem
from sharepool.centre.chains.survey import survey_chains
from sharepool.centre.chains.types import ChainGap, ChainGapKind
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.plan import Plan

SITES = [
    {"site_id": "H"},
    {"site_id": "P1", "stage": "primary", "name": "一小"},
    {"site_id": "P2", "stage": "primary", "open_from": "2026-03-04"},
    {"site_id": "J1", "stage": "junior"},
    {"site_id": "J2", "stage": "nine_year"},
    {"site_id": "S1", "stage": "senior"},
]
PATTERN = {"primary": 2, "junior": 2, "senior": 1}


def member(site_id, stage="", sessions=1, chain="足球"):
    row = {"chain_id": chain, "skill": "pe", "site_id": site_id, "stage": stage}
    return {**row, "min_sessions": sessions}


def make(chains, travel=(), **tables):
    demands = [
        {"demand_id": "D1", "site_id": "P1", "sessions": 2},
        {"demand_id": "D2", "site_id": "J1"},
        {"demand_id": "D3", "site_id": "S1", "skill": "swim"},
    ]
    return make_problem(sites=SITES, demands=demands, travel=travel, chains=chains, **tables)


WHOLE = [member("P1"), member("P2"), member("J1"), member("J2", "junior"), member("S1")]


def gaps_of(problem, *arguments, **options):
    (state,) = survey_chains(problem, *arguments, **{"pattern": PATTERN, **options})
    return {(gap.kind, gap.stage, gap.site_id, gap.amount, gap.limit) for gap in state.gaps}


def test_schools_are_counted_by_the_stage_of_the_row_or_else_of_the_site():
    (state,) = survey_chains(make(WHOLE), pattern=PATTERN)
    assert state.schools == {"primary": 2, "junior": 2, "senior": 1}
    assert [one.stage for one in state.members] == [
        "primary", "primary", "junior", "junior", "senior",
    ]  # fmt: skip


def test_a_stage_outside_the_pattern_is_counted_too():
    (state,) = survey_chains(make([member("P1", "point")]), pattern=PATTERN)
    assert state.schools == {"primary": 0, "junior": 0, "senior": 0, "point": 1}


def test_short_closed_and_unasked_are_told_apart():
    chains = [member("P1"), member("P2"), member("J2", "junior"), member("S1")]
    assert gaps_of(make(chains)) == {
        (ChainGapKind.SHORT, "junior", None, 1, 2),
        (ChainGapKind.CLOSED, "primary", "P2", None, None),
        (ChainGapKind.NO_DEMAND, "junior", "J2", None, None),
        (ChainGapKind.NO_DEMAND, "senior", "S1", None, None),
    }


def test_no_session_due_is_nothing_missing():
    assert (ChainGapKind.NO_DEMAND, "senior", "S1", None, None) not in gaps_of(
        make([*WHOLE[:-1], member("S1", sessions=0)])
    )


def test_the_next_stage_is_the_nearest_school_of_it():
    travel = [
        {"origin": "P1", "destination": "J1", "minutes": 76},
        {"origin": "P1", "destination": "J2", "minutes": 75},
    ]
    (state,) = survey_chains(make(WHOLE, travel), pattern=PATTERN)
    assert (state.members[0].next_id, state.members[0].way_min) == ("J2", 75)
    assert (state.members[-1].next_id, state.members[-1].way_min) == (None, None)


@pytest.mark.parametrize(("limit", "is_far"), [(75, False), (74, True)])
def test_a_way_beyond_the_limit_is_a_gap(limit, is_far):
    travel = [{"origin": "J1", "destination": "S1", "minutes": 75}]
    found = gaps_of(make(WHOLE, travel), max_way_min=limit)
    assert ((ChainGapKind.FAR, "junior", "J1", 75, limit) in found) is is_far
    by_rule = make(WHOLE, travel, rules={"limits": {"max_leg_min": limit}})
    assert ((ChainGapKind.FAR, "junior", "J1", 75, limit) in gaps_of(by_rule)) is is_far


def test_a_way_that_is_not_known_is_a_gap():
    problem = make([member("J1"), member("S1")], leg_min=None)
    assert (ChainGapKind.FAR, "junior", "J1", None, 75) in gaps_of(problem)


def test_a_plan_that_gives_too_little_is_a_gap():
    chains = [member("P1", sessions=2), member("J1")]
    problem = make(chains)
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 2, 1))
    (state,) = survey_chains(problem, plan, pattern={})
    assert [(one.due, one.received) for one in state.members] == [(2, 1), (1, 1)]
    assert [(gap.kind, gap.site_id, gap.amount, gap.limit) for gap in state.gaps] == [
        (ChainGapKind.UNSERVED, "P1", 1, 2)
    ]


def test_each_chain_stands_by_itself():
    states = survey_chains(make([member("P1"), member("J1", chain="排球")]), pattern=PATTERN)
    assert [(state.chain_id, len(state.members)) for state in states] == [("足球", 1), ("排球", 1)]
    assert survey_chains(make([])) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ChainGapKind)
@pytest.mark.parametrize("amount", [None, 1])
def test_every_gap_is_a_sentence(lang, kind, amount):
    gap = ChainGap(kind, "c1", "pe", "primary", "P1", amount, 2)
    told = gap.text(make(WHOLE), lang)
    assert told.endswith("." if lang == "en" else "。")
    assert "c1" in told
    assert "None" not in told


def test_stages_are_told_in_words():
    short = ChainGap(ChainGapKind.SHORT, "c1", "pe", "nine_year", amount=1, limit=2)
    assert short.text(make(WHOLE)) == "c1: 1 of 2 schools at the stage nine-year."
    assert short.text(make(WHOLE), "zh") == "c1：九年一贯制阶段有1所学校，应有2所。"


def test_a_gap_in_words():
    gap = ChainGap(ChainGapKind.UNSERVED, "c1", "pe", "primary", "P1", 1, 2)
    assert gap.text(make(WHOLE)) == "c1: 一小 (P1) gets 1 session of pe; it should get 2."
    assert gap.text(make(WHOLE), "zh") == "c1：一小（P1）得到1次体育课，应有2次。"


def test_a_session_of_two_people_is_one():
    people = [{"staff_id": "T1"}, {"staff_id": "T2"}]
    roles = [{"demand_id": "D1", "role": role} for role in ("lead", "assistant")]
    problem = make([member("P1", sessions=2)], staff=people, roles=roles)
    plan = Plan.of([("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "assistant")])
    (state,) = survey_chains(problem, plan)
    assert state.members[0].received == 1
