"""Codes turned into sentences that planners understand, in English or Chinese.

A language is one module of this package: a :class:`~sharepool.sentences.language.Language`, most of
it a table from code to sentence.
"""

from sharepool.data.chains import ChainGap
from sharepool.data.placement import Answer
from sharepool.data.problem import Problem
from sharepool.data.reason import Reason
from sharepool.data.result import Conflict, HardMinimum
from sharepool.data.violation import Violation
from sharepool.sentences.chinese import CHINESE
from sharepool.sentences.english import ENGLISH
from sharepool.sentences.explaining import ReasonWording
from sharepool.sentences.language import Language
from sharepool.sentences.standing import AnswerWording, GapWording
from sharepool.sentences.wording import Wording

__all__ = [
    "LANGUAGES",
    "answer_sentence",
    "candidate_sentences",
    "conflict_sentences",
    "gap_sentence",
    "reason_sentence",
    "refusal_sentence",
    "requirement_sentence",
    "sentence",
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


def gap_sentence(problem: Problem, gap: ChainGap, lang: str = "en") -> str:
    """Return where a chain is broken, as a sentence.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return GapWording(problem, _language(lang)).of_gap(gap)


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
