"""Who gets which wish: blocks of teachers who exchange their schools."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from sharepool.centre.exchange.blocks import Seat, Swapper, exchange_blocks
from sharepool.centre.exchange.eligibility import TeacherStanding, count_lessons
from sharepool.centre.exchange.moving import Stay, name_move
from sharepool.centre.exchange.rows import Post
from sharepool.centre.exchange.rules import ExchangeRules, StagesOf, may_teach
from sharepool.centre.exchange.task import posts_of
from sharepool.centre.exchange.types import MoveReason, TeacherMove
from sharepool.centre.lots import draw_lots
from sharepool.centre.needs.rows import Centre
from sharepool.problem.travel import TravelTimes


def grant_wishes(
    centre: Centre,
    standings: Sequence[TeacherStanding],
    posts: Sequence[Post],
    rules: ExchangeRules,
    date: dt.date,
    seed: int,
) -> list[TeacherMove]:
    r"""Return the moves of teachers who get a school that they named.

    Of a school with the lessons :math:`r` due and the supply :math:`s`,
    :math:`\max(0, s - \lceil \text{floor} \cdot r \rceil)` lessons can be spared; they go to its
    teachers by seniority, then by lot, so that the seat of a teacher asks for that much less than
    their lessons. Whatever is exchanged, no school falls below the floor, or below what it had.

    Parameters
    ----------
    centre : Centre
    standings : sequence of TeacherStanding
    posts : sequence of Post
        Those that nobody holds are vacant seats; so is, at a school without a row, one for each who
        wishes for it.
    rules : ExchangeRules
    date : datetime.date
    seed : int
        Of the lots.
    """
    lots = draw_lots((one.resident.staff_id for one in standings), seed)
    travel, mode = TravelTimes(centre.problem), centre.problem.rules.travel.default_mode
    stay, moves = Stay(date, rules.until(date)), []
    for subject, due in count_lessons(centre).items():
        mine = sorted(
            (one for one in standings if one.subject == subject),
            key=lambda one: (one.resident.since or dt.date.max, lots[one.resident.staff_id]),
        )
        for one, site_id in _trade(centre, subject, due, mine, posts, rules):
            moves.append(name_move(travel, mode, one, site_id, MoveReason.WISH, stay))
    return moves


def _trade(
    centre: Centre,
    subject: str,
    due: Counter[str],
    mine: Sequence[TeacherStanding],
    posts: Sequence[Post],
    rules: ExchangeRules,
) -> Iterator[tuple[TeacherStanding, str]]:
    """Yield who of a subject goes where; `mine` come in the order of their priority."""
    site_of = centre.problem.site_of
    sites = list(site_of)
    number = {site_id: place for place, site_id in enumerate(sites)}
    supply, teachers = Counter[str](), Counter[str]()
    for one in mine:
        supply[one.resident.site_id] += one.lessons
        teachers[one.resident.site_id] += 1
    spare = {
        site_id: max(0, lessons - ceil(Fraction(rules.floor) * due[site_id]))
        for site_id, lessons in supply.items()
    }
    traders, swappers = [], []
    for one in mine:
        person = one.resident
        wishes = [
            number[site_id]
            for site_id in person.wishes
            if site_id in number
            and due[site_id]
            and site_id != person.site_id
            and (
                rules.stages is StagesOf.ANY
                or may_teach(site_of[person.site_id].stage, site_of[site_id].stage)
            )
        ]
        if one.barred is None and wishes:
            given = min(one.lessons, spare[person.site_id])
            spare[person.site_id] -= given
            seat = Seat(number[person.site_id], one.lessons - given)
            traders.append(one)
            swappers.append(Swapper(seat, one.lessons, wishes))
    post_of = posts_of(posts, subject)
    # A school without a row can have any number: a seat for each who would come.
    wished = Counter(school for one in swappers for school in one.wishes)
    free = {
        site_id: post_of[site_id].posts - teachers[site_id] if site_id in post_of else wished[place]
        for site_id, place in number.items()
        if due[site_id]
    }
    vacant = [Seat(number[site_id], 0) for site_id, count in free.items() for _ in range(count)]
    needs = [max(0, due[site_id] - supply[site_id]) for site_id in sites]
    for one, seat in zip(traders, exchange_blocks(swappers, vacant, needs), strict=True):
        if sites[seat.school] != one.resident.site_id:
            yield one, sites[seat.school]
