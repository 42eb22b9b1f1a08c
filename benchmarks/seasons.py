"""Fixtures of invented seasons: a district's football, or a county's four sports on 20 grounds.

    python -m benchmarks.seasons --sports 4 --seeds 1,2,3 --seconds 120 --out out/seasons

draws and plans each season, one after the other, and appends a row a run to ``OUT/seasons.csv``;
the same command goes on where it stopped. Fixtures are judged again by
``sharepool.check_fixtures``. Exit code 1 if they break a rule.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.run import current_commit
from benchmarks.tried import append_tried, read_tried
from sharepool import Stop, check_fixtures, draw_groups, generate_season, plan_fixtures

LEDGER = "seasons.csv"
COLUMNS = (
    "season", "seed", "limit", "teams", "grounds", "matches", "planned", "broken", "status",
    "objective", "bound", "moves", "cpu_seconds", "wall_seconds", "started",
    "commit",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not in the file yet; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sports", type=int, default=4, help="1: a district, 4: a county")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--out", type=Path, default=Path("out/seasons"))
    given = parser.parse_args(arguments)
    path = given.out / LEDGER
    stamp = {"started": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", "commit": current_commit()}
    rows = read_tried(path)
    told = f"{given.seconds:g} s"
    done = {(row["season"], row["seed"], row["limit"]) for row in rows}
    name = f"sports-{given.sports}"
    for seed in given.seeds.split(","):
        if (name, seed, told) in done:
            continue
        row = {"season": name, "limit": told, **stamp}
        row |= run_once(given.sports, int(seed), given.seconds)
        rows.append(row)
        append_tried(path, COLUMNS, row)
        print(" ".join(row[column] for column in COLUMNS), flush=True)
    return int(any(row["broken"] != "0" for row in rows))


def run_once(sports: int, seed: int, seconds: float) -> dict[str, str]:
    """Return the row of one run, but for its season and limit."""
    season = generate_season(seed, sports=sports)
    season = season.replace(draws=draw_groups(season, seed=seed).rows)
    begun = time.process_time()
    fixtures = plan_fixtures(season, stop=Stop(seconds=seconds), seed=seed)
    cpu_seconds = time.process_time() - begun
    found = {
        "seed": seed,
        "teams": len(season.teams),
        "grounds": len(season.venues),
        "matches": len(fixtures.matches) + len(fixtures.unplanned),
        "planned": len(fixtures.matches),
        "broken": len(check_fixtures(season, fixtures)),
        "status": fixtures.status.value,
        "objective": fixtures.objective,
        "bound": "" if fixtures.bound is None else fixtures.bound,
        "moves": fixtures.moves,
        "cpu_seconds": f"{cpu_seconds:.1f}",
        "wall_seconds": f"{fixtures.wall_seconds:.1f}",
    }
    return {name: str(value) for name, value in found.items()}


if __name__ == "__main__":
    sys.exit(main())
