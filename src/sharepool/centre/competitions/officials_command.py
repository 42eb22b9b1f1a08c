"""``officials``: who officiates at which match."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.competitions.command import SeasonPath, open_season
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    SearchLimit,
    Seed,
    Workers,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sharepool.centre.competitions.officiating import Officials
    from sharepool.centre.competitions.season import Season
    from sharepool.centre.competitions.types import Fixtures

MOST_LINES = 20
"""Of roles that lack people; the others are in the file."""


def staff_matches(
    path: SeasonPath,
    *,
    out: OutFolder,
    week_of: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="A date of the only week to look at (default: every week with a match).",
        ),
    ] = None,
    time_limit: SearchLimit = 60.0,
    seed: Seed = 0,
    workers: Workers = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide who officiates at which match of the published fixtures, week by week.

    Nobody of either school; who declined is left out, who accepted stays; nobody meets the same
    team too often. Writes who is asked, what is missing, what each bears, a calendar for each
    official, official_answers.csv to fill in and put into SEASON, and in feed/ the absences and
    duties of the weeks, into a new or empty folder.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.competitions.officiating import plan_officials
        from sharepool.centre.competitions.outputs import write_officials
        from sharepool.centre.competitions.publishing import list_published

        refuse_to_overwrite(out)
        season = open_season(path, quiet=as_json)
        fixtures = list_published(season)
        if not fixtures.matches:
            raise ProblemError([Fault("fixtures", None, "", "no_fixtures")])
        date = None if week_of is None else week_of.date()
        officials = plan_officials(
            season,
            fixtures,
            monday=None if date is None else date - dt.timedelta(days=date.weekday()),
            stop=time_limit,
            seed=seed,
            workers=workers,
        )
        written = dt.datetime.now(dt.UTC)
        write_officials(season, fixtures, officials, out, lang=lang, written=written)
        if as_json:
            screen.write_json(_as_data(officials))
            return
        screen.write("\n".join(_sentences(season, fixtures, officials, lang)))
        screen.write(say("written", files=out))


def _sentences(
    season: Season, fixtures: Fixtures, officials: Officials, lang: str
) -> Iterator[str]:
    from sharepool.centre.competitions.words import wording
    from sharepool.problem.result import Status

    say = wording(season, lang)
    if not officials.weeks:
        yield say.word("officials.none")
    for week in officials.weeks:
        line = say.word(
            "officials.week", date=week.monday, staffed=week.staffed, matches=week.matches
        )
        if week.bound is not None:
            told = {"objective": week.objective, "bound": week.bound}
            line += " " + say.word("officials.bound", **told)
        yield line
        if week.status is Status.INFEASIBLE:
            yield say.word("officials.infeasible")
    if officials.repeats:
        most = season.rules.max_same_team
        yield say.word("officials.repeats", count=officials.repeats, most=most)
    matches = {one.match.match_id: one.match for one in fixtures.matches}
    for one in officials.missing[:MOST_LINES]:
        match = say.match(matches[one.match_id])
        yield say.word("officials.missing", match=match, role=one.role, count=one.count)
    if len(officials.missing) > MOST_LINES:
        yield say.word("officials.more", count=len(officials.missing) - MOST_LINES)


def _as_data(officials: Officials) -> dict[str, object]:
    return {
        "weeks": [
            {
                "monday": str(week.monday),
                "status": week.status.value,
                "matches": week.matches,
                "staffed": week.staffed,
                "objective": week.objective,
                "bound": week.bound,
            }
            for week in officials.weeks
        ],
        "officials": [asdict(one) for one in officials.officials],
        "repeats": officials.repeats,
        "missing": [asdict(one) for one in officials.missing],
        "feed": {table: len(rows) for table, rows in officials.feed.rows.items()},
    }
