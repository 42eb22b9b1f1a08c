"""Ways between the places of a workbook: given, or by way of the county town."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import permutations

from openpyxl.utils import get_column_letter

from sharepool.problem.cells import MINUTES_PER_HOUR, NO_WAY, round_up
from sharepool.problem.rules import DEFAULT_SPEEDS, TravelRules
from sharepool.problem.vocabulary import find_word, folded, is_placeholder, plain
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.draft import ANSWERED, Draft, Value
from sharepool.tables.importing.listings import SheetCell, SheetListing, cell_text
from sharepool.tables.importing.places import Places
from sharepool.tables.importing.quantities import (
    HOUR,
    KM,
    MINUTE,
    MINUTES,
    cells_with_units,
    read_quantity,
    units_in,
)
from sharepool.tables.workbooks import WorkbookSheet

VIA_TOWN = "via_town"
"""Answer: ways lead through the county town, by the distances that the list gives."""
_USUAL_MIN = "30"
_LEAST_KM = Decimal(1)
"""Between two schools of one township that are as far from the county town."""


def read_ways(listing: SheetListing, draft: Draft, places: Places) -> None:
    """Take in a list of ways."""
    for record in listing.records:
        first, last = listing.get(record, "origin"), listing.get(record, "destination")
        if first is None or last is None:
            continue
        cells = {"origin": first, "destination": last}
        found = {name: Value(places.find(cell, "school"), cell) for name, cell in cells.items()}
        for concept in (MINUTES, KM):
            for cell, unit in cells_with_units(listing, record, concept):
                own = _read_way(cell, unit, draft)
                found |= {name: value for name, value in own.items() if name not in found}
        if KM in found and MINUTES not in found:
            found[MINUTES] = _by_road(found[KM])
        if MINUTES in found:
            draft.add("travel", found)


def _read_way(cell: SheetCell, unit: str, draft: Draft) -> dict[str, Value]:
    """Return what a cell says of a way, minutes or km; one that is not understood is refused."""
    if find_word("minutes", cell.text) or plain(cell.text) == "无":
        return {MINUTES: Value(NO_WAY, cell)}
    if is_placeholder(cell.text):
        # A dash in one half of a table: the way stands in the other, or else is asked.
        return {}
    found = read_quantity(cell.text, unit)
    if found is None:
        draft.refuse(cell, "unread_way", kind="unit" if read_quantity(cell.text, KM) else "form")
        return {}
    return {found.of: Value(found.text, cell)}


def _by_road(km: Value) -> Value:
    return Value(_minutes(Decimal(km.text)), km.source)


def read_matrix(sheet: WorkbookSheet, draft: Draft, answers: Answers, places: Places) -> bool:
    """Take in a table of ways, schools down and across; False if a sheet is none."""
    rows = [[cell_text(cell) for cell in row] for row in sheet.rows]
    for number, row in enumerate(rows):
        across = {place: one for place, text in enumerate(row) if (one := places.known(text))}
        if len(across) < 2:  # noqa: PLR2004
            continue
        unit = _unit(sheet, rows[: number + 1], places, answers)
        for down, below in enumerate(rows[number + 1 :], start=number + 2):
            origin = next((one for text in below if (one := places.known(text))), "")
            for place, destination in across.items() if origin else ():
                text = below[place] if place < len(below) else ""
                if text and origin != destination:
                    cell = SheetCell(text, sheet.name, f"{get_column_letter(place + 1)}{down}")
                    _add_way(draft, (origin, destination), cell, unit)
        return True
    return False


def _unit(sheet: WorkbookSheet, rows: list[list[str]], places: Places, answers: Answers) -> str:
    """Return in what a matrix is given: as its titles say, else as is answered."""
    titles = [text for row in rows for text in row if not places.known(text)]
    units = units_in(sheet.name, *titles)
    if len(units) == 1:
        return units[0]
    said = f"{sheet.name} {titles}"
    if not units and "车程" in said:
        return MINUTE
    proposed = KM if re.search("距离|里程", said) and not {HOUR, MINUTE} & {*units} else MINUTES
    return answers.read(f"matrix:{sheet.name}", proposed, _named_unit, "matrix", sheet=sheet.name)


def _named_unit(said: str) -> str | None:
    units = units_in(f"({said})")
    return units[0] if len(units) == 1 else None


def _add_way(draft: Draft, ends: tuple[str, str], cell: SheetCell, unit: str) -> None:
    cells = {"origin": Value(ends[0], cell), "destination": Value(ends[1], cell)}
    own = _read_way(cell, unit, draft)
    if KM in own:
        own[MINUTES] = _by_road(own[KM])
    if own:
        draft.add("travel", {**cells, **own})


def ask_ways(draft: Draft, answers: Answers, places: Places) -> None:
    """Ask how ways are found that neither coordinates nor a table give."""
    given = {(row["origin"], row["destination"]) for row in draft.rows.get("travel", ())}
    placed = {one for one, cells in places.named.items() if cells.get("lon") and cells.get("lat")}
    unknown = [
        (one, other)
        for one, other in permutations(places.named, 2)
        if not {one, other} <= placed and not {(one, other), (other, one)} & given
    ]
    if not unknown:
        return
    far = set(places.named) - places.distances.keys()
    by_town = bool(places.distances) and not far & {one for pair in unknown for one in pair}
    often = Counter(one for pair in unknown for one in pair)
    missing = "、".join(one for one, count in often.items() if count == max(often.values()))
    kind = "ways.some" if given else "ways"
    proposed = VIA_TOWN if by_town else _USUAL_MIN
    usual = answers.read(
        "ways", proposed, lambda said: _usual_way(said, by_town=by_town), kind, places=missing
    )
    for one, other in unknown:
        minutes, km = usual, None
        if not minutes:
            way = _km(one, other, places)
            km, minutes = Value(str(way), None, ANSWERED, "ways"), _minutes(way)
        texts = {"origin": one, "destination": other, "minutes": minutes}
        cells = {name: Value(text, None, ANSWERED, "ways") for name, text in texts.items()}
        draft.add("travel", {**cells, "km": km})


def _usual_way(said: str, *, by_town: bool) -> str | None:
    """Return the minutes between any two schools that an answer says; blank: by way of the town."""
    if folded(said) == VIA_TOWN:
        return "" if by_town else None
    found = read_quantity(said, MINUTE)
    return found.text if found and found.of == MINUTES else None


def _km(one: str, other: str, places: Places) -> Decimal:
    """Return the way between two places: by the county town, or along their township's road."""
    first, last = (Decimal(places.distances[place].text) for place in (one, other))
    if places.towns[one] and places.towns[one] == places.towns[other]:
        return max(_LEAST_KM, abs(first - last))
    return max(_LEAST_KM, first + last)


def _minutes(km: Decimal) -> str:
    speed = DEFAULT_SPEEDS["car"]
    return str(round_up(MINUTES_PER_HOUR * km / speed) + int(TravelRules().overhead_min))
