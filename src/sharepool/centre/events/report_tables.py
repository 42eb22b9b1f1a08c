"""What was decided of events, as tables; and the rows that the weeks are to know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.events.feeding import list_base_days, list_events
from sharepool.centre.events.sentences import HEADINGS
from sharepool.centre.events.types import EventPlan
from sharepool.centre.events.words import wording
from sharepool.centre.feed_files import list_files
from sharepool.messages.headings import in_language
from sharepool.problem.cells import format_clock
from sharepool.tables.files import safe_csv, write_files

if TYPE_CHECKING:
    import pandas as pd

SHIFT_COLUMNS = (
    *("event_id", "event", "site_id", "site_name", "date", "start", "end"),
    *("role", "skill", "min_level", "count", "optional"),
)
STOP_COLUMNS = (
    *("tour_id", "monday", "base", "base_name", "site_id", "site_name", "pupils"),
    *("visits", "visit_min", "road_min", "load_min"),
)
TRIP_COLUMNS = (
    *("date", "base_id", "base_name", "group_id", "site_id", "site_name", "pupils", "bus_min"),
)
LEFT_COLUMNS = ("table", "what", "site_id", "site_name", "why", "reason")


def shifts_table(plan: EventPlan) -> pd.DataFrame:
    """Return whom each event needs when, a row a role."""
    days = [*list_events(plan.tables), *list_base_days(plan.tables, plan.trips)]
    events = {event.event_id: event for event, _, _ in days}
    rows = [
        {
            "event_id": shift.event_id,
            "event": events[shift.event_id].title,
            "site_id": events[shift.event_id].site_id,
            "site_name": _title(plan, events[shift.event_id].site_id),
            "date": str(events[shift.event_id].date),
            "start": format_clock(shift.start_min),
            "end": format_clock(shift.end_min),
            "role": one.role,
            "skill": one.skill,
            "min_level": one.min_level,
            "count": one.count,
            "optional": int(one.optional),
        }
        for shift in plan.shifts
        for one in shift.staff
    ]
    return _frame(SHIFT_COLUMNS, rows)


def stops_table(plan: EventPlan) -> pd.DataFrame:
    """Return when testers are at which school, by tour, week and base."""
    rows: list[dict[str, object]] = [
        {
            "tour_id": stop.tour_id,
            "monday": str(stop.monday),
            "base": stop.base,
            "base_name": _title(plan, stop.base),
            "site_id": stop.site_id,
            "site_name": _title(plan, stop.site_id),
            "pupils": plan.problem.site_of[stop.site_id].pupils,
            "visits": stop.visits,
            "visit_min": stop.visit_min,
            "road_min": stop.road_min,
            "load_min": stop.load_min,
        }
        for stop in sorted(plan.stops, key=lambda one: (one.tour_id, one.monday, one.base))
    ]
    return _frame(STOP_COLUMNS, rows)


def trips_table(plan: EventPlan) -> pd.DataFrame:
    """Return when which group is at which base, by date."""
    groups = {visit.group_id: visit for visit in plan.tables.visits}
    bases = {base.base_id: base for base in plan.tables.bases}
    rows: list[dict[str, object]] = [
        {
            "date": str(trip.date),
            "base_id": trip.base_id,
            "base_name": bases[trip.base_id].title,
            "group_id": trip.group_id,
            "site_id": groups[trip.group_id].site_id,
            "site_name": _title(plan, groups[trip.group_id].site_id),
            "pupils": groups[trip.group_id].pupils,
            "bus_min": trip.bus_min,
        }
        for trip in sorted(plan.trips, key=lambda one: (one.date, one.base_id, one.group_id))
    ]
    return _frame(TRIP_COLUMNS, rows)


def left_table(plan: EventPlan, lang: str = "en") -> pd.DataFrame:
    """Return what has no date, and why."""
    say = wording(plan.problem, lang)
    rows: list[dict[str, object]] = [
        {
            "table": one.table,
            "what": one.row_id,
            "site_id": one.site_id,
            "site_name": _title(plan, one.site_id),
            "why": one.why,
            "reason": say.why(one),
        }
        for one in plan.left_out
    ]
    return _frame(LEFT_COLUMNS, rows)


def _title(plan: EventPlan, site_id: str) -> str:
    return plan.problem.site_of[site_id].title


def _frame(columns: tuple[str, ...], rows: list[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def make_frames(plan: EventPlan, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return what was decided as tables by name; see :meth:`EventPlan.to_frames`."""
    return {
        "shifts": shifts_table(plan),
        "tour_weeks": stops_table(plan),
        "trips": trips_table(plan),
        "left_out": left_table(plan, lang),
    }


def write_events(plan: EventPlan, folder: Path, *, lang: str = "en") -> None:
    """Write what was decided, and in ``feed/`` the rows that the weeks are to know."""
    files = {
        f"{name}.csv": safe_csv(in_language(table, lang, HEADINGS))
        for name, table in make_frames(plan, lang).items()
    }
    write_files({**files, **list_files(plan.feed)}, folder)
