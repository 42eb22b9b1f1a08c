"""What people read of a plan: itineraries, timetables, coverage and a summary."""

from sharepool.reports.balance import (
    indicators_table,
    points_table,
    schools_table,
    write_balance,
)
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
from sharepool.reports.outcome import diagnosis, summary
from sharepool.reports.person_days import itineraries
from sharepool.reports.shortfalls import coverage
from sharepool.reports.site_weeks import site_timetable
from sharepool.reports.versions import write_version

__all__ = [
    "accounts_table",
    "budgets_table",
    "check_folder",
    "coverage",
    "diagnosis",
    "employers_table",
    "groups_table",
    "indicators_table",
    "itineraries",
    "loans_table",
    "moves",
    "needs_table",
    "people_table",
    "points_table",
    "rates_table",
    "schools_table",
    "site_timetable",
    "summary",
    "teachers_table",
    "write_balance",
    "write_ledger",
    "write_needs",
    "write_solution",
    "write_version",
]
