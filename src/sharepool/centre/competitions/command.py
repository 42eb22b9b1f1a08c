"""``draw``, ``fixtures`` and ``standings``: the competitions of a season."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    SearchLimit,
    given_path,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.centre.competitions.season import Season
    from sharepool.centre.competitions.types import Fixtures

SeasonPath = Annotated[
    str, typer.Argument(metavar="SEASON", help="A folder of CSV files or one .xlsx workbook.")
]
DrawSeed = Annotated[
    int, typer.Option("--seed", min=0, help="Seed of the lots, announced before the draw.")
]


def open_season(path: str, *, quiet: bool) -> Season:
    """Read a season and tell what looks suspicious in it, unless nobody reads along."""
    from sharepool.centre.competitions.tables import read_season

    season = read_season(path)
    if season.warnings and not quiet:
        title = say("faults.warnings", count=len(season.warnings))
        screen.write_faults(season.warnings, title, err=True)
    return season


class DrawBy(StrEnum):
    """What groups are drawn by."""

    LOT = "lot"
    ROAD = "road"


def draw_season(
    path: SeasonPath,
    *,
    seed: DrawSeed,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=given_path,
            help="The draws.csv to write.",
        ),
    ],
    by: Annotated[DrawBy, typer.Option("--by", help="By lot, or groups by short roads.")] = (
        DrawBy.LOT
    ),
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Draw groups, seats of brackets and numbers of leagues, and write draws.csv.

    The same announced seed gives the same draw; put the file into the season, and it is part of it.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.competitions.draw import draw_groups
        from sharepool.centre.competitions.report_tables import draw_table
        from sharepool.centre.competitions.words import wording
        from sharepool.messages.numbers import Number
        from sharepool.tables.writing import write_rows

        season = open_season(path, quiet=as_json)
        endings.mind_target(out)
        draw = draw_groups(season, seed=seed, by=by.value)
        write_rows("draws", draw.rows, out)
        if as_json:
            screen.write_json({**asdict(draw), "rows": [row.model_dump() for row in draw.rows]})
            return
        words = wording(season, lang)
        table = draw_table(season, draw)
        columns = [words.column(name) for name in table.columns]
        rows = ([str(cell) for cell in row] for row in table.itertuples(index=False, name=None))
        screen.write_table(words.word("title.draw"), columns, rows)
        told = [
            words.word(
                "draw.done", teams=Number(len(draw.rows)), by=words.word(f"draw.{by}"), seed=seed
            )
        ]
        for own, pairs in draw.clashes.items():
            if pairs:
                title = season.competition_of[own].title
                told.append(words.word("draw.clashes", competition=title, pairs=Number(pairs)))
        for own, minutes in draw.road_min.items():
            title, bound = season.competition_of[own].title, draw.bound[own]
            told.append(
                words.word("draw.road_min", competition=title, minutes=Number(minutes), bound=bound)
            )
        screen.write("\n".join([*told, "", say("written", files=out)]))


def plan_season(
    path: SeasonPath,
    *,
    out: OutFolder,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Plan again from this date on; what is published before stays."
        ),
    ] = None,
    problem_path: Annotated[
        str | None,
        typer.Option("--problem", metavar="PROBLEM", help="A week whose lessons are not lost."),
    ] = None,
    plan_path: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="The plan of that week.")
    ] = None,
    time_limit: SearchLimit = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Give the matches of a season dates, times and grounds.

    Writes fixtures.csv, what has no date and why, fairness, the order book, calendars, and the
    tables that the weeks concerned take. Exit code 1 if no match at all has a date.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.competitions.outputs import write_fixtures
        from sharepool.centre.competitions.planning import plan_fixtures
        from sharepool.centre.competitions.words import wording

        from_date = _parse_since(since)
        season = _with_lessons(open_season(path, quiet=as_json), problem_path, plan_path)
        endings.mind_target(out)
        fixtures = plan_fixtures(season, stop=time_limit, seed=seed, since=from_date)
        write_fixtures(season, fixtures, out, lang=lang, written=dt.datetime.now(dt.UTC))
        if as_json:
            screen.write_json(_as_data(season, fixtures, lang))
        else:
            words = wording(season, lang)
            screen.write(words.of_outcome(fixtures))
            screen.write("\n".join(one.text(season, lang) for one in fixtures.unplanned) or " ")
            screen.write(say("written", files=out))
    if not fixtures.matches:
        raise typer.Exit(endings.NO_PLAN)


def rank_season(
    path: SeasonPath,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=given_path,
            help="The standings.csv to write.",
        ),
    ],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Announced, of the lots that part teams which nothing else does "
            "(default: the season's lot_seed).",
        ),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Rank the teams of every group and league by their results, and after knock-outs.

    Without a seed no lot is drawn: level teams share a rank.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.competitions.ranking import rank_standings
        from sharepool.centre.competitions.report_tables import standings_table
        from sharepool.centre.competitions.sentences import HEADINGS
        from sharepool.centre.competitions.words import wording
        from sharepool.messages.headings import in_language
        from sharepool.tables.files import safe_csv, write_whole

        season = open_season(path, quiet=as_json)
        standings = rank_standings(season, seed=seed)
        table = standings_table(season, standings, lang)
        write_whole(out, safe_csv(in_language(table, lang, HEADINGS)))
        if as_json:
            screen.write_json([asdict(one) for one in standings])
            return
        words = wording(season, lang)
        columns = [words.column(name) for name in table.columns]
        table["advances"] = [words.word("yes") if cell else "" for cell in table["advances"]]
        rows = ([str(cell) for cell in row] for row in table.itertuples(index=False, name=None))
        screen.write_table(words.word("title.standings"), columns, rows)
        screen.write(say("written", files=out))


def _parse_since(text: str | None) -> dt.date | None:
    from sharepool.problem.cells import parse_date

    try:
        return None if text is None else parse_date(text)
    except ValueError:
        fault = Fault("", None, "--since", "bad_value", str(text), {"kind": "date"})
        raise ProblemError([fault]) from None


def _with_lessons(season: Season, problem_path: str | None, plan_path: Path | None) -> Season:
    if problem_path is None and plan_path is None:
        return season
    if problem_path is None or plan_path is None:
        raise ProblemError([Fault("", None, "--plan", "missing_value", "", {"kind": "both"})])
    from sharepool.centre.competitions.week import protect_lessons
    from sharepool.tables import read_plan, read_problem

    return protect_lessons(season, read_problem(problem_path), read_plan(plan_path))


def _as_data(season: Season, fixtures: Fixtures, lang: str) -> dict[str, object]:
    return {
        "status": fixtures.status.value,
        "warnings": screen.fault_data(season.warnings, lang),
        "planned": len(fixtures.matches),
        "objective": fixtures.objective,
        "bound": fixtures.bound,
        "gap": fixtures.gap,
        "terms": fixtures.terms,
        "seed": fixtures.seed,
        "unplanned": [
            {
                "match_id": one.match.match_id,
                "verdict": one.verdict,
                "impossible": one.impossible,
                "reason": one.text(season, lang),
            }
            for one in fixtures.unplanned
        ],
    }
