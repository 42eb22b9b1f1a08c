"""Counties where several people make up sessions: ``teams:SEEDS`` at each of :data:`SHARES`."""

from functools import partial

import sharepool as sp
from benchmarks.contract import Case

SEEDS = "11,12,13"
SHARES = (0.1, 0.3)
"""Of the sessions: those that several people make up, or that two schools have."""


def list_cases(argument: str) -> list[Case]:
    """Return a county for each share and seed."""
    seeds = [int(seed) for seed in (argument or SEEDS).split(",")]
    return [
        Case(f"teams-{seed}-{share:g}", partial(sp.generate_county, seed, teams=share))
        for share in SHARES
        for seed in seeds
    ]
