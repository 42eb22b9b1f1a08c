"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.burdens import EARLY_MIN, FAR_LEG_MIN, bands, burdens
from sharepool.reports.changes import changes
from sharepool.reports.folder import SUMMARY_FILE, check_folder, write_solution
from sharepool.reports.outcome import read_bound, summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.shares import group_shares, site_shares
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable

__all__ = [
    "EARLY_MIN",
    "FAR_LEG_MIN",
    "SUMMARY_FILE",
    "bands",
    "burdens",
    "changes",
    "check_folder",
    "coverage",
    "group_shares",
    "itineraries",
    "read_bound",
    "site_shares",
    "site_timetable",
    "summary",
    "write_solution",
]
