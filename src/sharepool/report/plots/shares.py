"""What sites get of what they want, as pictures show it."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site
from sharepool.report.tables.shares import site_shares


@dataclass(frozen=True)
class SiteShare:
    """What a site gets of what it wants.

    Attributes
    ----------
    site : Site
    wanted, delivered : int
        Sessions of its demands that are not dormant.
    floor : int
        Sessions that it should get at least: ``ceil(equity.floor × wanted)``.
    """

    site: Site
    wanted: int
    delivered: int
    floor: int

    @property
    def share(self) -> float:
        """What it gets, as a share."""
        return self.delivered / self.wanted


def find_shares(problem: Problem, plan: Plan) -> list[SiteShare]:
    """Return what every site gets that wants something this week, in the problem's order."""
    return [
        SiteShare(problem.site_of[row["site_id"]], row["wanted"], row["delivered"], row["floor"])
        for row in site_shares(problem, plan).to_dict("records")
    ]
