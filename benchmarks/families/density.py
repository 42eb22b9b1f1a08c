"""The same area, ever more in it: ``density:SEED`` names 1, 2 and 4 counties on one spot.

Twice as dense means a second county of another seed around the same town: as many people, schools
and demands again, among the first ones. Everybody may go to every school.
"""

from __future__ import annotations

from functools import partial

import sharepool as sp
from benchmarks.contract import Case
from benchmarks.geography import put_together, relabel

DENSITIES = (1, 2, 4)
SEED_STEP = 100
"""Between the counties that lie on one spot."""


def list_cases(argument: str) -> list[Case]:
    """Return the densities of one seed (1 if none is given)."""
    seed = int(argument or 1)
    return [Case(f"{times}x-dense-{seed}", partial(generate, seed, times)) for times in DENSITIES]


def generate(seed: int, times: int) -> sp.Problem:
    """Return a county with so many times the usual people and demands."""
    layers = [
        relabel(sp.generate_county(seed + SEED_STEP * layer), f"{layer + 1}/" if layer else "")
        for layer in range(times)
    ]
    return put_together(layers, f"{times}x-dense-{seed}")
