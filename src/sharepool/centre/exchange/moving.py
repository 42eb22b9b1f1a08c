"""A move of one teacher, and what all moves together make of the residents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sharepool.centre.exchange.eligibility import TeacherStanding
from sharepool.centre.exchange.rows import PastMove
from sharepool.centre.exchange.types import MoveReason, TeacherMove
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.problem.travel import UNKNOWN, TravelTimes


class Stay(NamedTuple):
    """From when on somebody is at a school, and the last day if there is one."""

    since: dt.date
    until: dt.date | None


def name_move(
    travel: TravelTimes,
    mode: str,
    standing: TeacherStanding,
    to_site: str,
    why: MoveReason,
    stay: Stay,
) -> TeacherMove:
    """Return the move of a teacher to a school.

    Parameters
    ----------
    travel : TravelTimes
    mode : str
        How people travel.
    standing : TeacherStanding
    to_site : str
    why : MoveReason
    stay : Stay
    """
    person = standing.resident
    minutes = travel.minutes(mode, person.site_id, to_site)
    choice = person.wishes.index(to_site) + 1 if to_site in person.wishes else None
    return TeacherMove(
        staff_id=person.staff_id,
        name=person.name,
        subject=standing.subject,
        from_site=person.site_id,
        to_site=to_site,
        lessons=standing.lessons,
        years=standing.years,
        backbone=person.backbone,
        why=why,
        way_min=None if minutes == UNKNOWN else minutes,
        choice=choice,
        since=stay.since,
        until=stay.until,
    )


def apply_moves(centre: Centre, moves: Iterable[TeacherMove]) -> Centre:
    """Return the centre with its residents where the moves have brought them."""
    move_of = {move.staff_id: move for move in moves}
    residents = tuple(_moved(one, move_of.get(one.staff_id)) for one in centre.residents)
    return centre.model_copy(update={"residents": residents})


def _moved(resident: Resident, move: TeacherMove | None) -> Resident:
    if move is None:
        return resident
    there = {"site_id": move.to_site, "since": move.since, "until": move.until, "wishes": ()}
    return resident.model_copy(update=there)


def as_history(moves: Iterable[TeacherMove]) -> tuple[PastMove, ...]:
    """Return the moves as rows of the table of earlier ones."""
    return tuple(
        PastMove(
            staff_id=move.staff_id,
            from_site=move.from_site,
            to_site=move.to_site,
            subject=move.subject,
            date=move.since,
            until=move.until,
        )
        for move in moves
    )
