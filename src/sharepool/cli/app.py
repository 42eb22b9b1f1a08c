"""The commands, listed, and the entry point that runs one."""

from __future__ import annotations

import io
import os
import sys
import threading
from typing import Annotated

import typer

from sharepool.cli import (
    balance,
    centre,
    chains,
    comparing,
    diagnosing,
    endings,
    explaining,
    inspection,
    ledger,
    pairing,
    placing,
    pool,
    recommending,
    replanning,
    reporting,
    samples,
    screen,
    solving,
)
from sharepool.cli.clock import process_started

app = typer.Typer(
    name="sharepool",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("solve")(solving.solve_problem)
app.command("check")(inspection.check_plan)
app.command("score")(inspection.score_plan)
app.command("explain")(explaining.explain_plan)
app.command("recommend")(recommending.recommend_changes)
app.command("diagnose")(diagnosing.diagnose_problem)
app.command("compare")(comparing.compare_plans)
app.command("replan")(replanning.replan_week)
app.command("report")(reporting.report_plan)
app.command("validate")(inspection.validate_problem)
app.command("needs")(centre.find_needs)
app.command("ledger")(ledger.keep_ledger)
app.command("balance")(balance.weigh_balance)
app.command("pool")(pool.show_pool)
app.command("pair")(pairing.pair_schools)
app.command("chains")(chains.show_chains)
app.command("place")(placing.place_all)
app.command("generate")(samples.generate_problem)


def main() -> None:
    """Run the command line; its time limits count from the start of the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Where Chinese cannot be shown, escapes are better than an error.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(obj=process_started())
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
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Decide which coach or PE teacher of a shared pool goes to which school, when."""
