"""Tables in and out: reading with every fault at once, and writing that reads back the same."""

from sharepool.tables.athletes import read_athletes
from sharepool.tables.centre import read_centre
from sharepool.tables.rates import read_rates
from sharepool.tables.reading import read_plan, read_problem
from sharepool.tables.terms import read_term
from sharepool.tables.writing import write_centre, write_plan, write_problem, write_rows

__all__ = [
    "read_athletes",
    "read_centre",
    "read_plan",
    "read_problem",
    "read_rates",
    "read_term",
    "write_centre",
    "write_plan",
    "write_problem",
    "write_rows",
]
