"""The sharing centre around the plan: what schools need, what a term of sharing comes to.

Tables in, plain data out; :mod:`sharepool.reports` makes data frames and files of it. Nothing here
reaches into the engine: it makes problems for it and reads plans from it.
"""

from sharepool.centre.accounting import ledger, repeat_week
from sharepool.centre.curriculum import needs
from sharepool.centre.evenness import balance, variation
from sharepool.centre.talent import pool_report

__all__ = ["balance", "ledger", "needs", "pool_report", "repeat_week", "variation"]
