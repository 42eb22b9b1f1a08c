"""How the fields of a code become words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sharepool.messages.labels import word
from sharepool.messages.language import Language
from sharepool.messages.numbers import Number
from sharepool.problem.cells import MINUTES_PER_HOUR, format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict, HardMinimum
from sharepool.problem.rows import DAYS, Pin
from sharepool.problem.violation import Violation

_OF_A_DAY = {"H13.per_day", "H13.gap"}
"""Rules about a demand's days; of no day, they are the rules themselves."""


class Wording:
    """Says things about one problem in one language.

    Parameters
    ----------
    problem : Problem
    language : Language
    """

    WORDS: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """What a feature says besides the rules of the week, by code, in English and Chinese."""

    def __init__(self, problem: Problem, language: Language) -> None:
        self._problem = problem
        self._language = language

    def of_violation(self, violation: Violation) -> str:
        """Return a violation as a sentence."""
        code = violation.code if violation.kind is None else f"{violation.code}.{violation.kind}"
        if violation.day is None and code in _OF_A_DAY:
            code = f"{code}.any_day"
        return self._sentence(code).format_map(self._words(violation))

    def of_requirement(self, requirement: HardMinimum) -> str:
        """Return something that a plan must contain as a sentence."""
        return self.of_violation(_as_violation(self._problem, requirement))

    def of_conflict(self, conflict: Conflict) -> str:
        """Return that some requirements cannot hold, proven or not, as a sentence."""
        certainty = "proven" if conflict.proven else "unproven"
        number = ("none", "one", "several")[min(len(conflict.requirements), 2)]
        return self._say(f"conflict.{certainty}.{number}")

    def _words(self, violation: Violation) -> dict[str, str | Number]:
        """Return the fields that a sentence may use; those that concern it, no others."""
        found = {
            "person": self._person(violation.staff_id),
            "demand": self._demand(violation.demand_id),
            "site": self._site(violation.site_id),
            "other_site": self._site(violation.other_id),
            "other_demand": self._demand(violation.other_id),
            "name": self._name(violation),
            "why": self._language.titled.format(title="", id=violation.name or ""),
            "role": violation.role,
            "day": self._day(violation.day),
            "slot": self._slot(violation.slot),
            "start": _clock(violation.start_min),
            "end": _clock(violation.end_min),
            "amount": _number(violation.amount),
            "limit": _number(violation.limit),
            "amount_hours": self._duration(violation.amount),
            "limit_hours": self._duration(violation.limit),
            "limit_clock": _clock(violation.limit),
        }
        words = {field: word for field, word in found.items() if word is not None}
        if violation.name is None:
            words["why"] = ""
        cells = [words[field] for field in ("person", "demand", "day", "slot") if field in words]
        if violation.demand_id is None and violation.site_id is not None:
            cells.insert(1 if "person" in words else 0, words["site"])
        joined = self._language.comma.join(map(str, cells)) or self._language.anything
        return words | {"cells": joined}

    def _say(self, key: str, **words: object) -> str:
        return self._sentence(key).format_map(words)

    def _sentence(self, key: str) -> str:
        if key in self.WORDS:
            return self._language.pick(self.WORDS[key])
        return self._language.sentences[key]

    def _word(self, column: str, code: str) -> str:
        """Return a code in words; in English as the tables have it, where readers look it up."""
        lang = self._language.code
        return code if lang == "en" else word(column, code, lang)

    def _name(self, violation: Violation) -> str | None:
        if violation.name is not None and violation.code == "H01":
            return self._word("skill", violation.name)
        return violation.name

    def _person(self, staff_id: str | None) -> str | None:
        person = self._problem.person_of.get(staff_id or "")
        return self._titled(person.title if person else None, staff_id)

    def _site(self, site_id: str | None) -> str | None:
        site = self._problem.site_of.get(site_id or "")
        title = site.title if site and not site.private else None
        return self._titled(title, site_id)

    def _demand(self, demand_id: str | None) -> str | None:
        demand = self._problem.demand_of.get(demand_id or "")
        if demand is None:
            return demand_id
        site = self._site(demand.site_id)
        return self._language.located.format(demand=demand_id, site=site)

    def _titled(self, title: str | None, own_id: str | None) -> str | None:
        if title is None or title == own_id:
            return own_id
        return self._language.titled.format(title=title, id=own_id)

    def _day(self, day: int | None) -> str | None:
        if day in DAYS:
            return self._language.weekdays[day - 1]
        return None if day is None else self._language.day.format(number=day)

    def _slot(self, slot: int | None) -> str | None:
        return None if slot is None else self._language.slot.format(number=slot)

    def _duration(self, minutes: int | None) -> str | None:
        if minutes is None:
            return None
        hours, rest = divmod(minutes, MINUTES_PER_HOUR)
        parts = []
        if hours or not rest:
            parts.append(self._language.hours.format(hours=hours))
        if rest:
            parts.append(self._language.minutes.format(minutes=rest))
        return self._language.space.join(parts)


def _clock(minutes: int | None) -> str | None:
    return None if minutes is None else format_clock(minutes)


def _number(value: int | None) -> Number | None:
    return None if value is None else Number(value)


def _as_violation(problem: Problem, requirement: HardMinimum) -> Violation:
    """Return a requirement as the value whose fields sentences know, under the code ``need``."""
    if requirement.kind == "min_sessions":
        demand = problem.demands[requirement.row]
        return Violation(
            "need", "min_sessions", demand_id=demand.demand_id, limit=requirement.needed
        )
    if requirement.kind == "strict_pair":
        pair = problem.pairs[requirement.row]
        return Violation(
            "need", "strict_pair", site_id=pair.site_id, name=pair.group, limit=requirement.needed
        )
    return about_pin(problem.pins[requirement.row], "require", limit=requirement.needed)


def about_pin(pin: Pin, kind: str, *, limit: int | None = None) -> Violation:
    """Return a pin as the value whose fields sentences know."""
    return Violation(
        "need",
        kind,
        staff_id=pin.staff_id,
        demand_id=pin.demand_id,
        site_id=pin.site_id,
        day=pin.day,
        slot=pin.slot,
        limit=limit,
    )
