"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.balance import (
    indicators_table,
    points_table,
    schools_table,
    write_balance,
)
from sharepool.reports.burdens import EARLY_MIN, FAR_LEG_MIN, bands, burdens
from sharepool.reports.changes import changes
from sharepool.reports.course import history_frame
from sharepool.reports.folder import check_folder, write_solution
from sharepool.reports.ledger import (
    accounts_table,
    budgets_table,
    employers_table,
    loans_table,
    people_table,
    write_ledger,
)
from sharepool.reports.moves import moves
from sharepool.reports.needs import (
    groups_table,
    needs_table,
    rates_table,
    teachers_table,
    write_needs,
)
from sharepool.reports.outcome import diagnosis, read_bound, summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.places import placement_table
from sharepool.reports.pyramids import chain_members
from sharepool.reports.shares import group_shares, site_shares
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable
from sharepool.reports.support import support_matrix
from sharepool.reports.talent import (
    abilities_table,
    idle_table,
    recruits_table,
    supplies_table,
    write_pool,
)
from sharepool.reports.versions import write_version

__all__ = [
    "EARLY_MIN",
    "FAR_LEG_MIN",
    "abilities_table",
    "accounts_table",
    "bands",
    "budgets_table",
    "burdens",
    "chain_members",
    "changes",
    "check_folder",
    "coverage",
    "diagnosis",
    "employers_table",
    "group_shares",
    "groups_table",
    "history_frame",
    "idle_table",
    "indicators_table",
    "itineraries",
    "loans_table",
    "moves",
    "needs_table",
    "people_table",
    "placement_table",
    "points_table",
    "rates_table",
    "read_bound",
    "recruits_table",
    "schools_table",
    "site_shares",
    "site_timetable",
    "summary",
    "supplies_table",
    "support_matrix",
    "teachers_table",
    "write_balance",
    "write_ledger",
    "write_needs",
    "write_pool",
    "write_solution",
    "write_version",
]
