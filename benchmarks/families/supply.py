"""Counties from a third missing to nothing missing: ``supply:SEEDS`` at each of :data:`LEVELS`."""

from functools import partial

import sharepool as sp
from benchmarks.contract import Case

SEEDS = "11,12,13,14,15"
LEVELS = (0.8, 1.0, 1.25, 1.6, 2.2)
"""How large the pool is, times the usual one."""


def list_cases(argument: str) -> list[Case]:
    """Return a county for each level and seed."""
    seeds = [int(seed) for seed in (argument or SEEDS).split(",")]
    return [
        Case(f"county-{seed}-{level:g}", partial(sp.generate_county, seed, level))
        for level in LEVELS
        for seed in seeds
    ]
