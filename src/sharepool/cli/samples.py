"""``generate``: write a sample problem."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.cli import endings, screen
from sharepool.cli.options import AsJson, OutFolder, refuse_to_overwrite

if TYPE_CHECKING:
    from sharepool.data.problem import Problem


class Kind(StrEnum):
    """Which sample problem to generate."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    CENTRE = "centre"


def generate_problem(
    kind: Annotated[
        Kind,
        typer.Argument(
            help="One county, a prefecture of several, or what a county's centre keeps."
        ),
    ],
    out: OutFolder,
    seed: Annotated[int, typer.Option(min=0, help="Which one of its kind.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Write a realistic problem into a new or empty folder."""
    with endings.told(as_json=as_json):
        refuse_to_overwrite(out)
        problem = _write(kind, seed, out)
        counts = {
            "sites": len(problem.sites),
            "staff": len(problem.staff),
            "demands": len(problem.demands),
        }
        if as_json:
            screen.write_json({"out": str(out), "name": problem.rules.name, "seed": seed, **counts})
        else:
            told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
            screen.write(f"{problem.rules.name} written to {out}: {told}")


def _write(kind: Kind, seed: int, out: Path) -> Problem:
    """Write a sample of a kind, and return it (of a centre: the problem in it)."""
    from sharepool.generator import (
        example_rates,
        generate_centre,
        generate_county,
        generate_prefecture,
    )
    from sharepool.tables import write_centre, write_problem
    from sharepool.tables.files import write_whole
    from sharepool.tables.sources import RATES_FILE

    if kind is Kind.CENTRE:
        centre = generate_centre(seed)
        write_centre(centre, out)
        write_whole(out / RATES_FILE, example_rates())
        return centre.problem
    problem = (generate_county if kind is Kind.COUNTY else generate_prefecture)(seed)
    write_problem(problem, out)
    return problem
