"""The desk: a local page to change a plan by hand, judged at once by the real checker and scorer.

:mod:`~sharepool.report.desk.desk` holds the plan in hand, :mod:`~sharepool.report.desk.view` says
what the page shows of it, :mod:`~sharepool.report.desk.server` serves both, on this machine only.
"""
