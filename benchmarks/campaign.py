"""Hours of random problems, damaged files and kills, on which nothing may be lost or untrue.

::

    python -m benchmarks.campaign --problems 10000 --damaged 2000 --kills 200 --out out/campaign

Writes ``tried.csv``, a row a batch, and ``campaign.csv``, a row a failure, and says how many of
each were tried. The same command goes on where it stopped. Exit code 1 if anything failed. The
random problems and the exhaustive search they are held against are those of the tests.
"""

from __future__ import annotations

import argparse
import csv
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import sharepool as sp
from benchmarks.batches import TRIED as BATCHES
from benchmarks.batches import read_batches
from benchmarks.run import current_commit, processor_name
from sharepool.cli import app

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from bruteforce import optimum  # noqa: E402
from strategies import problems  # noqa: E402

TO_THE_END = sp.Stop(seconds=None, work=20.0)
KILL_SECONDS = 6.0
"""Time limit of the solves that are killed, and about how late the last kill comes."""

WORDS = ["", "-1", "0", "1e400", "nan", "＃N/A", "\uffff", "99999999999", "2026-02-30", "A;;B", "'"]
"""What may stand in a cell by mistake."""

FACTORS = [1, 1, 1000, 10**6, 10**9]
"""What weights are multiplied by: people use them as priorities."""

Failure = tuple[str, str]
"""What was tried, and what went wrong."""


def try_problems(count: int, start: int) -> Iterator[Failure]:
    """Yield what goes wrong with random problems: with each worker count, seed and order of rows.

    Parameters
    ----------
    count : int
    start : int
        Seed of the problems.
    """

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(problems(), st.sampled_from(FACTORS), st.randoms(use_true_random=False))
    def hold(problem: sp.Problem, factor: int, rng: random.Random) -> None:
        weights = problem.rules.weights
        heavier = {
            name: min(factor * value, 10**9 - 1) for name, value in weights.model_dump().items()
        }
        rules = problem.rules.model_copy(update={"weights": weights.model_copy(update=heavier)})
        heavy = problem.model_copy(update={"rules": rules})
        shuffled = heavy.model_copy(
            update={name: _shuffled(getattr(heavy, name), rng) for name in ("staff", "demands")}
        )
        best = optimum(heavy)
        for one, workers, number in ((heavy, 1, 0), (heavy, 2, 1), (shuffled, 2, 0)):
            result = sp.solve(one, stop=TO_THE_END, workers=workers, seed=number)
            if best is None:
                assert result.status is sp.Status.INFEASIBLE, result.status
                continue
            assert not sp.check(one, result.plan), "a plan that breaks a rule"
            assert result.bound is not None, "a bound was dropped"
            assert result.bound <= best[0] <= (result.objective or 0), "a bound or optimum is wrong"
            assert result.status is sp.Status.OPTIMAL, result.status

    try:
        hold()
    except Exception:  # noqa: BLE001 (each failure is a row)
        yield "problem", traceback.format_exc(limit=3)


def _shuffled(rows: tuple[Any, ...], rng: random.Random) -> tuple[Any, ...]:
    return tuple(rng.sample(rows, len(rows)))


def try_damaged(count: int, start: int) -> Iterator[Failure]:
    """Yield what goes wrong with damaged files: anything but a report of faults, or a plan."""
    for number in range(start, start + count):
        rng = random.Random(number)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "problem")
            kind = rng.choice(["", ".xlsx"])
            source = sp.read_problem(ROOT / "data/samples/tiny")
            sp.write_problem(source, folder.with_suffix(kind))
            path = folder.with_suffix(kind)
            _damage(rng.choice(sorted(path.iterdir())) if path.is_dir() else path, rng)
            command = ["solve", str(path), "--out", str(Path(name, "out")), "--time-limit", "1"]
            ran = CliRunner().invoke(app, command)
            written = Path(name, "out", "plan.csv").exists()
            expected = isinstance(ran.exception, SystemExit | None)
            if ran.exit_code not in {0, 1, 2} or written != (ran.exit_code == 0) or not expected:
                yield f"damaged {number}", f"exit {ran.exit_code}: {ran.stderr[-300:]}"


def _damage(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    way = rng.choice(["cut", "bytes", "word", "cell"])
    if way == "cut":
        del data[rng.randrange(len(data)) :]
    elif way == "bytes":
        for _ in range(rng.randint(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif way == "word":
        place = rng.randrange(len(data))
        data[place:place] = rng.choice(WORDS).encode() + rng.choice([b"", b",", b"\r\n", b"\0"])
    else:
        cells = data.split(b",")
        cells[rng.randrange(len(cells))] = rng.choice(WORDS).encode()
        data = bytearray(b",".join(cells))
    path.write_bytes(data)


def try_kills(count: int, start: int) -> Iterator[Failure]:
    """Yield what goes wrong when solves are asked to end, once or twice, or are killed."""
    with tempfile.TemporaryDirectory() as name:
        for number in range(start, start + count):
            rng, out = random.Random(number), Path(name, str(number))
            command = [
                sys.executable,
                "-m",
                "sharepool",
                "solve",
                str(ROOT / "data/samples/county"),
            ]
            command += ["--out", str(out), "--time-limit", str(KILL_SECONDS)]
            pressed = rng.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for wait in (rng.uniform(0, KILL_SECONDS + 2), rng.uniform(0.1, 0.5)):
                try:
                    process.wait(wait)
                except subprocess.TimeoutExpired:
                    process.send_signal(pressed)
            _, told = process.communicate(timeout=60)
            files = {path.name for path in out.iterdir()} if out.exists() else set()
            complete = {"plan.csv", "summary.json"} <= files
            if b"Traceback" in told:
                yield f"kill {number}", told.decode(errors="replace")[-300:]
            elif pressed is not signal.SIGKILL and (process.returncode == 0) != complete:
                yield f"kill {number}", f"exit {process.returncode} with {sorted(files)}"
            elif "summary.json" in files and not complete:
                yield f"kill {number}", f"half of it: {sorted(files)}"


TRIED: dict[str, Callable[[int, int], Iterator[Failure]]] = {
    "problems": try_problems,
    "damaged": try_damaged,
    "kills": try_kills,
}
BATCH = {"problems": 25, "damaged": 50, "kills": 5}
"""How many of a kind are tried before they are written down."""

_BATCH_COLUMNS = (
    "kind", "first", "count", "failed", "seconds", "started", "commit", "python", "processor",
)  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Try as many of each kind as asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in TRIED:
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(words)
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in TRIED:
        for first, count in _batches(name, asked.seed, getattr(asked, name)):
            _try_batch(asked.out, name, first, count)
    batches = read_batches(asked.out / BATCHES)
    for name in TRIED:
        own = [one for one in batches if one["kind"] == name]
        if own:
            tried, failed = (sum(int(one[key]) for one in own) for key in ("count", "failed"))
            print(f"{name}: {tried} tried, {failed} failed", flush=True)
    return int(any(int(one["failed"]) for one in batches))


def _batches(name: str, start: int, count: int) -> Iterator[tuple[int, int]]:
    for first in range(start, start + count, BATCH[name]):
        yield first, min(BATCH[name], start + count - first)


def _try_batch(folder: Path, name: str, first: int, count: int) -> None:
    """Try a batch and write it down, unless it stands there already."""
    done = {(one["kind"], one["first"], one["count"]) for one in read_batches(folder / BATCHES)}
    if (name, str(first), str(count)) in done:
        return
    started, began = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    failures = list(TRIED[name](count, first))
    seconds = round(time.monotonic() - began)
    machine = (started, current_commit(), platform.python_version(), processor_name())
    _append(folder / "campaign.csv", ("tried", "wrong"), failures)
    batch = (name, first, count, len(failures), seconds, *machine)
    _append(folder / BATCHES, _BATCH_COLUMNS, [batch])


def _append(path: Path, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8-sig" if is_new else "utf-8") as file:
        csv.writer(file).writerows([*([head] if is_new else []), *rows])


if __name__ == "__main__":
    sys.exit(main())
