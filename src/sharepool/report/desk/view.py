"""What the page shows: the plan in hand, and what could be done with one session, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sharepool.analysis.suggestions.suggesting import suggest, suggest_times
from sharepool.analysis.suggestions.types import Suggestion
from sharepool.analysis.suggestions.words import wording
from sharepool.messages.headings import name_term
from sharepool.messages.languages import find_language
from sharepool.messages.texts import describe_session, weekday
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Assignment, Demand
from sharepool.report.desk.desk import Desk
from sharepool.report.desk.sentences import SENTENCES
from sharepool.report.desk.solving import DeskSolve
from sharepool.report.titles import title_people, title_sites

_MOST = 12
"""Suggestions in the list."""

_COLUMNS = ("staff_id", "demand_id", "day", "slot", "role")


def say(key: str, lang: str) -> str:
    """Return what the desk says."""
    return find_language(lang).pick(SENTENCES[key])


def assignment(data: Any) -> Assignment:
    """Return the row that the page means by a list of its cells.

    Raises
    ------
    ValueError
        It is none.
    """
    if not isinstance(data, list):
        raise ValueError("row: a list of cells is needed")
    return Assignment(**dict(zip(_COLUMNS, data, strict=True)))


def show_desk(desk: Desk, lang: str) -> dict[str, Any]:
    """Return all that the page shows of the plan in hand."""
    draft, problem = desk.draft, desk.problem
    score, sites = draft.score, title_sites(problem, lang)
    return {
        "lang": lang,
        "texts": {key: say(key, lang) for key in SENTENCES},
        "version": desk.version,
        "days": [[day, weekday(day, lang)] for day in _days(problem, draft.plan)],
        "slots": sorted({bell.slot for bell in problem.bells} | {row.slot for row in draft.plan}),
        "people": [[*one] for one in title_people(problem, lang).items()],
        "sites": [[one.site_id, sites[one.site_id]] for one in problem.sites],
        "rows": list(_show_rows(desk, lang)),
        "missing": list(_missing(desk, lang)),
        "objective": score.objective,
        "terms": [[name_term(name, lang), value] for name, value in score.terms.items() if value],
        "violations": [one.text(problem, lang) for one in draft.violations],
        "saved": None if desk.saved is None else str(desk.saved),
        "is_saved": desk.is_saved,
        "can_undo": desk.can_undo,
        "solve": show_solve(desk, lang),
    }


def show_targets(desk: Desk, session: Any, person: str | None, lang: str) -> dict[str, Any]:
    """Return where a session could go: times for the person shown, and what else is likely.

    Raises
    ------
    ProblemError, ValueError
        There is no such session or person.
    """
    name = session if isinstance(session, str) else assignment(session)
    times = suggest_times(desk.draft, name, person)
    others = suggest(desk.problem, desk.draft, name, most=_MOST)
    return {
        "times": [_show_suggestion(desk.problem, one, lang) for one in times],
        "others": [_show_suggestion(desk.problem, one, lang) for one in others],
    }


def show_solve(desk: Desk, lang: str) -> dict[str, Any] | None:
    """Return where the solve stands, and what the plan that it has found changes."""
    solve = desk.solve
    if solve is None:
        return None
    news = solve.news
    return {
        "stage": solve.stage.value,
        "is_under_way": solve.is_under_way,
        "is_stopped": solve.is_stopped,
        "has_better": solve.has_better,
        "is_current": desk.is_as_solved,
        "seconds": int(solve.seconds),
        "limit": solve.limit,
        "objective": None if news is None else news.objective,
        "bound": None if news is None else news.bound,
        "gap": None if news is None else news.gap,
        "missing": None if news is None else news.wanted - news.delivered,
        "outcome": None if solve.is_under_way else _show_outcome(solve, lang),
    }


def _show_outcome(solve: DeskSolve, lang: str) -> dict[str, Any]:
    """Return what the plan found changes; if there is none, why."""
    found, changes = solve.found, solve.changes
    if found is None:
        return {"has_plan": False, "lines": [say("failed", lang)]}
    if changes is None:
        conflict = found.result.conflict
        because = conflict.lines(solve.draft.problem, lang) if conflict else ()
        said = say(f"no_plan.{found.result.status.value}", lang)
        return {"has_plan": False, "lines": [said, *because]}
    told = changes.lines(lang)
    if solve.has_changes:
        lines = [*told.headline]
    else:
        lines = [say("same.stopped" if solve.is_stopped else "same", lang)]
    if found.fresh is not None:
        lines.append(say("fresh", lang).format(**vars(found.fresh)))
    before, after = changes.before.terms, changes.after.terms
    return {
        "has_plan": True,
        "has_changes": solve.has_changes,
        "lines": lines,
        "terms": [
            [name_term(name, lang), before[name], after[name]]
            for name in after
            if before[name] or after[name]
        ],
        "changes": [*told.people, *told.sessions],
        "bound": found.result.bound,
        "gap": found.result.gap,
    }


def _days(problem: Problem, rows: Iterable[Assignment]) -> list[int]:
    held = {day for bell in problem.bells for day in bell.days} | {row.day for row in rows}
    made_up = {one.date for one in problem.calendar if one.kind == "makeup"}
    return [day for day in DAYS if day in held or problem.week[day - 1] in made_up]


def _cells(row: Assignment) -> list[str | int]:
    return [row.staff_id, row.demand_id, row.day, row.slot, row.role]


def _show_rows(desk: Desk, lang: str) -> Iterable[dict[str, Any]]:
    people, sites = title_people(desk.problem, lang), title_sites(desk.problem, lang)
    for row in desk.draft.plan.sorted():
        demand = desk.problem.demand_of[row.demand_id]
        yield {
            "cells": _cells(row),
            "person": people[row.staff_id],
            "site_id": demand.site_id,
            "site": sites[demand.site_id],
            "what": " · ".join(filter(None, (_what(demand, lang), row.role))),
            "kept": row in desk.draft.plan.kept,
        }


def _what(demand: Demand, lang: str) -> str:
    return describe_session(demand.skill, demand.kind, demand.cohort, lang)


def _missing(desk: Desk, lang: str) -> Iterable[dict[str, Any]]:
    sites = title_sites(desk.problem, lang)
    held: dict[str, set[tuple[int, int]]] = {}
    for row in desk.draft.plan:
        held.setdefault(row.demand_id, set()).add((row.day, row.slot))
    for demand in desk.problem.demands:
        planned = len(held.get(demand.demand_id, ()))
        wanted = desk.problem.wanted_of[demand.demand_id]
        if planned < wanted:
            yield {
                "session": f"{demand.demand_id}:{planned + 1}",
                "site": sites[demand.site_id],
                "site_id": demand.site_id,
                "what": _what(demand, lang),
                "count": wanted - planned,
            }


def _show_suggestion(problem: Problem, one: Suggestion, lang: str) -> dict[str, Any]:
    words = wording(problem, lang)
    return {
        "add": [_cells(row) for row in one.add],
        "drop": [_cells(row) for row in one.drop],
        "day": one.add[0].day,
        "slot": one.add[0].slot,
        "change": one.change,
        "who": words.of_rows(one.add),
        "terms": words.of_terms(one.terms),
        "obstacles": [broken.text(problem, lang) for broken in one.obstacles],
    }
