"""An exchange and all that it is judged by, looked up without what decided it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sharepool.centre.exchange.rows import PastMove, Post
from sharepool.centre.exchange.rules import ExchangeRules, QuotaOf
from sharepool.centre.exchange.types import Exchange, MoveReason, TeacherMove
from sharepool.centre.needs.rows import Centre, Resident


@dataclass(frozen=True)
class Case:
    """An exchange and all that it is judged by.

    Attributes
    ----------
    centre : Centre
        As it was before.
    rules : ExchangeRules
    exchange : Exchange
    posts : sequence of Post
    history : sequence of PastMove
    moves : int or None
        Moves of each subject at most, if given.
    """

    centre: Centre
    rules: ExchangeRules
    exchange: Exchange
    posts: Sequence[Post] = ()
    history: Sequence[PastMove] = ()
    moves: int | None = None

    @cached_property
    def required(self) -> Counter[tuple[str, str]]:
        """Lessons a week due, by site and subject; of grades taught together the most counts."""
        together = defaultdict(list)
        for row in self.centre.classes:
            together[row.site_id, row.merge or f"\0{row.grade}"].append(row)
        found = Counter[tuple[str, str]]()
        for (site_id, _), rows in together.items():
            most: dict[str, int] = {}
            for line in self.centre.curriculum:
                if any(row.grade == line.grade for row in rows):
                    most[line.skill] = max(line.lessons_week, most.get(line.skill, 0))
            for subject, lessons in most.items():
                found[site_id, subject] += lessons * rows[0].classes
        return found

    @cached_property
    def decided(self) -> list[TeacherMove]:
        """The moves that are no returns."""
        return [move for move in self.exchange.moves if move.why is not MoveReason.RETURN]

    @cached_property
    def before(self) -> dict[str, Resident]:
        """Residents by id, once those who return are back."""
        found = {one.staff_id: one for one in self.centre.residents}
        for move in self.exchange.moves:
            if move.why is MoveReason.RETURN and move.staff_id in found:
                back = {"site_id": move.to_site, "since": self.exchange.date, "until": None}
                found[move.staff_id] = found[move.staff_id].model_copy(update=back)
        return found

    @cached_property
    def teachers(self) -> dict[tuple[str, str], list[Resident]]:
        """Residents by site and subject, once those who return are back."""
        subject_of = {one.resident.staff_id: one.subject for one in self.exchange.standings}
        found = defaultdict(list)
        for one in self.before.values():
            found[one.site_id, subject_of[one.staff_id]].append(one)
        return found

    @cached_property
    def lessons_of(self) -> dict[str, int]:
        """Lessons of the subject a week that each teacher can give."""
        return {one.resident.staff_id: one.lessons for one in self.exchange.standings}

    def is_eligible(self, one: Resident) -> bool:
        """Return whether somebody may move."""
        date, rules = self.exchange.date, self.rules
        if one.exempt.strip() or one.stay or one.since is None or not self.lessons_of[one.staff_id]:
            return False
        if one.until is not None and one.until >= date:
            return False
        if rules.oldest is not None and one.born is not None:
            too_old = anniversary(one.born, rules.oldest + 1)
            if too_old <= date:
                return False
        return anniversary(one.since, rules.years) <= date

    def is_counted(self, one: Resident) -> bool:
        """Return whether quotas count somebody."""
        strong = any(
            post.site_id == one.site_id and post.strength == "strong" for post in self.posts
        )
        in_town = self.centre.problem.site_of[one.site_id].area == "urban"
        return self.rules.quota_of is QuotaOf.ALL or strong or in_town

    def post_of(self, site_id: str, subject: str) -> Post | None:
        """Return the row of a school for a subject, else its row for any."""
        rows = {post.subject: post for post in self.posts if post.site_id == site_id}
        return rows.get(subject, rows.get(""))


def anniversary(date: dt.date, years: int) -> dt.date:
    """Return the first day on which so many years are full."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        # Whoever begins on 29 February has a year full on 1 March.
        return dt.date(date.year + years, 3, 1)
