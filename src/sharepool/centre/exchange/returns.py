"""Who comes back: the time at another school is over, and history knows where they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sharepool.centre.exchange.eligibility import TeacherStanding, count_lessons, subject_of
from sharepool.centre.exchange.moving import Stay, name_move
from sharepool.centre.exchange.rows import PastMove
from sharepool.centre.exchange.rules import whole_years
from sharepool.centre.exchange.types import MoveReason, TeacherMove
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.problem.travel import TravelTimes


def find_returns(
    centre: Centre, history: Sequence[PastMove], date: dt.date
) -> tuple[TeacherMove, ...]:
    """Return the moves of those whose exchange is over, back to where they came from.

    Parameters
    ----------
    centre : Centre
    history : sequence of PastMove
        A teacher's latest row counts, if it led to the school where the teacher is.
    date : datetime.date
        The first day of the new year: whose exchange ends before it returns.
    """
    latest = {row.staff_id: row for row in sorted(history, key=lambda one: one.date)}
    subjects, travel = list(count_lessons(centre)), TravelTimes(centre.problem)
    mode = centre.problem.rules.travel.default_mode
    moves = []
    for resident in centre.residents:
        past = latest.get(resident.staff_id)
        if past is not None and _is_over(resident, past, date):
            years = None if resident.since is None else whole_years(resident.since, date)
            subject, lessons = subject_of(resident, subjects), resident.supply_lessons
            standing = TeacherStanding(resident, subject, years, lessons, None)
            stay = Stay(date, None)
            moves.append(name_move(travel, mode, standing, past.from_site, MoveReason.RETURN, stay))
    return tuple(moves)


def _is_over(resident: Resident, past: PastMove, date: dt.date) -> bool:
    is_there = past.to_site == resident.site_id != past.from_site
    return is_there and past.until is not None and past.until < date
