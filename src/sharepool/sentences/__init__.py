"""Codes turned into sentences that planners understand, in English or Chinese.

A language is one module of this package: a :class:`~sharepool.sentences.language.Language`, most of
it a table from code to sentence.
"""

from collections.abc import Iterable
from dataclasses import replace

from sharepool.data.chains import ChainGap
from sharepool.data.comparison import Comparison, SessionChange
from sharepool.data.diagnosis import Diagnosis
from sharepool.data.placement import Answer
from sharepool.data.problem import Problem
from sharepool.data.reason import Reason, Verdict
from sharepool.data.remedy import Remedy
from sharepool.data.result import Conflict, HardMinimum
from sharepool.data.violation import Violation
from sharepool.sentences.chinese import CHINESE
from sharepool.sentences.claims import claim_words
from sharepool.sentences.comparing import Account, ComparisonWording
from sharepool.sentences.diagnosing import DiagnosisWording
from sharepool.sentences.english import ENGLISH
from sharepool.sentences.explaining import ReasonWording
from sharepool.sentences.labels import label, word
from sharepool.sentences.language import Language
from sharepool.sentences.pool import idle_sentence
from sharepool.sentences.remedying import RemedyWording
from sharepool.sentences.standing import AnswerWording, GapWording
from sharepool.sentences.wording import Wording

__all__ = [
    "LANGUAGES",
    "Account",
    "answer_sentence",
    "candidate_sentences",
    "claim_words",
    "comparison_sentences",
    "conflict_sentences",
    "describe_session",
    "diagnosis_sentences",
    "gap_sentence",
    "idle_sentence",
    "label",
    "reason_sentence",
    "refusal_sentence",
    "remedies_sentence",
    "remedy_sentence",
    "requirement_sentence",
    "sentence",
    "session_sentences",
    "verdict_meaning",
    "verdict_sentence",
    "weekday",
    "word",
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


def verdict_sentence(problem: Problem, reason: Reason, lang: str = "en") -> str:
    """Return the verdict on a demand in words that tell nothing of anybody.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return ReasonWording(problem, _language(lang)).of_verdict(reason)


def candidate_sentences(problem: Problem, reason: Reason, lang: str = "en") -> tuple[str, ...]:
    """Return what stands in the way of each person who could take a missing session, in words.

    Where there are more people than the reason names, a last sentence says how many.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return ReasonWording(problem, _language(lang)).of_candidates(reason)


def remedy_sentence(problem: Problem, remedy: Remedy, lang: str = "en") -> str:
    """Return a change of the problem and what it wins, in words (see :func:`sharepool.recommend`).

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return RemedyWording(problem, _language(lang)).of_remedy(remedy)


def remedies_sentence(problem: Problem, remedies: tuple[Remedy, ...], lang: str = "en") -> str:
    """Return how things are without any of some remedies, or that there are none, in words.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return RemedyWording(problem, _language(lang)).of_none(remedies)


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


def verdict_meaning(verdict: Verdict, lang: str = "en") -> str:
    """Return what a verdict means, as a sentence about no demand in particular."""
    return _language(lang).sentences[f"verdict.{verdict}"]


def weekday(day: int, lang: str = "en") -> str:
    """Return the name of a day of the week, Monday = 1."""
    return _language(lang).weekdays[day - 1]


def describe_session(skill: str, kind: str, cohort: str, lang: str = "en") -> str:
    """Return what a session is, for a timetable: its specialty, kind and class."""
    what = label(
        "session.what", lang, skill=word("skill", skill, lang), kind=word("kind", kind, lang)
    )
    return f"{what} · {cohort}" if cohort else what


def gap_sentence(problem: Problem, gap: ChainGap, lang: str = "en") -> str:
    """Return where a chain is broken, as a sentence.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    wording = GapWording(problem, _language(lang))
    return wording.of_gap(replace(gap, stage=word("stage", gap.stage, lang)))


def answer_sentence(answer: Answer, lang: str = "en", problem: Problem | None = None) -> str:
    """Return what an athlete is told, as a sentence.

    Parameters
    ----------
    answer : Answer
    lang : str
        A key of :data:`LANGUAGES`.
    problem : Problem, optional
        Where the titles of schools come from.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return AnswerWording(_language(lang), problem).of_answer(answer)


def refusal_sentence(answer: Answer, lang: str = "en", problem: Problem | None = None) -> str:
    """Return why each choice before an athlete's place came to nothing, in words.

    Empty if they have their first choice.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return AnswerWording(_language(lang), problem).of_refusals(answer)


def _language(lang: str) -> Language:
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: write one of {', '.join(LANGUAGES)}")
    return LANGUAGES[lang]
