"""What moves change at schools, and how far the quotas hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from sharepool.centre.exchange.eligibility import TeacherStanding, count_lessons
from sharepool.centre.exchange.rows import Post
from sharepool.centre.exchange.rules import BackboneOf, ExchangeRules
from sharepool.centre.exchange.task import is_counted, quota_of
from sharepool.centre.exchange.types import QuotaFigure, SchoolChange, TeacherMove
from sharepool.centre.needs.rows import Centre

Place = tuple[str, str]
"""A site and a subject."""


def sum_schools(
    centre: Centre, standings: Iterable[TeacherStanding], moves: Iterable[TeacherMove]
) -> tuple[SchoolChange, ...]:
    """Return what moves change at each school that teaches a subject, or has teachers of it.

    Parameters
    ----------
    centre : Centre
    standings : iterable of TeacherStanding
        Of all residents, where they are after the moves.
    moves : iterable of TeacherMove
        One a person at most.
    """
    supply, teachers = Counter[Place](), Counter[Place]()
    lessons_of = {}
    for one in standings:
        place = one.resident.site_id, one.subject
        lessons_of[one.resident.staff_id] = one.lessons
        supply[place] += one.lessons
        teachers[place] += 1
    more, people = Counter[Place](), Counter[Place]()
    for move in moves:
        for site_id, sign in ((move.to_site, 1), (move.from_site, -1)):
            more[site_id, move.subject] += sign * lessons_of[move.staff_id]
            people[site_id, move.subject] += sign
    due = count_lessons(centre)
    return tuple(
        SchoolChange(
            site_id=site.site_id,
            subject=subject,
            required=lessons[site.site_id],
            supply_before=supply[site.site_id, subject] - more[site.site_id, subject],
            supply_after=supply[site.site_id, subject],
            teachers_before=teachers[site.site_id, subject] - people[site.site_id, subject],
            teachers_after=teachers[site.site_id, subject],
        )
        for subject, lessons in due.items()
        for site in centre.problem.sites
        if lessons[site.site_id] or teachers[site.site_id, subject] or people[site.site_id, subject]
    )


def count_quotas(
    centre: Centre,
    standings: Sequence[TeacherStanding],
    posts: Sequence[Post],
    rules: ExchangeRules,
    moves: Iterable[TeacherMove],
) -> Iterator[QuotaFigure]:
    """Yield how far the quotas of each subject hold.

    Parameters
    ----------
    centre : Centre
    standings : sequence of TeacherStanding
        As they were when it was decided who moves.
    posts : sequence of Post
    rules : ExchangeRules
    moves : iterable of TeacherMove
        Those decided; who returns is not counted.
    """
    moved = {move.staff_id for move in moves}
    for subject in count_lessons(centre):
        counted = [
            one
            for one in standings
            if one.subject == subject
            and one.barred is None
            and is_counted(centre, posts, rules, one.resident.site_id)
        ]
        backbone = [one for one in counted if one.resident.backbone]
        went = sum(one.resident.staff_id in moved for one in counted)
        base = went if rules.backbone_of is BackboneOf.MOVED else len(counted)
        yield QuotaFigure(
            subject=subject,
            kind="moved",
            base=len(counted),
            due=quota_of(len(counted), Fraction(rules.quota)),
            moved=went,
            able=len(counted),
        )
        yield QuotaFigure(
            subject=subject,
            kind="backbone",
            base=base,
            due=quota_of(base, Fraction(rules.backbone)),
            moved=sum(one.resident.staff_id in moved for one in backbone),
            able=len(backbone),
        )
