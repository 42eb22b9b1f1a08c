"""Problems in any database that SQLAlchemy knows: a table per file of docs/format.md."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.cell_types import types_of_cells
from sharepool.tables.headers import RULES_COLUMNS, read_table_name
from sharepool.tables.raw import Grid

if TYPE_CHECKING:
    import pandas as pd
    import sqlalchemy as sa

_DEGREES = {"lon", "lat"}
"""Columns of binary numbers; others are exact decimals."""
ROW_NUMBER = "row_number"
"""Column that keeps the order of rows; a table without it is read as the database gives it."""


def is_database(path: object) -> bool:
    """Return whether a problem's path is the URL of a database."""
    return isinstance(path, str) and "://" in path


def read_tables(url: str) -> dict[str, Grid]:
    """Return the rows of every table or view that a problem may have, headers first.

    Raises
    ------
    ProblemError
        If the database cannot be reached or read.
    """
    _require_sqlalchemy()
    import sqlalchemy as sa

    with _engine(url, must_exist=True) as engine, engine.connect() as connection:
        inspector = sa.inspect(connection)
        found = (*inspector.get_table_names(), *inspector.get_view_names())
        names = [name for name in found if read_table_name(name)]
        metadata = sa.MetaData()
        metadata.reflect(connection, only=names, views=True)
        return {name: _grid(connection, metadata.tables[name]) for name in sorted(names)}


def write_tables(url: str, frames: Mapping[str, pd.DataFrame]) -> None:
    """Put data frames in place of the tables of a database, in one transaction.

    Raises
    ------
    ProblemError
        If the database cannot be reached or written to; then it is as it was.
    """
    _require_sqlalchemy()
    import sqlalchemy as sa

    metadata = sa.MetaData()
    tables = {
        name: sa.Table(
            name,
            metadata,
            sa.Column(ROW_NUMBER, sa.Integer, primary_key=True),
            *(sa.Column(column, _column_type(name, column)) for column in frame.columns),
        )
        for name, frame in frames.items()
    }
    with _engine(url) as engine, engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        for name, frame in frames.items():
            if rows := list(_rows(tables[name], frame)):
                connection.execute(tables[name].insert(), rows)


def _require_sqlalchemy() -> None:
    if importlib.util.find_spec("sqlalchemy") is None:
        raise ProblemError([Fault("", None, "", "no_driver", "", {"kind": "package"})])


def _grid(connection: sa.Connection, table: sa.Table) -> Grid:
    import sqlalchemy as sa

    columns = [column for column in table.columns if column.name != ROW_NUMBER]
    is_sqlite = connection.dialect.name == "sqlite"
    query = sa.select(*map(_as_stored, columns) if is_sqlite else columns)
    if ROW_NUMBER in table.columns:
        query = query.order_by(table.columns[ROW_NUMBER])
    header: list[Any] = [column.name for column in columns]
    return [header, *(list(row) for row in connection.execute(query))]


def _as_stored(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Return a column as SQLite holds it: dates are text there, and may be written in any way."""
    import sqlalchemy as sa

    is_dated = isinstance(column.type, sa.Date | sa.DateTime | sa.Time)
    return sa.type_coerce(column, sa.Text()) if is_dated else column


def _rows(table: sa.Table, frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, blank cells as NULL, texts exactly as written."""
    import sqlalchemy as sa

    texts = {column.name for column in table.columns if isinstance(column.type, sa.Text)}
    for number, row in enumerate(frame.to_dict("records"), start=1):
        cells = {name: None if cell == "" else cell for name, cell in row.items()}
        yield {ROW_NUMBER: number} | {
            str(name): str(cell) if name in texts and cell is not None else cell
            for name, cell in cells.items()
        }


def _column_type(table: str, column: str) -> sa.types.TypeEngine[Any]:
    """Return whole numbers and coordinates as numbers, all else (decimals too) as exact text."""
    import sqlalchemy as sa

    if table == "rules" and column in RULES_COLUMNS:
        return sa.Text()
    kind = types_of_cells(table)[column]
    if kind in {int, bool}:
        return sa.Integer()
    return sa.Double() if column in _DEGREES else sa.Text()


@contextmanager
def _engine(url: str, *, must_exist: bool = False) -> Iterator[sa.Engine]:
    """Give an engine for a URL; what goes wrong with it is a fault, without the password."""
    import sqlalchemy as sa

    shown = ""
    try:
        address = sa.make_url(url)
        shown = address.render_as_string(hide_password=True)
        if must_exist and _is_missing_file(address):
            raise ProblemError([Fault("", None, "", "missing_file", shown, {"kind": "database"})])
        engine = sa.create_engine(address)
        if engine.dialect.name == "sqlite":
            _begin_in_earnest(engine)
        try:
            yield engine
        finally:
            engine.dispose()
    except ImportError as error:
        fields = {"reason": str(error)}
        raise ProblemError([Fault("", None, "", "no_driver", shown, fields)]) from None
    except (sa.exc.SQLAlchemyError, ValueError, TypeError) as error:
        # Besides what SQLAlchemy raises itself: options of a URL that its driver cannot use.
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        fault = Fault("", None, "", "bad_database", shown, {"reason": reason})
        raise ProblemError([fault]) from None


def _is_missing_file(address: sa.URL) -> bool:
    """Return whether a database is a file that is not there; connecting would make it."""
    if address.get_backend_name() != "sqlite" or not address.database:
        return False
    return address.database != ":memory:" and not Path(address.database).is_file()


def _begin_in_earnest(engine: sa.Engine) -> None:
    """Let SQLite's transactions hold what makes and drops tables, which its driver leaves out."""
    import sqlalchemy as sa

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")
