"""Numbers that no week and no school can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sharepool.base.errors import Fault
from sharepool.problem.rows import (
    DAYS,
    Bell,
    ChainMember,
    Closure,
    Demand,
    Pair,
    Pin,
    Role,
    Row,
    Site,
    Skill,
    Staff,
)
from sharepool.problem.rules import Limits
from sharepool.tables.parsing import NAME_OF, ParsedTables
from sharepool.tables.rulebook import flatten

MOST: dict[type[Row], dict[str, int]] = {
    Bell: {"slot": 60},
    Site: {"pupils": 30_000, "capacity": 200},
    Staff: {
        "max_hours_week": 168,
        "min_hours_week": 168,
        "max_sessions_day": 100,
        "max_sessions_week": 500,
        "max_sites_day": 100,
        "max_sites_week": 500,
        "max_days_week": 1000,
        "max_travel_min_day": 10_000,
        "max_leg_min": 10_000,
        "fair_road_min_week": 10_000,
    },
    Skill: {"level": 100},
    Demand: {
        "max_staff": 1000,
        "max_per_day": 1000,
        "min_gap_days": 7,
        "priority": 100_000,
        "periods": 20,
        "transfer_min": 600,
    },
    Pair: {"min_sessions": 500},
    ChainMember: {"min_sessions": 500},
    Role: {"count": 100},
    Closure: {"taken": 1000},
    Pin: {"slot": 100, "weight": 10**8},
}
"""What a column may well hold; more was probably meant for another one."""


USUAL_RULES = {
    "travel.detour_factor": (1, 5),
    "travel.overhead_min": (0, 120),
    "travel.speed_kmh": (2, 200),
    "day.lunch_min": (0, 240),
    "joint.tolerance_min": (0, 60),
    "equity.fair_road_min_week": (0, MOST[Staff]["fair_road_min_week"]),
    **{
        f"limits.{name}": (0, most)
        for name, most in MOST[Staff].items()
        if name in Limits.model_fields
    },
}
"""What a rule, or each of a section, may well be: no road is shorter than the straight line."""


def unusual_rules(tables: ParsedTables) -> Iterator[Fault]:
    """Find rules that no county has, such as a speed in metres an hour."""
    for path, value in flatten(tables.rules):
        key = ".".join(path)
        usual = USUAL_RULES.get(key) or USUAL_RULES.get(key.rpartition(".")[0])
        if usual and value is not None and not usual[0] <= value <= usual[1]:
            fields = {"least": usual[0], "most": usual[1]}
            yield Fault("rules", None, key, "unusual_rule", str(value), fields)


def large_numbers(tables: ParsedTables) -> Iterator[Fault]:
    """Find numbers that are too large for their column, such as a telephone number."""
    for kind, limits in MOST.items():
        for number, row in tables.numbered(kind):
            for column, most in limits.items():
                value = getattr(row, column)
                if value is not None and value > most:
                    fields = {"most": most}
                    yield Fault(NAME_OF[kind], number, column, "large_number", str(value), fields)


def more_than_a_week(tables: ParsedTables) -> Iterator[Fault]:
    """Find demands that want more sessions than their site's bells have room for in a week."""
    if not tables.are_whole("bells", "sites", "demands"):
        return
    problem, timetable = tables.problem, tables.timetable
    for number, demand in tables.numbered(Demand):
        if demand.site_id not in problem.site_of or problem.is_dormant(demand):
            continue
        starts = Counter(time.day for time in timetable.sessions(demand))
        most = sum(min(starts[day], demand.max_per_day) for day in DAYS)
        if starts and demand.sessions > most:
            fields = {"most": most}
            value = str(demand.sessions)
            yield Fault("demands", number, "sessions", "more_than_a_week", value, fields)


def pins_without_cells(tables: ParsedTables) -> Iterator[Fault]:
    """Find pins that name nothing, and so concern every session."""
    for number, pin in tables.numbered(Pin):
        if not any((pin.staff_id, pin.demand_id, pin.site_id, pin.day, pin.slot)):
            yield Fault("pins", number, "", "empty_pin", pin.kind)


CHECKS = (large_numbers, unusual_rules, more_than_a_week, pins_without_cells)
