"""How the reason of a missing session becomes words."""

from __future__ import annotations

from collections.abc import Iterable

from sharepool.analysis.diagnosis.types import EasedMinimum
from sharepool.analysis.diagnosis.words import wording as diagnosis_wording
from sharepool.analysis.reasons.sentences import WORDS
from sharepool.analysis.reasons.types import Candidate, Reason, Verdict
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.violation import Violation


class ReasonWording(Wording):
    """Says why sessions are missing, in one problem and one language."""

    WORDS = WORDS

    def of_reason(self, reason: Reason) -> str:
        """Return what a demand gets and its verdict, as sentences on one line."""
        wanted = self._problem.wanted_of[reason.demand_id]
        change = reason.change or 0
        words = self._of_row(reason.add) | {
            "demand": self._demand(reason.demand_id),
            "wanted": Number(wanted),
            "delivered": wanted - reason.missing,
            "most": reason.most,
            "effect": self._say("effect.rise" if change else "effect.none", change=change),
            "gain": -change,
            "reserve": reason.reserve,
            "dropped": self._of_row(reason.drop)["cells"],
            "goes": self._of_rows(reason.goes),
            "comes": self._of_rows(reason.comes),
        }
        parts = [self._say("reason.got", **words), self._say(_verdict_key(reason), **words)]
        if reason.verdict is Verdict.IMPOSSIBLE:
            if reason.role:
                parts.append(self._say("reason.role", role=reason.role))
            if reason.vacant:
                roles = self._language.comma.join(reason.vacant)
                parts.append(self._say("reason.vacant", roles=roles))
            parts += self._of_cause(reason)
            parts += [self._of_ease(one, "ease.also") for one in reason.also_ease]
        return self._language.space.join(parts)

    def of_verdict(self, reason: Reason) -> str:
        """Return what a demand gets and its verdict, without any person."""
        wanted = self._problem.wanted_of[reason.demand_id]
        words: dict[str, object] = {
            "demand": self._demand(reason.demand_id),
            "wanted": Number(wanted),
            "delivered": wanted - reason.missing,
        }
        parts = (self._say("reason.got", **words), self._say(f"verdict.{reason.verdict}", **words))
        return self._language.space.join(parts)

    def of_candidates(self, reason: Reason) -> tuple[str, ...]:
        """Return what stands in each person's way, a line each, and how many more there are."""
        lines = [self._of_candidate(candidate) for candidate in reason.candidates]
        if reason.others:
            lines.append(self._say("candidate.others", others=reason.others))
        return tuple(lines)

    def _of_candidate(self, candidate: Candidate) -> str:
        about = Violation(
            "candidate", staff_id=candidate.staff_id, day=candidate.day, slot=candidate.slot
        )
        words: dict[str, object] = {**self._words(about)}
        if candidate.way_min is None:
            words["head"] = self._say("candidate.no_way", **words)
        else:
            minutes = Number(candidate.way_min)
            words["head"] = self._say("candidate.way", **words, minutes=minutes)
        if candidate.role:
            words["head"] = self._say("candidate.role", **words, role=candidate.role)
        if candidate.day is None:
            return self._say("candidate.no_time", **words)
        if candidate.obstacles:
            told = self._language.space.join(map(self.of_violation, candidate.obstacles))
            return self._say("candidate.blocked", **words, obstacles=told)
        if candidate.change is None:
            return self._say("candidate.team", **words)
        return self._say("candidate.open", **words, change=f"{candidate.change:+,}")

    def _of_cause(self, reason: Reason) -> list[str]:
        """Return the rule to ease, or else what rules a session out together."""
        if reason.ease is not None or reason.clash is None:
            return [self._of_ease(reason.ease)]
        others = [
            one for one in reason.clash.requirements if not _is_of(self._problem, one, reason)
        ]
        if not others and not reason.clash.obstacles:
            return [self._say("cause.given")]
        told = diagnosis_wording(self._problem, self._language.code)
        lines = told.of_members(others, reason.clash.obstacles)
        return [self._say("cause.together"), *lines]

    def _of_rows(self, rows: Iterable[Assignment]) -> str:
        return self._say("list.rows").join(str(self._of_row(row)["cells"]) for row in rows)

    def _of_ease(self, ease: Violation | None, other: str = "ease.other") -> str:
        if ease is None:
            return self._say("ease.none")
        key = f"ease.{ease.code}" if ease.kind is None else f"ease.{ease.code}.{ease.kind}"
        is_of_a_time = ease.code == "H03" and ease.day is not None
        if key in WORDS and not is_of_a_time:
            return self._say(key, **self._words(ease))
        return self._say(other, obstacle=self.of_violation(ease))

    def _of_row(self, row: Assignment | None) -> dict[str, object]:
        if row is None:
            return {"cells": ""}
        about = Violation(
            "row", staff_id=row.staff_id, demand_id=row.demand_id, day=row.day, slot=row.slot
        )
        return {**self._words(about)}


def _is_of(problem: Problem, one: EasedMinimum, reason: Reason) -> bool:
    """Return whether a requirement is the session more that a reason is about."""
    minimum = one.minimum
    demands = problem.demands
    return minimum.kind == "min_sessions" and demands[minimum.row].demand_id == reason.demand_id


def _verdict_key(reason: Reason) -> str:
    """Return the code of the sentence of a verdict."""
    key = f"reason.{reason.verdict}"
    if reason.comes:
        return f"{key}.moves" if reason.goes else f"{key}.rows"
    if reason.verdict is Verdict.MISSED:
        return f"{key}.addition" if reason.drop is None else f"{key}.exchange"
    if reason.verdict is Verdict.SEVERAL and reason.reserve is not None:
        return f"{key}.bounded" if reason.reserve > 0 else f"{key}.closed"
    return key


def wording(problem: Problem, lang: str) -> ReasonWording:
    """Return who says it."""
    return ReasonWording(problem, find_language(lang))


def meaning(verdict: Verdict, lang: str) -> str:
    """Return what a verdict means, as a sentence about no demand in particular."""
    return find_language(lang).pick(WORDS[f"verdict.{verdict}"])
