"""Whether a placement keeps its promises: a checker that knows nothing of how it was found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sharepool.centre.placement.rows import Athlete, Place
from sharepool.centre.placement.types import Placement, PlacementAnswer


class FlawKind(StrEnum):
    """What can be wrong with a placement."""

    NOT_CHOSEN = "not_chosen"
    """The athlete is at a school that they did not choose, or that has no place for the sport."""
    BELOW_MIN = "below_min"
    """The athlete does not reach the score that the school asks for."""
    OVER_QUOTA = "over_quota"
    """The school has taken more than it has places; the athlete is the last of them."""
    FREE_PLACE = "free_place"
    """A blocking pair: the athlete prefers the school, which has a place left."""
    ENVY = "envy"
    """A blocking pair: the athlete prefers the school, which took somebody who comes after them."""


@dataclass(frozen=True)
class Flaw:
    """One thing wrong with a placement.

    Attributes
    ----------
    kind : FlawKind
    athlete_id, site_id : str
    other_id : str or None
        The athlete who has the place instead (envy).
    """

    kind: FlawKind
    athlete_id: str
    site_id: str
    other_id: str | None = None


def check_placement(
    athletes: Sequence[Athlete], places: Sequence[Place], placement: Placement
) -> tuple[Flaw, ...]:
    """Return what is wrong with a placement, the blocking pairs among it; nothing if all is well.

    Parameters
    ----------
    athletes, places : sequence
        What was asked for and what there was.
    placement : Placement
        With an answer for each athlete; its lots are taken as drawn.
    """
    answer_of = {answer.athlete.athlete_id: answer for answer in placement.answers}
    place_of = {(place.site_id, place.skill): place for place in places}
    taken: dict[tuple[str, str], list[PlacementAnswer]] = defaultdict(list)
    for answer in placement.answers:
        if answer.site_id is not None:
            taken[answer.site_id, answer.athlete.skill].append(answer)
    last_of = {offer: max(those, key=_turn) for offer, those in taken.items()}
    flaws = [*_misplaced(placement, place_of), *_overfull(taken, last_of, place_of)]
    room = Counter({offer: place.places for offer, place in place_of.items()})
    room.subtract({offer: len(those) for offer, those in taken.items()})
    for athlete in athletes:
        answer = answer_of[athlete.athlete_id]
        for site_id in athlete.choices:
            if site_id == answer.site_id:
                break
            offer = site_id, athlete.skill
            if offer not in place_of or athlete.score < place_of[offer].min_score:
                continue
            if room[offer] > 0:
                flaws.append(Flaw(FlawKind.FREE_PLACE, athlete.athlete_id, site_id))
            elif offer in last_of and _turn(answer) < _turn(last_of[offer]):
                other = last_of[offer].athlete.athlete_id
                flaws.append(Flaw(FlawKind.ENVY, athlete.athlete_id, site_id, other))
    return tuple(flaws)


def _misplaced(placement: Placement, place_of: Mapping[tuple[str, str], Place]) -> Iterator[Flaw]:
    for answer in placement.answers:
        athlete, site_id = answer.athlete, answer.site_id
        if site_id is None:
            continue
        place = place_of.get((site_id, athlete.skill))
        if site_id not in athlete.choices or place is None:
            yield Flaw(FlawKind.NOT_CHOSEN, athlete.athlete_id, site_id)
        elif athlete.score < place.min_score:
            yield Flaw(FlawKind.BELOW_MIN, athlete.athlete_id, site_id)


def _overfull(
    taken: Mapping[tuple[str, str], Sequence[PlacementAnswer]],
    last_of: Mapping[tuple[str, str], PlacementAnswer],
    place_of: Mapping[tuple[str, str], Place],
) -> Iterator[Flaw]:
    for offer, those in taken.items():
        if offer in place_of and len(those) > place_of[offer].places:
            last = last_of[offer].athlete.athlete_id
            yield Flaw(FlawKind.OVER_QUOTA, last, offer[0])


def _turn(answer: PlacementAnswer) -> tuple[Decimal, int]:
    """Return what those who ask are ordered by: higher scores first, then lower lots."""
    return -answer.athlete.score, answer.lot
