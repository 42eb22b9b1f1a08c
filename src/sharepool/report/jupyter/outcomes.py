"""Results, plans, scores and trade-offs as they are shown."""

from __future__ import annotations

import math

from sharepool.messages.captions import Captions
from sharepool.messages.headings import name_term
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.order import Frontier
from sharepool.problem.plan import Plan
from sharepool.problem.result import Result
from sharepool.problem.rows import DAYS
from sharepool.problem.score import Score
from sharepool.report.jupyter.views import (
    Table,
    View,
    hours,
    sessions,
    share,
    terms_table,
    whole,
)

MOST_ROWS = 150
"""Rows of a plan beyond these are counted, not shown."""


def of_result(result: Result, words: Captions) -> View:
    """Return the view of a result: the plan's figures, or why there is none."""
    lines: tuple[str, ...] = ()
    if result.conflict is not None and result.problem is not None:
        lines = result.conflict.lines(result.problem, words.lang)
    steps = (_steps_table(result, words),) if result.steps else ()
    terms = (terms_table(result.terms, words),) if result.terms else ()
    return View(words(f"result.{result.status}"), result_facts(result, words), lines, steps + terms)


def result_facts(result: Result, words: Captions) -> tuple[tuple[str, str], ...]:
    """Return the figures of a result."""
    facts = [
        sessions(result.sessions_delivered, result.sessions_wanted, words),
        (words("fact.objective"), whole(result.objective)),
        (words("fact.bound"), whole(result.bound)),
        (words("fact.gap"), share(result.gap)),
    ]
    if result.unavoidable and result.gap_reducible is not None:
        facts.append((words("fact.gap_rest"), share(result.gap_reducible)))
    return (
        *facts,
        (words("fact.travel"), hours(result.travel_min, words)),
        (words("fact.seconds"), f"{result.wall_seconds:,.1f}"),
        (words("fact.seed"), str(result.seed)),
    )


def _steps_table(result: Result, words: Captions) -> Table:
    headers = ("terms.term", "terms.value", "fact.bound", "steps.cap")
    rows = (
        (
            name_term(step.terms[0], words.lang) if len(step.terms) == 1 else words("steps.rest"),
            step.value,
            step.bound,
            step.cap,
        )
        for step in result.steps
    )
    return Table(tuple(map(words, headers)), tuple(rows), words("steps.caption"))


def of_score(score: Score, words: Captions) -> View:
    """Return the view of a score."""
    facts = (
        sessions(score.sessions_delivered, score.sessions_wanted, words),
        (words("fact.objective"), whole(score.objective)),
        (words("fact.travel"), hours(score.travel_min, words)),
    )
    return View(words("score.title"), facts, tables=(terms_table(score.terms, words),))


def of_plan(plan: Plan, words: Captions) -> View:
    """Return the view of a plan: a row a person, a column a day."""
    people = list(dict.fromkeys(row.staff_id for row in plan.sorted()))
    if not people:
        return View(words("plan.empty"))
    cells: dict[tuple[str, int], list[str]] = {}
    for row in plan.sorted():
        told = words("plan.cell", demand=row.demand_id, slot=row.slot)
        cells.setdefault((row.staff_id, row.day), []).append(told)
    days = sorted({row.day for row in plan})
    weekdays = LANGUAGES[words.lang].weekdays
    table = Table(
        (
            words("plan.person"),
            *(weekdays[day - 1] if day in DAYS else str(day) for day in days),
        ),
        tuple(
            (person, *("\n".join(cells.get((person, day), ())) for day in days))
            for person in sorted(people)[:MOST_ROWS]
        ),
    )
    more = len(people) - MOST_ROWS
    return View(
        title=words.count("plan.title", sessions=len(plan), people=len(people)),
        lines=(words("plan.more", count=more),) if more > 0 else (),
        tables=(table,),
    )


def of_frontier(frontier: Frontier, words: Captions) -> View:
    """Return the view of a trade-off: a row a plan."""
    first, second = (name_term(one, words.lang) for one in (frontier.first, frontier.second))
    terms = {"first": first, "second": second}
    if not frontier.points:
        return View(words("frontier.title", **terms), lines=(words("frontier.none"),))
    headers = (
        words("frontier.ratio", **terms),
        first,
        second,
        words("fact.objective"),
        words("frontier.weighed"),
        words("fact.bound"),
    )
    rows = (
        (
            f"{point.ratio:g}",
            point.first,
            point.second,
            point.objective,
            math.ceil(point.weighed),
            math.floor(point.bound) if math.isfinite(point.bound) else "–",
        )
        for point in frontier.points
    )
    return View(words("frontier.title", **terms), tables=(Table(headers, tuple(rows)),))
