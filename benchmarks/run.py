"""Runs families × seconds × seeds × methods and writes one row a run; goes on where it stopped.

    python -m benchmarks.run --families folders:data/samples/county --methods all \
        --seeds 0,1,2 --seconds 60 --workers 2 --out out/benchmarks

Methods take turns on each problem and seed, for a machine drifts. Where any legal plan is better
than a bound of the same problem, the bound is wrong: the run says so and ends with exit code 1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.contract import find_cases, find_missing, list_families, list_methods
from benchmarks.ledger import FAILED, Key, Ledger, Row
from benchmarks.single import measure

ROOT = Path(__file__).resolve().parent.parent
LEDGER = "runs.csv"
PATIENCE = 3
"""Times its limit that a method may take before it is ended,"""
PATIENCE_SECONDS = 180
"""and so many seconds besides, to load, mend and be judged."""
_POLL_SECONDS = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit code."""
    given = _parse(arguments)
    ledger = Ledger(given.out / LEDGER)
    methods = [name for name in given.methods if _can_run(name)]
    done = ledger.done()
    for spec, sizes, key in _list_runs(given, methods):
        if key not in done:
            row = run_once(spec, key, given.out) | sizes
            ledger.add(row)
            print(_line(row), flush=True)
    wrong = list(find_wrong_bounds(ledger.read()))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def run_once(spec: str, key: Key, out: Path) -> Row:
    """Return the row of one run, made in a process of its own; a failure is a row too.

    Parameters
    ----------
    spec : str
        The family with its argument.
    key : Key
    out : Path
        Folder that the plan is kept in.
    """
    started = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    name = "-".join(key).translate(str.maketrans("/:,\\", "____"))
    plan = out / "plans" / f"{name}.csv"
    with tempfile.TemporaryDirectory() as folder:
        row_path, log_path = Path(folder, "row.json"), Path(folder, "log")
        command = [
            *(sys.executable, "-m", "benchmarks.single", spec, key.problem, key.method),
            *("--seed", key.seed, "--seconds", key.seconds, "--workers", key.workers),
            *("--row", str(row_path), "--plan", str(plan.resolve())),
        ]
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
            peak_mb = _watch(process, float(key.seconds) * PATIENCE + PATIENCE_SECONDS)
        if row_path.exists():
            found = json.loads(row_path.read_text(encoding="utf-8"))
        else:
            lines = log_path.read_text(errors="replace").strip().splitlines()
            found = {"status": FAILED, "notes": lines[-1][-300:] if lines else "no output"}
            if process.returncode < 0:
                reason = signal.Signals(-process.returncode).name
                found["notes"] = f"overdue or out of memory ({reason}); {found['notes']}"
    row = {
        **key._asdict(),
        **{column: "" if cell is None else str(cell) for column, cell in found.items()},
        "peak_mb": str(peak_mb),
        "python": platform.python_version(),
        "processor": processor_name(),
        "commit": current_commit(),
        "started": started,
    }
    return {column: str(cell) for column, cell in row.items()}


def find_wrong_bounds(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for each bound that a legal plan of the same problem contradicts.

    An optimum that others have published is both: a bound, and what some plan costs.
    """
    problems: dict[str, list[Row]] = {}
    for row in rows:
        problems.setdefault(row["fingerprint"], []).append(row)
    for of_problem in problems.values():
        title = f"{of_problem[0]['problem']} ({of_problem[0]['fingerprint']})"
        costs = {_name(row): int(row["objective"]) for row in of_problem if row["objective"]}
        bounds = {_name(row): int(row["bound"]) for row in of_problem if row["bound"]}
        for row in of_problem:
            if row["optimum"]:
                costs["the published optimum"] = int(row["optimum"])
                bounds["the published optimum"] = int(row["optimum"])
        for prover, bound in bounds.items():
            for planner, cost in costs.items():
                if cost < bound:
                    yield (
                        f"WRONG BOUND on {title}: {prover} proves {bound}, "
                        f"but {planner} reaches {cost}"
                    )


def _name(row: Row) -> str:
    return f"{row['method']} seed {row['seed']} in {row['seconds']} s"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--families",
        nargs="+",
        required=True,
        metavar="NAME[:ARGUMENT]",
        help=f"of {', '.join(list_families())}",
    )
    parser.add_argument(
        "--methods", nargs="+", default=["all"], help=f"all, or of {', '.join(list_methods())}"
    )
    parser.add_argument("--seeds", type=_numbers, default=[0], metavar="0,1,…")
    parser.add_argument("--seconds", type=_numbers, default=[60], metavar="10,60,…")
    parser.add_argument("--workers", type=int, default=_count_cores())
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"))
    given = parser.parse_args(arguments)
    if given.methods == ["all"]:
        given.methods = list_methods()
    unknown = set(given.methods) - set(list_methods())
    if unknown:
        parser.error(f"no method {', '.join(sorted(unknown))}")
    return given


def _numbers(text: str) -> list[float]:
    return [int(part) if part.isdigit() else float(part) for part in text.split(",")]


def _list_runs(given: argparse.Namespace, methods: list[str]) -> Iterator[tuple[str, Row, Key]]:
    """Yield family, sizes and key of the runs in their order; methods take turns innermost."""
    for spec in given.families:
        for case in find_cases(spec).values():
            sizes = {name: str(size) for name, size in measure(case.load()).items()}
            family, fingerprint = spec.partition(":")[0], sizes["fingerprint"]
            for seconds, seed, method in itertools.product(given.seconds, given.seeds, methods):
                limits = str(seed), f"{seconds:g}", str(given.workers)
                yield spec, sizes, Key(family, case.name, fingerprint, method, *limits)


def _can_run(method: str) -> bool:
    missing = find_missing(method)
    if missing is not None:
        print(f"{method} is left out; {missing}", flush=True)
    return missing is None


def _watch(process: subprocess.Popen[bytes], patience: float) -> int:
    """Wait for a process, end it when it is overdue; return the peak of its memory in MB.

    Resident memory of the process and its children together, looked at several times a second
    (0 where the system does not say).
    """
    deadline = time.monotonic() + patience
    peak = 0
    try:
        while process.poll() is None and time.monotonic() < deadline:
            peak = max(peak, _resident_bytes(process.pid))
            time.sleep(_POLL_SECONDS)
    finally:
        if process.poll() is None:  # overdue, or we are told to stop
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return round(peak / 1e6)


def _resident_bytes(session: int) -> int:
    """Return the resident memory of all processes of a session, from Linux's /proc."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):  # it ended meanwhile
            continue
    return total


def processor_name() -> str:
    """Return the processor's name and the cores that this process may use."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.partition(":")[2].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{name}, {_count_cores()} cores"


def current_commit() -> str:
    """Return the commit of the sources, marked if they were changed since; "" outside git."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "describe", "--always", "--dirty", "--exclude=*"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _count_cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _line(row: Row) -> str:
    objective = row.get("objective") or row.get("broken") or row.get("notes", "")
    return (
        f"{row['problem']:<16} {row['method']:<14} seed {row['seed']} {row['seconds']:>5} s: "
        f"{row['status']} {objective} bound {row.get('bound') or '-'} "
        f"in {row.get('wall_seconds', '?')} s, {row['peak_mb']} MB"
    )


if __name__ == "__main__":
    # Ends by an exception, so that the run under way is ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main())
