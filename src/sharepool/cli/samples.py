"""``generate``: write a sample problem."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sharepool.cli import endings, screen
from sharepool.cli.options import AsJson, OutFolder
from sharepool.errors import Fault, ProblemError


class Kind(StrEnum):
    """Which sample problem to generate."""

    COUNTY = "county"
    PREFECTURE = "prefecture"


def generate_problem(
    kind: Annotated[Kind, typer.Argument(help="One county, or a prefecture of several.")],
    out: OutFolder,
    seed: Annotated[int, typer.Option(min=0, help="Which one of its kind.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Write a realistic problem into a new or empty folder, and athletes who want to move up."""
    with endings.told(as_json=as_json):
        from sharepool.generator import generate_athletes, generate_county, generate_prefecture
        from sharepool.tables import write_problem, write_rows

        _refuse_to_overwrite(out)
        problem = (generate_county if kind is Kind.COUNTY else generate_prefecture)(seed)
        write_problem(problem, out)
        athletes, places = generate_athletes(problem, seed)
        write_rows("athletes", athletes, out / "athletes.csv")
        write_rows("places", places, out / "places.csv")
        counts = {
            "sites": len(problem.sites),
            "staff": len(problem.staff),
            "demands": len(problem.demands),
            "athletes": len(athletes),
        }
        if as_json:
            screen.write_json({"out": str(out), "name": problem.rules.name, "seed": seed, **counts})
        else:
            told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
            screen.write(f"{problem.rules.name} written to {out}: {told}")


def _refuse_to_overwrite(out: Path) -> None:
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists():
        advice = "give --out a new folder, or an empty one: nothing is overwritten"
        raise ProblemError([Fault("", None, "--out", "not_empty", str(out), advice)])
