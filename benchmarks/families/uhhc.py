"""Home care: ``uhhc:FOLDER`` names a folder of instances in the JSON of the UHHC project.

Instances of Bazirha et al. with one depot, one day and travel as the only cost. Every patient must
be served, a service ends inside its window, and carers hold the services that they may give. As one
of our problems: one-minute slots, each service a demand that must be met. Two services of a patient
that start together are the roles of one team, each with its own number of slots; two that need not
are two demands. These must go to different carers there, which no rule of ours asks for: such an
instance is a relaxation, and has no optimum to compare with. Other optima, where known, stand in
``best_known.csv`` (``instance,travel``).
"""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.contract import Case
from benchmarks.minutes import minute_bells, roads, rules_of, starts
from sharepool import Problem

BEST_KNOWN = "best_known.csv"
DEPOT = "depot"


def list_cases(argument: str) -> list[Case]:
    """Return the instances of a folder by name."""
    folder = Path(argument)
    if not argument or not folder.is_dir():
        raise ValueError("uhhc: give the folder of the instances, as in uhhc:path/to/folder")
    optima: dict[str, int] = {}
    if (folder / BEST_KNOWN).is_file():
        with (folder / BEST_KNOWN).open(newline="", encoding="utf-8") as file:
            optima = {row["instance"]: int(row["travel"]) for row in csv.DictReader(file)}
    return [
        Case(
            path.stem,
            partial(read_instance, path),
            None if _is_relaxed(path) else optima.get(path.stem),
        )
        for path in sorted(folder.glob("*.json"))
    ]


def _is_relaxed(path: Path) -> bool:
    """Return whether some patient has two services that different carers give at any times."""
    patients = json.loads(path.read_text(encoding="utf-8"))["patients"]
    kinds = [(patient.get("synchronization") or {}).get("type") for patient in patients]
    return "independent" in kinds


def read_instance(path: Path) -> Problem:
    """Return an instance as a problem."""
    data = json.loads(path.read_text(encoding="utf-8"))
    patients, carers = data["patients"], data["caregivers"]
    names = [DEPOT, *(patient["id"] for patient in patients)]
    order = [data["terminal_points"][0]["distance_matrix_index"]]
    order += [patient["distance_matrix_index"] for patient in patients]
    minutes = [[int(data["distances"][i][j]) for j in order] for i in order]
    demands: list[dict[str, Any]] = []
    roles: list[dict[str, Any]] = []
    for patient in patients:
        own, mine = _demands_of(patient)
        demands += own
        roles += mine
    tables: dict[str, Any] = {
        "rules": rules_of(path.stem, {"travel": 1}),
        "sites": [{"site_id": name} for name in names],
        "bells": minute_bells(int(data["metadata"]["horizon"])),
        "travel": roads(minutes, names),
        "staff": [{"staff_id": carer["id"], "home_site": DEPOT} for carer in carers],
        "skills": [
            {"staff_id": carer["id"], "skill": service}
            for carer in carers
            for service in carer["abilities"]
        ],
        "availability": [
            {
                "staff_id": carer["id"],
                "day": 1,
                "start": _clock(carer["working_shift"]["start"]),
                "end": _clock(carer["working_shift"]["end"]),
            }
            for carer in carers
        ],
        "demands": demands,
        "roles": roles,
    }
    return Problem.model_validate(tables)


def _demands_of(patient: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a patient's demands, and the roles of a team that starts together."""
    services = patient["required_services"]
    (window,) = patient["time_windows"]
    first, last = int(window["start"]), int(window["end"])
    synchronized = (patient.get("synchronization") or {}).get("type")
    if synchronized == "simultaneous":
        longest = max(service["duration"] for service in services)
        team = _demand(patient["id"], patient["id"], services[0]["service"], longest)
        team["slots"] = starts(first, last - longest)
        return [team], [
            {
                "demand_id": patient["id"],
                "role": service["service"],
                "skill": service["service"],
                "periods": service["duration"],
            }
            for service in services
        ]
    return [
        _demand(
            patient["id"] if len(services) == 1 else f"{patient['id']}-{service['service']}",
            patient["id"],
            service["service"],
            service["duration"],
        )
        | {"slots": starts(first, last - service["duration"])}
        for service in services
    ], []


def _demand(demand_id: str, site_id: str, skill: str, periods: int) -> dict[str, Any]:
    return {
        "demand_id": demand_id,
        "site_id": site_id,
        "skill": skill,
        "sessions": 1,
        "min_sessions": 1,
        "periods": periods,
    }


def _clock(minute: float) -> str:
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"
