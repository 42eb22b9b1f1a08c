"""``desk``: a page on this computer to change a plan by hand."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    Lang,
    LanguageOption,
    PlanInHand,
    ProblemPath,
    WeightValues,
    given_path,
    weighed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.report.desk.desk import Desk

_LOOK_S = 0.2
"""How often the command looks whether it is to end."""


def open_desk(
    path: ProblemPath,
    plan_path: PlanInHand,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            parser=given_path,
            help="The folder for new versions (default: that of PLAN).",
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only show the address, open no browser.")
    ] = False,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
) -> None:
    """Change a plan by hand on a page that only this computer sees.

    Choose a session and see where it could go, at which price, and what that would break. Move,
    keep, undo, save as a new version: the file itself stays as it is. Ctrl-C ends it.
    """
    with endings.told(as_json=False):
        import webbrowser

        from sharepool.report.desk.desk import Desk
        from sharepool.report.desk.server import DeskServer
        from sharepool.tables import read_plan, read_problem

        problem = weighed(read_problem(path), weight)
        desk = Desk(problem, read_plan(plan_path, problem), plan_path, out)
        server = DeskServer(desk, lang)
        server.start()
        try:
            screen.write(say("desk.open", url=server.url))
            if not no_browser:
                webbrowser.open(server.url)
            _wait()
        except KeyboardInterrupt:
            _tell_end(desk)
        finally:
            server.stop()


def _wait() -> None:
    """Wait until somebody asks for the end."""
    while True:
        time.sleep(_LOOK_S)


def _tell_end(desk: Desk) -> None:
    if desk.saved is not None:
        screen.write(say("desk.saved", file=desk.saved))
    if not desk.is_saved:
        screen.write(say("desk.lost"))
    elif desk.saved is None:
        screen.write(say("desk.unchanged"))
