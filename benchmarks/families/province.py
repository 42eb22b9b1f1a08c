"""A province: ``province:SEED`` names 2, 5 and 10 prefectures side by side, of two counties each.

The largest has some 1,300 people and 12,000 sessions. Far townships lie near those of the next
county, as in a prefecture, so that none of them is solved apart; the pool is a little smaller than
usual.
"""

from __future__ import annotations

from functools import partial
from itertools import product

import sharepool as sp
from benchmarks.contract import Case
from benchmarks.geography import put_together, relabel

PREFECTURES = (2, 5, 10)
COUNTIES = 2
SUPPLY = 0.85
NORTH_DEGREES, EAST_DEGREES = 0.5, 0.6
"""From one county to the next, some 55 km."""
SEED_STEP = 100


def list_cases(argument: str) -> list[Case]:
    """Return the sizes of one seed (1 if none is given)."""
    seed = int(argument or 1)
    return [
        Case(f"{size}-prefectures-{seed}", partial(generate, seed, size)) for size in PREFECTURES
    ]


def generate(seed: int, size: int) -> sp.Problem:
    """Return so many neighbouring prefectures."""
    counties = [
        relabel(
            sp.generate_county(seed + SEED_STEP * (COUNTIES * prefecture + county), SUPPLY),
            f"{prefecture + 1}.{county + 1}/",
            north_degrees=county * NORTH_DEGREES,
            east_degrees=prefecture * EAST_DEGREES,
        )
        for prefecture, county in product(range(size), range(COUNTIES))
    ]
    return put_together(counties, f"{size}-prefectures-{seed}")
