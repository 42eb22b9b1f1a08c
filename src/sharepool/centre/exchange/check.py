"""Whether an exchange keeps its rules: a checker that knows nothing of how it was found.

Each function finds one kind of flaw; :data:`CHECKS` is the table of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sharepool.centre.exchange.case import Case, anniversary
from sharepool.centre.exchange.rows import PastMove, Post
from sharepool.centre.exchange.rules import BackboneOf, ExchangeMode, ExchangeRules, StagesOf
from sharepool.centre.exchange.types import Exchange, MoveReason
from sharepool.centre.needs.rows import Centre
from sharepool.problem.travel import TravelTimes


@dataclass(frozen=True)
class ExchangeFlaw:
    """One thing wrong with an exchange.

    Attributes
    ----------
    kind : str
        Name of the function of this module that found it, with what it is about.
    staff_id, site_id : str or None
    amount, limit : int or None
        What there is, and what there should be.
    """

    kind: str
    staff_id: str | None = None
    site_id: str | None = None
    amount: int | None = None
    limit: int | None = None


def check_exchange(
    centre: Centre,
    rules: ExchangeRules,
    exchange: Exchange,
    *,
    posts: Sequence[Post] = (),
    history: Sequence[PastMove] = (),
    moves: int | None = None,
) -> tuple[ExchangeFlaw, ...]:
    """Return what is wrong with an exchange; nothing if all is well.

    Parameters
    ----------
    centre : Centre
        As it was before.
    rules : ExchangeRules
    exchange : Exchange
    posts : sequence of Post
    history : sequence of PastMove
        Without these moves.
    moves : int, optional
        Moves of each subject at most.

    Examples
    --------
    >>> import sharepool as sp
    >>> read = sp.read_exchange("data/samples/county/centre")
    >>> exchange = sp.plan_exchange(read.centre, read.rules, posts=read.posts)
    >>> sp.check_exchange(read.centre, read.rules, exchange, posts=read.posts)
    ()
    """
    case = Case(centre, rules, exchange, posts, history, moves)
    return tuple(flaw for check in CHECKS for flaw in check(case))


def moves_of_people(case: Case) -> Iterator[ExchangeFlaw]:
    """Find moves of nobody, from elsewhere, to nowhere, and people who move twice."""
    people = {one.staff_id: one for one in case.centre.residents}
    sites = case.centre.problem.site_of
    counts = Counter(move.staff_id for move in case.exchange.moves)
    for move in case.exchange.moves:
        person = people.get(move.staff_id)
        if person is None or person.site_id != move.from_site or move.to_site not in sites:
            yield ExchangeFlaw("moves_of_people", move.staff_id, move.from_site)
        elif counts[move.staff_id] > 1 or move.from_site == move.to_site:
            yield ExchangeFlaw("moves_of_people", move.staff_id, amount=counts[move.staff_id])


def returns(case: Case) -> Iterator[ExchangeFlaw]:
    """Find people who do not return though their time is over, or return though it is not."""
    latest: dict[str, PastMove] = {}
    for row in case.history:
        if row.staff_id not in latest or latest[row.staff_id].date <= row.date:
            latest[row.staff_id] = row
    due = {
        (one.staff_id, one.site_id, row.from_site)
        for one in case.centre.residents
        for row in [latest.get(one.staff_id)]
        if row is not None
        and row.to_site == one.site_id != row.from_site
        and row.until is not None
        and row.until < case.exchange.date
    }
    gone = {
        (move.staff_id, move.from_site, move.to_site)
        for move in case.exchange.moves
        if move.why is MoveReason.RETURN
    }
    for staff_id, site_id, _ in due ^ gone:
        yield ExchangeFlaw("returns", staff_id, site_id)


def eligible_people(case: Case) -> Iterator[ExchangeFlaw]:
    """Find people who move though they need not, and lessons that nobody has to give."""
    for move in case.decided:
        if not case.is_eligible(case.before[move.staff_id]):
            yield ExchangeFlaw("eligible_people", move.staff_id, move.from_site)
        if move.lessons != case.lessons_of[move.staff_id]:
            yield ExchangeFlaw("eligible_people", move.staff_id, amount=move.lessons)


def wanted_places(case: Case) -> Iterator[ExchangeFlaw]:
    """Find moves to a school without the subject, too far, not wished, or of a higher stage."""
    travel = TravelTimes(case.centre.problem)
    mode = case.centre.problem.rules.travel.default_mode
    for move in case.decided:
        if not case.required[move.to_site, move.subject]:
            yield ExchangeFlaw("wanted_places", move.staff_id, move.to_site)
        minutes = travel.minutes(mode, move.from_site, move.to_site)
        if case.rules.mode is ExchangeMode.ASSIGN and not 0 <= minutes <= case.rules.way_min:
            yield ExchangeFlaw(
                "wanted_places", move.staff_id, move.to_site, minutes, case.rules.way_min
            )
        if not _is_certified(case, move.from_site, move.to_site):
            yield ExchangeFlaw("wanted_places", move.staff_id, move.to_site)
        if (
            case.rules.mode is ExchangeMode.WISHES
            and move.to_site not in case.before[move.staff_id].wishes
        ):
            yield ExchangeFlaw("wanted_places", move.staff_id, move.to_site)


def _is_certified(case: Case, from_site: str, to_site: str) -> bool:
    """Return whether a certificate for one school is good at another."""
    old, new = (case.centre.problem.site_of[one].stage for one in (from_site, to_site))
    if case.rules.stages is StagesOf.ANY:
        return True
    if new == "senior":
        return old not in {"point", "primary", "junior", "nine_year"}
    return new != "junior" or old not in {"point", "primary"}


def limits_of_schools(case: Case) -> Iterator[ExchangeFlaw]:
    """Find schools that too many leave, or too many come to, or that keep nobody experienced."""
    left = Counter((move.from_site, move.subject) for move in case.decided)
    came = Counter((move.to_site, move.subject) for move in case.decided)
    for place in {*left, *came}:
        there, post = case.teachers.get(place, []), case.post_of(*place)
        staying = len(there) - left[place] + came[place]
        if post is not None and staying > max(post.posts, len(there)):
            yield ExchangeFlaw("limits_of_schools", None, place[0], staying, post.posts)
        if case.rules.mode is ExchangeMode.WISHES:
            continue
        if came[place] > case.rules.max_come:
            yield ExchangeFlaw("limits_of_schools", None, place[0], came[place])
        most = max(1, len(there) // 3) if case.rules.max_leave is None else case.rules.max_leave
        if post is not None and post.max_leave is not None:
            most = post.max_leave
        if left[place] > most:
            yield ExchangeFlaw("limits_of_schools", None, place[0], left[place], most)
    if case.rules.mode is ExchangeMode.ASSIGN:
        yield from _nobody_experienced(case, left)


def _nobody_experienced(case: Case, left: Counter[tuple[str, str]]) -> Iterator[ExchangeFlaw]:
    gone = {move.staff_id for move in case.decided}
    for place in left:
        if not any(
            one.since is not None
            and anniversary(one.since, case.rules.experienced_years) <= case.exchange.date
            and one.staff_id not in gone
            for one in case.teachers[place]
        ):
            yield ExchangeFlaw("limits_of_schools", None, place[0], 0, 1)


def number_of_moves(case: Case) -> Iterator[ExchangeFlaw]:
    """Find more moves of a subject than there may be."""
    if case.rules.mode is ExchangeMode.WISHES:
        return
    most = case.rules.max_moves if case.moves is None else case.moves
    due = {one.subject: one.due for one in case.exchange.quotas if one.kind == "moved"}
    for subject, count in Counter(move.subject for move in case.decided).items():
        limit = due[subject] if most is None else most
        if count > limit:
            yield ExchangeFlaw("number_of_moves", None, None, count, limit)


def figures(case: Case) -> Iterator[ExchangeFlaw]:
    """Find quotas and sums that are not what the moves make of them."""
    subject_of = {one.resident.staff_id: one.subject for one in case.exchange.standings}
    gone = {move.staff_id for move in case.decided}
    for quota in case.exchange.quotas:
        base = [
            one
            for one in case.before.values()
            if subject_of[one.staff_id] == quota.subject
            and case.is_eligible(one)
            and case.is_counted(one)
        ]
        moved = [one for one in base if one.staff_id in gone]
        whole, share = base, case.rules.quota
        if quota.kind == "backbone":
            share = case.rules.backbone
            whole = moved if case.rules.backbone_of is BackboneOf.MOVED else base
            moved = [one for one in moved if one.backbone]
        due = ceil(Fraction(share) * len(whole))
        if (quota.base, quota.due, quota.moved) != (len(whole), due, len(moved)):
            yield ExchangeFlaw("figures", None, None, quota.moved, len(moved))
    for people, told in (
        (case.centre.residents, case.exchange.uncovered_before),
        (case.exchange.centre.residents, case.exchange.uncovered_after),
    ):
        supply = Counter[tuple[str, str]]()
        for one in people:
            supply[one.site_id, subject_of[one.staff_id]] += case.lessons_of[one.staff_id]
        real = sum(max(0, due - supply[place]) for place, due in case.required.items())
        if real != told:
            yield ExchangeFlaw("figures", None, None, told, real)


def residents_after(case: Case) -> Iterator[ExchangeFlaw]:
    """Find residents who are not where the moves have brought them."""
    goes_to = {move.staff_id: move.to_site for move in case.exchange.moves}
    after = {one.staff_id: one for one in case.exchange.centre.residents}
    for one in case.centre.residents:
        site_id = goes_to.get(one.staff_id, one.site_id)
        if one.staff_id not in after or after[one.staff_id].site_id != site_id:
            yield ExchangeFlaw("residents_after", one.staff_id, site_id)


def floors(case: Case) -> Iterator[ExchangeFlaw]:
    """Find schools that wishes have brought below the floor, and below what they had."""
    if case.rules.mode is ExchangeMode.ASSIGN:
        return
    change = Counter[tuple[str, str]]()
    for move in case.decided:
        change[move.to_site, move.subject] += case.lessons_of[move.staff_id]
        change[move.from_site, move.subject] -= case.lessons_of[move.staff_id]
    for place, more in change.items():
        had = sum(case.lessons_of[one.staff_id] for one in case.teachers.get(place, []))
        floor = ceil(Fraction(case.rules.floor) * case.required[place])
        if had + more < min(had, floor):
            yield ExchangeFlaw("floors", None, place[0], had + more, min(had, floor))


def blocking_swaps(case: Case) -> Iterator[ExchangeFlaw]:
    """Find teachers who could swap their new schools so that each gains and no school loses."""
    if case.rules.mode is ExchangeMode.ASSIGN:
        return
    subject_of = {one.resident.staff_id: one.subject for one in case.exchange.standings}
    site_of = {one.staff_id: one.site_id for one in case.exchange.centre.residents}
    left = {one.staff_id for one in case.before.values() if case.is_eligible(one) and one.wishes}

    def gains(staff_id: str, other: str) -> bool:
        wishes = list(case.before[staff_id].wishes)
        now = site_of[staff_id]
        better = wishes[: wishes.index(now)] if now in wishes else wishes
        return (
            site_of[other] in better
            and site_of[other] != case.before[staff_id].site_id
            and subject_of[other] == subject_of[staff_id]
            and _is_certified(case, case.before[staff_id].site_id, site_of[other])
            and case.lessons_of[staff_id] >= case.lessons_of[other]
        )

    while stuck := {one for one in left if not any(gains(one, other) for other in left)}:
        left -= stuck
    # Whoever is left can go to somebody who is left too: there is a cycle among them.
    for staff_id in sorted(left):
        yield ExchangeFlaw("blocking_swaps", staff_id, site_of[staff_id])


CHECKS: tuple[Callable[[Case], Iterator[ExchangeFlaw]], ...] = (
    moves_of_people,
    returns,
    eligible_people,
    wanted_places,
    limits_of_schools,
    number_of_moves,
    figures,
    residents_after,
    floors,
    blocking_swaps,
)
