"""What a hub's capacity counts."""

from enum import StrEnum


class Load(StrEnum):
    """What a hub's capacity counts."""

    SITES = "sites"
    """Schools."""
    HOURS = "hours"
    """Hours a week of the sessions that they want."""
