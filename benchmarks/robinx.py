"""Real amateur leagues of the RobinX repository as seasons: time-relaxed double round robins.

``read_robinx`` reads the constraints that those instances have: CA1 (slots at which a team has no
home match, or none at all), CA3 (at most so many matches of each team in so many successive slots)
and SE1 (slots between the two matches of a pair). A slot is a date; each team has a ground of its
own, open on its home slots.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from sharepool import Problem
from sharepool.centre.competitions.season import Season

FIRST_DATE = dt.date(2026, 1, 1)


def read_robinx(path: Path) -> Season:
    """Return an instance as a season.

    Raises
    ------
    ValueError
        It has a constraint of another kind.
    """
    root = ET.parse(path).getroot()  # noqa: S314 - the benchmark's own files
    teams = [team.attrib["id"] for team in root.iter("team")]
    slots = len(list(root.iter("slot")))
    at_home = {team: set(range(slots)) for team in teams}
    blackouts: list[dict[str, Any]] = []
    windows: list[dict[str, Any]] = []
    between = 0
    for group in root.find("Constraints") or ():
        for one in group:
            given = one.attrib
            if one.tag == "CA1" and given["max"] == "0" and given["type"] == "HARD":
                listed = [int(slot) for slot in given.get("slots", "").split(";") if slot]
                if given["mode"] == "H":
                    at_home[given["teams"]] -= set(listed)
                else:
                    blackouts += [_blackout(given["teams"], slot) for slot in listed]
            elif one.tag == "CA3" and given["mode1"] == "HA" and given["mode2"] == "SLOTS":
                windows.append(
                    {
                        "span_days": int(given["intp"]),
                        "matches": int(given["max"]),
                        "weight": int(given["penalty"]) if given["type"] == "SOFT" else None,
                    }
                )
            elif one.tag == "SE1" and given["type"] == "HARD":
                between = int(given["min"])
            else:
                raise ValueError(f"{path.name}: no reader for {one.tag} {given}")
    return _season(path.stem, at_home, slots, between, blackouts, windows)


def _season(
    name: str,
    at_home: dict[str, set[int]],
    slots: int,
    between: int,
    blackouts: list[dict[str, Any]],
    windows: list[dict[str, Any]],
) -> Season:
    sites = [{"site_id": f"S{team}"} for team in at_home]
    competition = {
        "competition_id": name,
        "level": "city",
        "skill": "football",
        "format": "league2",
        "from": FIRST_DATE,
        "until": FIRST_DATE + dt.timedelta(days=slots - 1),
        "days": "1234567",
        "match_min": 60,
        "rest_days": 1,
        # Slots between two dates are one fewer than the days from one to the other.
        "min_return_days": between + 1,
        "home": True,
    }
    tables: dict[str, Any] = {
        "problem": Problem.model_validate({"sites": sites, "bells": [], "staff": []}),
        "competitions": [competition],
        "teams": [
            {"team_id": f"T{team}", "competition_id": name, "site_id": f"S{team}"}
            for team in at_home
        ],
        "venues": [
            {"venue_id": f"V{team}", "site_id": f"S{team}", "skills": "football"}
            for team in at_home
        ],
        "venue_times": [
            {"venue_id": f"V{team}", "date": _date(slot), "start": "19:00", "end": "20:00"}
            for team, free in at_home.items()
            for slot in sorted(free)
        ],
        "blackouts": blackouts,
        "windows": windows,
        "rules": {"breaks": 0, "played": 0, "idle": 0},
    }
    return Season.model_validate(tables)


def _date(slot: int) -> dt.date:
    return FIRST_DATE + dt.timedelta(days=slot)


def _blackout(team: str, slot: int) -> dict[str, Any]:
    return {"team_id": f"T{team}", "from": _date(slot), "until": _date(slot)}
