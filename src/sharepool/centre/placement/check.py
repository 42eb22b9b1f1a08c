"""Whether a placement keeps its promises: a checker that does not know how it was found."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sharepool.centre.placement.rows import Athlete, Offer, Place, list_choices
from sharepool.centre.placement.types import Placement


class FlawKind(StrEnum):
    """What can be wrong with a placement."""

    NOT_CHOSEN = "not_chosen"
    """The athlete is at a school that they did not choose, or that has no place for the sport."""
    BELOW_MIN = "below_min"
    """The athlete does not reach what the school asks for."""
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

    Examples
    --------
    >>> import sharepool as sp
    >>> folder = "data/samples/county"
    >>> athletes, places = sp.read_athletes(f"{folder}/athletes.csv", f"{folder}/places.csv")
    >>> placement = sp.place_athletes(athletes, places, seed=2026)
    >>> sp.check_placement(athletes, places, placement)
    ()
    """
    rows_of: dict[str, list[Athlete]] = defaultdict(list)
    for athlete in athletes:
        rows_of[athlete.athlete_id].append(athlete)
    place_of = {(place.site_id, place.skill): place for place in places}
    taken: dict[Offer, list[_Asking]] = defaultdict(list)
    for answer in placement.answers:
        if answer.site_id is not None:
            taken[answer.site_id, answer.athlete.skill].append(
                _Asking.of(answer.athlete, answer.lot)
            )
    flaws = [*_misplaced(placement, rows_of, place_of), *_overfull(taken, place_of)]
    for those in taken.values():
        those.sort(key=lambda each: each.turn)
    for answer in placement.answers:
        rows = {row.skill: row for row in rows_of[answer.athlete.athlete_id]}
        for offer in list_choices(rows_of[answer.athlete.athlete_id]):
            if offer == (answer.site_id, answer.athlete.skill):
                break
            place, row = place_of.get(offer), rows[offer[1]]
            if place is None or not place.admits(row):
                continue
            flaw = _blocks(place, _Asking.of(row, answer.lot), taken[offer])
            if flaw is not None:
                flaws.append(flaw)
    return tuple(flaws)


class _Asking(NamedTuple):
    """Somebody who asks for places of a sport."""

    athlete: Athlete
    turn: tuple[Decimal, Decimal, int]

    @classmethod
    def of(cls, athlete: Athlete, lot: int) -> _Asking:
        """Return somebody with what they are ordered by: higher scores first, then lower lots."""
        return cls(athlete, (-athlete.score, -athlete.tie2, lot))


def _blocks(place: Place, one: _Asking, there: Sequence[_Asking]) -> Flaw | None:
    """Return the blocking pair of somebody and a school that would rather have them, if it is one.

    The school fills its places again, one after the other, from those who are there and the one.
    """
    full = len(there) >= place.places
    last = there[-1] if there else None
    stranger = not any(one.athlete.belongs_to(group) for group, _ in place.reserved)
    if full and last is not None and stranger and last.turn < one.turn:
        return None  # every place, whosever, goes to somebody before them
    left = list(there)
    insort(left, one, key=lambda each: each.turn)
    for group, count in place.seats:
        for _ in range(count):
            if not left:
                break
            # In order of turns, the first member is the best; else the first of all.
            members = (
                at for at, each in enumerate(left) if not group or each.athlete.belongs_to(group)
            )
            del left[next(members, 0)]
    if any(each is one for each in left):
        return None
    if not left:
        return Flaw(FlawKind.FREE_PLACE, one.athlete.athlete_id, place.site_id)
    other = max(left, key=lambda each: each.turn).athlete.athlete_id
    return Flaw(FlawKind.ENVY, one.athlete.athlete_id, place.site_id, other)


def _misplaced(
    placement: Placement,
    rows_of: Mapping[str, Sequence[Athlete]],
    place_of: Mapping[Offer, Place],
) -> Iterator[Flaw]:
    for answer in placement.answers:
        athlete, site_id = answer.athlete, answer.site_id
        if site_id is None:
            continue
        place = place_of.get((site_id, athlete.skill))
        if place is None or (site_id, athlete.skill) not in list_choices(
            rows_of[athlete.athlete_id]
        ):
            yield Flaw(FlawKind.NOT_CHOSEN, athlete.athlete_id, site_id)
        elif not place.admits(athlete):
            yield Flaw(FlawKind.BELOW_MIN, athlete.athlete_id, site_id)


def _overfull(
    taken: Mapping[Offer, Sequence[_Asking]], place_of: Mapping[Offer, Place]
) -> Iterator[Flaw]:
    for offer, those in taken.items():
        if offer in place_of and len(those) > place_of[offer].places:
            last = max(those, key=lambda each: each.turn)
            yield Flaw(FlawKind.OVER_QUOTA, last.athlete.athlete_id, offer[0])
