"""The commands, listed, and the entry point that runs one."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sharepool.base.interrupts import ignore, run_commands
from sharepool.centre.assessment.command import assess_everybody
from sharepool.centre.balance.command import show_balance
from sharepool.centre.chains.command import show_chains
from sharepool.centre.competitions.command import draw_season, plan_season, rank_season
from sharepool.centre.competitions.officials_command import staff_matches
from sharepool.centre.events.command import plan_all_events
from sharepool.centre.exchange.command import rotate_teachers
from sharepool.centre.ledger.command import add_up_term
from sharepool.centre.needs.command import derive_problem
from sharepool.centre.pairing.command import pair_schools
from sharepool.centre.placement.command import place_all
from sharepool.centre.points.command import place_associations
from sharepool.centre.pool.command import show_pool
from sharepool.centre.targets.command import follow_targets
from sharepool.centre.term.command import write_calendar
from sharepool.centre.training.command import train_people
from sharepool.cli.comparing import compare_plans
from sharepool.cli.desk import open_desk
from sharepool.cli.diagnosing import diagnose_problem
from sharepool.cli.explaining import explain_plan
from sharepool.cli.importing import import_workbook, make_template
from sharepool.cli.inspection import check_plan, score_plan, validate_problem
from sharepool.cli.joining import join_week
from sharepool.cli.moving import move_session
from sharepool.cli.recommending import recommend_changes
from sharepool.cli.replanning import replan_week
from sharepool.cli.reporting import report_plan
from sharepool.cli.roads import measure_all
from sharepool.cli.samples import generate_problem
from sharepool.cli.solving import solve_problem
from sharepool.cli.suggesting import suggest_changes
from sharepool.cli.terms import plan_weeks, show_status, take_answers, take_attendance
from sharepool.cli.translating import build_command, language_of
from sharepool.terminal import endings, screen
from sharepool.terminal.clock import process_started
from sharepool.terminal.speech import preferred, speak


class TwoWords(TyperGroup):
    """Commands of which some have two words, such as ``term status``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command of the first two words if there is one, or else of the first."""
        both = " ".join(args[:2])
        return super().resolve_command(ctx, [both, *args[2:]] if both in self.commands else args)


app = typer.Typer(
    name="sharepool",
    cls=TwoWords,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "The way in": {
        "template": make_template,
        "import": import_workbook,
        "roads": measure_all,
    },
    "Plan a week": {
        "validate": validate_problem,
        "solve": solve_problem,
        "replan": replan_week,
        "join": join_week,
        "suggest": suggest_changes,
        "move": move_session,
        "desk": open_desk,
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
        "calendar": write_calendar,
        "term": plan_weeks,
        "term status": show_status,
        "term attend": take_attendance,
        "term acknowledge": take_answers,
        "ledger": add_up_term,
    },
    "Yearly decisions": {
        "pair": pair_schools,
        "chains": show_chains,
        "rotate": rotate_teachers,
        "train": train_people,
        "events": plan_all_events,
        "points": place_associations,
        "assess": assess_everybody,
        "targets": follow_targets,
        "place": place_all,
    },
    "Competitions": {
        "draw": draw_season,
        "fixtures": plan_season,
        "officials": staff_matches,
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
    screen.prepare_streams()
    run_commands()
    try:
        build_command(app, language_of(sys.argv[1:]))(obj=process_started())
    except KeyboardInterrupt:
        _end(endings.INTERRUPTED)
    except SystemExit as ending:
        _end(ending.code if isinstance(ending.code, int) else int(ending.code is not None))


def _end(code: int) -> None:
    """End the process; nothing comes in between any more."""
    ignore()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if any(one.daemon for one in threading.enumerate()):
        # A part of the solve that could not stop at once was left behind: all is written, and
        # nobody need wait for it.
        os._exit(code)
    raise SystemExit(code)


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
