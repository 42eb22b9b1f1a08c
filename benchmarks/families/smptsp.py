"""Shift minimisation personnel task scheduling: ``smptsp:FOLDER`` names a folder of instances.

The instances of Krishnamoorthy, Ernst and Baatar (2012), ``*.dat``, with their proven optima in
``best_known.csv`` (columns ``instance``, ``workers_min``). Each job has fixed hours and a list of
workers who may do it; as few workers as possible do all jobs. As one of our problems: one day at
one site, whose slots are the times between successive starts and ends; a job is a demand that must
be met, with one start and as many periods as it spans; every worker is based elsewhere, 0 minutes
away, so that ``site_link``, at weight 1, counts the workers used. The objective is that number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.contract import Case
from sharepool import Problem

SITE, BASE = "SITE", "BASE"
BEST_KNOWN = "best_known.csv"
UNLIMITED = 10**6

Job = tuple[int, int]
"""Start and end, minutes after midnight; half open."""


def list_cases(argument: str) -> list[Case]:
    """Return the instances of a folder, fewest jobs first."""
    folder = Path(argument)
    if not argument or not folder.is_dir():
        raise ValueError("smptsp: give the folder of the instances, as in smptsp:path/to/folder")
    with (folder / BEST_KNOWN).open(newline="", encoding="utf-8") as file:
        optima = {row["instance"]: int(row["workers_min"]) for row in csv.DictReader(file)}
    paths = sorted(folder.glob("*.dat"), key=lambda path: int(path.stem.split("_")[3]))
    return [Case(path.stem, partial(read_instance, path), optima.get(path.stem)) for path in paths]


def read_instance(path: Path) -> Problem:
    """Return an instance as a problem."""
    jobs, workers = _parse(path.read_text(encoding="utf-8"))
    times = sorted({time for job in jobs for time in job})
    slot_of = {time: slot for slot, time in enumerate(times, start=1)}
    staff = [f"W{number}" for number in range(len(workers))]
    limits = ("max_sessions_day", "max_sessions_week", "max_days_week", "max_travel_min_day")
    tables: dict[str, Any] = {
        "rules": {
            "name": path.stem,
            "day": {
                "earliest_departure": "00:00",
                "latest_return": "23:59",
                "noon": "00:00",
                "lunch_min": 0,
            },
            "limits": dict.fromkeys(limits, UNLIMITED),
            "weights": {"site_link": 1},
        },
        "sites": [{"site_id": SITE}, {"site_id": BASE}],
        "bells": [
            {"slot": slot_of[start], "start": _clock(start), "end": _clock(end), "days": "1"}
            for start, end in pairwise(times)
        ],
        "travel": [{"origin": BASE, "destination": SITE, "minutes": 0}],
        "staff": [{"staff_id": worker, "home_site": BASE} for worker in staff],
        "skills": [
            {"staff_id": worker, "skill": f"J{job}"}
            for worker, able in zip(staff, workers, strict=True)
            for job in able
        ],
        "demands": [
            {
                "demand_id": f"J{number}",
                "site_id": SITE,
                "skill": f"J{number}",
                "sessions": 1,
                "min_sessions": 1,
                "periods": slot_of[end] - slot_of[start],
                "slots": f"1-{slot_of[start]}",
            }
            for number, (start, end) in enumerate(jobs)
        ],
    }
    return Problem.model_validate(tables)


def _parse(text: str) -> tuple[list[Job], list[list[int]]]:
    """Return the jobs, and for each worker the jobs that the worker may do."""
    lines = (line.strip() for line in text.splitlines())
    rows = iter([line for line in lines if line and not line.startswith("#")])
    jobs: list[Job] = []
    workers: list[list[int]] = []
    for row in rows:
        key, _, value = (part.strip() for part in row.partition("="))
        if key == "Jobs":
            for start, end in _take(rows, int(value)):
                jobs.append((int(start), int(end)))
        elif key == "Qualifications":
            workers += [[int(job) for job in able[1:]] for able in _take(rows, int(value))]
    return jobs, workers


def _take(rows: Iterator[str], count: int) -> Iterator[list[str]]:
    for _ in range(count):
        yield next(rows).replace(":", " ").split()


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
