"""How what changes between two plans becomes words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sharepool.analysis.comparison.sentences import WORDS
from sharepool.analysis.comparison.types import (
    Comparison,
    ComparisonLines,
    Fate,
    PersonChange,
    Regular,
    SessionChange,
    SiteChange,
)
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.cells import format_clock
from sharepool.problem.plan import Clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment

Item = TypeVar("Item")


class ComparisonWording(Wording):
    """Says what changes between two plans, in one problem and one language."""

    WORDS = WORDS

    def of_comparison(self, comparison: Comparison) -> ComparisonLines:
        """Return the whole account."""
        changed = (one for one in comparison.sessions if one.fate is not Fate.KEPT)
        return ComparisonLines(
            headline=tuple(self._headline(comparison)),
            people=tuple(map(self._of_person, comparison.people)),
            sites=tuple(map(self._of_site, comparison.sites)),
            sessions=tuple(map(self.of_session, changed)),
        )

    def _headline(self, comparison: Comparison) -> Iterator[str]:
        before, after = comparison.before, comparison.after
        yield self._say(
            "compare.totals",
            wanted=Number(after.sessions_wanted),
            delivered=after.sessions_delivered,
            delivered_before=before.sessions_delivered,
            travel=self._duration(after.travel_min),
            travel_before=self._duration(before.travel_min),
            objective=f"{after.objective:,}",
            objective_before=f"{before.objective:,}",
        )
        if not comparison.people:
            yield self._say("compare.same")
            return
        counts = {fate.value: Number(comparison.count(fate)) for fate in Fate}
        yield self._say("compare.fates", **counts)
        if comparison.count(Fate.OTHER_CLOCK):
            yield self._say("compare.clocks", sessions=counts[Fate.OTHER_CLOCK])
        yield self._say(
            "compare.reach",
            people=Number(len(comparison.people)),
            sites=Number(len(comparison.sites)),
            days=self._join(map(self._day, comparison.days)),
        )

    def _of_person(self, change: PersonChange) -> str:
        before, after = change.before, change.after
        parts = [
            self._say(
                "compare.person",
                person=self._person(change.staff_id),
                gained=Number(change.gained),
                lost=change.lost,
                moved=change.moved,
            ),
            self._say(
                "compare.load",
                work=self._duration(after.session_min),
                work_before=self._duration(before.session_min),
                travel=self._duration(after.travel_min),
                travel_before=self._duration(before.travel_min),
            ),
            *self._of_sets("sites", self._site, before.sites, after.sites),
            *self._of_sets("days", self._day, before.days, after.days),
        ]
        return self._language.space.join(parts)

    def _of_site(self, change: SiteChange) -> str:
        before, after = change.before, change.after
        parts = [
            self._say(
                "compare.site",
                site=self._site(change.site_id),
                sessions=Number(after.sessions),
                sessions_before=before.sessions,
            ),
            *self._of_sets("people", self._person, before.people, after.people),
            *self._of_sets("days", self._day, before.days, after.days),
            *(line for regular in change.regulars for line in self._of_regular(regular)),
        ]
        return self._language.space.join(parts)

    def of_session(self, change: SessionChange) -> str:
        """Return what becomes of a session, as a sentence."""
        words = {"demand": self._demand(change.demand_id)}
        words |= self._of_row("old", change.before) | self._of_row("new", change.after)
        words |= {"old_clock": _span(change.clock_before), "new_clock": _span(change.clock_after)}
        return self._say(f"compare.session.{change.fate}", **words)

    def _of_regular(self, regular: Regular) -> Iterator[str]:
        names = {
            "skill": self._word("skill", regular.skill),
            "before": self._join(map(self._person, regular.before)),
            "after": self._join(map(self._person, regular.after)),
        }
        if regular.is_lost:
            kind = "replaced" if regular.is_gained else "lost"
            yield self._say(f"compare.regular.{kind}", **names)
        elif regular.is_gained:
            yield self._say("compare.regular.gained", **names)

    def _of_sets(
        self,
        kind: str,
        name: Callable[[Item], str | None],
        before: tuple[Item, ...],
        after: tuple[Item, ...],
    ) -> Iterator[str]:
        """Yield what only one of two enumerations has."""
        for side, ours, theirs in (("joined", after, before), ("left", before, after)):
            only = [one for one in ours if one not in theirs]
            if only:
                yield self._say(f"compare.{kind}.{side}", names=self._join(map(name, only)))

    def _join(self, names: Iterable[str | None]) -> str:
        return self._language.comma.join(name for name in names if name is not None)

    def _of_row(self, side: str, row: Assignment | None) -> dict[str, str | None]:
        if row is None:
            return {}
        return {
            f"{side}_person": self._person(row.staff_id),
            f"{side}_day": self._day(row.day),
            f"{side}_slot": self._slot(row.slot),
        }


def _span(clock: Clock | None) -> str:
    """Return start and end as people read them."""
    return "" if clock is None else "–".join(map(format_clock, clock))


def wording(problem: Problem, lang: str) -> ComparisonWording:
    """Return who says it."""
    return ComparisonWording(problem, find_language(lang))
