"""What each part of the engine is worth: solves with one of them off, beside solves with all.

    python -m benchmarks.ablation --families counties:42 supply:42 --seconds 30 --seeds 0,1 \
        --out out/ablation

What a strategy leaves of its worker's time is split among the worker's others. Outcomes are kept
one by one: the same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pandas as pd

import sharepool as sp
from benchmarks.contract import find_cases
from sharepool.engine.params import SolveParams, TimeSplit, TimeSplits

WHOLE = "everything"
TABLE = "ablation.csv"
PLANS = ("search", "helping", "fractional", "dives", "set_partitioning", "large_neighbourhood")
ROUND = ("dives", "set_partitioning", "large_neighbourhood")
BOUNDS = ("first_search", "diagnosis", "target", "bound", "fractional_after_bound", "proof")
SPLITS = tuple(field.name for field in fields(TimeSplits))


def _without_strategy(name: str) -> SolveParams:
    """Return the parameters with no time for a strategy, and more for the others of its worker."""
    usual = SolveParams()
    splits = {split: _without_share(getattr(usual.time_split, split), name) for split in SPLITS}
    return replace(usual, time_split=replace(usual.time_split, **splits))


def _without_share(split: TimeSplit, name: str) -> TimeSplit:
    worker = PLANS if name in PLANS else BOUNDS
    shares = {one: getattr(split, one) for one in worker}
    times = {one: split.rounds if one in ROUND else 1 for one in worker}
    total = sum(shares[one] * times[one] for one in worker)
    gone = shares[name] * times[name]
    if not 0 < gone < total:
        return split
    more = {one: share * total / (total - gone) for one, share in shares.items()}
    return replace(split, **more | {name: 0.0})


def _without_enumeration() -> SolveParams:
    usual = SolveParams()
    return replace(usual, enumeration=replace(usual.enumeration, seconds_per_person=1e9))


def _without_subset_rows() -> SolveParams:
    usual = SolveParams()
    return replace(usual, subset_rows=replace(usual.subset_rows, least_violation=1e9))


def _ascent(**changes: float) -> SolveParams:
    usual = SolveParams()
    return replace(usual, dual_ascent=replace(usual.dual_ascent, **changes))


PARTS: Mapping[str, Callable[[], SolveParams]] = {
    WHOLE: SolveParams,
    "the coarse stage": partial(_ascent, coarse_until=0.0),
    "the duals of a relaxed program": partial(_ascent, most_relaxed_pairs=0),
    "the restricted master": partial(_ascent, most_rows=0),
    "time kept for refinement": partial(_ascent, refine_from=1.0),
    "subset rows": _without_subset_rows,
    "enumeration": _without_enumeration,
    "help with the bound": partial(_without_strategy, "helping"),
    "search from the fractional solution": partial(_without_strategy, "fractional_after_bound"),
    "that search of large problems": partial(_without_strategy, "fractional"),
    "dives": partial(_without_strategy, "dives"),
    "set partitioning": partial(_without_strategy, "set_partitioning"),
    "large neighbourhoods": partial(_without_strategy, "large_neighbourhood"),
    "target search": partial(_without_strategy, "target"),
    "CP-SAT on the whole problem": partial(_without_strategy, "proof"),
    "diagnosis": partial(_without_strategy, "diagnosis"),
}
"""What is off, by the name that the table gives it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Solve what the command line names, and keep a row for each solve."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("--families", nargs="+", required=True)
    parser.add_argument("--problems", help="only those of these names, between commas")
    parser.add_argument("--without", help="only these parts, between commas", default=None)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("out/ablation"))
    given = parser.parse_args(arguments)
    parts = list(PARTS) if given.without is None else [WHOLE, *given.without.split(",")]
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    for spec in given.families:
        cases = find_cases(spec)
        names = list(cases) if given.problems is None else given.problems.split(",")
        for name in (name for name in names if name in cases):
            rows = sp.experiment(
                {name: cases[name].load()},
                {part: {"params": PARTS[part]()} for part in parts},
                seeds=[int(seed) for seed in given.seeds.split(",")],
                folder=given.out / "outcomes",
                stop=given.seconds,
                workers=given.workers,
                on_row=lambda row: print(_line(row), flush=True),
            )
            _keep(rows.assign(family=spec.partition(":")[0], seconds=given.seconds), given.out)


def _line(row: Mapping[str, object]) -> str:
    named = ("problem", "setting", "seed", "objective", "bound")
    return "  ".join(str(row[key]) for key in named)


def _keep(rows: pd.DataFrame, folder: Path) -> None:
    """Put rows into the table, in place of those of the same solves."""
    path = folder / TABLE
    if path.exists():
        rows = pd.concat([pd.read_csv(path), rows], ignore_index=True)
    key = ["family", "problem", "setting", "seed", "seconds"]
    rows.drop_duplicates(key, keep="last").to_csv(path, index=False)


def list_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield, for each part, how much wider gaps are without it, plans dearer and bounds lower.

    Parameters
    ----------
    folder : Path
        Where outcomes were kept.

    Yields
    ------
    tuple of str
        Part, limits, problems, solves; the mean by which the gap is wider, in points of a hundred,
        with its standard error; the widest mean of one problem, and that problem; the means by
        which plans are dearer and bounds lower, as shares of the plan.
    """
    rows = pd.read_csv(folder / TABLE).set_index(["family", "problem", "seed", "seconds"])
    whole = rows[rows["setting"] == WHOLE]
    for part in PARTS:
        own = rows[rows["setting"] == part].join(whole.add_suffix("_whole"), how="inner")
        own = own.dropna(subset=["gap", "gap_whole"])
        if part == WHOLE or own.empty:
            continue
        wider = 100 * (own["gap"] - own["gap_whole"])
        limits = own.index.get_level_values("seconds")
        of_problem = wider.groupby("problem").mean()
        plan = own["objective_whole"].abs()
        dearer = 100 * (own["objective"] - own["objective_whole"]) / plan
        lower = 100 * (own["bound_whole"] - own["bound"]) / plan
        error = f" ± {wider.sem():.2f}" if len(wider) > 1 else ""
        yield (
            part,
            ", ".join(f"{limit:g} s" for limit in sorted(set(limits))),
            str(len(of_problem)),
            str(len(own)),
            f"{wider.mean():+.2f}{error}",
            f"{of_problem.max():+.2f} ({of_problem.idxmax()})",
            f"{dearer.mean():+.2f}",
            f"{lower.mean():+.2f}",
        )


if __name__ == "__main__":
    main()
