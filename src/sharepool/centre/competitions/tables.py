"""A season from a folder or a workbook, with every fault of every table at once; and back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.competitions.faults import SEASON_CHECKS, SeasonTables
from sharepool.centre.competitions.match_faults import find_match_faults
from sharepool.centre.competitions.rows import (
    REQUIRED_SEASON_TABLES,
    SEASON_TABLES,
    Blackout,
    Competition,
    DrawnTeam,
    FixedMatch,
    Fixture,
    MatchResult,
    MatchWindow,
    OfficialAnswer,
    OfficialLimit,
    OfficialNeed,
    Setting,
    Team,
    Venue,
    VenueTime,
)
from sharepool.centre.competitions.season import Season, SeasonRules
from sharepool.problem.cells import format_clock
from sharepool.problem.rows import TABLES, Row
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.faults import find_faults
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import RawTable, read_grid
from sharepool.tables.reading import gather
from sharepool.tables.sources import read_source
from sharepool.tables.writing import write_problem, write_rows

R = TypeVar("R", bound=Row)

NOT_NEEDED = ("bells", "staff", "skills", "demands")
"""Tables that a week needs and a season can do without."""

CLOCK_RULES = ("open_from", "open_until", "late_from")


def read_season(path: str | Path) -> Season:
    """Read the competitions of a season from a folder of CSV files or a workbook.

    Parameters
    ----------
    path : str or Path
        Holds ``competitions``, ``teams``, ``venues`` and the ``sites`` of a problem; whatever else
        docs/competitions.md lists may be missing.

    Returns
    -------
    Season
        With what looked suspicious, though legal, in its ``warnings``.

    Raises
    ------
    ProblemError
        With every fault of every table at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> len(season.teams)
    30
    """
    findings = TableFindings()
    source = read_source(path, findings, (*TABLES, *SEASON_TABLES))
    for name in set(NOT_NEEDED) - source.grids.keys():
        source.grids[name] = [[name for name, needed in columns_of(name).items() if needed]]
    tables = gather(source, findings)
    raw = {
        name: read_grid(name, source.grids[name], findings)
        for name in SEASON_TABLES
        if name in source.grids
    }
    findings.faults += _missing_tables(raw)
    parsed = {name: parse_table(table, findings) for name, table in raw.items()}
    broken = frozenset(fault.table for fault in findings.faults)
    season = SeasonTables(tables, raw, parsed, broken)
    rules = read_season_rules(season.numbered(Setting), findings)
    findings.faults += find_faults(tables)
    for check in SEASON_CHECKS:
        check(season, rules, findings)
    find_match_faults(season, findings)
    if findings.faults:
        raise ProblemError(findings.in_order(findings.faults))
    return Season(
        problem=tables.problem,
        competitions=season.rows(Competition),
        teams=season.rows(Team),
        venues=season.rows(Venue),
        venue_times=season.rows(VenueTime),
        blackouts=season.rows(Blackout),
        results=season.rows(MatchResult),
        fixed=season.rows(FixedMatch),
        windows=season.rows(MatchWindow),
        draws=season.rows(DrawnTeam),
        fixtures=season.rows(Fixture),
        officials=season.rows(OfficialNeed),
        officials_limits=season.rows(OfficialLimit),
        official_answers=season.rows(OfficialAnswer),
        rules=rules,
        warnings=findings.in_order(findings.warnings),
    )


def write_season(season: Season, path: str | Path) -> None:
    """Write a season so that :func:`sharepool.read_season` gives it back.

    Parameters
    ----------
    season : Season
    path : str or Path
        A folder; optional tables without rows are left out.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> sp.write_season(season, "season")
    >>> sp.read_season("season").teams == season.teams
    True
    """
    path = Path(path)
    write_problem(season.problem, path)
    for name in SEASON_TABLES:
        rows = settings_of(season.rules) if name == "season" else getattr(season, name)
        if rows or name in REQUIRED_SEASON_TABLES:
            write_rows(name, rows, path / f"{name}.csv")


def read_season_rules(rows: Iterable[tuple[int, Setting]], findings: TableFindings) -> SeasonRules:
    """Return the rules that the table `season` sets; what it cannot set is a fault."""
    values: dict[str, str] = {}
    number_of: dict[str, int] = {}
    for number, row in rows:
        key = row.key_.strip()
        if key in number_of:
            fields: dict[str, object] = {"kind": "season", "first": number_of[key]}
            findings.faults.append(Fault("season", number, "key", "duplicate_key", key, fields))
        elif key not in SeasonRules.model_fields:
            fields = {"near": Hints(SeasonRules.model_fields).near(key)}
            findings.faults.append(Fault("season", number, "key", "unknown_key", key, fields))
        else:
            values[key], number_of[key] = row.value, number
    try:
        return SeasonRules.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            key = str(detail["loc"][0])
            found = cell_fault("season", number_of.get(key), "value", detail)
            findings.faults.append(found)
        return SeasonRules()


def settings_of(rules: SeasonRules) -> tuple[Setting, ...]:
    """Return the rules that are not as they are by default, as rows of the table `season`."""
    changed = {
        name: value
        for name, value in rules
        if value != SeasonRules.model_fields[name].get_default()
    }
    return tuple(
        Setting.model_validate(
            {"key": name, "value": format_clock(value) if name in CLOCK_RULES else str(value)}
        )
        for name, value in changed.items()
    )


def _missing_tables(raw: dict[str, RawTable]) -> list[Fault]:
    return [
        Fault(name, None, "", "missing_table", "", {"kind": "season"})
        for name in REQUIRED_SEASON_TABLES
        if name not in raw
    ]
