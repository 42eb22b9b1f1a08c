"""The weeks of a term before they are planned: their tables, what is out, which are alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase

from sharepool.centre.term.acknowledging import declined_pins
from sharepool.centre.term.patterns import class_key, list_mondays, most_frequent, week_key
from sharepool.centre.term.types import PlanVersion, TermBook
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class WeekDraft:
    """One week of a term.

    Attributes
    ----------
    number : int
        1 for the first.
    term_week : Problem
        The term's tables in that week.
    own_week : Problem
        The same, with who is away and what was declined in that week only.
    version : PlanVersion or None
        In force.
    is_open : bool
        Whether the week is to be planned.
    letter : str
        Of the standing plan that it follows.
    may_make_up : bool
        Whether it may make up for lost sessions where its plan stays: it was asked for, and
        nothing of it is reported yet.
    """

    number: int
    term_week: Problem
    own_week: Problem
    version: PlanVersion | None
    is_open: bool
    letter: str = ""
    may_make_up: bool = False

    @property
    def monday(self) -> dt.date:
        """Its first day."""
        return self.term_week.rules.week_of

    @cached_property
    def term_key(self) -> Hashable:
        """Equal for weeks of which the term's tables say the same."""
        return week_key(self.term_week)

    @cached_property
    def own_key(self) -> Hashable:
        """Equal for weeks whose own tables say the same."""
        return week_key(self.own_week)

    @property
    def is_unchanged(self) -> bool:
        """Whether the version in force was made for these tables."""
        if self.version is None:
            return False
        old = self.version.week.problem
        # Their demands may want more, made-up sessions; fair roads are the planner's own.
        names = {one.demand_id for one in self.own_week.demands}
        if names != {one.demand_id for one in old.demands}:
            return False
        stripped = old.updated(
            demands=self.own_week.demands, staff=_with_own_roads(old, self.own_week)
        )
        return week_key(stripped) == self.own_key


def _with_own_roads(old: Problem, own: Problem) -> tuple[object, ...]:
    """Return the people of a version with the fair roads that the tables give them."""
    fair_of = {one.staff_id: one.fair_road_min_week for one in own.staff}
    return tuple(
        one.model_copy(update={"fair_road_min_week": fair_of.get(one.staff_id)})
        for one in old.staff
    )


def make_drafts(problem: Problem, book: TermBook, since: dt.date | None) -> list[WeekDraft]:
    """Return the weeks of a term in their order.

    Parameters
    ----------
    problem : Problem
        The tables of the term.
    book : TermBook
    since : datetime.date or None
        Weeks that begin from then on are planned anew if their tables have changed, and may make up
        for what is owed if not; without it
        those that have no version, and those of which a session was declined.

    Raises
    ------
    ProblemError
        The rules do not say when the term begins and how long it is.
    """
    drafts = []
    for number, monday in enumerate(list_mondays(problem), start=1):
        version = book.in_force(monday)
        week = problem.in_week(monday)
        own = _with_exceptions(week, version)
        declined = () if version is None else declined_pins(book, number, own, version.week.plan)
        is_since = since is not None and monday >= since
        is_asked = bool(declined) or is_since
        is_lived = book.reported_until is not None and monday <= book.reported_until
        draft = WeekDraft(
            number=number,
            term_week=week.updated(previous_plan=()),
            own_week=own.updated(pins=(*own.pins, *declined)),
            version=version,
            is_open=version is None or is_asked,
            may_make_up=is_since and not is_lived,
        )
        drafts.append(draft)
    return _lettered([_closed_if_unchanged(draft) for draft in drafts])


def _closed_if_unchanged(draft: WeekDraft) -> WeekDraft:
    """Return a week as not to be planned if the tables say what they said when it was."""
    return replace(draft, is_open=draft.is_open and not draft.is_unchanged)


def _with_exceptions(week: Problem, version: PlanVersion | None) -> Problem:
    """Return a week with the absences and the forbidding pins that only its version has."""
    week = week.updated(previous_plan=())
    if version is None:
        return week
    old = version.week.problem
    away = [row for row in old.absences if row not in set(week.absences)]
    declined = [row for row in old.pins if row.kind == "forbid" and row not in set(week.pins)]
    return week.updated(absences=(*week.absences, *away), pins=(*week.pins, *declined))


def _lettered(drafts: Sequence[WeekDraft]) -> list[WeekDraft]:
    """Return the weeks with their letters: A for the most frequent, odd and even ones apart."""
    classes = group_by(drafts, lambda draft: class_key(draft.term_week))
    by_size = sorted(classes, key=lambda key: -len(classes[key]))
    letter_of: dict[frozenset[str], str] = {}
    for key in by_size:
        known = [one.version.letter for one in classes[key] if one.version and one.version.letter]
        if known and most_frequent(known) not in letter_of.values():
            letter_of[key] = str(most_frequent(known))
    for key in by_size:
        if key not in letter_of:
            letter_of[key] = _next_letter(set(letter_of.values()))
    return [replace(draft, letter=letter_of[class_key(draft.term_week)]) for draft in drafts]


def _next_letter(taken: set[str]) -> str:
    number = 0
    while (letter := _letter(number)) in taken:
        number += 1
    return letter


def _letter(number: int) -> str:
    more, last = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[last] + (str(more) if more else "")


def base_of(drafts: Sequence[WeekDraft], letter: str) -> WeekDraft:
    """Return the first of the weeks that the standing plan of a letter is made for."""
    mine = [draft for draft in drafts if draft.letter == letter]
    usual = most_frequent([draft.term_key for draft in mine])
    return next(draft for draft in mine if draft.term_key == usual)


def letters_of(drafts: Sequence[WeekDraft]) -> list[str]:
    """Return the letters of a term, the most frequent first."""
    found = group_by(drafts, lambda draft: draft.letter)
    return sorted(found, key=lambda letter: (-len(found[letter]), letter))
