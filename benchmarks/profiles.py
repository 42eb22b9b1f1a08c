"""Performance profiles: on how many problems a method's plan is within a factor of the best one.

Only problems that all methods of a family and limit were run on count. A method stands with the
median of its runs of a problem; without a legal plan it is within no factor.

References
----------
Dolan and Moré, Benchmarking optimization software with performance profiles (2002).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.style import UNDATED, set_style

FACTORS = (1.0, 1.01, 1.05, 1.1, 1.25, 1.5, 2.0)
"""Those that the table has; figures end at the last."""

_GROUPS = ["family", "seconds", "workers"]


def profiles(runs: pd.DataFrame) -> Iterator[tuple[tuple[str, float, int], pd.DataFrame]]:
    """Yield, for each family and limit that several methods were run on, how far each was behind.

    Parameters
    ----------
    runs : pandas.DataFrame
        Rows of a ledger, as :func:`~benchmarks.figures.read_runs` gives them.

    Yields
    ------
    tuple of (str, float, int)
        Family, seconds and workers.
    pandas.DataFrame
        A row for each problem, a column for each method: the factor by which its plan is dearer
        than the best one, infinite where it has none.
    """
    objectives = runs["objective"].where(runs["status"] == "legal", np.inf)
    for (family, seconds, workers), own in runs.assign(objective=objectives).groupby(_GROUPS):
        table = own.pivot_table("objective", "title", "method", aggfunc="median").dropna()
        best = table.min(axis="columns")
        table, best = table[np.isfinite(best)], best[np.isfinite(best)]
        if len(table) and len(table.columns) > 1:
            # As a gap is measured, so that plans that cost nothing have a factor too.
            unit = best.abs().clip(lower=1.0)
            yield (
                (str(family), float(seconds), int(workers)),
                1.0 + table.sub(best, axis="index").div(unit, axis="index"),
            )


def list_rows(runs: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Yield family, limit, problems, method, and the share of problems within each factor."""
    for (family, seconds, _), factors in profiles(runs):
        for method, own in factors.items():
            shares = [(own <= factor + 1e-9).mean() for factor in FACTORS]
            cells = (f"{share:.0%}" for share in shares)
            yield family, f"{seconds:g} s", str(len(own)), str(method), *cells


def draw_profiles(runs: pd.DataFrame, folder: Path) -> None:
    """Draw one figure a family and limit: a curve for each method, above the others where better.

    Parameters
    ----------
    runs : pandas.DataFrame
    folder : Path
        Gets ``profile-FAMILY-SECONDS-WORKERS.svg``.
    """
    from matplotlib.figure import Figure

    set_style()
    for (family, seconds, workers), factors in profiles(runs):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.subplots()
        for method, own in factors.items():
            axes.ecdf(own.clip(upper=2 * FACTORS[-1]), label=str(method))
        title = f"{family}: {len(factors)} problems, {seconds:g} s, {workers} workers"
        axes.set(xlabel="times the best plan", ylabel="share of the problems", title=title)
        axes.set(xlim=(1.0, FACTORS[-1]), ylim=(0.0, 1.02))
        axes.legend(frameon=False, loc="lower right")
        figure.savefig(folder / f"profile-{family}-{seconds:g}-{workers}.svg", metadata=UNDATED)
