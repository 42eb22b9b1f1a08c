"""``validate``, ``check`` and ``score``: look at a problem or a plan, change nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from sharepool.messages.headings import name_term
from sharepool.problem.cells import format_clock
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    PlanPath,
    ProblemPath,
    WeightValues,
    weighed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.problem.plan import Plan
    from sharepool.problem.problem import Problem


def validate_problem(
    path: ProblemPath, lang: Lang = LanguageOption.ENGLISH, as_json: AsJson = False
) -> None:
    """Look for faults in a problem's tables and rules.

    Exit code 0 if it can be solved (warnings are listed), 2 if it has faults.
    """
    with endings.told(as_json=as_json):
        from sharepool.tables import read_problem

        problem = read_problem(path)
        if as_json:
            warnings = screen.fault_data(problem.warnings, lang)
            screen.write_json({"faults": [], "warnings": warnings})
            return
        if problem.warnings:
            title = say("faults.warnings", count=len(problem.warnings))
            screen.write_faults(problem.warnings, title)
        screen.write(
            say(
                "validate.sound",
                warnings=len(problem.warnings),
                sites=len(problem.sites),
                people=len(problem.staff),
                demands=len(problem.demands),
                week_of=problem.rules.week_of,
            )
        )


def check_plan(
    path: ProblemPath,
    plan_path: PlanPath,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say whether a plan keeps every hard rule, and where it does not.

    Exit code 0 if it is legal, 1 if it breaks a rule, 2 if problem or plan cannot be read.
    """
    with endings.told(as_json=as_json):
        from sharepool.rules import check
        from sharepool.tables import read_plan, read_problem

        problem = read_problem(path)
        plan = read_plan(plan_path, problem)
        violations = check(problem, plan)
        told = [(one, one.text(problem, lang)) for one in violations]
        if not as_json:
            _tell_other_clocks(problem, plan)
        if as_json:
            found = [{**asdict(one), "sentence": text} for one, text in told]
            screen.write_json({"legal": not found, "violations": found})
        elif told:
            screen.write("\n".join(f"{one.code}  {text}" for one, text in told))
            screen.write(say("check.broken", count=len(told), sessions=len(plan)))
        else:
            screen.write(say("check.legal", sessions=len(plan)))
    if violations:
        raise typer.Exit(endings.BROKEN_RULES)


def _tell_other_clocks(problem: Problem, plan: Plan) -> None:
    """Say where a plan's file states other times than the bells: its slots count."""
    from sharepool.problem.itinerary import Itinerary

    for session in Itinerary(problem, plan).sessions:
        stated = plan.clocks.get(session.row)
        if stated is None or stated == (session.start_min, session.end_min):
            continue
        row = session.row
        fields = {
            "row": f"{row.staff_id}, {row.demand_id}, {row.day}-{row.slot}",
            "stated": format_clock(stated[0]),
            "start": format_clock(session.start_min),
        }
        screen.write(say("check.other_clock", **fields), err=True)


def score_plan(
    path: ProblemPath,
    plan_path: PlanPath,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say how good a plan is, term by term; smaller is better.

    A plan that breaks hard rules is scored too, but its score means little: this is said.
    """
    with endings.told(as_json=as_json):
        from sharepool.rules import check
        from sharepool.rules.scoring import score
        from sharepool.tables import read_plan, read_problem

        problem = weighed(read_problem(path), weight)
        plan = read_plan(plan_path, problem)
        found, broken = score(problem, plan), len(check(problem, plan))
        if as_json:
            screen.write_json({**asdict(found), "violations": broken})
            return
        terms = {**found.terms, "objective": found.objective}
        lines = [f"{name_term(name, lang):<12} {value:>12,}" for name, value in terms.items()]
        counts = {"delivered": found.sessions_delivered, "wanted": found.sessions_wanted}
        lines += [
            "",
            say("score.sessions", **counts),
            say("score.travel", minutes=found.travel_min),
        ]
        screen.write("\n".join(lines))
        if broken:
            screen.write(say("broken.score", count=broken), err=True)
