"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.burdens import EARLY_MIN, FAR_LEG_MIN, bands, burdens
from sharepool.reports.changes import changes
from sharepool.reports.course import history_frame
from sharepool.reports.folder import check_folder, write_solution
from sharepool.reports.moves import moves
from sharepool.reports.outcome import diagnosis, read_bound, summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.places import placement_table
from sharepool.reports.pyramids import chain_members
from sharepool.reports.shares import group_shares, site_shares
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable
from sharepool.reports.support import support_matrix
from sharepool.reports.versions import write_version

__all__ = [
    "EARLY_MIN",
    "FAR_LEG_MIN",
    "bands",
    "burdens",
    "chain_members",
    "changes",
    "check_folder",
    "coverage",
    "diagnosis",
    "group_shares",
    "history_frame",
    "itineraries",
    "moves",
    "placement_table",
    "read_bound",
    "site_shares",
    "site_timetable",
    "summary",
    "support_matrix",
    "write_solution",
    "write_version",
]
