"""Which school takes which athlete (升学): by score, then by lot, each as high as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sharepool.centre.lots import draw_lots
from sharepool.centre.placement.acceptance import UNPLACED, accept
from sharepool.centre.placement.check import check_placement
from sharepool.centre.placement.rows import Athlete, Place
from sharepool.centre.placement.types import Cutoff, Placement, PlacementAnswer, Refusal, Refused
from sharepool.errors import InternalError
from sharepool.problem.problem import Problem
from sharepool.problem.rows import ChainMember

Offer = tuple[str, str]
"""A site and a sport."""


def place_athletes(
    athletes: Sequence[Athlete],
    places: Sequence[Place],
    *,
    chains: Iterable[ChainMember] | None = None,
    problem: Problem | None = None,
    seed: int = 0,
) -> Placement:
    r"""Give the places to athletes by deferred acceptance.

    An athlete asks, in the order of their choices, for places of their sport whose `min_score` they
    reach. A school prefers the higher score, and of equal ones the lower lot:

    .. math:: a \succ b \iff (-\text{score}_a, \text{lot}_a) < (-\text{score}_b, \text{lot}_b)

    The outcome is *stable*: nobody prefers a school to their own that has a place left, or took
    somebody who comes after them. It is *strategy-proof*: nobody can get a better choice by naming
    other choices, or in another order, than they truly wish.

    Parameters
    ----------
    athletes : sequence of Athlete
        No two with one id.
    places : sequence of Place
        No two of one site and sport.
    chains : iterable of ChainMember, optional
        The feeder pyramids, to tell who stays in theirs; by default those of `problem`.
    problem : Problem, optional
        Where the names of schools come from.
    seed : int
        Of the lots. They depend on it and on who takes part, on nothing else.

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.
    """
    lots = draw_lots([athlete.athlete_id for athlete in athletes], seed)
    offers = {(place.site_id, place.skill): place for place in places if place.places}
    number_of = {offer: number for number, offer in enumerate(offers)}
    open_to = [
        [number_of[offer] for offer in _offers_asked(athlete) if _may_ask(athlete, offer, offers)]
        for athlete in athletes
    ]
    order = sorted(
        range(len(athletes)),
        key=lambda one: (-athletes[one].score, lots[athletes[one].athlete_id]),
    )
    ranks = [0] * len(athletes)
    for rank, one in enumerate(order):
        ranks[one] = rank
    taken = accept(open_to, ranks, [place.places for place in offers.values()])

    named = list(offers)
    offer_of = [None if number == UNPLACED else named[number] for number in taken]
    cutoffs = _find_cutoffs(athletes, lots, offers, offer_of)
    if chains is None:
        chains = () if problem is None else problem.chains
    chain_of = _chains_by_school(chains)
    answers = tuple(
        _answer(athlete, lots, offer, offers, cutoffs, chain_of)
        for athlete, offer in zip(athletes, offer_of, strict=True)
    )
    placement = Placement(answers, cutoffs, sum(one.places for one in places), seed, problem)
    flaws = check_placement(athletes, places, placement)
    if flaws:
        raise InternalError(f"the placement has {len(flaws)} flaws, such as {flaws[0]}")
    return placement


def _offers_asked(athlete: Athlete) -> list[Offer]:
    return [(site_id, athlete.skill) for site_id in athlete.choices]


def _may_ask(athlete: Athlete, offer: Offer, offers: Mapping[Offer, Place]) -> bool:
    return offer in offers and athlete.score >= offers[offer].min_score


def _find_cutoffs(
    athletes: Sequence[Athlete],
    lots: Mapping[str, int],
    offers: Mapping[Offer, Place],
    offer_of: Sequence[Offer | None],
) -> dict[Offer, Cutoff]:
    """Return the last place given of each offer that is full."""
    taken: dict[Offer, list[Cutoff]] = defaultdict(list)
    for athlete, offer in zip(athletes, offer_of, strict=True):
        if offer is not None:
            taken[offer].append(Cutoff(athlete.score, lots[athlete.athlete_id]))
    return {
        offer: max(those, key=lambda one: (-one.score, one.lot))
        for offer, those in taken.items()
        if len(those) == offers[offer].places
    }


def _chains_by_school(chains: Iterable[ChainMember]) -> dict[Offer, set[str]]:
    """Return the chains that each school is in, by site and sport."""
    found: dict[Offer, set[str]] = defaultdict(set)
    for member in chains:
        found[member.site_id, member.skill].add(member.chain_id)
    return found


def _answer(
    athlete: Athlete,
    lots: Mapping[str, int],
    taken: Offer | None,
    offers: Mapping[Offer, Place],
    cutoffs: Mapping[Offer, Cutoff],
    chain_of: Mapping[Offer, set[str]],
) -> PlacementAnswer:
    refusals = []
    for offer in _offers_asked(athlete):
        if offer == taken:
            break
        refusals.append(_refusal(athlete, offer, offers, cutoffs))
    own = chain_of.get((athlete.home_site, athlete.skill))
    stays = None
    if taken is not None and own:
        stays = not own.isdisjoint(chain_of.get(taken, ()))
    site_id = None if taken is None else taken[0]
    return PlacementAnswer(athlete, lots[athlete.athlete_id], site_id, tuple(refusals), stays)


def _refusal(
    athlete: Athlete,
    offer: Offer,
    offers: Mapping[Offer, Place],
    cutoffs: Mapping[Offer, Cutoff],
) -> Refusal:
    site_id, _ = offer
    if offer not in offers:
        return Refusal(site_id, Refused.NO_OFFER)
    if athlete.score < offers[offer].min_score:
        return Refusal(site_id, Refused.BELOW_MIN, offers[offer].min_score)
    last = cutoffs[offer]
    if athlete.score == last.score:
        return Refusal(site_id, Refused.LOT, last.score, last.lot)
    return Refusal(site_id, Refused.FULL, last.score)
