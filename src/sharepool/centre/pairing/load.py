"""What a hub's capacity counts."""

from enum import StrEnum


class Load(StrEnum):
    """What a hub's capacity counts."""

    SITES = "sites"
    """Schools."""
    HOURS = "hours"
    """Hours a week of the sessions that they want."""
    SUPPLY = "supply"
    """Schools, and what they want beyond what people of the hub's group can give has a price."""
