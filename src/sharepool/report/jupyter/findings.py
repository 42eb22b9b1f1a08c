"""What was found about a plan or a problem, as it is shown: violations, reasons, diagnoses."""

from __future__ import annotations

from collections import Counter

from sharepool.analysis.diagnosis.types import Diagnosis
from sharepool.analysis.reasons.types import Reasons
from sharepool.analysis.remedies.types import Remedies
from sharepool.analysis.suggestions.types import Suggestions
from sharepool.centre.chains.types import ChainStates
from sharepool.messages.captions import Captions
from sharepool.messages.labels import word
from sharepool.problem.findings import Violations
from sharepool.report.jupyter.views import Block, Cell, Table, View, whole


def of_violations(found: Violations, words: Captions) -> View:
    """Return the view of what breaks hard rules, a row each."""
    if not found:
        return View(words("violations.none"))
    rows = tuple((one.code, one.text(found.problem, words.lang)) for one in found)
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
                reason.text(found.problem, words.lang),
                reason.candidate_lines(found.problem, words.lang),
            )
            for reason in found
        ),
    )


def of_remedies(found: Remedies, words: Captions) -> View:
    """Return the view of the changes that would cover what is missing, a paragraph each."""
    return View(
        title=Remedies(found, found.problem).headline(words.lang),
        lines=tuple(
            f"{place}. {remedy.text(found.problem, words.lang)}"
            for place, remedy in enumerate(found, start=1)
        ),
    )


def of_suggestions(found: Suggestions, words: Captions) -> View:
    """Return the view of what could be done with a session, a paragraph each."""
    return View(
        title=words("suggestions.title" if found else "suggestions.none"),
        lines=tuple(one.text(found.problem, words.lang) for one in found),
    )


def of_chains(found: ChainStates, words: Captions) -> View:
    """Return the view of chains, a row each, and where they are broken."""
    if not found:
        return View(words("chains.none"))
    stages = list(dict.fromkeys(stage for state in found for stage in state.schools))
    headers = (
        *map(words, ("chains.chain", "chains.skill")),
        *(word("stage", stage, words.lang) for stage in stages),
        words("chains.gaps"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            state.chain_id,
            word("skill", state.skill, words.lang),
            *(state.schools.get(stage, 0) for stage in stages),
            len(state.gaps),
        )
        for state in found
    )
    complete = sum(not state.gaps for state in found)
    title = words("chains.title", whole=complete, chains=words.number(len(found)))
    told = tuple(gap.text(found.problem, words.lang) for state in found for gap in state.gaps)
    blocks = (Block(words.count("chains.broken", count=len(told)), told),) if told else ()
    return View(title, tables=(Table(headers, rows),), blocks=blocks)


def of_diagnosis(diagnosis: Diagnosis, words: Captions) -> View:
    """Return the view of what clashes, and of the cheapest way out."""
    lines: tuple[str, ...] = ()
    if diagnosis.problem is not None:
        lines = diagnosis.lines(words.lang)
    return View(words(f"diagnosis.{diagnosis.status}"), lines=lines)
