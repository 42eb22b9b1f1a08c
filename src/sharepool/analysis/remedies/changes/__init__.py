"""Changes of a problem that could cover missing sessions.

A change eases one thing about one subject: a person, a site, an employer, or some demands of a
site. Applied, it gives a new problem; the old one stays as it is.
"""

from sharepool.analysis.remedies.changes.change import Change
from sharepool.analysis.remedies.changes.people import (
    Certificate,
    FreeDay,
    LooserLimits,
    MoreBudget,
    MoreHours,
    OtherMode,
    Recruit,
    TeamRecruit,
)
from sharepool.analysis.remedies.changes.sites import LooserDemand, MoreRoom, OtherHour

__all__ = [
    "Certificate",
    "Change",
    "FreeDay",
    "LooserDemand",
    "LooserLimits",
    "MoreBudget",
    "MoreHours",
    "MoreRoom",
    "OtherHour",
    "OtherMode",
    "Recruit",
    "TeamRecruit",
]
