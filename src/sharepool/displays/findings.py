"""What was found about a plan or a problem, as it is shown: violations, reasons, diagnoses."""

from __future__ import annotations

from collections import Counter

from sharepool.data.diagnosis import Diagnosis
from sharepool.data.findings import Reasons, Violations
from sharepool.displays.views import Block, Table, View, whole
from sharepool.sentences import (
    candidate_sentences,
    diagnosis_sentences,
    reason_sentence,
    sentence,
)
from sharepool.sentences.captions import Captions


def of_violations(found: Violations, words: Captions) -> View:
    """Return the view of what breaks hard rules, a row each."""
    if not found:
        return View(words("violations.none"))
    rows = tuple((one.code, sentence(found.problem, one, words.lang)) for one in found)
    table = Table((words("violations.rule"), words("violations.what")), rows)
    return View(words.count("violations.title", count=len(found)), tables=(table,))


def of_reasons(found: Reasons, words: Captions) -> View:
    """Return the view of why sessions are missing: a verdict each, people's obstacles folded."""
    if not found:
        return View(words("reasons.none"))
    missing = sum(reason.missing for reason in found)
    counts = Counter(reason.verdict for reason in found)
    return View(
        title=words.count("reasons.title", missing=missing, demands=len(found)),
        facts=tuple((words(f"verdict.{one}"), whole(n)) for one, n in counts.most_common()),
        blocks=tuple(
            Block(
                reason_sentence(found.problem, reason, words.lang),
                candidate_sentences(found.problem, reason, words.lang),
            )
            for reason in found
        ),
    )


def of_diagnosis(diagnosis: Diagnosis, words: Captions) -> View:
    """Return the view of what clashes, and of the cheapest way out."""
    lines: tuple[str, ...] = ()
    if diagnosis.problem is not None:
        lines = diagnosis_sentences(diagnosis.problem, diagnosis, words.lang)
    return View(words(f"diagnosis.{diagnosis.status}"), lines=lines)
