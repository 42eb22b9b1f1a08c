"""Ways between the places of a workbook: given, or by way of the county town."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import permutations

from openpyxl.utils import get_column_letter

from sharepool.problem.cells import MINUTES_PER_HOUR, parse_text, round_up
from sharepool.problem.rules import DEFAULT_SPEEDS, TravelRules
from sharepool.problem.vocabulary import clean
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.draft import ANSWERED, Draft, Value
from sharepool.tables.importing.listings import SheetCell, SheetListing
from sharepool.tables.importing.places import Places
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
        for concept in ("minutes", "km"):
            cell = listing.get(record, concept)
            number = re.search(r"\d+(?:\.\d+)?", cell.text) if cell else None
            if cell and (number or concept == "minutes"):
                found[concept] = Value(number[0] if number else cell.text, cell)
        draft.add("travel", found)


def read_matrix(sheet: WorkbookSheet, draft: Draft, answers: Answers, places: Places) -> bool:
    """Take in a table of ways, schools down and across; False if a sheet is none."""
    rows = [[_plain(cell) for cell in row] for row in sheet.rows]
    for number, row in enumerate(rows):
        across = {place: one for place, text in enumerate(row) if (one := places.known(text))}
        if len(across) < 2:  # noqa: PLR2004
            continue
        unit = _unit(sheet, rows[: number + 1], answers)
        for down, below in enumerate(rows[number + 1 :], start=number + 2):
            origin = next((one for text in below if (one := places.known(text))), "")
            for place, destination in across.items() if origin else ():
                text = below[place] if place < len(below) else ""
                if text and origin != destination:
                    cell = SheetCell(text, sheet.name, f"{get_column_letter(place + 1)}{down}")
                    _add_way(draft, (origin, destination), cell, unit)
        return True
    return False


def _unit(sheet: WorkbookSheet, rows: list[list[str]], answers: Answers) -> str:
    """Return in what a matrix is given: as its titles say, else as is answered."""
    said = " ".join([sheet.name, *(text for row in rows for text in row)])
    if re.search("分钟|用时|时间|车程|min", said):
        return "minutes"
    if re.search("公里|里程|km|KM|千米", said):
        return "km"
    return answers.text(f"matrix:{sheet.name}", "minutes", "matrix", sheet=sheet.name)


def _add_way(draft: Draft, ends: tuple[str, str], cell: SheetCell, unit: str) -> None:
    number = re.search(r"\d+(?:\.\d+)?", cell.text)
    cells = {"origin": Value(ends[0], cell), "destination": Value(ends[1], cell)}
    if unit == "km" and number:
        minutes = _minutes(Decimal(number[0]))
        cells |= {"minutes": Value(minutes, cell), "km": Value(number[0], cell)}
    else:
        cells["minutes"] = Value(number[0], cell) if number else Value.read(cell)
    draft.add("travel", cells)


def _plain(cell: object) -> str:
    return "" if cell is None else clean(parse_text(cell))


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
    answer = answers.text("ways", VIA_TOWN if by_town else _USUAL_MIN, kind, places=missing)
    for one, other in unknown:
        number = re.search(r"\d+", answer)
        minutes, km = number[0] if number else _USUAL_MIN, None
        if answer == VIA_TOWN and by_town:
            way = _km(one, other, places)
            km, minutes = Value(str(way), None, ANSWERED, "ways"), _minutes(way)
        texts = {"origin": one, "destination": other, "minutes": minutes}
        cells = {name: Value(text, None, ANSWERED, "ways") for name, text in texts.items()}
        draft.add("travel", {**cells, "km": km})


def _km(one: str, other: str, places: Places) -> Decimal:
    """Return the way between two places: by the county town, or along their township's road."""
    first, last = (Decimal(places.distances[place].text) for place in (one, other))
    if places.towns[one] and places.towns[one] == places.towns[other]:
        return max(_LEAST_KM, abs(first - last))
    return max(_LEAST_KM, first + last)


def _minutes(km: Decimal) -> str:
    speed = DEFAULT_SPEEDS["car"]
    return str(round_up(MINUTES_PER_HOUR * km / speed) + int(TravelRules().overhead_min))
