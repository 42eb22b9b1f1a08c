"""A small problem without a fault or a suspicion, as frames of text that tests change."""

import pandas as pd
import pytest

SITES = [
    ("S1", "一小", "south", "primary", "113.00", "35.00", "pri", ""),
    ("S2", "二小", "south", "primary", "113.05", "35.02", "pri", "2"),
    ("S3", "中心", "north", "centre", "113.02", "35.01", "pri", ""),
]
BELLS = [
    ("pri", "1", "08:30", "09:10", "lesson"),
    ("pri", "2", "09:20", "10:00", "lesson"),
    ("pri", "3", "14:00", "14:40", "lesson"),
    ("pri", "4", "16:00", "17:00", "after_school"),
]
STAFF = [("T1", "体育局", "S3", "car", "12", "2"), ("T2", "教育局", "S1", "", "", "")]
SKILLS = [("T1", "pe", "2"), ("T1", "clearance", "1"), ("T2", "pe", "1")]
DEMANDS = [
    ("D1", "S1", "lesson", "pe", "2", "clearance", "3", "1", ""),
    ("D2", "S2", "club", "pe", "1", "", "2", "", "1-4;3-1..4"),
]


def frame(columns, rows):
    return pd.DataFrame(rows, columns=columns.split(), dtype=object)


@pytest.fixture
def frames():
    return {
        "sites": frame("site_id name group stage lon lat bell_id capacity", SITES),
        "bells": frame("bell_id slot start end part", BELLS),
        "staff": frame("staff_id employer home_site mode max_hours_week min_hours_week", STAFF),
        "skills": frame("staff_id skill level", SKILLS),
        "availability": frame(
            "staff_id day start end", [("T1", str(d), "08:00", "18:30") for d in range(1, 6)]
        ),
        "absences": frame(
            "staff_id from until reason", [("T2", "2026-03-04", "2026-03-04T12:00", "")]
        ),
        "demands": frame(
            "demand_id site_id kind skill min_level also_requires sessions min_sessions slots",
            DEMANDS,
        ),
        "travel": frame("origin destination mode minutes km", [("S1", "S2", "", "12", "6.5")]),
        "pins": frame(
            "kind staff_id demand_id site_id day slot weight",
            [("prefer", "T1", "", "S1", "2", "", "25"), ("forbid", "", "D2", "", "", "4", "")],
        ),
        "previous_plan": frame("staff_id demand_id day slot", [("T1", "D1", "1", "1")]),
        "pairs": frame("site_id group min_sessions strict", [("S1", "north", "1", "0")]),
        "chains": frame("chain_id skill stage site_id", [("621", "pe", "primary", "S1")]),
    }


@pytest.fixture
def rules():
    return {
        "name": "small",
        "week_of": "2026-03-02",
        "limits": {"max_leg_min": 60},
        "employers": {"体育局": {"max_hours_week": "70.5"}},
        "weights": {"unmet": 900},
    }
