"""Tables in and out: reading with every fault at once, and writing that reads back the same."""

from sharepool.tables.reading import read_plan, read_problem
from sharepool.tables.writing import write_plan, write_problem, write_rows

__all__ = ["read_plan", "read_problem", "write_plan", "write_problem", "write_rows"]
