"""The files of planned fixtures, each written whole."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.competitions.calendars import official_calendars, team_calendars
from sharepool.centre.competitions.order_book import book_page, book_tables, book_workbook
from sharepool.centre.competitions.ranking import rank_standings
from sharepool.centre.competitions.report_tables import (
    fairness_table,
    fixtures_table,
    missing_officials_table,
    officials_fairness_table,
    officials_table,
    standings_table,
    unplanned_table,
)
from sharepool.centre.competitions.rows import OfficialAnswer
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.sentences import HEADINGS
from sharepool.centre.competitions.types import Fixtures
from sharepool.centre.competitions.week import feed_fixtures
from sharepool.centre.feed_files import list_files
from sharepool.messages.headings import in_language
from sharepool.tables.files import exact_csv, safe_csv, write_files, write_whole
from sharepool.tables.names import name_files
from sharepool.tables.writing import table_frame

if TYPE_CHECKING:
    from sharepool.centre.competitions.officiating import Officials


def write_fixtures(
    season: Season, fixtures: Fixtures, out: Path, *, lang: str = "en", written: dt.datetime
) -> None:
    """Write fixtures, what has no date, fairness, the order book, calendars and the week's tables.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    out : Path
        A folder, made if it is not there.
    lang : str
        ``"en"`` or ``"zh"``.
    written : datetime.datetime
        When, with its time zone.
    """
    tables = book_tables(season, fixtures, lang)
    files: dict[str, bytes | str] = {
        "fixtures.csv": exact_csv(fixtures_table(season, fixtures, lang)),
        "unplanned.csv": safe_csv(
            in_language(unplanned_table(season, fixtures, lang), lang, HEADINGS)
        ),
        "fairness.csv": safe_csv(in_language(fairness_table(season, fixtures), lang, HEADINGS)),
        "order_book.xlsx": book_workbook(tables),
        "order_book.html": book_page(season, fixtures, lang),
        "summary.json": json.dumps(_summary(fixtures), indent=2) + "\n",
    }
    if season.results:
        standings = rank_standings(season)
        files["standings.csv"] = safe_csv(
            in_language(standings_table(season, standings, lang), lang, HEADINGS)
        )
    for table, rows in feed_fixtures(season, fixtures).rows.items():
        frame = table_frame(table, [one.row for one in rows])
        files[f"week/{table}.csv"] = exact_csv(frame)
    calendars = team_calendars(season, fixtures, written=written, lang=lang)
    names = name_files(f"{kind} {own_id}" for kind, own_id in calendars)
    for (kind, _), name, data in zip(calendars, names, calendars.values(), strict=True):
        files[f"calendars/{kind}/{name}.ics"] = data
    for file, content in files.items():
        write_whole(out / file, content)


def write_officials(
    season: Season,
    fixtures: Fixtures,
    officials: Officials,
    out: Path,
    *,
    lang: str = "en",
    written: dt.datetime,
) -> None:
    """Write who officiates, what is missing, fairness, answers, calendars, the week's tables.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    officials : Officials
    out : Path
        A folder, made if it is not there.
    lang : str
        ``"en"`` or ``"zh"``.
    written : datetime.datetime
        When, with its time zone.
    """
    held = officials_table(season, fixtures, officials, lang)
    missing = missing_officials_table(season, fixtures, officials, lang)
    answers = [
        OfficialAnswer.model_validate(
            {"match_id": one.match_id, "staff_id": one.staff_id, "state": one.state}
        )
        for one in officials.officials
    ]
    files: dict[str, bytes | str] = {
        "match_officials.csv": safe_csv(in_language(held, lang, HEADINGS)),
        "fairness.csv": safe_csv(
            in_language(officials_fairness_table(season, fixtures, officials), lang, HEADINGS)
        ),
        "missing.csv": safe_csv(in_language(missing, lang, HEADINGS)),
        "official_answers.csv": exact_csv(table_frame("official_answers", answers)),
        **list_files(officials.feed),
    }
    calendars = official_calendars(season, fixtures, officials, written=written, lang=lang)
    for name, data in zip(name_files(calendars), calendars.values(), strict=True):
        files[f"calendars/{name}.ics"] = data
    write_files(files, out)


def _summary(fixtures: Fixtures) -> dict[str, object]:
    return {
        "status": fixtures.status.value,
        "planned": len(fixtures.matches),
        "unplanned": len(fixtures.unplanned),
        "objective": fixtures.objective,
        "bound": fixtures.bound,
        "gap": fixtures.gap,
        "terms": fixtures.terms,
        "moves": fixtures.moves,
        "wall_seconds": round(fixtures.wall_seconds, 2),
        "seed": fixtures.seed,
    }
