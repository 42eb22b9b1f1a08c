"""``rotate``: which teacher moves to which school."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.exchange.sentences import HEADINGS
from sharepool.messages.headings import heading
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    SearchLimit,
    Seed,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sharepool.centre.exchange.rules import ExchangeRules
    from sharepool.centre.exchange.types import Exchange, MovesPoint

SHOWN = ("name", "from_name", "to_name", "lessons", "way_min", "reason")
FRONTIER_SHOWN = ("moved", "uncovered", "bound")
BALANCE_SHOWN = (
    *("county", "stage", "measure", "mean_before", "mean_after"),
    *("variation_before", "variation_after", "limit"),
)
CODES = {"stage", "measure"}
"""Columns of codes that have words."""


def rotate_teachers(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="CENTRE", help="classes, residents, curriculum, sites, posts, exchange.toml …"
        ),
    ],
    *,
    out: OutFolder,
    rules_path: Annotated[
        Path | None, typer.Option("--rules", metavar="TOML", help="In place of exchange.toml.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="A curriculum by name, in place of the table.")
    ] = None,
    moves: Annotated[
        int | None,
        typer.Option(min=0, help="Moves of each subject at most (default: what the quota asks)."),
    ] = None,
    frontier: Annotated[
        str,
        typer.Option(metavar="N,N,…", help="Also tell what so many moves would leave uncovered."),
    ] = "",
    time_limit: SearchLimit = 60.0,
    seed: Seed = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide which teachers move to other schools for a year or more.

    So that the quotas hold as far as they can, then fewest lessons are uncovered, then schools are
    served evenly, then ways are short. Writes moves, schools, quotas, letters, and the residents as
    they are afterwards, into a new or empty folder.
    """
    counts = _as_counts(frontier)
    with endings.told(as_json=as_json):
        from sharepool.centre.exchange.decision import plan_exchange, trace_moves
        from sharepool.centre.exchange.report_tables import exchange_balance_table, write_exchange
        from sharepool.centre.exchange.tables import read_exchange

        refuse_to_overwrite(out)
        read = read_exchange(path, rules=rules_path, profile=profile)
        _refuse_moves_by_wishes(read.rules, moves)
        exchange = plan_exchange(
            read.centre,
            read.rules,
            posts=read.posts,
            history=read.history,
            moves=moves,
            stop=time_limit,
            seed=seed,
        )
        points = trace_moves(
            read.centre,
            counts,
            read.rules,
            posts=read.posts,
            history=read.history,
            stop=time_limit,
            seed=seed,
        )
        write_exchange(exchange, out, points=points, lang=lang)
        balance = exchange_balance_table(exchange).to_dict("records")
        if as_json:
            told = screen.fault_data(read.warnings, lang)
            screen.write_json(_as_data(exchange, points) | {"balance": balance, "warnings": told})
        else:
            screen.write_warnings(read.warnings)
            _tell(exchange, points, balance, lang)
            screen.write(say("yearly.written", out=out))


def _refuse_moves_by_wishes(rules: ExchangeRules, moves: int | None) -> None:
    """Refuse a number of moves where nobody but the teachers decides how many there are."""
    from sharepool.centre.exchange.rules import ExchangeMode

    if rules.mode is ExchangeMode.WISHES:
        given = {"--moves": moves, "max_moves": rules.max_moves}
        faults = [
            Fault("exchange" if name == "max_moves" else "", None, name, "by_wishes", str(count))
            for name, count in given.items()
            if count is not None
        ]
        if faults:
            raise ProblemError(faults)


def _as_counts(text: str) -> list[int]:
    parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise typer.BadParameter(say("rotate.counts"), param_hint="--frontier")
    return [int(part) for part in parts]


def _tell(
    exchange: Exchange,
    points: Sequence[MovesPoint],
    balance: Sequence[Mapping[Hashable, Any]],
    lang: str,
) -> None:
    from sharepool.centre.exchange.words import wording
    from sharepool.messages.labels import word

    words, site_of = wording(exchange, lang), exchange.centre.problem.site_of
    rows = (
        (
            move.name or move.staff_id,
            site_of[move.from_site].title,
            site_of[move.to_site].title,
            str(move.lessons),
            "" if move.way_min is None else str(move.way_min),
            words.of_move(move),
        )
        for move in exchange.moves
    )
    screen.write_table(say("rotate.moves"), [heading(one, lang, HEADINGS) for one in SHOWN], rows)
    if points:
        cells = ((str(one.moved), str(one.uncovered), str(one.bound)) for one in points)
        columns = [heading(one, lang, HEADINGS) for one in FRONTIER_SHOWN]
        screen.write_table(say("rotate.frontier"), columns, cells)
    told = (
        [
            "" if row[one] is None else word(one, row[one], lang) if one in CODES else str(row[one])
            for one in BALANCE_SHOWN
        ]
        for row in balance
        if row["mean_before"] is not None
    )
    screen.write_table(
        say("balance.title"), [heading(one, lang, HEADINGS) for one in BALANCE_SHOWN], told
    )
    screen.write("\n".join(words.of_outcome()))


def _as_data(exchange: Exchange, points: Sequence[MovesPoint]) -> dict[str, object]:
    moves = [
        asdict(move) | {"since": str(move.since), "until": str(move.until or "") or None}
        for move in exchange.moves
    ]
    return {
        "status": exchange.status.value,
        "mode": exchange.mode.value,
        "date": str(exchange.date),
        "moves": moves,
        "uncovered_before": exchange.uncovered_before,
        "uncovered_after": exchange.uncovered_after,
        "bound": exchange.bound,
        "goals": [asdict(goal) for goal in exchange.goals],
        "quotas": [asdict(quota) | {"short": quota.short} for quota in exchange.quotas],
        "frontier": [asdict(point) for point in points],
    }
