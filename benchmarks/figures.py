"""Tables and curves of the runs in a folder.

    python -m benchmarks.figures out/benchmarks

Writes ``tables.md`` and SVG curves beside ``runs.csv``: objective and bound over time for each
problem, what growth costs, and performance profiles. Letters are drawn as paths, so that no font is
needed to see them.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from benchmarks.contract import Point
from benchmarks.ledger import Ledger
from benchmarks.profiles import draw_profiles
from benchmarks.run import LEDGER
from benchmarks.style import UNDATED, set_style

GROWTH_FAMILIES = ("growth", "density")
GAPS = (0.1, 0.05, 0.02)
SETTLED = 1.01
"""Times its last objective: when the plan is as good as this, what is left is the bound's."""
NUMBERS = (
    "people", "sites", "sessions_wanted", "optimum", "seed", "seconds", "workers", "objective",
    "bound", "sessions_delivered", "raw_sessions", "travel_min", "wall_seconds", "peak_mb",
)  # fmt: skip
OURS = "sharepool"
SOON = 0.01
"""Seconds that stand for fewer on a logarithmic axis."""
HIGHEST = 1.8
"""Times the best objective that a curve shows: what is worse would flatten the rest."""
_COMPARED = (
    "method", "runs", "objective", "to ours", "gap", "delivered", "raw", "s", "MB", "note",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Write tables and curves of the folder that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("out/benchmarks"))
    folder = parser.parse_args(arguments).folder
    runs = read_runs(folder / LEDGER)
    blocks = [
        *_comparisons(runs),
        *_over_limits(runs),
        *_published(runs),
        *_growth(runs),
        _machines(runs),
    ]
    (folder / "tables.md").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    draw_curves(runs, folder)
    draw_growth(runs, folder)
    draw_profiles(runs, folder)


def read_runs(path: Path) -> pd.DataFrame:
    """Return the runs, with numbers as numbers, and histories as lists of points."""
    runs = pd.DataFrame(Ledger(path).read())
    for name in NUMBERS:
        runs[name] = pd.to_numeric(runs[name], errors="coerce")
    runs["history"] = [
        [Point(*point) for point in json.loads(text or "[]")] for text in runs["history"]
    ]
    runs["title"] = _titles(runs)
    return runs


def _titles(runs: pd.DataFrame) -> list[str]:
    """Return what each problem is called: its name, and its fingerprint if two share the name."""
    shared = runs.groupby("problem")["fingerprint"].nunique()
    return [
        name if shared[name] == 1 else f"{name} ({fingerprint})"
        for name, fingerprint in zip(runs["problem"], runs["fingerprint"], strict=True)
    ]


# -- numbers ---------------------------------------------------------------------------------------


class Growth(NamedTuple):
    """What one run of ours cost on a problem of some size; seconds are None if never."""

    sessions: int
    gap: float | None
    first_plan_s: float | None
    settled_s: float | None
    gaps_s: tuple[float | None, ...]
    peak_mb: float


def gap(objective: float | None, bound: float | None) -> float | None:
    """Return (objective − bound) / max(1, |objective|), None if either is missing."""
    if objective is None or bound is None or math.isnan(objective) or math.isnan(bound):
        return None
    return (objective - bound) / max(1.0, abs(objective))


def seconds_to(history: Sequence[Point], objective: float) -> float | None:
    """Return when a plan first was as good as this, None if never."""
    reached = (p.seconds for p in history if p.objective is not None and p.objective <= objective)
    return next(reached, None)


def seconds_to_gap(history: Sequence[Point], limit: float) -> float | None:
    """Return when the gap first was as small as this, None if never."""
    for point in history:
        found = gap(point.objective, point.bound)
        if found is not None and found <= limit:
            return point.seconds
    return None


def growth_of(row: Any) -> Growth:
    """Return what a run of ours cost."""
    history = row.history
    return Growth(
        sessions=int(row.sessions_wanted),
        gap=gap(row.objective, row.bound),
        first_plan_s=seconds_to(history, math.inf),
        settled_s=seconds_to(history, SETTLED * row.objective),
        gaps_s=tuple(seconds_to_gap(history, limit) for limit in GAPS),
        peak_mb=row.peak_mb,
    )


def slope(sizes: Sequence[float], costs: Sequence[float | None]) -> float | None:
    """Return the exponent of the power law nearest to some costs, None if fewer than two."""
    pairs = [(size, cost) for size, cost in zip(sizes, costs, strict=True) if cost]
    if len({size for size, _ in pairs}) <= 1:  # no line through one point
        return None
    size, cost = np.log(np.array(pairs)).T
    return float(np.polyfit(size, cost, 1)[0])


# -- tables ----------------------------------------------------------------------------------------


def _comparisons(runs: pd.DataFrame) -> Iterator[str]:
    """Yield a table for each problem and time limit: all methods, the best first."""
    others = runs[~runs["family"].isin(["smptsp", *GROWTH_FAMILIES])]
    for (title, seconds, workers), group in others.groupby(["title", "seconds", "workers"]):
        bound = runs.loc[runs["title"] == title, "bound"].max()
        ours = group.loc[group["method"] == OURS, "objective"].dropna().median()
        rows = [_method_row(name, own, bound, ours) for name, own in group.groupby("method")]
        rows.sort(key=lambda row: row[0])
        wanted = int(group["sessions_wanted"].iloc[0])
        yield _table(
            f"{title}: {wanted} sessions wanted, {seconds:g} s, {workers} workers",
            _COMPARED,
            [row[1] for row in rows],
        )


def _method_row(
    name: str, own: pd.DataFrame, bound: float, ours: float
) -> tuple[float, tuple[str, ...]]:
    """Return what to sort a method by, and its cells: medians over its runs that are legal."""
    legal = own[own["status"] == "legal"]
    objective = legal["objective"].dropna().median()
    spread = ""
    if legal["objective"].nunique() > 1:
        spread = f" ({_whole(legal['objective'].min())}–{_whole(legal['objective'].max())})"
    failures = own[own["status"] != "legal"]
    note = "; ".join(dict.fromkeys([*failures["status"] + " " + failures["broken"], *own["notes"]]))
    cells = (
        name,
        f"{len(legal)} of {len(own)}",
        _whole(objective) + spread,
        _beside(objective, ours),
        _percent(gap(objective, bound)),
        _whole(legal["sessions_delivered"].dropna().median()),
        _whole(own["raw_sessions"].dropna().median()),
        f"{own['wall_seconds'].dropna().median():.1f}",
        _whole(own["peak_mb"].max()),
        note.strip("; "),
    )
    return (math.inf if math.isnan(objective) else objective), cells


def _over_limits(runs: pd.DataFrame) -> Iterator[str]:
    """Yield a table for each problem that was given several limits: who needs how much longer."""
    legal = runs[(runs["status"] == "legal") & ~runs["family"].isin(["smptsp", *GROWTH_FAMILIES])]
    for title, group in legal.groupby("title"):
        objectives = group.pivot_table("objective", "method", "seconds", aggfunc="median")
        if len(objectives.columns) > 1:
            objectives = objectives.sort_values(objectives.columns[-1])
            rows = [(str(name), *map(_whole, row)) for name, row in objectives.iterrows()]
            head = ("method", *(f"{seconds:g} s" for seconds in objectives.columns))
            yield _table(f"{title}: median objective by seconds given", head, rows)


def _published(runs: pd.DataFrame) -> Iterator[str]:
    """Yield the table of the instances whose optimum others have published."""
    known = runs[runs["optimum"].notna()]
    if known.empty:
        return
    rows = []
    for row in known.sort_values(["sessions_wanted", "method", "seed"]).itertuples():
        when = seconds_to(row.history, row.optimum)
        rows.append(
            (
                row.title,
                row.method,
                _whole(row.optimum),
                _whole(row.objective) or row.status,
                _whole(row.bound),
                "" if when is None else f"{when:.1f}",
                "yes" if row.bound == row.objective == row.optimum else "no",
                f"{row.wall_seconds:.1f}",
            )
        )
    head = ("instance", "method", "optimum", "found", "bound", "found after s", "proven", "s")
    yield _table("Published instances", head, rows)


def _growth(runs: pd.DataFrame) -> Iterator[str]:
    """Yield the table of each growth family, with the exponents of its power laws."""
    for (family, seconds), group in _ours_growing(runs).groupby(["family", "seconds"]):
        found = [(row.title, growth_of(row)) for row in group.itertuples()]
        rows = [
            (
                title,
                str(one.sessions),
                _percent(one.gap),
                *map(_seconds, (one.first_plan_s, one.settled_s, *one.gaps_s)),
                _whole(one.peak_mb),
            )
            for title, one in found
        ]
        sizes = [one.sessions for _, one in found]
        costs = zip(
            *((o.gap, o.first_plan_s, o.settled_s, *o.gaps_s, o.peak_mb) for _, o in found),
            strict=True,
        )
        exponents = (slope(sizes, cost) for cost in costs)
        slopes = ("" if exponent is None else f"{exponent:.2f}" for exponent in exponents)
        rows.append(("exponent of sessions", "", *slopes))
        limits = (f"{limit:.0%} gap s" for limit in GAPS)
        head = ("problem", "sessions", "gap", "first plan s", "plan settled s", *limits, "MB")
        yield _table(f"{family}, {seconds:g} s", head, rows)


def _ours_growing(runs: pd.DataFrame) -> pd.DataFrame:
    ours = (runs["method"] == OURS) & (runs["status"] == "legal")
    return runs[ours & runs["family"].isin(GROWTH_FAMILIES)].sort_values("sessions_wanted")


def _machines(runs: pd.DataFrame) -> str:
    """Return what the runs ran on."""
    first, last = runs["started"].min(), runs["started"].max()
    lines = [f"From {first} to {last}."]
    lines += sorted(set("Processor: " + runs["processor"] + ". Python " + runs["python"] + "."))
    lines += sorted(set("Commit: " + runs["commit"]))
    built = runs[runs["versions"] != ""]
    lines += sorted(set(built["method"] + ": " + built["versions"]))
    return "\n".join(f"- {line}" for line in lines)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return f"### {title}\n\n{markdown_table(head, rows)}"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells in Markdown."""
    return "\n".join([_line(head), _line(["---"] * len(head)), *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.0f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _beside(objective: float, ours: float) -> str:
    """Return by how much an objective is above ours, as a share of ours."""
    share = (objective - ours) / max(1.0, abs(ours))
    return "" if math.isnan(share) else f"{share:+.1%}"


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f}"


# -- curves ----------------------------------------------------------------------------------------


def draw_curves(runs: pd.DataFrame, folder: Path) -> None:
    """Draw objective and bound over time, one figure a problem, one colour a method.

    A method without a history is a dot: its plan, and when it had it.
    """
    from matplotlib.figure import Figure

    set_style()
    for title, group in runs[runs["status"] == "legal"].groupby("title"):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.subplots()
        for number, (method, own) in enumerate(group.groupby("method")):
            for index, row in enumerate(own.itertuples()):
                colour, label = f"C{number}", method if index == 0 else None
                if row.history:
                    axes.step(*_steps(row.history, "objective"), colour, where="post", label=label)
                    axes.step(*_steps(row.history, "bound"), colour, where="post", linestyle=":")
                elif row.objective <= HIGHEST * group["objective"].min():
                    soon = max(SOON, row.wall_seconds)
                    axes.plot(soon, row.objective, "o", color=colour, label=label)
        axes.set(xlabel="seconds", ylabel="objective (bound dotted)", title=title, xscale="log")
        best, bound = group["objective"].min(), np.nan_to_num(group["bound"].max())
        axes.set_ylim(0.95 * max(0, min(best, bound)), max(1, best * HIGHEST))
        axes.legend(frameon=False)
        figure.savefig(folder / f"curves-{_file_name(title)}.svg", metadata=UNDATED)


def _steps(history: Sequence[Point], name: str) -> tuple[list[float], list[int]]:
    points = [(p.seconds, getattr(p, name)) for p in history if getattr(p, name) is not None]
    return [max(SOON, seconds) for seconds, _ in points], [value for _, value in points]


def draw_growth(runs: pd.DataFrame, folder: Path) -> None:
    """Draw what grows with the sessions wanted: gap, seconds to a plan and a bound, memory."""
    from matplotlib.figure import Figure

    growing = _ours_growing(runs)
    if growing.empty:
        return
    set_style()
    figure = Figure(figsize=(11, 3.6), layout="constrained")
    panels = {"gap": "gap", "settled_s": "seconds to a plan within 1 %", "peak_mb": "peak MB"}
    for axes, (name, label) in zip(figure.subplots(1, len(panels)), panels.items(), strict=True):
        axes.set(xlabel="sessions wanted a week", ylabel=label)
        for (family, seconds), group in growing.groupby(["family", "seconds"]):
            found = [growth_of(row) for row in group.itertuples()]
            points = [(one.sessions, getattr(one, name)) for one in found if getattr(one, name)]
            if points:  # what is nothing has no logarithm
                axes.loglog(*zip(*points, strict=True), "o-", label=f"{family}, {seconds:g} s")
                axes.legend(frameon=False)
    figure.savefig(folder / "growth.svg", metadata=UNDATED)


def _file_name(title: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in title).strip("-")


if __name__ == "__main__":
    main()
