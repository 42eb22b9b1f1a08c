"""Ways between the places of a workbook: given, or by way of the county town."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations

from sharepool.problem.cells import MINUTES_PER_HOUR, round_up
from sharepool.problem.rules import DEFAULT_SPEEDS, TravelRules
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.draft import ANSWERED, Draft, Value
from sharepool.tables.importing.listings import Listing
from sharepool.tables.importing.places import Places

VIA_TOWN = "via_town"
"""Answer: ways lead through the county town, by the distances that the list gives."""
_USUAL_MIN = "30"
_LEAST_KM = Decimal(1)
"""Between two schools of one township that are as far from the county town."""


def read_ways(listing: Listing, draft: Draft, places: Places) -> None:
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


def ask_ways(draft: Draft, answers: Answers, places: Places) -> None:
    """Ask how ways are found, where neither coordinates nor minutes are given."""
    if draft.rows.get("travel"):
        return
    cells = places.named.values()
    if cells and all(one.get("lon") and one.get("lat") for one in cells):
        return
    has_all = bool(places.distances) and places.distances.keys() >= places.named.keys()
    answer = answers.text("ways", VIA_TOWN if has_all else _USUAL_MIN)
    for one, other in permutations(places.named, 2):
        minutes = km = None
        if answer == VIA_TOWN and has_all:
            way = _km(one, other, places)
            km, minutes = Value(str(way), None, ANSWERED, "ways"), _minutes(way)
        else:
            number = re.search(r"\d+", answer)
            minutes = number[0] if number else _USUAL_MIN
        draft.add(
            "travel",
            {
                "origin": Value(one, None, ANSWERED, "ways"),
                "destination": Value(other, None, ANSWERED, "ways"),
                "minutes": Value(minutes, None, ANSWERED, "ways"),
                "km": km,
            },
        )


def _km(one: str, other: str, places: Places) -> Decimal:
    """Return the way between two places: by the county town, or along the road of their township."""
    first, last = (Decimal(places.distances[place].text) for place in (one, other))
    if places.towns[one] and places.towns[one] == places.towns[other]:
        return max(_LEAST_KM, abs(first - last))
    return max(_LEAST_KM, first + last)


def _minutes(km: Decimal) -> str:
    speed = DEFAULT_SPEEDS["car"]
    return str(round_up(MINUTES_PER_HOUR * km / speed) + int(TravelRules().overhead_min))
