"""People, sites and demands that stand in the tables twice, and lines that are none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

from sharepool.base.errors import Fault
from sharepool.problem.rows import Bell, Demand, Row, Site, Staff, Window
from sharepool.problem.vocabulary import folded
from sharepool.tables.parsing import NAME_OF, ParsedTables, as_text
from sharepool.tables.raw import TARGETS

TOTALS = frozenset({"合计", "总计", "小计", "共计", "总和", "累计", "total", "sum", "subtotal"})
"""Words that begin a row which adds up others."""
SUNDAY = 7
FEW = 3
"""People from which on it is odd that all of them do something."""


def totals(tables: ParsedTables) -> Iterator[Fault]:
    """Find rows that add up the others."""
    for kind, columns in ((Site, ("site_id", "name")), (Staff, ("staff_id", "name"))):
        for number, row in tables.numbered(kind):
            for column in columns:
                word = folded(getattr(row, column)).rstrip(":")
                if word in TOTALS:
                    value = getattr(row, column)
                    yield Fault(NAME_OF[kind], number, column, "totals_row", value)
                    break


def notes(tables: ParsedTables) -> Iterator[Fault]:
    """Find notes below the sites: rows of one cell, where all others have more, that none name."""
    table = tables.raw.get("sites")
    if table is None:
        return
    lone = {
        number: as_text(cells["site_id"])
        for number, cells in zip(table.numbers, table.rows, strict=True)
        if cells.keys() == {"site_id"}
    }
    if len(lone) > len(table.rows) // 2:
        return
    named = {
        as_text(cells[column])
        for other, rows in tables.raw.items()
        for column, target in TARGETS.items()
        if target == "sites" and other != "sites" and column in rows.columns
        for cells in rows.rows
        if column in cells
    }
    for number, value in lone.items():
        if value not in named and folded(value).rstrip(":") not in TOTALS:
            yield Fault("sites", number, "site_id", "note_row", value)


def twin_ids(tables: ParsedTables) -> Iterator[Fault]:
    """Find ids that differ by case or white space alone."""
    for name, ids in tables.ids.items():
        first: dict[str, str] = {}
        for one, (number, *_) in ids.items():
            other = first.setdefault(folded(one), one)
            if other != one:
                (column,) = (
                    (key for key in tables.parsed[name][0][1].key) if tables.parsed[name] else ("",)
                )
                fields = {"first": ids[other][0]}
                yield Fault(name, number, column, "twin_id", one, fields)


def twins(tables: ParsedTables) -> Iterator[Fault]:
    """Find people and sites of one name at one place, and demands that say the same."""
    checks: tuple[tuple[type[Row], Callable[..., Hashable]], ...] = (
        (Staff, _same_person),
        (Site, _same_site),
        (Demand, _same_demand),
    )
    for kind, key_of in checks:
        first: dict[Hashable, int] = {}
        for number, row in tables.numbered(kind):
            key = key_of(row)
            if key is None:
                continue
            if first.setdefault(key, number) != number:
                fields = {"kind": NAME_OF[kind], "first": first[key]}
                value = getattr(row, "name", "") or getattr(row, "demand_id", "")
                yield Fault(NAME_OF[kind], number, "", "twin", value, fields)


def _same_person(person: Staff) -> Hashable:
    named = person.name and folded(person.name) != folded(person.staff_id)
    return (folded(person.name), person.home_site, folded(person.employer)) if named else None


def _same_site(site: Site) -> Hashable:
    named = site.name and folded(site.name) != folded(site.site_id)
    return (folded(site.name), folded(site.county), folded(site.group)) if named else None


def _same_demand(demand: Demand) -> Hashable:
    """Return what two demands for one class's lessons have in common."""
    if not demand.cohort:
        return None
    return (
        demand.site_id,
        demand.kind,
        demand.skill,
        demand.cohort,
        demand.season_from,
        demand.slots,
    )


def sundays(tables: ParsedTables) -> Iterator[Fault]:
    """Find that everybody is available on Sunday, where no site has a slot then."""
    if any(SUNDAY in bell.days for bell in tables.rows(Bell)):
        return
    days: dict[str, set[int]] = defaultdict(set)
    first = None
    for number, window in tables.numbered(Window):
        days[window.staff_id].add(window.day)
        first = number if first is None and window.day == SUNDAY else first
    if len(days) >= FEW and all(SUNDAY in one for one in days.values()):
        yield Fault("availability", first, "day", "sundays", str(SUNDAY))


CHECKS = (totals, notes, twin_ids, twins, sundays)
