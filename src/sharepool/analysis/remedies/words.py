"""How a remedy becomes words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatchmethod

from sharepool.analysis.remedies.changes import (
    Certificate,
    Change,
    FreeDay,
    LooserDemand,
    LooserLimits,
    MoreBudget,
    MoreHours,
    MoreRoom,
    OtherHour,
    OtherMode,
    Recruit,
    TeamRecruit,
)
from sharepool.analysis.remedies.sentences import WORDS
from sharepool.analysis.remedies.types import Remedy
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem

_MOST_NAMED = 4
"""Demands that are named; the others are counted."""


class RemedyWording(Wording):
    """Says what changes of a problem win, in its words and in one language."""

    WORDS = WORDS

    def of_remedy(self, remedy: Remedy) -> str:
        """Return a change and what it wins, as sentences on one line."""
        words = {
            "change": self.of_change(remedy.change),
            "gained": remedy.gained,
            "missing": Number(remedy.missing),
            "win": f"{remedy.win:,}",
            "price": f"{remedy.price:,}",
            "proven": f"{remedy.proven:,}",
        }
        parts = [self._say("remedy.covers" if remedy.gained > 0 else "remedy.lowers", **words)]
        if remedy.net < 0:
            parts.append(self._say("remedy.dear"))
        if remedy.proven:
            certainty = "proven" if remedy.proven < remedy.win else "certain"
            parts.append(self._say(f"remedy.{certainty}", **words))
        more = [(demand_id, count) for demand_id, count in remedy.demands if count > 0]
        if more:
            parts.append(self._say("remedy.more", demands=self._counted(more)))
        fewer = sum(-count for _, count in remedy.demands if count < 0)
        if fewer:
            parts.append(self._say("remedy.fewer", fewer=Number(fewer)))
        return self._language.space.join(parts)

    def of_none(self, remedies: Sequence[Remedy]) -> str:
        """Return how things are without any of some remedies, or that there are none."""
        if not remedies:
            return self._say("remedy.none")
        first = remedies[0]
        return self._say(
            "remedy.before",
            objective=f"{first.objective_before:,}",
            missing=Number(first.missing),
        )

    @singledispatchmethod
    def of_change(self, change: Change) -> str:
        """Return a change as the subject of a sentence."""
        raise TypeError(f"no words for {change!r}")

    @of_change.register
    def _(self, change: Recruit) -> str:
        site = self._site(change.site_id)
        return self._say("remedy.recruit", site=site, skills=self._skills(change))

    @of_change.register
    def _(self, change: TeamRecruit) -> str:
        people = (
            self._say("remedy.team.person", skills=self._skills(person)) for person in change.people
        )
        site = self._site(change.people[0].site_id)
        return self._say("remedy.team", site=site, people=self._say("remedy.team.and").join(people))

    @of_change.register
    def _(self, change: Certificate) -> str:
        rows = self._problem.skills_of.get(change.staff_id, ())
        held = max((row.level for row in rows if row.skill == change.skill), default=0)
        how = "renewed" if held >= change.level else "raised" if held else "granted"
        return self._say(
            f"remedy.certificate.{how}",
            person=self._person(change.staff_id),
            skill=self._skill(change.skill, change.level),
        )

    @of_change.register
    def _(self, change: MoreHours) -> str:
        person = self._person(change.staff_id)
        return self._say("remedy.hours", person=person, hours=Number(change.hours))

    @of_change.register
    def _(self, change: MoreBudget) -> str:
        return self._say("remedy.budget", name=change.employer, hours=Number(change.hours))

    @of_change.register
    def _(self, change: OtherMode) -> str:
        person = self._problem.person_of[change.staff_id]
        modes = {"mode": change.mode, "own": self._problem.mode_of(person)}
        name = self._person(change.staff_id)
        told = {key: self._word("mode", mode) for key, mode in modes.items()}
        return self._say("remedy.mode", person=name, **told)

    @of_change.register
    def _(self, change: LooserLimits) -> str:
        limits = (
            self._say(f"remedy.limit.{name}", amount=Number(most)) for name, most in change.limits
        )
        person = self._person(change.staff_id)
        return self._say("remedy.limit", person=person, limits=self._join(limits))

    @of_change.register
    def _(self, change: FreeDay) -> str:
        person, day = self._person(change.staff_id), self._day(change.day)
        return self._say("remedy.day", person=person, day=day)

    @of_change.register
    def _(self, change: MoreRoom) -> str:
        site = self._site(change.site_id)
        return self._say("remedy.room", site=site, capacity=Number(change.capacity))

    @of_change.register
    def _(self, change: OtherHour) -> str:
        demands = self._named(change.demand_ids)
        part = self._word("part", change.part or "")
        return self._say(f"remedy.{change.kind}", part=part, demands=demands)

    @of_change.register
    def _(self, change: LooserDemand) -> str:
        return self._say(f"remedy.{change.kind}", demands=self._named(change.demand_ids))

    def _skills(self, person: Recruit) -> str:
        return self._join(self._skill(skill, level) for skill, level in person.skills)

    def _skill(self, skill: str, level: int) -> str:
        return self._say("remedy.skill", skill=self._word("skill", skill), level=level)

    def _counted(self, demands: Sequence[tuple[str, int]]) -> str:
        most_first = sorted(demands, key=lambda pair: -pair[1])
        named = (
            self._say("remedy.count", demand=self._demand(demand_id), count=count)
            for demand_id, count in most_first[:_MOST_NAMED]
        )
        return self._with_others(named, len(demands))

    def _named(self, demand_ids: Sequence[str]) -> str:
        named = (self._demand(demand_id) or "" for demand_id in demand_ids[:_MOST_NAMED])
        return self._with_others(named, len(demand_ids))

    def _with_others(self, named: Iterable[str], count: int) -> str:
        joined = self._join(named)
        if count <= _MOST_NAMED:
            return joined
        return self._say("remedy.others", named=joined, others=count - _MOST_NAMED)

    def _join(self, names: Iterable[str]) -> str:
        return self._language.comma.join(names)


def wording(problem: Problem, lang: str) -> RemedyWording:
    """Return who says it."""
    return RemedyWording(problem, find_language(lang))
