"""Generated counties: ``counties:1,2,3`` names their seeds (1 to 5 if none is given)."""

from functools import partial

import sharepool as sp
from benchmarks.contract import Case

SEEDS = "1,2,3,4,5"


def list_cases(argument: str) -> list[Case]:
    """Return one county for each seed."""
    seeds = [int(seed) for seed in (argument or SEEDS).split(",")]
    return [Case(f"county-{seed}", partial(sp.generate_county, seed)) for seed in seeds]
