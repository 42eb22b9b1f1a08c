"""The table of hubs (中心校), for those who do not take every school in town."""

from __future__ import annotations

from typing import ClassVar

from sharepool.problem.cells import Count, Id, Stages
from sharepool.problem.rows import Row


class Hub(Row):
    """A school that supports others: how much it can take on, and which stages it is for."""

    key: ClassVar = ("site_id",)

    site_id: Id
    capacity: Count | None = None
    stages: Stages = ()


HUB_TABLES: dict[str, type[Row]] = {"hubs": Hub}
"""The table of a pairing by name."""
