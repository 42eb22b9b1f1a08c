"""What an exchange is decided by, from the folder of a centre, with every fault at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.exchange.eligibility import count_lessons, find_standings
from sharepool.centre.exchange.rows import EXCHANGE_TABLES, PastMove, Post
from sharepool.centre.exchange.rules import ExchangeRules
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.centre.needs.tables import read_centre
from sharepool.problem.rows import Row
from sharepool.tables.display import shown
from sharepool.tables.feature_tables import (
    NumberedRows,
    numbered_of,
    read_feature_tables,
    rows_of,
    unknown_values,
)
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.settings import find_settings

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class ExchangeFolder:
    """A centre, and what its exchange is decided by.

    Attributes
    ----------
    centre : Centre
    rules : ExchangeRules
    posts : tuple of Post
    history : tuple of PastMove
        The moves of earlier years.
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    centre: Centre
    rules: ExchangeRules
    posts: tuple[Post, ...]
    history: tuple[PastMove, ...]
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)

    @property
    def date(self) -> dt.date:
        """When the moves take effect."""
        return self.rules.date or self.centre.problem.rules.week_of


def read_exchange(
    path: str | Path, *, rules: str | Path | None = None, profile: str | None = None
) -> ExchangeFolder:
    """Read a centre with its posts, its earlier exchanges and the rules of this one.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook, as :func:`sharepool.read_centre` has it; ``posts``, ``exchanges``
        and ``exchange.toml`` may be in it.
    rules : str or Path, optional
        The settings, if they are not the folder's ``exchange.toml``.
    profile : str, optional
        A curriculum by name.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> read = sp.read_exchange("data/samples/county/centre")
    >>> len(read.posts), read.rules.years
    (50, 6)
    """
    path, findings = Path(path), TableFindings()
    settings = find_settings(ExchangeRules, path, rules, findings, "exchange")
    try:
        centre = read_centre(path, profile)
    except ProblemError as error:
        findings.faults += error.faults
        centre = None
    tables = read_feature_tables(path, EXCHANGE_TABLES, findings)
    if centre is not None:
        case = _Read(centre, settings or ExchangeRules(), tables)
        findings.faults += [fault for check in CHECKS for fault in check(case)]
    if findings.faults or centre is None or settings is None:
        raise ProblemError(findings.in_order(dict.fromkeys(findings.faults)))
    return ExchangeFolder(
        centre,
        settings,
        rows_of(Post, tables),
        rows_of(PastMove, tables),
        (*centre.problem.warnings, *findings.in_order(findings.warnings)),
    )


@dataclass(frozen=True)
class _Read:
    """What was read without a fault of its own."""

    centre: Centre
    rules: ExchangeRules
    tables: dict[str, NumberedRows]

    @property
    def date(self) -> dt.date:
        return self.rules.date or self.centre.problem.rules.week_of

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        return numbered_of(kind, self.tables)

    def residents(self) -> Iterator[tuple[int, Resident]]:
        for index, one in enumerate(self.centre.residents):
            yield self.centre.number_of("residents", index), one


def unknown_places(read: _Read) -> Iterator[Fault]:
    """Find schools that the sites table lacks."""
    sites = read.centre.problem.site_of
    for table, column in (
        ("posts", "site_id"),
        ("exchanges", "from_site"),
        ("exchanges", "to_site"),
    ):
        yield from unknown_values(table, read.tables[table], column, sites, "sites")
    yield from unknown_values("residents", list(read.residents()), "wishes", sites, "sites")


def own_schools_wished(read: _Read) -> Iterator[Fault]:
    """Find residents who wish for the school where they are."""
    for number, one in read.residents():
        if one.site_id in one.wishes:
            yield Fault("residents", number, "wishes", "own_school", one.site_id)


def unknown_subjects(read: _Read) -> Iterator[Fault]:
    """Find subjects that the curriculum lacks, and residents of none."""
    subjects = count_lessons(read.centre)
    hints = Hints(subjects)
    listed = [("posts", number, row.subject) for number, row in read.numbered(Post)]
    listed += [("residents", number, one.subject) for number, one in read.residents()]
    for table, number, subject in listed:
        if subject and subject not in subjects:
            fields = {"near": hints.near(subject)}
            yield Fault(table, number, "subject", "unknown_subject", shown(subject), fields)


def dates_to_come(read: _Read) -> Iterator[Fault]:
    """Find residents who will have been at their school, or born, only after the exchange."""
    today = {"kind": "exchange", "date": read.date}
    for number, one in read.residents():
        for column in ("since", "born"):
            given = getattr(one, column)
            if given is not None and given > read.date:
                yield Fault("residents", number, column, "in_future", str(given), today)
    for number, row in read.numbered(PastMove):
        if row.date > read.date:
            yield Fault("exchanges", number, "date", "in_future", str(row.date), today)
        if row.until is not None and row.until < row.date:
            fields = {"first": "date"}
            yield Fault("exchanges", number, "until", "end_before_start", str(row.until), fields)


def posts_below_teachers(read: _Read) -> Iterator[Fault]:
    """Find schools that have more teachers of a subject than posts."""
    there = Counter(
        (one.resident.site_id, one.subject)
        for one in find_standings(read.centre, read.rules, read.date)
    )
    for number, row in read.numbered(Post):
        subjects = [row.subject] if row.subject else list(count_lessons(read.centre))
        for subject in subjects:
            if there[row.site_id, subject] > row.posts:
                fields = {"count": there[row.site_id, subject], "subject": subject}
                yield Fault("posts", number, "posts", "few_posts", str(row.posts), fields)


def experience_beyond_years(read: _Read) -> Iterator[Fault]:
    """Find a rule that asks for more experience of who stays than of who goes."""
    rules = read.rules
    if rules.experienced_years > rules.years:
        fields = {"kind": "experience", "years": rules.years}
        value = str(rules.experienced_years)
        yield Fault("exchange", None, "experienced_years", "out_of_range", value, fields)


CHECKS: tuple[Callable[[_Read], Iterator[Fault]], ...] = (
    unknown_places,
    own_schools_wished,
    unknown_subjects,
    dates_to_come,
    posts_below_teachers,
    experience_beyond_years,
)
"""What tables of an exchange say against each other."""
