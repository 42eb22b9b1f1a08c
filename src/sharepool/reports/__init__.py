"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.folder import check_folder, write_solution
from sharepool.reports.outcome import summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.places import placement_table
from sharepool.reports.pyramids import chain_members
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable
from sharepool.reports.support import support_matrix

__all__ = [
    "chain_members",
    "check_folder",
    "coverage",
    "itineraries",
    "placement_table",
    "site_timetable",
    "summary",
    "support_matrix",
    "write_solution",
]
