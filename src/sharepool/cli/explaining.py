"""``explain``: why sessions are missing from a plan."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
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
    from sharepool.analysis.reasons.types import Reason
    from sharepool.problem.problem import Problem


def explain_plan(
    path: ProblemPath,
    plan_path: PlanPath,
    demand_id: Annotated[
        str | None, typer.Option("--demand", metavar="ID", help="Explain this demand alone.")
    ] = None,
    bound: Annotated[
        int | None,
        typer.Option(
            metavar="B",
            help="A proven bound of the objective (default: that of a summary.json of problem and "
            "plan beside it).",
        ),
    ] = None,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say why sessions are missing: a verdict for each demand, and what each person lacks.

    Exit code 0 if the plan is legal, 1 if it breaks a rule (then reasons would mean little), 2 if
    problem or plan cannot be read or there is no such demand.
    """
    with endings.told(as_json=as_json):
        from sharepool.analysis.reasons.verdicts import find_reasons
        from sharepool.report.tables.outcome import read_bound
        from sharepool.rules import check
        from sharepool.rules.scoring import score
        from sharepool.tables import read_plan, read_problem

        problem = weighed(read_problem(path), weight)
        plan = read_plan(plan_path, problem)
        if demand_id is not None and demand_id not in problem.demand_of:
            fault = Fault("", None, "--demand", "unknown_id", demand_id, {"kind": "demand"})
            raise ProblemError([fault])
        broken = len(check(problem, plan))
        chosen = None if demand_id is None else [demand_id]
        known = read_bound(plan_path, problem, plan) if bound is None else bound
        reserve = None if known is None else score(problem, plan).objective - known
        reasons: tuple[Reason, ...] = ()
        if not broken:
            reasons = find_reasons(problem, plan, demand_ids=chosen, reserve=reserve)
        if as_json:
            found = [_as_data(problem, reason, lang) for reason in reasons]
            screen.write_json({"legal": not broken, "violations": broken, "reasons": found})
        elif broken:
            screen.write(say("broken.reasons", count=broken), err=True)
        else:
            screen.write(_as_text(problem, reasons, lang))
    if broken:
        raise typer.Exit(endings.BROKEN_RULES)


def _as_text(problem: Problem, reasons: tuple[Reason, ...], lang: str) -> str:

    if not reasons:
        return say("explain.nothing")
    return "\n".join(
        line
        for reason in reasons
        for line in (
            reason.text(problem, lang),
            *(f"    {line}" for line in reason.candidate_lines(problem, lang)),
        )
    )


def _as_data(problem: Problem, reason: Reason, lang: str) -> dict[str, object]:

    data = asdict(reason)
    for side in ("add", "drop"):
        row = getattr(reason, side)
        data[side] = None if row is None else row.model_dump()
    for side in ("comes", "goes"):
        data[side] = [row.model_dump() for row in getattr(reason, side)]
    told = reason.candidate_lines(problem, lang)
    for candidate, sentence in zip(data["candidates"], told, strict=False):
        candidate["sentence"] = sentence
    return {**data, "sentence": reason.text(problem, lang)}
