"""Fixtures of real amateur leagues (RobinX), against the costs that others have published.

    python -m benchmarks.leagues FOLDER --seconds 60 --seeds 0 --out out/leagues

plans every ``*.xml`` of the folder's ``best_known.csv`` (columns ``instance``, ``published_cost``),
one after the other, and appends a row a run to ``OUT/leagues.csv``; the same command
goes on where it stopped. With ``--work 60`` the limit counts moves and not seconds, so that a busy
machine finds the same; ``cpu_seconds`` says what that took. ``--rival path/to/python3.13`` runs
leagueplanner, installed there, for so many seconds of the processor instead. Fixtures are judged
twice: by ``sharepool.check_fixtures``, and by ``judge`` here, which counts the instance's own
constraints on dates and knows nothing of seasons. Exit code 1 if a run of ours is illegal.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.robinx import FIRST_DATE, read_robinx
from benchmarks.run import current_commit
from benchmarks.tried import append_tried, read_tried
from sharepool import Fixtures, Stop, check_fixtures, plan_fixtures

BEST_KNOWN = "best_known.csv"
LEDGER = "leagues.csv"
OURS = "sharepool"
NEAR = 5
"""More than the published cost that is still near it."""

COLUMNS = (
    "instance", "method", "seed", "limit", "teams", "matches", "published", "cost", "status",
    "broken", "bound", "moves", "cpu_seconds", "wall_seconds", "started",
    "commit",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not in the file yet; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=float, default=60.0)
    limit.add_argument("--work", type=float, help="see sharepool.Stop")
    parser.add_argument("--rival", help="a Python that has leagueplanner")
    parser.add_argument("--instances", help="some of them only, separated by commas")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--out", type=Path, default=Path("out/leagues"))
    given = parser.parse_args(arguments)
    path = given.out / LEDGER
    stamp = {"started": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", "commit": current_commit()}
    rows = read_tried(path)
    by_work = given.work is not None
    stop = Stop(seconds=None, work=given.work) if by_work else Stop(seconds=given.seconds)
    told = f"{given.work:g} work" if by_work else f"{given.seconds:g} s"
    method = "leagueplanner" if given.rival else OURS
    done = {(row["instance"], row["method"], row["seed"], row["limit"]) for row in rows}
    with (given.folder / BEST_KNOWN).open(newline="", encoding="utf-8") as file:
        published = {row["instance"]: int(row["published_cost"]) for row in csv.DictReader(file)}
    for name, cost in published.items():
        if given.instances and name not in given.instances.split(","):
            continue
        for seed in given.seeds.split(","):
            if (name, method, seed, told) in done:
                continue
            league = given.folder / f"{name}.xml"
            if given.rival:
                found = run_rival(given.rival, league, cost, int(seed), given.seconds)
            else:
                found = run_once(league, cost, int(seed), stop)
            row = {"limit": told, **stamp} | found
            rows.append(row)
            append_tried(path, COLUMNS, row)
            print(" ".join(str(row[column]) for column in COLUMNS), flush=True)
    for name in dict.fromkeys(row["method"] for row in rows):
        own = [row for row in rows if row["method"] == name]
        legal = [int(row["cost"]) - int(row["published"]) for row in own if row["broken"] == "0"]
        print(
            f"{name}: {len(own)} runs, {len(legal)} legal: {sum(more <= 0 for more in legal)} at "
            f"the published cost or below, {sum(more <= NEAR for more in legal)} within {NEAR}"
        )
    return int(any(row["status"] == "illegal" for row in rows if row["method"] == OURS))


def run_rival(python: str, path: Path, published: int, seed: int, seconds: float) -> dict[str, str]:
    """Return the row of a run of leagueplanner, but for its limit: the best that it saw."""
    season = read_robinx(path)
    dates = range(len(list(season.dates_of(season.competitions[0]))))
    closed: dict[str, list[int]] = defaultdict(list)
    for row in season.blackouts:
        closed[row.team_id].append((row.from_ - FIRST_DATE).days)
    open_at: dict[str, list[int]] = defaultdict(list)
    for row in season.venue_times:
        if row.date is not None:
            open_at[row.venue_id].append((row.date - FIRST_DATE).days)
    teams = [team.team_id[1:] for team in season.teams]
    soft = [one for one in season.windows if one.weight]
    (hard,) = (one for one in season.windows if one.weight is None)
    given = {
        "seed": seed,
        "seconds": seconds,
        "slots": len(dates),
        "home": [sorted({*open_at[f"V{one}"]} - {*closed[f"T{one}"]}) for one in teams],
        "away": [sorted(closed[f"T{one}"]) for one in teams],
        "between": season.competitions[0].min_return_days,
        "span": hard.span_days,
        # What two matches so many days apart cost: the windows that hold both.
        "penalties": {
            days: sum((one.weight or 0) * max(0, one.span_days - days) for one in soft)
            for days in range(1, max(one.span_days for one in soft))
        },
    }
    begun = time.monotonic()
    answer = json.loads(
        subprocess.run(
            [python, Path(__file__).with_name("league_rival.py")],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    took = time.monotonic() - begun
    broken, cost, matches = min(
        (*judge(path, met), len(met))
        for met in (
            {
                (teams[home], teams[away]): slot
                for home, row in enumerate(matrix)
                for away, slot in enumerate(row)
                if home != away and slot is not None
            }
            for matrix in answer["found"]
        )
    )
    found = {
        "instance": path.stem,
        "method": "leagueplanner",
        "seed": seed,
        "teams": len(teams),
        "matches": matches,
        "published": published,
        "cost": cost,
        "status": "illegal" if broken else "feasible",
        "broken": broken,
        "bound": "",
        "moves": answer["iterations"],
        "cpu_seconds": f"{seconds:.1f}",
        "wall_seconds": f"{took:.1f}",
    }
    return {name: str(value) for name, value in found.items()}


def run_once(path: Path, published: int, seed: int, stop: Stop) -> dict[str, str]:
    """Return the row of one run, but for its limit."""
    season = read_robinx(path)
    begun = time.process_time()
    fixtures = plan_fixtures(season, stop=stop, seed=seed)
    cpu_seconds = time.process_time() - begun
    flaws = check_fixtures(season, fixtures)
    broken, cost = judge(path, list_met(fixtures))
    legal = not flaws and not broken and cost == fixtures.objective
    found = {
        "instance": path.stem,
        "method": OURS,
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


Met = Mapping[tuple[str, str], int]
"""The slot of each match, by the numbers of the home and the away team."""


def list_met(fixtures: Fixtures) -> Met:
    """Return the slot of each match of some fixtures."""
    return {
        (one.home.team_id[1:], one.away.team_id[1:]): (one.date - FIRST_DATE).days
        for one in fixtures.matches
    }


def judge(path: Path, met: Met) -> tuple[int, int]:
    """Return how often an instance's hard constraints are broken, and what its soft ones cost."""
    root = ET.parse(path).getroot()  # noqa: S314 - the benchmark's own files
    slots = len(list(root.iter("slot")))
    played: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for (home, away), slot in met.items():
        played[home].append((slot, True))
        played[away].append((slot, False))
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
