"""What tables, columns and rules are called where people read of them."""

from __future__ import annotations

from functools import cache

from sharepool.tables.headers import CHINESE_COLUMNS, list_groups


@cache
def table_name(table: str, lang: str = "en") -> str:
    """Return what a table is called: in Chinese as its sheet, in English its name in words."""
    if lang == "en":
        return table.replace("_", " ")
    named = (item for group in list_groups() for item in group.names.items())
    return next((title for title, known in named if known == table), table)


@cache
def column_name(table: str, column: str, lang: str = "en") -> str:
    """Return what a column is called: in Chinese its header, in English its name in words."""
    if lang == "en":
        return column.replace("_", " ")
    groups = [group for group in list_groups() if table in group.kinds]
    for titles in (
        *(group.columns_in.get(table, {}) for group in groups),
        *(group.columns for group in groups),
        CHINESE_COLUMNS,
        *(group.columns for group in list_groups()),
        *(titles for group in list_groups() for titles in group.columns_in.values()),
    ):
        for title, known in titles.items():
            if known == column:
                return title
    return column
