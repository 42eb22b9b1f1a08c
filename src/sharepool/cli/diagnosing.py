"""``diagnose``: why no plan exists."""

from __future__ import annotations

from typing import Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.live import waiting
from sharepool.terminal.options import AsJson, Lang, LanguageOption, ProblemPath
from sharepool.terminal.speech import say


def diagnose_problem(
    path: ProblemPath,
    time_limit: Annotated[
        float, typer.Option(metavar="S", min=0.1, help="Seconds that it may take.")
    ] = 60.0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say whether all that must take place can, and if not, what is in the way.

    Names the minimums, required pins and strict pairs that clash, the limits within which they do,
    how far each would have to give way, and the cheapest way out.

    Exit code 0 if a plan exists, 1 if none does or it was not proven in time, 2 if the problem
    cannot be read.
    """
    with endings.told(as_json=as_json):
        from sharepool.analysis.diagnosis.conflicts import diagnose
        from sharepool.problem.result import Status
        from sharepool.report.tables.outcome import diagnosis
        from sharepool.tables import read_problem

        problem = read_problem(path)
        with waiting(say("waiting.clashes"), quiet=as_json):
            found = diagnose(problem, stop=time_limit)
        if as_json:
            screen.write_json(diagnosis(problem, found, lang))
        else:
            screen.write("\n".join(found.lines(lang)))
    if found.status is not Status.FEASIBLE:
        raise typer.Exit(endings.NO_PLAN)
