"""``suggest``: who else could take a session, and when else it could be."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.live import waiting
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    PlanInHand,
    ProblemPath,
    WeightValues,
    weighed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sharepool.analysis.suggestions.types import Suggestion, Suggestions, Workload
    from sharepool.problem.problem import Problem

MAX_SUGGESTIONS = 100


def suggest_changes(
    path: ProblemPath,
    plan_path: PlanInHand,
    session: Annotated[
        str,
        typer.Option(
            metavar="ID:N",
            help="Which session: ID of its demand and number, as in D1:2; missing ones come last.",
        ),
    ],
    most: Annotated[
        int,
        typer.Option("--top", min=1, max=MAX_SUGGESTIONS, help="Suggestions to list at most."),
    ] = 10,
    term: Annotated[
        Path | None,
        typer.Option(
            metavar="TERM", help="A TERM folder: adds what people have in its other weeks."
        ),
    ] = None,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say who else could take a session, and when else it could be.

    For each: what it adds to the objective, term by term, which rules it would break, and the
    sessions and road that the person then has. Exit code 0 if anything was found, 1 if nobody holds
    the skills, 2 for bad input.
    """
    with endings.told(as_json=as_json):
        from sharepool.analysis.suggestions.suggesting import suggest
        from sharepool.tables import read_plan, read_problem

        problem = weighed(read_problem(path), weight)
        plan = read_plan(plan_path, problem)
        elsewhere = None if term is None else _read_elsewhere(term, problem)
        with waiting(session, quiet=as_json):
            found = suggest(problem, plan, session, most=most, elsewhere=elsewhere)
        if as_json:
            screen.write_json({"suggestions": [_as_data(problem, one, lang) for one in found]})
        elif found:
            _write_suggestions(session, found, lang)
        else:
            screen.write(say("suggest.none"))
    if not found:
        raise typer.Exit(endings.NO_PLAN)


def _read_elsewhere(term: Path, problem: Problem) -> Mapping[str, Workload]:
    """Return what everybody has in the weeks of a term other than the problem's."""
    from sharepool.analysis.suggestions.suggesting import add_workloads
    from sharepool.centre.term.folder import read_term

    weeks = [one for one in read_term(term) if one.week_of != problem.rules.week_of]
    return add_workloads((one.problem, one.plan) for one in weeks)


def _write_suggestions(session: str, found: Suggestions, lang: str) -> None:
    from sharepool.analysis.suggestions.words import wording

    words = wording(found.problem, lang)
    columns = ["who", "change", "terms", "week", "term", "obstacles"]
    if not any(one.term for one in found):
        columns.remove("term")
    rows = [
        {
            "who": words.of_rows(one.add),
            "change": f"{one.change:+,}",
            "terms": words.of_terms(one.terms),
            "week": _of_loads(one.week),
            "term": _of_loads(one.term),
            "obstacles": words.of_obstacles(one),
        }
        for one in found
    ]
    screen.write_table(
        say("suggest.title", session=session),
        [say(f"suggest.{column}") for column in columns],
        ([row[column] for column in columns] for row in rows),
    )


def _of_loads(loads: Mapping[str, Workload]) -> str:
    return say("comma").join(
        say("suggest.load", sessions=load.sessions, minutes=load.road_min)
        for load in loads.values()
    )


def _as_data(problem: Problem, one: Suggestion, lang: str) -> dict[str, object]:
    return {
        "add": [row.model_dump() for row in one.add],
        "drop": [row.model_dump() for row in one.drop],
        "change": one.change,
        "terms": dict(one.terms),
        "obstacles": [
            {**asdict(broken), "sentence": broken.text(problem, lang)} for broken in one.obstacles
        ],
        "week": {staff_id: asdict(load) for staff_id, load in one.week.items()},
        "term": {staff_id: asdict(load) for staff_id, load in one.term.items()},
        "sentence": one.text(problem, lang),
    }
