"""How it goes as problems grow: ``growth:SEED`` names 1, 2, 5, 10 and 20 neighbouring counties.

Up to ten are the first counties of one prefecture; twenty are two prefectures, side by side.
"""

from __future__ import annotations

import math
from functools import partial

import sharepool as sp
from benchmarks.contract import Case
from benchmarks.geography import keep_counties, list_counties, put_together, relabel

SIZES = (1, 2, 5, 10, 20)
PREFECTURE_SPAN_DEGREES = 1.2
"""Degrees of latitude from one prefecture to the next: two rows of counties and the gap between."""


def list_cases(argument: str) -> list[Case]:
    """Return the sizes of one seed (1 if none is given)."""
    seed = int(argument or 1)
    return [Case(f"{size}-counties-{seed}", partial(generate, seed, size)) for size in SIZES]


def generate(seed: int, size: int) -> sp.Problem:
    """Return so many neighbouring counties."""
    prefectures = [sp.generate_prefecture(seed)]
    counties = list_counties(prefectures[0])
    for number in range(1, math.ceil(size / len(counties))):
        more = sp.generate_prefecture(seed + number)
        north = number * PREFECTURE_SPAN_DEGREES
        prefectures.append(relabel(more, f"{number + 1}/", north_degrees=north))
    whole = put_together(prefectures, f"{size}-counties-{seed}")
    return keep_counties(whole, list_counties(whole)[:size])
