"""Pictures of a plan, a solve or a trade-off, one line each.

Every function returns a :class:`Picture`, which Jupyter shows and ``save`` writes. They need
matplotlib: ``pip install 'sharepool[notebooks]'``.
"""

from sharepool.report.plots.curves import progress, trade_off
from sharepool.report.plots.fairness import equity
from sharepool.report.plots.maps import map  # noqa: A004 (what people look for is plots.map)
from sharepool.report.plots.pictures import Picture
from sharepool.report.plots.weeks import coverage, load

__all__ = ["Picture", "coverage", "equity", "load", "map", "progress", "trade_off"]
