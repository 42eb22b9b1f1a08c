"""The order book (秩序册): everything that teams get before a season, as workbook and as page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.centre.competitions.draw import Draw
from sharepool.centre.competitions.ranking import rank_standings
from sharepool.centre.competitions.report_tables import (
    competitions_table,
    draw_table,
    fairness_table,
    fixtures_table,
    standings_table,
    unplanned_table,
)
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Fixtures
from sharepool.centre.competitions.words import SeasonWording, wording

if TYPE_CHECKING:
    import pandas as pd

HIDDEN = frozenset({"venue_id", "home", "away", "competition_id", "impossible"})
"""Columns that programs read and people do not."""

MOST_WIDTH = 60
TEMPLATE = Path(__file__).with_name("order_book.html.j2")


def book_tables(season: Season, fixtures: Fixtures, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return the tables of an order book by their titles, headed in the reader's language.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    lang : str
        ``"en"`` or ``"zh"``.
    """
    say = wording(season, lang)
    found = {
        "competitions": competitions_table(season, fixtures, lang),
        "draw": draw_table(season, Draw(season.draws, "", 0, {}, {}, {})),
        "fixtures": fixtures_table(season, fixtures, lang),
        "unplanned": unplanned_table(season, fixtures, lang),
        "standings": standings_table(season, rank_standings(season), lang)
        if season.results
        else None,
        "fairness": fairness_table(season, fixtures),
    }
    return {
        say.word(f"title.{name}"): _headed(table, say)
        for name, table in found.items()
        if table is not None and len(table)
    }


def _headed(table: pd.DataFrame, say: SeasonWording) -> pd.DataFrame:
    shown = [name for name in table.columns if name not in HIDDEN]
    kept = table[shown].copy()
    kept.columns = [say.column(name) for name in shown]
    for name, heading in zip(shown, kept.columns, strict=True):
        if name == "advances":
            kept[heading] = [say.word("yes") if cell else "" for cell in kept[heading]]
    return kept


def book_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the order book as an ``.xlsx`` file, a sheet a table, ready to print."""
    import openpyxl
    from openpyxl.styles import Font

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, table in tables.items():
        sheet = workbook.create_sheet(title[:31])
        sheet.append(list(table.columns))
        for row in table.itertuples(index=False, name=None):
            sheet.append([_plain(cell) for cell in row])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    # Otherwise a name that starts with = would become a formula.
                    cell.data_type = "s"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in sheet.columns:
            width = max(_width(cell.value) for cell in column) + 2
            sheet.column_dimensions[column[0].column_letter].width = min(MOST_WIDTH, width)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _plain(cell: Any) -> Any:
    return None if cell == "" else cell


def _width(cell: Any) -> int:
    """Return how wide a cell is shown: signs of Chinese take two places."""
    text = "" if cell is None else str(cell)
    return sum(1 if sign.isascii() else 2 for sign in text)


def book_page(season: Season, fixtures: Fixtures, lang: str = "en") -> str:
    """Return the order book as one HTML page that needs nothing else."""
    from jinja2 import Environment

    say = wording(season, lang)
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    return template.render(
        lang="zh-CN" if lang == "zh" else "en",
        title=f"{season.problem.rules.name} · {say.word('title.order_book')}",
        outcome=say.of_outcome(fixtures),
        tables=[
            (title, list(table.columns), table.values.tolist())
            for title, table in book_tables(season, fixtures, lang).items()
        ],
    )
