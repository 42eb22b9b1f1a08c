"""Pictures of a plan, a solve or a trade-off, one line each.

Every function returns a :class:`Picture`, which Jupyter shows and ``save`` writes; with ``ax=`` it
draws on those axes instead, and returns them. They need matplotlib, the extra ``notebooks``.
"""

from sharepool.report.plots.curves import draw_progress, draw_trade_off
from sharepool.report.plots.fairness import draw_equity
from sharepool.report.plots.maps import draw_map
from sharepool.report.plots.pictures import Picture
from sharepool.report.plots.weeks import draw_coverage, draw_load

__all__ = [
    "Picture",
    "draw_coverage",
    "draw_equity",
    "draw_load",
    "draw_map",
    "draw_progress",
    "draw_trade_off",
]
