"""``compare``: what changes between two plans."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharepool.messages.headings import name_term
from sharepool.problem.cells import format_clock
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    ProblemPath,
    WeightValues,
    weighed,
)
from sharepool.terminal.speech import current, say

if TYPE_CHECKING:
    from sharepool.analysis.comparison.types import Comparison, ComparisonLines


def compare_plans(
    path: ProblemPath,
    before_path: Annotated[Path, typer.Argument(metavar="PLAN_A", help="The plan.csv before.")],
    after_path: Annotated[Path, typer.Argument(metavar="PLAN_B", help="The plan.csv after.")],
    with_sessions: Annotated[
        bool, typer.Option("--sessions", help="List the sessions that change, too.")
    ] = False,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say what changes from one plan to another: whom and which sites it affects, what it costs.

    Exit code 0 if both plans are legal, 1 if one breaks a rule, 2 if problem or plans cannot be
    read.
    """
    with endings.told(as_json=as_json):
        from sharepool.analysis.comparison.differences import compare_itineraries
        from sharepool.problem.itinerary import Itinerary
        from sharepool.report.tables.outcome import read_stated
        from sharepool.rules import violations
        from sharepool.tables import read_problem

        problem = weighed(read_problem(path), weight)
        before, after = (
            Itinerary(problem, read_stated(plan_path, problem))
            for plan_path in (before_path, after_path)
        )
        broken = [len(violations(week)) for week in (before, after)]
        if any(broken):
            _tell_broken(broken, as_json=as_json)
        else:
            comparison = compare_itineraries(before, after)
            account = comparison.lines(lang)
            if as_json:
                screen.write_json(_as_data(comparison, account))
            else:
                _show(comparison, account, with_sessions=with_sessions)
    if any(broken):
        raise typer.Exit(endings.BROKEN_RULES)


def _tell_broken(broken: list[int], *, as_json: bool) -> None:
    if as_json:
        screen.write_json({"legal": False, "violations": broken})
        return
    told = say("broken.and").join(
        say(f"broken.{plan}", count=times)
        for plan, times in zip(("first", "second"), broken, strict=True)
        if times
    )
    screen.write(say("broken.compare", told=told), err=True)


def _show(comparison: Comparison, account: ComparisonLines, *, with_sessions: bool) -> None:
    screen.write("\n".join(account.headline))
    before, after = comparison.before, comparison.after
    terms = [(name, value, after.terms[name]) for name, value in before.terms.items()]
    rows = (
        (name, f"{old:,}", f"{new:,}", f"{new - old:+,}" if new != old else "")
        for name, old, new in (*terms, ("objective", before.objective, after.objective))
        if old or new
    )
    screen.write("")
    first, *others = (say(f"compare.{one}") for one in ("term", "before", "after", "difference"))
    screen.write(" ".join((f"{first:<12}", *(f"{other:>12}" for other in others))))
    for name, *figures in rows:
        screen.write(
            " ".join(
                (f"{name_term(name, current()):<12}", *(f"{figure:>12}" for figure in figures))
            ).rstrip()
        )
    lists = (account.people, account.sites, account.sessions if with_sessions else ())
    for lines in lists:
        if lines:
            screen.write("\n" + "\n".join(lines))


def _as_data(comparison: Comparison, account: ComparisonLines) -> dict[str, object]:
    data: dict[str, Any] = {
        "before": asdict(comparison.before),
        "after": asdict(comparison.after),
        "sessions": [asdict(one) for one in comparison.sessions],
        "people": [asdict(one) for one in comparison.people],
        "sites": [asdict(one) for one in comparison.sites],
        "days": comparison.days,
    }
    told = zip(data["sessions"], comparison.sessions, strict=True)
    for session, change in told:
        session |= {"fate": change.fate.value}
        for side in ("before", "after"):
            row, clock = getattr(change, side), session.pop(f"clock_{side}")
            session[side] = None if row is None else row.model_dump() | _times(clock)
    return {"legal": True, **data, "sentences": asdict(account)}


def _times(clock: tuple[int, int] | None) -> dict[str, str]:
    if clock is None:
        return {}
    return dict(zip(("start", "end"), map(format_clock, clock), strict=True))
