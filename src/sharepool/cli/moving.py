"""``move``: change a plan by hand, and see at once what that breaks and costs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    PlanInHand,
    ProblemPath,
    WeightValues,
    given_path,
    listed,
    weighed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.analysis.suggestions.drafts import PlanDraft
    from sharepool.problem.violation import Violation


def move_session(
    path: ProblemPath,
    plan_path: PlanInHand,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            parser=given_path,
            help="The file to write: a .csv, or a workbook (.xlsx).",
        ),
    ],
    session: Annotated[
        str | None,
        typer.Option(
            metavar="ID:N",
            help="Which session: ID of its demand and number, as in D1:2; missing ones come last.",
        ),
    ] = None,
    staff: Annotated[str | None, typer.Option(metavar="ID", help="Who takes it.")] = None,
    day: Annotated[int | None, typer.Option(min=1, max=7, help="To which day (1 to 7).")] = None,
    slot: Annotated[int | None, typer.Option(min=1, help="To which slot, its first.")] = None,
    swap: Annotated[
        str | None,
        typer.Option(
            metavar="ID:N", help="Exchange its person with that of this session, as in D2:1."
        ),
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Take it out of the plan.")] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="ID:N", help="Sessions to mark as kept, as in D1:1,D2:1."),
    ] = None,
    release: Annotated[
        list[str] | None, typer.Option(metavar="ID:N", help="Sessions to keep no more.")
    ] = None,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Write the plan even if it breaks more rules than before."),
    ] = False,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Change a plan by hand and say what that breaks and costs.

    Another person, another time, an exchange, no session at all, or marks of what is kept. The new
    plan is written unless it newly breaks a rule: then the exit code is 1. Bad input is 2.
    """
    with endings.told(as_json=as_json):
        from sharepool.analysis.suggestions.drafts import edit_plan
        from sharepool.tables import read_plan, read_problem, write_plan

        moves = bool(staff or day or slot or swap or drop)
        _mind_options(moves=moves, marks=bool(keep or release), named=session is not None)
        endings.mind_target(out)
        problem = weighed(read_problem(path), weight)
        before = edit_plan(problem, read_plan(plan_path, problem))
        draft = before
        if session is not None and moves:
            draft = _moved(before, session, staff, day, slot, swap, drop=drop)
        draft = draft.keep(*listed(keep)).release(*listed(release))
        new = [one for one in draft.violations if one not in set(before.violations)]
        is_written = anyway or not new
        if is_written:
            write_plan(draft.plan.sorted(), out)
        _tell(before, draft, new, out if is_written else None, lang, as_json=as_json)
    if new:
        raise typer.Exit(endings.BROKEN_RULES)


def _mind_options(*, moves: bool, marks: bool, named: bool) -> None:
    """Refuse a call that says nothing, or not of which session."""
    if not (moves or marks):
        raise ProblemError([Fault("", None, "move", "move_nothing")])
    if moves and not named:
        raise ProblemError([Fault("", None, "--session", "move_which")])


def _moved(
    draft: PlanDraft,
    session: str,
    staff: str | None,
    day: int | None,
    slot: int | None,
    swap: str | None,
    *,
    drop: bool,
) -> PlanDraft:
    try:
        if drop:
            return draft.drop(session)
        if swap is not None:
            return draft.swap(session, swap)
        return draft.move(session, staff_id=staff, day=day, slot=slot)
    except ValueError:
        raise ProblemError([Fault("", None, "--session", "move_unclear", session)]) from None


def _tell(
    before: PlanDraft,
    draft: PlanDraft,
    new: list[Violation],
    out: Path | None,
    lang: str,
    *,
    as_json: bool,
) -> None:
    change = draft.score.objective - before.score.objective
    sentences = [one.text(draft.problem, lang) for one in new]
    if as_json:
        screen.write_json(
            {
                "objective": draft.score.objective,
                "change": change,
                "terms": dict(draft.last),
                "new": [
                    {**asdict(one), "sentence": told}
                    for one, told in zip(new, sentences, strict=True)
                ],
                "violations": len(draft.violations),
                "written": None if out is None else str(out),
            }
        )
        return
    screen.write(say("move.change", objective=draft.score.objective, change=change))
    if new:
        screen.write("\n".join([say("move.breaks", count=len(new)), *sentences]))
    elif draft.violations:
        screen.write(say("move.broken", count=len(draft.violations)))
    screen.write(say("move.unwritten") if out is None else say("written", files=out))
