"""The desk: a local page to change a plan by hand, judged at once by the real checker and scorer.

:mod:`~sharepool.desk.desk` holds the plan in hand, :mod:`~sharepool.desk.view` says what the page
shows of it, and :mod:`~sharepool.desk.server` serves both on this machine only.
"""
