"""How what concerns any plan is said: violations, requirements, conflicts."""

from __future__ import annotations

from sharepool.base.extensions import TEXTS
from sharepool.messages.labels import label, word
from sharepool.messages.languages import find_language
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict, HardMinimum
from sharepool.problem.violation import Violation


def violation_text(violation: Violation, problem: Problem, lang: str) -> str:
    """Return what a violation means, as a sentence."""
    return Wording(problem, find_language(lang)).of_violation(violation)


def requirement_text(requirement: HardMinimum, problem: Problem, lang: str) -> str:
    """Return what a minimum, required pin or strict pair asks for, as a sentence."""
    return Wording(problem, find_language(lang)).of_requirement(requirement)


def conflict_lines(conflict: Conflict, problem: Problem, lang: str) -> tuple[str, ...]:
    """Return why no plan exists: whether it is proven, then what cannot hold, a sentence each."""
    wording = Wording(problem, find_language(lang))
    return (
        wording.of_conflict(conflict),
        *(wording.of_requirement(requirement) for requirement in conflict.requirements),
    )


def weekday(day: int, lang: str = "en") -> str:
    """Return the name of a day of the week, Monday = 1."""
    return find_language(lang).weekdays[day - 1]


def describe_session(skill: str, kind: str, cohort: str, lang: str = "en") -> str:
    """Return what a session is, for a timetable: its specialty, kind and class."""
    what = label(
        "session.what", lang, skill=word("skill", skill, lang), kind=word("kind", kind, lang)
    )
    return f"{what} · {cohort}" if cohort else what


TEXTS[Violation] = violation_text
TEXTS[HardMinimum] = requirement_text
TEXTS[Conflict] = conflict_lines
