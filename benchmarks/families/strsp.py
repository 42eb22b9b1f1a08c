r"""Technicians and tasks: ``strsp:FOLDER``, or ``strsp:FOLDER,reduced`` with the smaller crews.

The service technician routing instances of Kovacs, Parragh, Doerner and Hartl (2012), one person a
task, made from Solomon's: ``tasks/NAME.txt`` and ``technicians/NAME.txt``. A task asks for levels
of skills, starts inside its window, or is outsourced at a cost of :math:`200 + (\sum d)^{1.5}`; the
rest is the road. As one of our problems: one-minute slots on a clock scaled so that the day is as
fine as it can be, every task a demand, outsourcing its unmet weight.
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.contract import Case
from benchmarks.minutes import minute_bells, roads, rules_of, starts
from sharepool import Problem

_SCALE = {"C1": 1, "R1": 5, "RC": 5}
"""Minutes for each unit of time and road, by the beginning of a name."""

DEPOT = "T1"


def list_cases(argument: str) -> list[Case]:
    """Return the instances of a folder by name."""
    path, _, crew = argument.partition(",")
    folder = Path(path)
    if not path or not (folder / "tasks").is_dir() or crew not in {"", "reduced"}:
        raise ValueError("strsp: give a folder, as in strsp:path/to/folder or …,reduced")
    people = folder / ("technicians_reduced" if crew else "technicians")
    return [
        Case(f"{file.stem}{'-reduced' * bool(crew)}", partial(read_instance, file, people))
        for file in sorted((folder / "tasks").glob("*.txt"))
        if (people / file.name).is_file()
    ]


def read_instance(tasks: Path, people: Path) -> Problem:
    """Return the tasks of a file and the technicians of the same name as a problem."""
    scale = _SCALE[tasks.stem[:2]]
    head, rows = _table(tasks)
    names = [f"T{int(row[0])}" for row in rows]
    points = [(row[1], row[2]) for row in rows]
    minutes = [
        [math.ceil(math.dist(origin, goal) * scale - 1e-9) for goal in points] for origin in points
    ]
    crew, technicians = _table(people / tasks.name)
    horizon = int(rows[0][5] * scale)
    tables: dict[str, Any] = {
        "rules": rules_of(tasks.stem, {"unmet": 1, "travel": 1}),
        "sites": [{"site_id": name} for name in names],
        "bells": minute_bells(horizon),
        "travel": roads(minutes, names),
        "staff": [{"staff_id": f"P{int(row[0])}", "home_site": DEPOT} for row in technicians],
        "skills": [
            {"staff_id": f"P{int(row[0])}", "skill": f"s{number}", "level": int(level)}
            for row in technicians
            for number, level in enumerate(row[1 : len(crew)], start=1)
            if level > 0
        ],
        "demands": [
            _demand(head, row, name, scale, minutes[place][0], horizon)
            for place, (name, row) in enumerate(zip(names, rows, strict=True))
            if place
        ],
    }
    tables["rules"]["day"]["latest_return"] = f"{horizon // 60:02d}:{horizon % 60:02d}"
    return Problem.model_validate(tables)


def _demand(
    head: list[str], row: list[float], name: str, scale: int, way_home: int, horizon: int
) -> dict[str, Any]:
    asked = {title: count for title, count in zip(head, row, strict=True) if title[0] == "d"}
    levels: dict[str, int] = {}
    for title, count in asked.items():
        if count > 0:
            skill, level = f"s{title[1]}", int(title[2])
            levels[skill] = max(level, levels.get(skill, 0))
    (first, level), *others = levels.items()
    service = int(row[6] * scale)
    last = min(int(row[5] * scale), horizon - service - way_home)
    cost = (200 + sum(asked.values()) ** 1.5) * scale
    return {
        "demand_id": name,
        "site_id": name,
        "skill": first,
        "min_level": level,
        "also_requires": ";".join(f"{skill}:{needed}" for skill, needed in others),
        "sessions": 1,
        "periods": service,
        "slots": starts(int(row[4] * scale), last),
        "priority": Decimal(f"{cost:.6f}"),
    }


def _table(path: Path) -> tuple[list[str], list[list[float]]]:
    """Return the titles of the columns, and the rows of numbers below them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith(("CUST NO.", "ID")))
    head = [title.strip() for title in lines[place].split("\t") if title.strip()]
    cells = (line.split() for line in lines[place + 1 :])
    return head, [list(map(float, row)) for row in cells if row]
