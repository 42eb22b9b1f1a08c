"""The page of results, written from runs.

    python -m benchmarks.results out/benchmarks

Reads ``runs.csv`` of the folders named and writes ``benchmarks/RESULTS.md``: for each family and
limit the gaps over problems and seeds, then each problem with the spread of its runs, and how often
each method's plan is near the best one. With
``--campaign out/campaign`` also how many random problems, damaged files and kills were tried there,
and how many failed; with ``--seasons out/leagues``, what fixtures were found; with ``--ablation
out/ablation``, what each part of the engine is worth.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from benchmarks import ablation, profiles
from benchmarks.batches import TRIED, read_batches
from benchmarks.figures import OURS, gap, markdown_table, read_runs
from benchmarks.run import LEDGER
from benchmarks.season_results import list_blocks

PAGE = Path(__file__).parent / "RESULTS.md"
_HEAD = (
    "Written by `python -m benchmarks.results` from the runs; do not edit. The gap is "
    "(objective − bound) / |objective|: no plan is better by more. Every plan was judged by the "
    "checker."
)
_KEYS = ["family", "seconds", "workers", "method"]
_CAMPAIGN_HEAD = (
    "Trials of `python -m benchmarks.campaign`. A problem fails if a plan is lost or illegal, or "
    "an optimum or bound is wrong; a damaged file if it ends in anything but a report of faults "
    "or a plan; a kill if it leaves half of a plan."
)
_ABLATION_HEAD = (
    "Solves with one part of the engine off, beside solves with all of them (`python -m "
    "benchmarks.ablation`): by how many points of a hundred the gap is wider without it, its "
    "standard error, and how much of that is dearer plans and lower bounds. Above 0, the part is "
    "worth its time; less than twice the error says nothing."
)
_ABLATION = (
    "without", "limit", "problems", "solves", "gap wider by", "most on one problem",
    "plan dearer, %", "bound lower, %",
)  # fmt: skip
_PROFILES_HEAD = (
    "On how many of the problems that all methods were run on a method's plan is as good as the "
    "best one, and within a factor of it: performance profiles, which `python -m "
    "benchmarks.figures` draws."
)
_PROFILES = (
    "family", "limit", "problems", "method", "best",
    *(f"within {factor - 1:.0%}" for factor in profiles.FACTORS[1:]),
)  # fmt: skip
_TRIED = ("kind", "tried", "failed", "seconds", "date", "commit")
_SUMMARY = (
    "family", "limit", "method", "problems", "seeds", "mean gap", "worst gap", "proven", "legal",
)  # fmt: skip
_PROBLEM = (
    "problem", "sessions wanted", "limit", "method", "runs", "delivered", "objective", "bound",
    "gap", "published", "seconds",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page of the folders that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.results", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--campaign", type=Path, help="the folder of a campaign")
    parser.add_argument("--seasons", type=Path, help="the folder of leagues and seasons")
    parser.add_argument("--ablation", type=Path, help="the folder of an ablation")
    parser.add_argument("--out", type=Path, default=PAGE)
    chosen = parser.parse_args(arguments)
    runs = pd.concat([read_runs(folder / LEDGER) for folder in chosen.folders], ignore_index=True)
    runs["gap"] = [gap(*pair) for pair in zip(runs["objective"], runs["bound"], strict=True)]
    blocks = [
        "# Results",
        _HEAD,
        *_machines(runs),
        "## Families",
        markdown_table(_SUMMARY, _summaries(runs)),
    ]
    for family, own in runs.groupby("family"):
        blocks += [f"## {family}", markdown_table(_PROBLEM, _problems(own))]
    rows = list(profiles.list_rows(runs))
    if rows:
        blocks += ["## Profiles", _PROFILES_HEAD, markdown_table(_PROFILES, rows)]
    if chosen.ablation is not None:
        parts = ablation.list_rows(chosen.ablation)
        blocks += ["## Parts of the engine", _ABLATION_HEAD, markdown_table(_ABLATION, parts)]
    if chosen.seasons is not None:
        blocks += list_blocks(chosen.seasons)
    if chosen.campaign is not None:
        tried = read_batches(chosen.campaign / TRIED)
        blocks += ["## The campaign", _CAMPAIGN_HEAD, markdown_table(_TRIED, _campaign(tried))]
    chosen.out.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _campaign(batches: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield, for each kind of trial, how many were made and failed, and what they took."""
    for kind in dict.fromkeys(batch["kind"] for batch in batches):
        own = [batch for batch in batches if batch["kind"] == kind]
        tried, failed, seconds = (
            sum(int(batch[key]) for batch in own) for key in ("count", "failed", "seconds")
        )
        days = sorted({batch["started"][:10] for batch in own})
        commits = ", ".join(sorted({batch["commit"] for batch in own}))
        span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
        yield kind, f"{tried:,}", f"{failed:,}", f"{seconds:,}", span, commits


def _machines(runs: pd.DataFrame) -> Iterator[str]:
    """Yield where and when the runs were made, and with which versions."""
    days = sorted({str(started)[:10] for started in runs["started"]})
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    made = sorted({f"Python {row.python}, {row.processor}" for row in runs.itertuples()})
    commits = ", ".join(sorted({str(commit)[:9] for commit in runs["commit"]}))
    yield f"Runs of {span}; {'; '.join(made)}; commit {commits}."


def _summaries(runs: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for (family, seconds, _, method), own in runs.groupby(_KEYS):
        legal = own[own["status"] == "legal"]
        gaps = legal["gap"].dropna()
        yield (
            str(family),
            f"{seconds:g} s",
            str(method),
            str(own["title"].nunique()),
            str(own["seed"].nunique()),
            _percent(gaps.mean()),
            _percent(gaps.max()),
            f"{(gaps <= 0).sum()} of {len(own)}" if method == OURS else "",
            f"{len(legal)} of {len(own)}",
        )


def _problems(runs: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for (title, seconds, _, method), own in runs.groupby(["title", "seconds", "workers", "method"]):
        legal = own[own["status"] == "legal"]
        published = own["optimum"].dropna()
        yield (
            str(title),
            _whole(own["sessions_wanted"].iloc[0]),
            f"{seconds:g} s",
            str(method),
            f"{len(legal)} of {len(own)}",
            _spread(legal["sessions_delivered"]),
            _spread(legal["objective"]),
            _spread(legal["bound"]),
            _percent(legal["gap"].dropna().median()),
            _whole(published.iloc[0]) if len(published) else "",
            f"{own['wall_seconds'].median():.0f}",
        )


def _spread(values: pd.Series[float]) -> str:
    """Return the median, with the least and the most where they differ; "" if nothing is known."""
    if values.empty:
        return "none"
    middle = _whole(values.dropna().median())
    if values.nunique() <= 1:
        return middle
    return f"{middle} ({_whole(values.min())} to {_whole(values.max())})"


def _whole(value: float) -> str:
    return "" if pd.isna(value) else f"{value:,.0f}"


def _percent(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.1%}"


if __name__ == "__main__":
    main()
