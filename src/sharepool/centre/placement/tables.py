"""Athletes and places from files, with every fault of both at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sharepool.base.errors import Fault
from sharepool.centre.placement.camps import list_camp_places
from sharepool.centre.placement.rows import Athlete, Camp, Offer, Place, list_choices
from sharepool.problem.rows import Row
from sharepool.problem.vocabulary import plain
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import read_grid
from sharepool.tables.sources import read_list

Numbered = list[tuple[int, Row]]


class Applications(NamedTuple):
    """What a placement is made of.

    Attributes
    ----------
    athletes : tuple of Athlete
    places : tuple of Place
        Those of camps among them, under their ids.
    camps : tuple of Camp
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    athletes: tuple[Athlete, ...]
    places: tuple[Place, ...]
    camps: tuple[Camp, ...]
    warnings: tuple[Fault, ...]


def read_athletes(
    athletes: str | Path, places: str | Path, camps: str | Path | None = None
) -> tuple[tuple[Athlete, ...], tuple[Place, ...]]:
    """Read who wants to move up and the places that there are.

    Parameters
    ----------
    athletes, places : str or Path
        Each a CSV file or a workbook, with English or Chinese headers.
    camps : str or Path, optional
        Camps, whose places join the others under their ids.

    Raises
    ------
    ProblemError
        With every fault of both tables at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> folder = "data/samples/county"
    >>> athletes, places = sp.read_athletes(f"{folder}/athletes.csv", f"{folder}/places.csv")
    >>> athletes[0].choices
    ('A-UJ01', 'A-UJ04', 'A-UJ02', 'A-UJ03')
    """
    read = read_applications(athletes, places, camps)
    return read.athletes, read.places


def read_applications(
    athletes: str | Path, places: str | Path, camps: str | Path | None = None
) -> Applications:
    """Read athletes, places and camps, with what looked suspicious in them.

    Parameters
    ----------
    athletes, places : str or Path
    camps : str or Path, optional
    """
    findings = TableFindings()
    asking = _read("athletes", Path(athletes), findings)
    before = len(findings.faults)
    offered = _read("places", Path(places), findings)
    held: Numbered = []
    if camps is not None:
        held = _read_camps(Path(camps), findings)
        numbered = [(number, row) for number, row in held if isinstance(row, Camp)]
        made = list_camp_places(row for _, row in numbered)
        offered = [*offered, *zip([number for number, _ in numbered], made, strict=True)]
    asking = _spelled(asking, offered)
    # A site whose row could not be read is not unknown.
    if len(findings.faults) == before:
        findings.faults += _unknown_choices(asking, offered)
        findings.faults += _unknown_sports(asking, offered)
        findings.faults += _missing_study(asking, offered)
    findings.faults += _overbooked(offered)
    findings.faults += _other_choices(asking)
    findings.faults += _repeated("athletes", asking)
    findings.faults += _repeated("places", offered)
    findings.raise_faults()
    return Applications(
        tuple(row for _, row in asking if isinstance(row, Athlete)),
        tuple(row for _, row in offered if isinstance(row, Place)),
        tuple(row for _, row in held if isinstance(row, Camp)),
        findings.in_order(findings.warnings),
    )


def read_camps(path: str | Path) -> tuple[Camp, ...]:
    """Read camps alone: a CSV file or a workbook, with English or Chinese headers.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    ProblemError
        With every fault at once.
    """
    findings = TableFindings()
    rows = _read_camps(Path(path), findings)
    findings.raise_faults()
    return tuple(row for _, row in rows if isinstance(row, Camp))


def _read_camps(path: Path, findings: TableFindings) -> Numbered:
    """Read camps; those named twice, and those that end before they begin, are faults."""
    rows = _read("camps", path, findings)
    findings.faults += _repeated("camps", rows)
    findings.faults += [
        Fault("camps", number, "until", "end_before_start", str(row.until), {"first": "from"})
        for number, row in rows
        if isinstance(row, Camp) and row.until < row.from_
    ]
    return rows


def _read(table: str, path: Path, findings: TableFindings) -> Numbered:
    if not path.is_file():
        fault = Fault(table, None, "", "missing_file", str(path), {"kind": "table"})
        findings.faults.append(fault)
        return []
    before = len(findings.faults)
    grid = read_list(path, findings, table)
    if len(findings.faults) > before:
        return []
    return parse_table(read_grid(table, grid, findings, path.name), findings)


def _spelled(asking: Numbered, offered: Numbered) -> Numbered:
    """Return who asks, with the sites of their choices written as those of the places are."""
    site_of = {plain(row.site_id): row.site_id for _, row in offered if isinstance(row, Place)}

    def spell(choice: str) -> str:
        site, slash, skill = choice.rpartition("/")
        if choice in site_of or site not in site_of:
            return site_of.get(choice, choice)
        return f"{site_of[site]}{slash}{skill}"

    return [
        (number, row.model_copy(update={"choices": tuple(map(spell, row.choices))}))
        if isinstance(row, Athlete)
        else (number, row)
        for number, row in asking
    ]


def _unknown_choices(asking: Numbered, offered: Numbered) -> Iterator[Fault]:
    """Find chosen sites that no row of places has: most likely slips of the pen."""
    known = {row.site_id for _, row in offered if isinstance(row, Place)}
    sports = {row.skill for _, row in asking if isinstance(row, Athlete)}
    hints = Hints(known)
    for number, row in asking:
        for choice in row.choices if isinstance(row, Athlete) else ():
            head, slash, skill = choice.rpartition("/")
            site_id = head if slash and skill in sports and choice not in known else choice
            if site_id not in known:
                fields = {"target": "places", "near": hints.near(site_id)}
                yield Fault("athletes", number, "choices", "unknown_id", shown(site_id), fields)


def warn_of_choices(athletes: Iterable[Athlete], places: Iterable[Place]) -> tuple[Fault, ...]:
    """Return what athletes should hear before the draw, legal though it is.

    That is: choices of schools without a place for the sport, or of an athlete of several sports
    that do not say which, and reserved places of a group that nobody is of.

    Parameters
    ----------
    athletes : iterable of Athlete
    places : iterable of Place

    Examples
    --------
    >>> import sharepool as sp
    >>> asking = sp.Athlete(athlete_id="A1", skill="足球", score=80, choices=("SENIOR",))
    >>> offered = sp.Place(site_id="SENIOR", skill="篮球", places=2)
    >>> [fault.code for fault in sp.warn_of_choices([asking], [offered])]
    ['no_offer']
    """
    asking, offered = list(athletes), list(places)
    known = {(place.site_id, place.skill) for place in offered if place.places}
    rows_of: dict[str, list[Athlete]] = {}
    for row in asking:
        rows_of.setdefault(row.athlete_id, []).append(row)
    found = []
    for athlete_id, rows in rows_of.items():
        chosen = list_choices(rows)
        unclear = [offer for offer in chosen if rows[1:] and not _names_sport(rows, offer)]
        if unclear:
            told = ", ".join(f"{site_id}/{skill}" for site_id, skill in unclear)
            fields = {"kind": "sport", "offers": told}
            found.append(Fault("athletes", None, "choices", "unclear", athlete_id, fields))
        empty = [offer for offer in chosen if offer not in known]
        if empty:
            told = ", ".join(f"{site_id}/{skill}" for site_id, skill in empty)
            kind = "only" if len(empty) == len(chosen) else "also"
            fields = {"kind": kind, "offers": told}
            found.append(Fault("athletes", None, "choices", "no_offer", athlete_id, fields))
    for place in offered:
        for group, count in place.reserved:
            if count and not any(
                row.skill == place.skill and row.belongs_to(group) for row in asking
            ):
                found.append(Fault("places", None, "reserved", "nobody_of_group", group))
    return tuple(found)


def _names_sport(rows: Sequence[Athlete], offer: Offer) -> bool:
    """Return whether an athlete of several sports says which one a choice is for."""
    chosen = next((row.choices for row in rows if row.choices), ())
    return "/".join(offer) in chosen


def _unknown_sports(asking: Numbered, offered: Numbered) -> Iterator[Fault]:
    """Find sports that no school has a row of: slips of the pen, or words of another language."""
    known = {row.skill for _, row in offered if isinstance(row, Place)}
    hints = Hints(known)
    for number, row in asking:
        if isinstance(row, Athlete) and row.skill not in known:
            fields = {"kind": "places", "near": hints.near(row.skill)}
            yield Fault("athletes", number, "skill", "unknown_skill", shown(row.skill), fields)


def _missing_study(asking: Numbered, offered: Numbered) -> Iterator[Fault]:
    """Find athletes without a study score who choose a school that asks for one."""
    asked = {
        (row.site_id, row.skill)
        for _, row in offered
        if isinstance(row, Place) and row.min_study is not None
    }
    rows_of: dict[str, list[Athlete]] = {}
    for _, row in asking:
        if isinstance(row, Athlete):
            rows_of.setdefault(row.athlete_id, []).append(row)
    for number, row in asking:
        if isinstance(row, Athlete) and row.study_score is None:
            chosen = list_choices(rows_of[row.athlete_id])
            wanted = [
                site for site, skill in chosen if skill == row.skill and (site, skill) in asked
            ]
            if wanted:
                fields = {"kind": "study_score", "site": wanted[0]}
                yield Fault("athletes", number, "study_score", "missing_value", "", fields)


def _overbooked(offered: Numbered) -> Iterator[Fault]:
    """Find schools that reserve more places than they have."""
    for number, row in offered:
        if isinstance(row, Place):
            reserved = sum(one.places for one in row.reserved)
            if reserved > row.places:
                value = shown(";".join(map(str, row.reserved)))
                fields = {"kind": "reserved", "reserved": reserved, "places": row.places}
                yield Fault("places", number, "reserved", "out_of_range", value, fields)


def _other_choices(asking: Numbered) -> Iterator[Fault]:
    """Find athletes of several sports whose rows have different choices."""
    first: dict[str, tuple[int, Athlete]] = {}
    for number, row in asking:
        if isinstance(row, Athlete) and row.choices:
            earlier, model = first.setdefault(row.athlete_id, (number, row))
            if model.choices != row.choices and model.skill != row.skill:
                value, fields = shown(";".join(row.choices)), {"kind": "choices", "first": earlier}
                yield Fault("athletes", number, "choices", "contradiction", value, fields)


def _repeated(table: str, rows: Iterable[tuple[int, Row]]) -> Iterator[Fault]:
    """Find rows whose key another row has."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(getattr(row, column) for column in row.key)
        if first.setdefault(key, number) != number:
            value, fields = shown(", ".join(key)), {"first": first[key]}
            yield Fault(table, number, row.key[0], "duplicate_id", value, fields)
