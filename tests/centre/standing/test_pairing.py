"""Who supports whom: on problems small enough to see the best pairing, and what stands against."""

from decimal import Decimal
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.pairing.decision import pair_sites
from sharepool.centre.pairing.location import LocationProblem
from sharepool.centre.pairing.model import locate
from sharepool.centre.pairing.pools import Pools, Stock
from sharepool.centre.pairing.rows import Hub
from sharepool.centre.pairing.tables import read_hubs
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.result import Status
from sharepool.problem.rows import Pair, Skill, Staff

HUBS = [
    {"site_id": "H1", "area": "urban", "group": "east", "stage": "primary"},
    {"site_id": "H2", "area": "urban", "group": "west", "stage": "primary"},
]
SCHOOLS = [{"site_id": name, "area": "township", "stage": "primary"} for name in "PQR"]
WAYS = {
    ("H1", "P"): 10,
    ("H1", "Q"): 20,
    ("H1", "R"): 30,
    ("H2", "P"): 12,
    ("H2", "Q"): 40,
    ("H2", "R"): 45,
}


def make(ways=WAYS, sites=(*HUBS, *SCHOOLS), **tables):
    legs = [
        {"origin": origin, "destination": destination, "minutes": minutes}
        for (origin, destination), minutes in ways.items()
    ]
    return make_problem(
        sites=sites,
        staff=[{"home_site": "H1"}],
        demands=[{"site_id": "P", "sessions": 3}, {"demand_id": "D2", "site_id": "Q"}],
        travel=legs,
        leg_min=None,
        **tables,
    )


def hub_of(pairing):
    return {support.site_id: support.hub_id for support in pairing.supports}


def test_the_shortest_ways_where_there_is_room():
    pairing = pair_sites(make(), hub_capacity=3)
    assert hub_of(pairing) == {"P": "H1", "Q": "H1", "R": "H1"}
    assert (pairing.status, pairing.objective, pairing.bound) == (Status.OPTIMAL, 60, 60)
    assert [(hub.hub_id, hub.sites, hub.hours) for hub in pairing.hubs] == [
        ("H1", 3, Decimal("2.67"))
    ]


def test_a_full_hub_leaves_what_is_cheapest_to_the_other():
    pairing = pair_sites(make(), hub_capacity=2)
    assert hub_of(pairing) == {"P": "H2", "Q": "H1", "R": "H1"}
    assert pairing.objective == 62
    assert pairing.gap == 0


def test_a_capacity_for_each_hub():
    pairing = pair_sites(make(), hub_capacity={"H1": 0, "H2": 3})
    assert set(hub_of(pairing).values()) == {"H2"}


def test_hours_count_what_a_school_wants():
    # P wants 3 lessons of 40 minutes, two hours, Q 40 minutes.
    pairing = pair_sites(make(), hub_capacity=2, load="hours")
    assert hub_of(pairing) == {"P": "H2", "Q": "H1", "R": "H1"}
    roomy = pair_sites(make(), hub_capacity=3, load="hours")
    assert set(hub_of(roomy).values()) == {"H1"}


def test_an_existing_tie_is_kept_if_that_costs_less_than_its_price():
    problem = make(pairs=[{"site_id": "P", "group": "west"}])
    kept = pair_sites(problem, hub_capacity=3, tie_min=3)
    assert hub_of(kept)["P"] == "H2"
    assert (kept.objective, [support.kept for support in kept.supports]) == (62, [True, None, None])
    cut = pair_sites(problem, hub_capacity=3, tie_min=1)
    assert (hub_of(cut)["P"], cut.objective, cut.supports[0].kept) == ("H1", 61, False)
    forgotten = pair_sites(problem, hub_capacity=3, keep=[], tie_min=3)
    assert hub_of(forgotten)["P"] == "H1"
    assert hub_of(pair_sites(make(), hub_capacity=3, keep=problem.pairs, tie_min=3))["P"] == "H2"


def test_so_many_hubs_and_no_more():
    assert len(pair_sites(make(), hub_capacity=2).hubs) == 2
    assert (
        len(
            pair_sites(
                make(), hub_capacity=3, n_hubs=1, keep=[Pair(site_id="P", group="west")], tie_min=50
            ).hubs
        )
        == 1
    )


def test_the_rows_steer_the_plan():
    rows = pair_sites(make(), hub_capacity=2).to_pairs(min_sessions=2, strict=True)
    assert rows[0] == Pair(site_id="P", group="west", min_sessions=2, strict=True)
    assert [row.site_id for row in rows] == ["P", "Q", "R"]


def test_centres_and_ungrouped_schools_are_no_hubs_unless_named():
    more = [
        {"site_id": "C", "group": "east", "stage": "centre"},
        {"site_id": "U", "stage": "primary"},
    ]
    ways = WAYS | {("C", name): 1 for name in "PQR"}
    problem = make(ways, (*HUBS, *more, *SCHOOLS))
    assert set(hub_of(pair_sites(problem, hub_capacity=3)).values()) == {"H1"}
    named = pair_sites(problem, hub_capacity=3, hubs=["C"], sites=["Q"])
    assert hub_of(named) == {"Q": "C"}


def test_a_school_without_a_hub_in_reach_is_named():
    problem = make()
    pairing = pair_sites(problem, hub_capacity=3, max_way_min=15)
    assert (pairing.status, pairing.supports, pairing.bound) == (Status.INFEASIBLE, (), None)
    told = [one.text(problem) for one in pairing.obstacles]
    assert told == [
        "No hub is within 15 minutes of Q.",
        "No hub is within 15 minutes of R.",
    ]


def test_a_way_that_is_not_known_is_none():
    ways = {pair: way for pair, way in WAYS.items() if pair[1] != "R"}
    (obstacle,) = pair_sites(make(ways), hub_capacity=3).obstacles
    assert (obstacle.kind, obstacle.site_id) == ("unknown", "R")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"hub_capacity": 1}, "3 schools in all want support"),
        ({"hub_capacity": 2, "n_hubs": 1}, "the hubs that may be used can take on 2."),
        ({"hub_capacity": 1, "load": "hours"}, "P wants more than any hub in reach can take on."),
        (
            {"hub_capacity": {"H1": 2, "H2": 0}, "load": "hours"},
            "All schools together want 3 hours a week; the hubs that may be used can take on 2.",
        ),
    ],
)
def test_too_little_capacity_is_said(arguments, words):
    problem = make()
    pairing = pair_sites(problem, **arguments)
    assert pairing.status is Status.INFEASIBLE
    assert words in " ".join(one.text(problem) for one in pairing.obstacles)


def test_what_fits_singly_but_not_together_is_proven():
    ways = {("H1", "P"): 1, ("H1", "Q"): 1, ("H2", "R"): 1}
    pairing = pair_sites(make(ways), hub_capacity={"H1": 1, "H2": 2})
    assert pairing.status is Status.INFEASIBLE
    assert [one.kind for one in pairing.obstacles] == ["together"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["far", "unknown", "large", "sites", "hours", "together"])
def test_every_obstacle_is_a_sentence(lang, kind):
    from sharepool.centre.pairing.types import PairingObstacle

    told = PairingObstacle(kind, site_id="P", amount=2, limit=1).text(make(), lang)
    assert told.endswith("." if lang == "en" else "。")


def test_every_fault_of_hubs_and_sites_is_told_at_once():
    sites = (*HUBS, {"site_id": "U"}, *SCHOOLS)
    with pytest.raises(ProblemError) as caught:
        pair_sites(
            make(sites=sites),
            hub_capacity={"H1": -1, "nowhere": 1, "U": 1},
            hubs=["H1", "nowhere", "U"],
            sites=["P", "P", "gone"],
        )
    assert [(fault.column, fault.code, fault.value) for fault in caught.value.faults] == [
        ("hubs", "unknown_id", "nowhere"),
        ("group", "missing_value", "U"),
        ("sites", "duplicate_id", "P"),
        ("sites", "unknown_id", "gone"),
        ("hub_capacity", "out_of_range", "H1"),
    ]


def test_without_any_hub_there_is_nothing_to_pair():
    with pytest.raises(ProblemError, match="name the hubs"):
        pair_sites(make_problem(), hub_capacity=1)


def test_without_schools_to_support_the_pairing_is_empty():
    pairing = pair_sites(make(), hub_capacity=1, sites=[])
    assert (pairing.status, pairing.objective, pairing.to_pairs()) == (Status.OPTIMAL, 0, ())


def test_without_schools_outside_town_there_is_nobody_to_support():
    with pytest.raises(ProblemError) as caught:
        pair_sites(make(sites=HUBS), hub_capacity=1)
    assert [one.code for one in caught.value.faults] == ["no_supported"]


def make_stages(**stages):
    """Return the problem with some sites of another stage."""
    sites = [
        site | ({"stage": stages[site["site_id"]]} if site["site_id"] in stages else {})
        for site in (*HUBS, *SCHOOLS)
    ]
    return make(sites=sites)


def test_a_hub_of_another_stage_costs_like_a_way():
    problem = make_stages(H1="junior")
    assert hub_of(pair_sites(problem, hub_capacity=3)) == {"P": "H2", "Q": "H2", "R": "H2"}
    near = pair_sites(problem, hub_capacity=3, stage_min=16)
    assert hub_of(near) == {"P": "H2", "Q": "H1", "R": "H2"}
    assert near.objective == 12 + (20 + 16) + 45
    assert [one.fits_stage for one in near.supports] == [True, False, True]
    blind = pair_sites(problem, hub_capacity=3, stage_min=0)
    assert set(hub_of(blind).values()) == {"H1"}


@pytest.mark.parametrize(
    ("hub", "school", "fits"),
    [
        ("primary", "primary", True),
        ("primary", "point", True),
        ("primary", "nine_year", True),
        ("junior", "nine_year", True),
        ("junior", "point", False),
        ("nine_year", "junior", True),
        ("senior", "junior", False),
        ("", "junior", True),
        ("junior", "", True),
    ],
)
def test_which_stage_fits_which(hub, school, fits):
    found = pair_sites(make_stages(H1=hub, P=school), hub_capacity=1, hubs=["H1"], sites=["P"])
    assert found.supports[0].fits_stage is fits


def test_a_table_of_hubs_says_who_takes_how_many_of_which_stages(tmp_path):
    path = tmp_path / "hubs.csv"
    path.write_text("学校代码,承担容量,支援学段\nH1,1,初中;小学\nH2,,\n", encoding="utf-8")
    hubs = read_hubs(path)
    assert hubs == (
        Hub(site_id="H1", capacity=1, stages=("junior", "primary")),
        Hub(site_id="H2"),
    )
    found = pair_sites(make_stages(H1="junior"), hubs=hubs, hub_capacity=2)
    assert [(one.hub_id, one.sites, one.capacity) for one in found.hubs] == [
        ("H1", 1, 1),
        ("H2", 2, 2),
    ]
    assert all(one.fits_stage for one in found.supports)
    with pytest.raises(ProblemError, match="hub_capacity 'H2'"):
        pair_sites(make(), hubs=hubs)
    with pytest.raises(ProblemError, match="missing_file"):
        read_hubs(tmp_path / "none.csv")


def test_the_group_that_can_give_what_a_school_wants_is_worth_a_way():
    # P wants two hours of pe: in the group of H1 nobody holds it, in that of H2 somebody does.
    problem = make().updated(
        staff=(
            Staff(staff_id="S", home_site="H2", max_hours_week=1),
            Staff(staff_id="T", home_site="H1"),
        ),
        skills=(Skill(staff_id="S", skill="pe"), Skill(staff_id="T", skill="swimming")),
    )
    blind = pair_sites(problem, hub_capacity=3)
    assert hub_of(blind)["P"] == "H1"
    assert [(one.group, one.wanted_hours, one.short_hours) for one in blind.supplies] == [
        ("east", Decimal("2.67"), Decimal("2.67"))
    ]
    seeing = pair_sites(problem, load="supply")
    assert hub_of(seeing) == {"P": "H2", "Q": "H1", "R": "H1"}
    # 12, 20 and 30 minutes of way; 60 and 40 minutes that nobody can give.
    assert (seeing.objective, seeing.bound) == (162, 162)
    assert {one.group: one.short_hours for one in seeing.supplies} == {
        "east": Decimal("0.67"),
        "west": Decimal(1),
    }
    assert pair_sites(problem, load="supply", short_price=0).objective == 60


def test_homes_are_no_schools():
    sites = (*HUBS, *SCHOOLS[:2], SCHOOLS[2] | {"private": True})
    assert set(hub_of(pair_sites(make(sites=sites), hub_capacity=3))) == {"P", "Q"}


@st.composite
def located(draw):
    """Draw a small location problem with pools."""
    clients, kinds = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def numbers(*shape, most):
        size = int(np.prod(shape))
        flat = draw(st.lists(st.integers(0, most), min_size=size, max_size=size))
        return np.array(flat).reshape(shape)

    stock = st.builds(
        Stock,
        pool=st.integers(0, 1),
        kinds=st.frozensets(st.integers(0, kinds - 1)),
        amount=st.integers(0, 9),
    )
    pools = Pools(
        pool_of=(0, 0, 1),
        stocks=tuple(draw(st.lists(stock, max_size=4))),
        wants=numbers(clients, kinds, most=9),
        price=draw(st.integers(0, 3)),
    )
    costs, capacities = numbers(3, clients, most=20), numbers(3, most=3)
    return LocationProblem(costs, [1] * clients, capacities, pools=pools)


def cost_by_counting(problem, facility_of):
    """Return a cost: a pool lacks what some kinds want beyond every stock that is good for one."""
    pools, cost = problem.pools, sum(problem.costs[i, j] for j, i in enumerate(facility_of))
    for pool in (0, 1):
        mine = [j for j, i in enumerate(facility_of) if pools.pool_of[i] == pool]
        wants = pools.wants[mine].sum(axis=0)
        cost += pools.price * max(
            sum(wants[list(some)])
            - sum(one.amount for one in pools.stocks if one.pool == pool and one.kinds & {*some})
            for count in range(len(wants) + 1)
            for some in combinations(range(len(wants)), count)
        )
    return cost


@settings(max_examples=40, deadline=None)
@given(located())
def test_no_choice_of_facilities_is_cheaper_with_what_pools_are_short_of(problem):
    found = locate(problem)
    costs = [
        cost_by_counting(problem, facility_of)
        for facility_of in product(range(3), repeat=len(problem.loads))
        if problem.allows(np.array(facility_of))
    ]
    assert found.objective == min(costs, default=None)
    assert found.bound == found.objective


@settings(max_examples=25, deadline=None)
@given(
    ways=st.lists(st.integers(1, 30), min_size=6, max_size=6),
    capacity=st.integers(1, 3),
    tied=st.sampled_from([None, "east", "west"]),
    tie_min=st.integers(0, 10),
    order=st.permutations(["H1", "H2"]),
)
def test_no_pairing_is_cheaper(ways, capacity, tied, tie_min, order):
    minutes = dict(zip(WAYS, ways, strict=True))
    pairs = [] if tied is None else [Pair(site_id="P", group=tied)]
    problem = make(minutes)
    pairing = pair_sites(problem, hub_capacity=capacity, hubs=order, keep=pairs, tie_min=tie_min)
    group = {"H1": "east", "H2": "west"}
    costs = [
        sum(minutes[hub, name] for hub, name in zip(hubs, "PQR", strict=True))
        + tie_min * (tied is not None and group[hubs[0]] != tied)
        for hubs in product(group, repeat=3)
        if max(map(hubs.count, group)) <= capacity
    ]
    assert pairing.objective == min(costs, default=None)
