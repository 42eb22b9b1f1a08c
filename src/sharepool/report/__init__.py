"""What people take away of a plan: a page, a workbook, calendars and maps.

:mod:`~sharepool.report.report` gathers what is said, once; every file is made from that. A
report without names is gathered from a problem that has none
(:mod:`~sharepool.report.anonymity`).
"""

from sharepool.report.centre import CentreFolder
from sharepool.report.folder import write_report

__all__ = ["CentreFolder", "write_report"]
