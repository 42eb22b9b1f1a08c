"""The checker of exchanges finds what is wrong, and nothing in what is right."""

from dataclasses import replace

import pytest

from builders import make_centre
from sharepool.centre.exchange.check import check_exchange
from sharepool.centre.exchange.decision import plan_exchange
from sharepool.centre.exchange.rows import PastMove, Post
from sharepool.centre.exchange.rules import ExchangeRules, StagesOf
from sharepool.centre.exchange.types import MoveReason

PEOPLE = [
    {"staff_id": "T0", "site_id": "A", "since": "2015-09-01"},
    {"staff_id": "T1", "site_id": "A", "since": "2015-09-01"},
    {"staff_id": "T2", "site_id": "A", "since": "2024-09-01"},
    {"staff_id": "T3", "site_id": "B", "since": "2015-09-01"},
]
RULES = ExchangeRules(quota="0.3", max_leave=1)


def centre_of(**cells):
    return make_centre(
        classes=[{"site_id": site, "grade": grade} for grade, site in enumerate("AB", 1)],
        lessons={1: 28, 2: 28},
        residents=[{**one, **cells.get(one["staff_id"], {})} for one in PEOPLE],
        sites=[{"site_id": "A"}, {"site_id": "B"}, {"site_id": "C"}],
    )


def kinds(exchange, rules=RULES, centre=None, **given):
    return {flaw.kind for flaw in check_exchange(centre or centre_of(), rules, exchange, **given)}


@pytest.fixture
def exchange():
    return plan_exchange(centre_of(), RULES)


def test_a_right_one_has_no_flaw(exchange):
    assert [(move.from_site, move.to_site) for move in exchange.moves] == [("A", "B")]
    assert kinds(exchange) == set()


def spoilt(exchange, **changes):
    (move,) = exchange.moves
    return replace(exchange, moves=(replace(move, **changes),))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"staff_id": "T9"}, "moves_of_people"),
        ({"from_site": "B"}, "moves_of_people"),
        ({"to_site": "A"}, "moves_of_people"),
        ({"staff_id": "T2"}, "eligible_people"),
        ({"lessons": 13}, "eligible_people"),
        ({"to_site": "C"}, "wanted_places"),
        ({"why": MoveReason.RETURN}, "returns"),
    ],
)
def test_moves_are_judged(exchange, changes, kind):
    if changes.get("staff_id") == "T9":
        people = {flaw.kind for flaw in check_moves_only(spoilt(exchange, **changes))}
        assert kind in people
    else:
        assert kind in kinds(spoilt(exchange, **changes))


def check_moves_only(exchange):
    from sharepool.centre.exchange.case import Case
    from sharepool.centre.exchange.check import moves_of_people

    return list(moves_of_people(Case(centre_of(), RULES, exchange)))


def test_limits_are_judged(exchange):
    assert kinds(exchange, RULES.model_copy(update={"way_min": 9})) == {"wanted_places"}
    assert "limits_of_schools" in kinds(exchange, RULES.model_copy(update={"max_leave": 0}))
    assert "limits_of_schools" in kinds(exchange, RULES.model_copy(update={"max_come": 0}))
    old = RULES.model_copy(update={"experienced_years": 20})
    assert "limits_of_schools" in kinds(exchange, old)
    assert "limits_of_schools" in kinds(exchange, posts=[Post(site_id="B", posts=1)])
    assert "number_of_moves" in kinds(exchange, moves=0)


def test_figures_are_judged(exchange):
    moved, backbone = exchange.quotas
    wrong = replace(exchange, quotas=(replace(moved, due=9), backbone))
    assert "figures" in kinds(wrong)
    assert "figures" in kinds(replace(exchange, schools=exchange.schools[:1]))
    assert "residents_after" in kinds(replace(exchange, centre=centre_of()))


def test_a_return_that_is_due_must_be_there(exchange):
    past = PastMove(
        staff_id="T3", from_site="A", to_site="B", date="2024-03-02", until="2025-03-01"
    )
    assert "returns" in kinds(exchange, history=[past])


def test_wishes_are_judged():
    wishes = ExchangeRules(mode="wishes", floor="0.5")
    told = {"T0": {"wishes": "B"}, "T3": {"wishes": "A"}}
    centre = centre_of(**told)
    swap = plan_exchange(centre, wishes)
    assert len(swap.moves) == 2
    assert kinds(swap, wishes, centre) == set()
    # Nobody moved: the swap that is left blocks. One moved alone: the floor does not hold.
    none = replace(swap, moves=(), centre=centre)
    assert "blocking_swaps" in kinds(none, wishes, centre)
    alone = replace(swap, moves=swap.moves[1:])
    floor = ExchangeRules(mode="wishes", floor="1")
    assert "floors" in kinds(alone, floor, centre)
    assert "wanted_places" in kinds(swap, wishes, centre_of())


def test_moves_to_a_higher_stage_are_judged():
    rules = RULES.model_copy(update={"stages": StagesOf.ANY})
    found = plan_exchange(centre_of(), rules)
    stages = {move.from_site: "primary" for move in found.moves}
    stages |= {move.to_site: "junior" for move in found.moves}
    centre = centre_of()
    sites = [
        one.model_copy(update={"stage": stages.get(one.site_id, "")})
        for one in centre.problem.sites
    ]
    centre = centre.model_copy(update={"problem": centre.problem.updated(sites=tuple(sites))})
    found = plan_exchange(centre, rules)
    assert found.moves
    assert kinds(found, rules, centre) == set()
    assert kinds(found, RULES, centre) == {"wanted_places"}
