"""Places for many athletes: how long the decision takes, its own check apart.

    python -m benchmarks.placements --athletes 50000 --seeds 0,1,2 --out out/placements

draws athletes with scores, groups and choices, and schools with reserved places; appends a row a
run to ``OUT/placements.csv``, and goes on where it stopped. The placement is judged again by
``check_placement``. Exit code 1 if it has a flaw.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.tried import append_tried, read_tried
from sharepool.centre.placement.check import check_placement
from sharepool.centre.placement.decision import place_athletes
from sharepool.centre.placement.rows import Athlete, Place

COLUMNS = (
    "athletes", "places", "seats", "seed", "placed", "first_choice", "flaws", "wall_seconds",
    "cpu_seconds", "check_seconds",
)  # fmt: skip
ATHLETES_PER_PLACE = 50
SEATS = (10, 60)
MOST_CHOICES = 6
SPORTS = ("足球", "篮球", "排球", "田径", "游泳")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is not in the file yet; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", default="50000")
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--out", type=Path, default=Path("out/placements"))
    given = parser.parse_args(arguments)
    path = given.out / "placements.csv"
    rows = read_tried(path)
    done = {(row["athletes"], row["seed"]) for row in rows}
    for count in given.athletes.split(","):
        for seed in given.seeds.split(","):
            if (count, seed) in done:
                continue
            row = run_once(int(count), int(seed))
            rows.append(row)
            append_tried(path, COLUMNS, row)
            print(" ".join(row[column] for column in COLUMNS), flush=True)
    return int(any(row["flaws"] != "0" for row in rows))


def draw_case(count: int, seed: int) -> tuple[list[Athlete], list[Place]]:
    """Return so many athletes, and the places that they ask for."""
    rng = np.random.default_rng([seed, count])
    places = [
        Place.model_validate(
            {
                "site_id": f"S{number}",
                "skill": SPORTS[number % len(SPORTS)],
                "places": int(rng.integers(*SEATS)),
                "min_score": int(rng.integers(0, 70)),
                "reserved": f"girls:{int(rng.integers(0, 5))}",
            }
        )
        for number in range(max(len(SPORTS), count // ATHLETES_PER_PLACE))
    ]
    of_sport = {sport: [one.site_id for one in places if one.skill == sport] for sport in SPORTS}
    athletes = []
    for number in range(count):
        sport = SPORTS[int(rng.integers(len(SPORTS)))]
        offered = of_sport[sport]
        asked = rng.permutation(len(offered))[: int(rng.integers(1, MOST_CHOICES + 1))]
        athletes.append(
            Athlete.model_validate(
                {
                    "athlete_id": f"A{number}",
                    "skill": sport,
                    "score": int(rng.integers(80, 200)) / 2,
                    "sex": "girls" if rng.random() < 1 / 2 else "boys",
                    "choices": ";".join(offered[place] for place in asked),
                }
            )
        )
    return athletes, places


def run_once(count: int, seed: int) -> dict[str, str]:
    """Return the row of one run."""
    athletes, places = draw_case(count, seed)
    begun, used = time.perf_counter(), time.process_time()
    placement = place_athletes(athletes, places, seed=seed)
    decided, used = time.perf_counter(), time.process_time() - used
    flaws = check_placement(athletes, places, placement)
    found = {
        "athletes": count,
        "places": len(places),
        "seats": sum(one.places for one in places),
        "seed": seed,
        "placed": placement.placed,
        "first_choice": placement.first_choice,
        "flaws": len(flaws),
        "wall_seconds": f"{decided - begun:.2f}",
        "cpu_seconds": f"{used:.2f}",
        "check_seconds": f"{time.perf_counter() - decided:.2f}",
    }
    return {name: str(value) for name, value in found.items()}


if __name__ == "__main__":
    sys.exit(main())
