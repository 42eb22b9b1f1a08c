"""Problems and plans to files that read back the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from pydantic import BaseModel
from tomlkit.items import Table

from sharepool.problem.cells import AsClock, format_clock, parse_decimal
from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import REQUIRED_TABLES, TABLES, Row
from sharepool.problem.rules import DayRules, Rules
from sharepool.tables.cell_types import types_of_cells
from sharepool.tables.databases import is_database, write_tables
from sharepool.tables.files import exact_csv, write_whole
from sharepool.tables.headers import RULES_COLUMNS, columns_of
from sharepool.tables.json_files import JSON
from sharepool.tables.plan_marks import MARKS, with_marks
from sharepool.tables.rulebook import flatten, join_key
from sharepool.tables.sources import WORKBOOK

if TYPE_CHECKING:
    import pandas as pd

CLOCKS = {
    "start",
    "end",
    *(name for name, field in DayRules.model_fields.items() if AsClock in field.metadata),
}
"""Columns and rules whose whole number is minutes after midnight."""

DIGITS = {"days", "visit_days"}
"""Columns of weekdays, written as digits."""

DTYPES = {bool: "boolean", int: "Int64", float: "Float64", str: "string"}
"""Types of a data frame's columns, all with missing values."""

Cell = str | int | float | Decimal


def write_problem(problem: Problem, path: str | Path) -> None:
    """Write a problem so that :func:`sharepool.read_problem` gives it back.

    Costs of the caller's own (:func:`sharepool.price_assignments`) become pins.

    Parameters
    ----------
    problem : Problem
    path : str or Path
        An ``.xlsx`` or ``.json`` file, the URL of a database (``sqlite:///county.db``), whose
        tables of these names are replaced in one transaction, or else a folder of CSV files and a
        ``rules.toml``.
        Each file takes its place at once; of the folder's optional tables, those without rows are
        written only over older ones.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> sp.write_problem(problem, "county.xlsx")
    >>> sp.read_problem("county.xlsx") == problem
    True
    """
    mind_problem(problem)
    problem = problem.with_own_as_pins()
    if is_database(path):
        write_tables(str(path), _frames(problem) | {"rules": _rules_frame(problem.rules)})
        return
    path = Path(path)
    if path.suffix.lower() == JSON:
        text = problem.model_dump_json(indent=1, exclude_none=True)
        write_whole(path, f"{text}\n")
        return
    if path.suffix.lower() == WORKBOOK:
        sheets = {name: frame for name, frame in _frames(problem).items() if _matters(name, frame)}
        write_whole(path, _workbook(sheets | {"rules": _rules_frame(problem.rules)}))
        return
    for name, frame in _frames(problem).items():
        file = path / f"{name}.csv"
        if _matters(name, frame) or file.exists():
            write_whole(file, exact_csv(frame))
    write_whole(path / "rules.toml", rules_toml(problem.rules))


def write_plan(plan: Plan, path: str | Path) -> None:
    """Write a plan as ``plan.csv`` is, or as a workbook if the path ends in ``.xlsx``.

    Where sessions are kept, a column ``keep`` says which.

    Examples
    --------
    >>> from pathlib import Path
    >>> import sharepool as sp
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.write_plan(plan, "plan.csv")
    >>> Path("plan.csv").read_text(encoding="utf-8-sig").split()
    ['staff_id,demand_id,day,slot', 'LI,HILL-FOOTBALL,3,5']
    """
    mind_plan(plan)
    _write_table("plan", with_marks(table_frame("plan", plan.assignments), plan), Path(path))


def write_rows(table: str, rows: Sequence[Row], path: str | Path) -> None:
    """Write the rows of one table so that they read back the same.

    Parameters
    ----------
    table : str
        Its name, such as ``"pairs"``.
    rows : sequence of Row
    path : str or Path
        A CSV file, or a workbook of one sheet if it ends in ``.xlsx``.

    Examples
    --------
    >>> from pathlib import Path
    >>> import sharepool as sp
    >>> pair = sp.Pair(site_id="HILL", group="城关大学区")
    >>> sp.write_rows("pairs", [pair], "pairs.csv")
    >>> Path("pairs.csv").read_text(encoding="utf-8-sig").split()
    ['site_id,group,min_sessions,strict', 'HILL,城关大学区,1,0']
    """
    _write_table(table, table_frame(table, rows), Path(path))


def _write_table(table: str, frame: pd.DataFrame, path: Path) -> None:
    if path.suffix.lower() == WORKBOOK:
        write_whole(path, _workbook({table: frame}))
    else:
        write_whole(path, exact_csv(frame))


def plan_frame(plan: Plan) -> pd.DataFrame:
    """Return a plan as a data frame, one row a session, with the columns of ``plan.csv``."""
    frame = with_marks(typed_frame("plan", plan.assignments), plan)
    return frame.astype({MARKS: "boolean"}) if MARKS in frame else frame


def problem_frames(problem: Problem) -> dict[str, pd.DataFrame]:
    """Return every table of a problem as a data frame of typed columns, and its ``rules``."""
    problem = problem.with_own_as_pins()
    frames = {name: typed_frame(name, getattr(problem, name)) for name in TABLES}
    rules = _rules_frame(problem.rules)
    return frames | {"rules": rules.astype(str).astype("string")}


def rules_toml(rules: Rules) -> str:
    """Return the text of a ``rules.toml`` that holds every rule, given or default."""
    document = tomlkit.document()
    _fill(document, rules)
    return tomlkit.dumps(document)


def _matters(name: str, frame: pd.DataFrame) -> bool:
    return name in REQUIRED_TABLES or not frame.empty


def _frames(problem: Problem) -> dict[str, pd.DataFrame]:
    return {name: table_frame(name, getattr(problem, name)) for name in TABLES}


def table_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows of a table as a data frame of cells as files hold them."""
    import pandas as pd

    columns = list(columns_of(table))
    cells = [
        [_cell(column, value) for column, (_, value) in zip(columns, row, strict=True)]
        for row in rows
    ]
    frame = pd.DataFrame(cells, columns=columns, dtype=object)
    # Plans without teams need no column for what people are in them.
    plain = table in {"plan", "previous_plan"} and not frame["role"].any()
    return frame.drop(columns="role") if plain else frame


def typed_frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows of a table as a data frame whose columns have one type each.

    Whole numbers are ``Int64``, others ``Float64`` (``string`` where binary would change them),
    yes and no ``boolean``, dates, clocks and all else ``string``. Blank cells are missing values.
    """
    frame = table_frame(table, rows)
    for column, kind in types_of_cells(table).items():
        if column in frame:
            frame[column] = _typed(frame[column], kind)
    return frame


def _typed(cells: pd.Series[Any], kind: type) -> pd.Series[Any]:
    import pandas as pd

    cells = cells.where(cells != "", None)
    if kind is float and not all(map(_is_binary, cells.dropna())):
        kind = str
    if kind is str:
        cells = cells.map(str, na_action="ignore")
    return pd.Series(cells.tolist(), index=cells.index, dtype=DTYPES[kind])


def _is_binary(number: float | Decimal) -> bool:
    """Return whether a number is what a spreadsheet's 15 digits of its binary form say."""
    return isinstance(number, float) or parse_decimal(float(number)) == number


def _rules_frame(rules: Rules) -> pd.DataFrame:
    import pandas as pd

    cells = [[join_key(path), _cell(path[-1], value)] for path, value in flatten(rules)]
    return pd.DataFrame(cells, columns=list(RULES_COLUMNS), dtype=object)


def _cell(column: str, value: Any) -> Cell:
    """Return a cell as a table holds it: text, or a number."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ("" if column in DIGITS else ";").join(map(str, value))
    if isinstance(value, bool):
        return int(value)
    if column in CLOCKS and isinstance(value, int):
        return format_clock(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, Cell) else str(value)


def _workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Return an ``.xlsx`` file with a sheet per data frame, whose texts stay texts."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    workbook = openpyxl.Workbook(write_only=True)
    for name, frame in frames.items():
        sheet = workbook.create_sheet(name)
        sheet.append(list(frame.columns))
        for row in frame.itertuples(index=False, name=None):
            cells = [WriteOnlyCell(sheet, _spreadsheet_value(cell)) for cell in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    # Otherwise a text that starts with = would become a formula.
                    cell.data_type = "s"
            sheet.append(cells)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _spreadsheet_value(cell: Cell) -> str | int | float | None:
    """Return a cell as Excel holds it; a decimal that it would change stays text."""
    if isinstance(cell, Decimal):
        return float(cell) if Decimal(repr(float(cell))) == cell else str(cell)
    return None if cell == "" else cell


def _fill(table: tomlkit.TOMLDocument | Table, section: BaseModel | Mapping[str, Any]) -> None:
    """Put the values of a section, and of all sections in it, into a TOML table."""
    for name, value in dict(section).items():
        if isinstance(value, BaseModel | Mapping):
            inner = tomlkit.table()
            _fill(inner, value)
            table.append(name, inner)
        elif isinstance(value, Decimal):
            # As written: TOML's own numbers are binary.
            table.append(name, tomlkit.value(str(value)))
        elif name in CLOCKS:
            table.append(name, format_clock(value))
        elif value is not None:
            table.append(name, value)
