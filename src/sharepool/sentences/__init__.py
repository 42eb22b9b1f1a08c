"""Codes turned into sentences that planners understand, in English or Chinese.

A language is one module of this package: a :class:`~sharepool.sentences.language.Language`, most of
it a table from code to sentence.
"""

from collections.abc import Iterable

from sharepool.data.comparison import Comparison, SessionChange
from sharepool.data.diagnosis import Diagnosis
from sharepool.data.problem import Problem
from sharepool.data.reason import Reason
from sharepool.data.result import Conflict, HardMinimum
from sharepool.data.violation import Violation
from sharepool.sentences.chinese import CHINESE
from sharepool.sentences.claims import claim_words
from sharepool.sentences.comparing import Account, ComparisonWording
from sharepool.sentences.diagnosing import DiagnosisWording
from sharepool.sentences.english import ENGLISH
from sharepool.sentences.explaining import ReasonWording
from sharepool.sentences.language import Language
from sharepool.sentences.wording import Wording

__all__ = [
    "LANGUAGES",
    "Account",
    "candidate_sentences",
    "claim_words",
    "comparison_sentences",
    "conflict_sentences",
    "diagnosis_sentences",
    "reason_sentence",
    "requirement_sentence",
    "sentence",
    "session_sentences",
]

LANGUAGES: dict[str, Language] = {"en": ENGLISH, "zh": CHINESE}
"""Every language by its code."""


def sentence(problem: Problem, violation: Violation, lang: str = "en") -> str:
    """Return what a violation means, as a sentence.

    Parameters
    ----------
    problem : Problem
        Where the titles of people and sites come from.
    violation : Violation
    lang : str
        A key of :data:`LANGUAGES`.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return Wording(problem, _language(lang)).of_violation(violation)


def requirement_sentence(problem: Problem, requirement: HardMinimum, lang: str = "en") -> str:
    """Return what a minimum, required pin or strict pair asks for, as a sentence."""
    return Wording(problem, _language(lang)).of_requirement(requirement)


def reason_sentence(problem: Problem, reason: Reason, lang: str = "en") -> str:
    """Return why sessions of a demand are missing, in words (see :func:`sharepool.explain`).

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return ReasonWording(problem, _language(lang)).of_reason(reason)


def candidate_sentences(problem: Problem, reason: Reason, lang: str = "en") -> tuple[str, ...]:
    """Return what stands in the way of each person who could take a missing session, in words.

    Where there are more people than the reason names, a last sentence says how many.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return ReasonWording(problem, _language(lang)).of_candidates(reason)


def comparison_sentences(problem: Problem, comparison: Comparison, lang: str = "en") -> Account:
    """Return what changes between two plans, in words (see :func:`sharepool.compare`).

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return ComparisonWording(problem, _language(lang)).of_comparison(comparison)


def session_sentences(
    problem: Problem, changes: Iterable[SessionChange], lang: str = "en"
) -> tuple[str, ...]:
    """Return what becomes of some sessions that are not kept, in words.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return tuple(map(ComparisonWording(problem, _language(lang)).of_session, changes))


def conflict_sentences(problem: Problem, conflict: Conflict, lang: str = "en") -> tuple[str, ...]:
    """Return why no plan exists: what cannot hold together, one sentence each.

    The first sentence says whether it is proven; the others are the requirements in conflict.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    wording = Wording(problem, _language(lang))
    return (
        wording.of_conflict(conflict),
        *(wording.of_requirement(requirement) for requirement in conflict.requirements),
    )


def diagnosis_sentences(
    problem: Problem, diagnosis: Diagnosis, lang: str = "en"
) -> tuple[str, ...]:
    """Return what :func:`sharepool.diagnose` found, in words, a line each.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return DiagnosisWording(problem, _language(lang)).of_diagnosis(diagnosis)


def _language(lang: str) -> Language:
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: write one of {', '.join(LANGUAGES)}")
    return LANGUAGES[lang]
