"""Fixtures of real amateur leagues (RobinX), against the costs that others have published.

    python -m benchmarks.leagues FOLDER --seconds 60 --seeds 0 --out out/leagues

plans every ``*.xml`` of the folder's ``best_known.csv`` (columns ``instance``, ``published_cost``),
one after the other, and appends a row a run to ``OUT/leagues.csv``; the same command
goes on where it stopped. With ``--work 60`` the limit counts moves and not seconds, so that a busy
machine finds the same; ``cpu_seconds`` says what that took. Fixtures are judged twice: by
``sharepool.check_fixtures``, and by ``judge`` here, which counts the instance's own constraints on
dates and knows nothing of seasons. Exit code 1 if a run is illegal.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.robinx import FIRST_DATE, read_robinx
from benchmarks.tried import append_tried, read_tried
from sharepool import Fixtures, Stop, check_fixtures, plan_fixtures

BEST_KNOWN = "best_known.csv"
COLUMNS = (
    "instance", "seed", "limit", "teams", "matches", "published", "cost", "status", "broken",
    "bound", "moves", "cpu_seconds", "wall_seconds",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not in the file yet; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=float, default=60.0)
    limit.add_argument("--work", type=float, help="see sharepool.Stop")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--out", type=Path, default=Path("out/leagues"))
    given = parser.parse_args(arguments)
    path = given.out / "leagues.csv"
    rows = read_tried(path)
    by_work = given.work is not None
    stop = Stop(seconds=None, work=given.work) if by_work else Stop(seconds=given.seconds)
    told = f"{given.work:g} work" if by_work else f"{given.seconds:g} s"
    done = {(row["instance"], row["seed"], row["limit"]) for row in rows}
    with (given.folder / BEST_KNOWN).open(newline="", encoding="utf-8") as file:
        published = {row["instance"]: int(row["published_cost"]) for row in csv.DictReader(file)}
    for name, cost in published.items():
        for seed in given.seeds.split(","):
            if (name, seed, told) in done:
                continue
            row = {"limit": told} | run_once(given.folder / f"{name}.xml", cost, int(seed), stop)
            rows.append(row)
            append_tried(path, COLUMNS, row)
            print(" ".join(str(row[column]) for column in COLUMNS), flush=True)
    equal = sum(int(row["cost"]) <= int(row["published"]) for row in rows)
    near = sum(int(row["cost"]) <= int(row["published"]) + 5 for row in rows)
    print(f"{len(rows)} runs: {equal} at the published cost or below, {near} within 5 of it")
    return int(any(row["status"] == "illegal" for row in rows))


def run_once(path: Path, published: int, seed: int, stop: Stop) -> dict[str, str]:
    """Return the row of one run, but for its limit."""
    season = read_robinx(path)
    begun = time.process_time()
    fixtures = plan_fixtures(season, stop=stop, seed=seed)
    cpu_seconds = time.process_time() - begun
    flaws = check_fixtures(season, fixtures)
    broken, cost = judge(path, fixtures)
    legal = not flaws and not broken and cost == fixtures.objective
    found = {
        "instance": path.stem,
        "seed": seed,
        "teams": len(season.teams),
        "matches": len(fixtures.matches),
        "published": published,
        "cost": cost,
        "status": fixtures.status.value if legal else "illegal",
        "broken": broken,
        "bound": "" if fixtures.bound is None else fixtures.bound,
        "moves": fixtures.moves,
        "cpu_seconds": f"{cpu_seconds:.1f}",
        "wall_seconds": f"{fixtures.wall_seconds:.1f}",
    }
    return {name: str(value) for name, value in found.items()}


def judge(path: Path, fixtures: Fixtures) -> tuple[int, int]:
    """Return how often an instance's hard constraints are broken, and what its soft ones cost."""
    root = ET.parse(path).getroot()  # noqa: S314 - the benchmark's own files
    slots = len(list(root.iter("slot")))
    played: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    met: dict[tuple[str, str], int] = {}
    for one in fixtures.matches:
        slot = (one.date - FIRST_DATE).days
        home, away = one.home.team_id[1:], one.away.team_id[1:]
        played[home].append((slot, True))
        played[away].append((slot, False))
        met[home, away] = slot
    teams = [team.attrib["id"] for team in root.iter("team")]
    broken = sum((a, b) not in met for a in teams for b in teams if a != b)
    cost = 0
    for one in root.iter("CA1"):
        listed = {int(slot) for slot in one.attrib.get("slots", "").split(";") if slot}
        only_home = one.attrib["mode"] == "H"
        broken += sum(
            slot in listed and (home or not only_home) for slot, home in played[one.attrib["teams"]]
        )
    for one in root.iter("CA3"):
        width, most = int(one.attrib["intp"]), int(one.attrib["max"])
        over = sum(
            max(0, sum(begin <= slot < begin + width for slot, _ in played[team]) - most)
            for team in teams
            for begin in range(slots - width + 1)
        )
        if one.attrib["type"] == "HARD":
            broken += over
        else:
            cost += int(one.attrib["penalty"]) * over
    for one in root.iter("SE1"):
        least = int(one.attrib["min"])
        broken += sum(
            abs(met[a, b] - met[b, a]) - 1 < least for a, b in met if a < b and (b, a) in met
        )
    return broken, cost


if __name__ == "__main__":
    sys.exit(main())
