"""The core of pairing on other people's instances: capacitated p-median, single-source location.

``python -m benchmarks.locations FOLDER [--seconds S]`` solves every ``*.txt`` of a folder that its
``best_known.csv`` (columns ``instance``, ``optimum``) names, and prints value, published optimum,
bound and seconds. Exit code 1 if a value is better than the optimum, or a bound above it.

Two formats are distinguished by how many numbers there are: that of the OR-Library's p-median
(``k best``, ``n p capacity``, then ``id x y demand`` n times; distances rounded down), and
that of Holmberg, Rönnqvist and Yuan (1999) (``m n``, m capacities, m opening costs, n demands, then
for each client the costs from each facility).
"""

from __future__ import annotations

import argparse
import csv
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from sharepool.centre.pairing.location import LocationProblem
from sharepool.centre.pairing.model import locate

BEST_KNOWN = "best_known.csv"
COLUMNS = ("instance", "facilities", "clients", "value", "optimum", "bound", "gap", "seconds")


def main(arguments: list[str] | None = None) -> int:
    """Solve the instances of a folder and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=120.0)
    options = parser.parse_args(arguments)
    wrong = 0
    print(" ".join(f"{column:>13}" for column in COLUMNS))
    for name, optimum in read_optima(options.folder).items():
        problem = read_instance(options.folder / f"{name}.txt")
        found = locate(problem, seconds=options.seconds)
        value = "none" if found.objective is None else found.objective
        gap = "" if found.gap is None else f"{found.gap:.2%}"
        row = (name, *problem.costs.shape, value, optimum, found.bound, gap)
        print(" ".join(f"{cell!s:>13}" for cell in (*row, f"{found.wall_seconds:.1f}")), flush=True)
        too_good = found.objective is not None and found.objective < optimum
        wrong += too_good or found.bound is None or found.bound > optimum
    if wrong:
        print(f"{wrong} results contradict the published optima", file=sys.stderr)
    return int(wrong > 0)


def read_optima(folder: Path) -> dict[str, int]:
    """Return the published optimum of each instance of a folder."""
    with (folder / BEST_KNOWN).open(newline="", encoding="utf-8") as file:
        return {row["instance"]: int(row["optimum"]) for row in csv.DictReader(file)}


def read_instance(path: Path) -> LocationProblem:
    """Return an instance of either format."""
    numbers = np.array(path.read_text(encoding="utf-8").split(), dtype=float)
    clients = int(numbers[2])
    if len(numbers) == 5 + 4 * clients:
        return _read_p_median(numbers)
    return _read_facility_location(numbers)


def _read_p_median(numbers: np.ndarray) -> LocationProblem:
    clients, medians, capacity = numbers[2:5].astype(int)
    rows = numbers[5:].reshape(clients, 4)
    apart = np.linalg.norm(rows[:, None, 1:3] - rows[None, :, 1:3], axis=2)
    capacities = np.full(clients, capacity)
    return LocationProblem(np.floor(apart), rows[:, 3], capacities, n_open=int(medians))


def _read_facility_location(numbers: np.ndarray) -> LocationProblem:
    facilities, clients = numbers[:2].astype(int)
    parts = np.cumsum([2, facilities, facilities, clients])
    capacities, opening, loads = (numbers[first:last] for first, last in pairwise(parts))
    costs = numbers[parts[-1] :].reshape(clients, facilities).T
    return LocationProblem(costs, loads, capacities, opening)


if __name__ == "__main__":
    sys.exit(main())
