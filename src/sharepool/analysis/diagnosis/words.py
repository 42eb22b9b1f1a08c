"""How a diagnosis becomes words."""

from __future__ import annotations

from collections.abc import Iterable

from sharepool.analysis.diagnosis.sentences import WORDS
from sharepool.analysis.diagnosis.types import (
    Clash,
    Diagnosis,
    EasedMinimum,
    Limit,
    Obstacle,
    Relaxation,
)
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording, about_pin
from sharepool.problem.cells import format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status
from sharepool.problem.violation import Violation

_CLOCKS = {"earliest_departure", "latest_return"}
_DURATIONS = {"lunch_min", "max_leg_min", "max_travel_min_day", "max_hours_week"}


class DiagnosisWording(Wording):
    """Says why no plan exists, in one problem and one language."""

    WORDS = WORDS

    def of_diagnosis(self, diagnosis: Diagnosis) -> tuple[str, ...]:
        """Return all of a diagnosis, a sentence or two a line; heads of lists end in a colon."""
        if diagnosis.status is not Status.INFEASIBLE:
            lines = [self._say(f"diagnosis.{diagnosis.status}")]
        else:
            lines = [line for clash in diagnosis.clashes for line in self._of_clash(clash)]
        if diagnosis.relaxation is not None:
            lines += self._of_relaxation(diagnosis.relaxation)
        return tuple(lines)

    def _of_clash(self, clash: Clash) -> list[str]:
        members = [*clash.requirements, *clash.obstacles]
        lines = [self._say("clash.together" if len(members) > 1 else "clash.alone")]
        lines += self.of_members(clash.requirements, clash.obstacles)
        if clash.broken:
            told = self._language.space.join(map(self.of_violation, clash.broken))
            lines.append(self._say("clash.broken", broken=told))
        if not clash.irreducible:
            lines.append(self._say("clash.thinned"))
        return lines

    def of_members(
        self, requirements: Iterable[EasedMinimum], obstacles: Iterable[Obstacle]
    ) -> list[str]:
        """Return what cannot hold together, each with how far it would have to give way."""
        return [
            *map(self._of_requirement_in_conflict, requirements),
            *map(self._of_obstacle, obstacles),
        ]

    def _of_requirement_in_conflict(self, requirement: EasedMinimum) -> str:
        told = self.of_requirement(requirement.minimum)
        if requirement.enough is None:
            return told
        key = "enough.minimum" if requirement.enough else "enough.without"
        return self._joined(told, self._say(key, enough=Number(requirement.enough)))

    def _of_obstacle(self, obstacle: Obstacle) -> str:
        limit = obstacle.limit
        if obstacle.enough is None:
            way_out = self._say("enough.unknown")
        elif limit.value is None:
            way_out = self._say("enough.without")
        else:
            enough = self._amount(limit, obstacle.enough)
            way_out = self._say("enough.value", enough=enough)
        return self._joined(self.of_limit(limit), way_out)

    def of_limit(self, limit: Limit) -> str:
        """Return what a limit allows, as a sentence."""
        words: dict[str, object] = {**self._words(self._concerned(limit))}
        if limit.value is not None:
            words["value"] = self._amount(limit, limit.value)
        name = f".{limit.column}" if limit.column else ""
        return self._say(f"limit.{limit.table}{name}", **words)

    def _of_relaxation(self, relaxation: Relaxation) -> list[str]:
        head = "relaxation.cheapest" if relaxation.is_cheapest else "relaxation.found"
        return [self._say(head), *map(self._of_lowered, relaxation.lowered)]

    def _of_lowered(self, requirement: EasedMinimum) -> str:
        words = {
            "need": self.of_requirement(requirement.minimum),
            "needed": requirement.minimum.needed,
            "left": requirement.enough,
        }
        return self._say("relaxation.less" if requirement.enough else "relaxation.none", **words)

    def _concerned(self, limit: Limit) -> Violation:
        """Return what a limit concerns as the value whose fields sentences know."""
        if limit.table == "sites":
            return Violation("limit", site_id=limit.key)
        if limit.table == "demands":
            return Violation("limit", demand_id=limit.key)
        if limit.table == "employers":
            return Violation("limit", name=limit.key)
        if limit.table == "pins":
            return about_pin(self._problem.pins[int(limit.key)], limit.table)
        return Violation("limit", staff_id=limit.key or None)

    def _amount(self, limit: Limit, value: int) -> str | Number:
        if limit.column in _CLOCKS:
            return format_clock(value)
        if limit.column in _DURATIONS:
            return self._duration(value) or ""
        return Number(value)

    def _joined(self, *sentences: str) -> str:
        return self._language.space.join(sentences)


def wording(problem: Problem, lang: str) -> DiagnosisWording:
    """Return who says it."""
    return DiagnosisWording(problem, find_language(lang))
