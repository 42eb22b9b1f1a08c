"""The commands, listed, and the entry point that runs one."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from typing import Annotated

import typer

from sharepool.centre.balance.command import show_balance
from sharepool.centre.chains.command import show_chains
from sharepool.centre.competitions.command import draw_season, plan_season, rank_season
from sharepool.centre.ledger.command import add_up_term
from sharepool.centre.needs.command import derive_problem
from sharepool.centre.pairing.command import pair_schools
from sharepool.centre.placement.command import place_all
from sharepool.centre.pool.command import show_pool
from sharepool.cli.comparing import compare_plans
from sharepool.cli.diagnosing import diagnose_problem
from sharepool.cli.explaining import explain_plan
from sharepool.cli.importing import import_workbook, make_template
from sharepool.cli.inspection import check_plan, score_plan, validate_problem
from sharepool.cli.recommending import recommend_changes
from sharepool.cli.replanning import replan_week
from sharepool.cli.reporting import report_plan
from sharepool.cli.samples import generate_problem
from sharepool.cli.solving import solve_problem
from sharepool.cli.translating import build_command, language_of
from sharepool.terminal import endings, screen
from sharepool.terminal.clock import process_started
from sharepool.terminal.speech import preferred, speak

app = typer.Typer(
    name="sharepool",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "The way in": {
        "template": make_template,
        "import": import_workbook,
    },
    "Plan a week": {
        "validate": validate_problem,
        "solve": solve_problem,
        "replan": replan_week,
    },
    "Understand a plan": {
        "check": check_plan,
        "score": score_plan,
        "explain": explain_plan,
        "recommend": recommend_changes,
        "diagnose": diagnose_problem,
        "compare": compare_plans,
    },
    "The sharing centre": {
        "needs": derive_problem,
        "pool": show_pool,
        "balance": show_balance,
    },
    "The term": {
        "ledger": add_up_term,
    },
    "Yearly decisions": {
        "pair": pair_schools,
        "chains": show_chains,
        "place": place_all,
    },
    "Competitions": {
        "draw": draw_season,
        "fixtures": plan_season,
        "standings": rank_season,
    },
    "Publish and try out": {
        "report": report_plan,
        "generate": generate_problem,
    },
}
"""Every command, by what people come for; a new feature is one more line here."""

for panel, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name, rich_help_panel=panel)(command)


def main() -> None:
    """Run the command line; its time limits count from the start of the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where Chinese cannot be shown, escapes are better than an error.
            stream.reconfigure(errors="backslashreplace")
    try:
        build_command(app, language_of(sys.argv[1:]))(obj=process_started())
    except SystemExit as ending:
        if isinstance(ending.code, int) and any(one.daemon for one in threading.enumerate()):
            # A part of the solve that could not stop at once was left behind: all is written, and
            # taking the interpreter down under native code at work could crash.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ending.code)
        raise


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        screen.write(f"sharepool {version('sharepool')}")
        raise typer.Exit


@app.callback(epilog=endings.EPILOG)
def _common(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Decide which coach or PE teacher of a shared pool goes to which school, when."""
    names = (name for commands in COMMANDS.values() for name in commands)
    context.default_map = {name: {"lang": speak(preferred())} for name in names}
