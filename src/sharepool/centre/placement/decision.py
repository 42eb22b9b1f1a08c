"""Which school takes which athlete (升学): by score, then by lot, each as high as can be."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sharepool.base.errors import InternalError
from sharepool.centre.lots import draw_lots
from sharepool.centre.placement.acceptance import ANYBODY, UNPLACED, accept
from sharepool.centre.placement.check import check_placement
from sharepool.centre.placement.rows import Athlete, Offer, Place, list_choices
from sharepool.centre.placement.types import Cutoff, Placement, PlacementAnswer, Refusal, Refused
from sharepool.problem.problem import Problem
from sharepool.problem.rows import ChainMember, Row

Turn = tuple[Decimal, Decimal, int]
"""What those who ask are ordered by: higher scores first, then higher second ones, then lots."""


def place_athletes(
    athletes: Sequence[Athlete],
    places: Sequence[Place],
    *,
    seed: int,
    chains: Iterable[ChainMember] | None = None,
    problem: Problem | None = None,
    withdrawn: Iterable[str] = (),
) -> Placement:
    r"""Give the places to athletes by deferred acceptance with slot-specific priorities.

    An athlete asks, in the order of their choices, for places whose `min_score`, `min_study` and
    chains they satisfy. A school fills its places one after the other. An open place goes to the
    higher score, of equal ones to the higher `tie2`, then to the lower lot:

    .. math:: a \succ b \iff (-\text{score}_a, -\text{tie2}_a, \text{lot}_a)
              < (-\text{score}_b, -\text{tie2}_b, \text{lot}_b)

    A reserved place goes to members of its group in this order, and to others only where no member
    asks. The outcome is *stable*: nobody prefers a school to their own that would fill its places
    with them if it could choose again. It is *strategy-proof*: nobody can get a better choice by
    naming other choices, or in another order, than they truly wish.

    Parameters
    ----------
    athletes : sequence of Athlete
        No two with one id and sport.
    places : sequence of Place
        No two of one site and sport.
    seed : int
        Seed of the lots, announced after the choices are handed in. They depend on
        it and on who takes part, on nothing else.
    chains : iterable of ChainMember, optional
        The feeder pyramids, to see who stays in theirs; by default those of `problem`.
    problem : Problem, optional
        Where the names of schools come from.
    withdrawn : iterable of str
        Athletes who have drawn a lot and take no place (递补): the others keep their lots.

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.

    Examples
    --------
    >>> import sharepool as sp
    >>> folder = "data/samples/county"
    >>> athletes, places = sp.read_athletes(f"{folder}/athletes.csv", f"{folder}/places.csv")
    >>> placement = sp.place_athletes(athletes, places, seed=2026)
    >>> placement.placed, placement.first_choice
    (122, 90)
    >>> {why.value: count for why, count in placement.unplaced.items()}
    {'lot': 1, 'full': 92, 'below_min': 24, 'no_offer': 52}
    """
    lots = draw_lots([athlete.athlete_id for athlete in athletes], seed)
    gone = set(withdrawn)
    rows_of: dict[str, list[Athlete]] = defaultdict(list)
    for athlete in athletes:
        if athlete.athlete_id not in gone:
            rows_of[athlete.athlete_id].append(athlete)
    offers = {(place.site_id, place.skill): place for place in places if place.places}
    offer_of = _decide(rows_of, offers, lots)

    cutoffs = _find_cutoffs(rows_of, lots, offers, offer_of)
    if chains is None:
        chains = () if problem is None else problem.chains
    chain_of = _chains_by_school(chains)
    answers = tuple(
        _answer(rows, lots, offer_of[athlete_id], offers, cutoffs, chain_of)
        for athlete_id, rows in rows_of.items()
    )
    placement = Placement(
        answers,
        cutoffs,
        sum(one.places for one in places),
        seed,
        problem,
        {"athletes": digest(athletes), "places": digest(places)},
    )
    staying = [row for rows in rows_of.values() for row in rows]
    flaws = check_placement(staying, places, placement)
    if flaws:
        raise InternalError(f"the placement has {len(flaws)} flaws, such as {flaws[0]}")
    return placement


def digest(rows: Iterable[Row]) -> str:
    """Return the SHA-256 of rows in their order: who was drawn from which tables."""
    text = "\n".join(row.model_dump_json() for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def _decide(
    rows_of: Mapping[str, Sequence[Athlete]],
    offers: Mapping[Offer, Place],
    lots: Mapping[str, int],
) -> dict[str, Offer | None]:
    """Return the offer that each athlete gets."""
    ids, named = list(rows_of), list(offers)
    number_of = {offer: number for number, offer in enumerate(named)}
    row_of = [{row.skill: row for row in rows_of[one]} for one in ids]
    groups: dict[tuple[str, str], int] = {}
    seats = []
    for (_, skill), place in offers.items():
        own = []
        for group, count in place.seats:
            number = groups.setdefault((skill, group), len(groups)) if group else ANYBODY
            own.append((number, count))
        seats.append(own)
    named_groups = list(groups)

    def rank_of(school: int, one: int) -> Turn:
        return turn_of(row_of[one][named[school][1]], lots)

    def belongs(one: int, group: int) -> bool:
        skill, name = named_groups[group]
        return row_of[one][skill].belongs_to(name)

    open_to = [
        [
            number_of[offer]
            for offer in list_choices(rows_of[one])
            if offer in offers and offers[offer].admits(row_of[at][offer[1]])
        ]
        for at, one in enumerate(ids)
    ]
    taken = accept(open_to, rank_of, seats, belongs)
    return {
        one: None if number == UNPLACED else named[number]
        for one, number in zip(ids, taken, strict=True)
    }


def turn_of(athlete: Athlete, lots: Mapping[str, int]) -> Turn:
    """Return what an athlete's place in the order of a sport is decided by."""
    return -athlete.score, -athlete.tie2, lots[athlete.athlete_id]


def _find_cutoffs(
    rows_of: Mapping[str, Sequence[Athlete]],
    lots: Mapping[str, int],
    offers: Mapping[Offer, Place],
    offer_of: Mapping[str, Offer | None],
) -> dict[Offer, Cutoff]:
    """Return the last place given of each offer that is full, to anybody whoever they are.

    Who has a reserved place as a member of its group holds no cutoff against others.
    """
    taken: dict[Offer, list[Athlete]] = defaultdict(list)
    for athlete_id, offer in offer_of.items():
        if offer is not None:
            row = next(row for row in rows_of[athlete_id] if row.skill == offer[1])
            taken[offer].append(row)
    cutoffs = {}
    for offer, those in taken.items():
        if len(those) < offers[offer].places:
            continue
        last = max(_openly_placed(offers[offer], those, lots), default=None)
        if last is not None:
            cutoffs[offer] = Cutoff(-last[0], last[2])
    return cutoffs


def _openly_placed(place: Place, those: Sequence[Athlete], lots: Mapping[str, int]) -> list[Turn]:
    """Return the turns of those whose place would be open to anybody."""
    left = sorted(those, key=lambda row: turn_of(row, lots))
    found = []
    for group, count in place.seats:
        members = [row for row in left if not group or row.belongs_to(group)][:count]
        chosen = {row.athlete_id for row in members}
        others = [row for row in left if row.athlete_id not in chosen][: count - len(members)]
        found += [turn_of(row, lots) for row in (others if group else members)]
        chosen |= {row.athlete_id for row in others}
        left = [row for row in left if row.athlete_id not in chosen]
    return found


def _chains_by_school(chains: Iterable[ChainMember]) -> dict[Offer, set[str]]:
    """Return the chains that each school is in, by site and sport."""
    found: dict[Offer, set[str]] = defaultdict(set)
    for member in chains:
        found[member.site_id, member.skill].add(member.chain_id)
    return found


def _answer(
    rows: Sequence[Athlete],
    lots: Mapping[str, int],
    taken: Offer | None,
    offers: Mapping[Offer, Place],
    cutoffs: Mapping[Offer, Cutoff],
    chain_of: Mapping[Offer, set[str]],
) -> PlacementAnswer:
    row_of = {row.skill: row for row in rows}
    refusals = []
    for offer in list_choices(rows):
        if offer == taken:
            break
        refusals.append(_refusal(row_of[offer[1]], offer, offers, cutoffs))
    athlete = rows[0] if taken is None else row_of[taken[1]]
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
    site_id, skill = offer
    place = offers.get(offer)
    if place is None:
        return Refusal(site_id, Refused.NO_OFFER, skill=skill)
    if athlete.score < place.min_score:
        return Refusal(site_id, Refused.BELOW_MIN, place.min_score, skill=skill)
    if place.min_study is not None and (
        athlete.study_score is None or athlete.study_score < place.min_study
    ):
        return Refusal(site_id, Refused.BELOW_STUDY, place.min_study, skill=skill)
    if not place.admits(athlete):
        return Refusal(site_id, Refused.NOT_IN_CHAIN, skill=skill)
    last = cutoffs.get(offer)
    if last is None or athlete.score > last.score:
        return Refusal(site_id, Refused.RESERVED, skill=skill)
    if athlete.score == last.score:
        return Refusal(site_id, Refused.LOT, last.score, last.lot, skill=skill)
    return Refusal(site_id, Refused.FULL, last.score, skill=skill)
