"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.folder import check_folder, write_solution
from sharepool.reports.moves import moves
from sharepool.reports.needs import (
    groups_table,
    needs_table,
    rates_table,
    teachers_table,
    write_needs,
)
from sharepool.reports.outcome import diagnosis, summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable
from sharepool.reports.versions import write_version

__all__ = [
    "check_folder",
    "coverage",
    "diagnosis",
    "groups_table",
    "itineraries",
    "moves",
    "needs_table",
    "rates_table",
    "site_timetable",
    "summary",
    "teachers_table",
    "write_needs",
    "write_solution",
    "write_version",
]
