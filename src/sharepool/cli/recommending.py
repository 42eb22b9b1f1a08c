"""``recommend``: which changes would cover what is missing."""

from __future__ import annotations

import time
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.live import live_line
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    ParamsFile,
    PlanPath,
    ProblemPath,
    Quiet,
    Seed,
    WeightValues,
    Workers,
    listed,
    weighed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sharepool.analysis.remedies.changes import Change
    from sharepool.analysis.remedies.types import Remedies
    from sharepool.problem.problem import Problem

_LEAST_SECONDS = 0.1


def recommend_changes(
    context: typer.Context,
    path: ProblemPath,
    plan_path: PlanPath,
    *,
    time_limit: Annotated[
        float,
        typer.Option(metavar="S", min=1, help="Seconds, counted from the start of the process."),
    ] = 60.0,
    work: Annotated[
        float | None,
        typer.Option(metavar="W", min=0.001, help="Deterministic effort of each solve, instead."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Changes to list at most.")] = 10,
    price: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=POINTS", help="What a kind of change costs; several with commas."
        ),
    ] = None,
    seed: Seed = 0,
    workers: Workers = None,
    params: ParamsFile = None,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say which changes of the problem would cover what a plan misses, the most worthwhile first.

    Each change is solved again, not estimated. Ctrl-C keeps what is done so far. Exit code 0 if the
    plan is legal, 1 if it breaks a rule, 2 if problem, plan or prices cannot be read.
    """
    started = context.obj if isinstance(context.obj, float) else time.monotonic()
    with endings.told(as_json=as_json):
        from sharepool.engine import SolveParams
        from sharepool.rules import check
        from sharepool.tables import read_plan, read_problem

        prices = _read_prices(listed(price))
        tuning = None if params is None else SolveParams.from_toml(params)
        problem = weighed(read_problem(path), weight)
        plan = read_plan(plan_path, problem)
        broken = len(check(problem, plan))
        if broken:
            _tell_broken(broken, as_json=as_json)
            raise typer.Exit(endings.BROKEN_RULES)
        # Only now, so that bad input is reported at once.
        from sharepool.analysis.remedies.advice import recommend
        from sharepool.problem.result import Stop
        from sharepool.report.tables.outcome import read_bound

        with live_line(started, quiet=quiet or as_json) as on_progress:
            remedies = recommend(
                problem,
                plan,
                bound=read_bound(plan_path, problem, plan),
                stop=Stop(max(_LEAST_SECONDS, started + time_limit - time.monotonic()), work=work),
                top=top,
                prices=prices,
                seed=seed,
                workers=workers,
                params=tuning,
                on_progress=on_progress,
            )
        if as_json:
            screen.write_json(_as_data(problem, remedies, lang))
        else:
            screen.write(_as_text(problem, remedies, lang))


def _read_prices(words: Iterable[str]) -> dict[str, int]:
    """Return prices by kind, or report every word that is none."""
    from sharepool.analysis.remedies.changes import Change

    prices, faults = {}, []
    for word in words:
        kind, _, points = word.partition("=")
        if kind in Change.KINDS and points.isdecimal():
            prices[kind] = int(points)
            continue
        faults.append(Fault("", None, "--price", "bad_price", word, {"words": list(Change.KINDS)}))
    if faults:
        raise ProblemError(faults)
    return prices


def _tell_broken(broken: int, *, as_json: bool) -> None:
    if as_json:
        screen.write_json({"legal": False, "violations": broken, "remedies": []})
    else:
        screen.write(say("broken.advice", count=broken), err=True)


def _as_text(problem: Problem, remedies: Remedies, lang: str) -> str:
    lines = [remedies.headline(lang)]
    for number, remedy in enumerate(remedies, start=1):
        lines.append(f"{number:>3}. {remedy.text(problem, lang)}")
    return "\n".join(lines)


def _as_data(problem: Problem, remedies: Remedies, lang: str) -> dict[str, object]:
    found = [
        {
            "change": {"kind": remedy.change.kind, **_fields(remedy.change)},
            "win": remedy.win,
            "price": remedy.price,
            "net": remedy.net,
            "proven": remedy.proven,
            "objective_before": remedy.objective_before,
            "objective_after": remedy.objective_after,
            "missing": remedy.missing,
            "gained": remedy.gained,
            "demands": dict(remedy.demands),
            "sentence": remedy.text(problem, lang),
            "plan": [row.model_dump() for row in remedy.plan],
        }
        for remedy in remedies
    ]
    before = [row.model_dump() for remedy in remedies[:1] for row in remedy.before]
    return {"legal": True, "violations": 0, "remedies": found, "before": before}


def _fields(change: Change) -> dict[str, object]:
    fields = asdict(change)
    return {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in fields.items()
    }
