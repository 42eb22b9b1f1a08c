"""Sections of the page of results on fixtures: leagues with published costs, whole seasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import leagues, seasons
from benchmarks.figures import markdown_table
from benchmarks.tried import read_tried

Row = Mapping[str, str]

_LEAGUES_HEAD = (
    "Time-relaxed double round robins of real leagues (RobinX), against the published costs. A "
    "cost counts only if every match has a date and no hard rule is broken; flaws are matches "
    "without a date and rules broken. Every run was judged by the same count."
)
_SEASONS_HEAD = (
    "Invented seasons of `sharepool generate season`: `sports-1` is a district's football, "
    "`sports-4` a county with four sports. Broken are hard rules, by the checker."
)
_LEAGUE = (
    "league", "teams", "published", "method", "limit", "cost", "flaws", "CPU s",
)  # fmt: skip
_METHOD = ("method", "limit", "leagues", "legal", "at most published", "within 5", "mean CPU s")
_SEASON = (
    "season", "seed", "limit", "teams", "grounds", "matches", "planned", "broken", "objective",
    "bound", "CPU s",
)  # fmt: skip


def list_blocks(folder: Path) -> Iterator[str]:
    """Yield the blocks of a folder that holds ``leagues.csv``, ``seasons.csv`` or both."""
    if rows := read_tried(folder / leagues.LEDGER):
        yield "## Fixtures of published leagues"
        yield _LEAGUES_HEAD + " " + _when(rows)
        yield markdown_table(_METHOD, _methods(rows))
        yield markdown_table(_LEAGUE, map(_league, rows))
    if rows := read_tried(folder / seasons.LEDGER):
        yield "## Fixtures of invented seasons"
        yield _SEASONS_HEAD + " " + _when(rows)
        yield markdown_table(_SEASON, map(_season, rows))


def _when(rows: Sequence[Row]) -> str:
    days = sorted({row["started"][:10] for row in rows})
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"Runs of {span}; commit {', '.join(sorted({row['commit'] for row in rows}))}."


def _methods(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    for key in dict.fromkeys((row["method"], row["limit"]) for row in rows):
        own = [row for row in rows if (row["method"], row["limit"]) == key]
        more = [int(row["cost"]) - int(row["published"]) for row in own if row["broken"] == "0"]
        yield (
            *key,
            str(len({row["instance"] for row in own})),
            f"{len(more)} of {len(own)}",
            str(sum(one <= 0 for one in more)),
            str(sum(one <= leagues.NEAR for one in more)),
            f"{sum(float(row['cpu_seconds']) for row in own) / len(own):.0f}",
        )


def _league(row: Row) -> tuple[str, ...]:
    legal = row["broken"] == "0"
    return (
        row["instance"],
        row["teams"],
        row["published"],
        row["method"],
        row["limit"],
        row["cost"] if legal else "",
        "" if legal else row["broken"],
        f"{float(row['cpu_seconds']):.0f}",
    )


def _season(row: Row) -> tuple[str, ...]:
    return (
        *(row[name] for name in ("season", "seed", "limit", "teams", "grounds", "matches")),
        *(row[name] for name in ("planned", "broken")),
        *(f"{int(row[name]):,}" if row[name] else "" for name in ("objective", "bound")),
        f"{float(row['cpu_seconds']):.0f}",
    )
