"""How many changes are solved again, and for how long each."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sharepool.problem.result import Stop

MOST_TRIED = 40
"""Changes that are solved again at most."""

POLISH_SHARE, REASONS_SHARE = 0.15, 0.2
"""Shares of the time: for the problem as it is, and for what stands in people's way."""

_TRIED_SHARE = 0.7
"""Share of the solves after that for changes. The others hold them against the problem as it is."""

_LEAST_SECONDS, _SECONDS_PER_SESSION = 0.5, 0.0025
"""What a plan of a problem of so many sessions needs to make use of a change."""

_FEWEST_SOLVES = 3
_SPENT_SHARE = 0.95


@dataclass(frozen=True)
class Schedule:
    """The solves of one round of advice, besides one of the problem as it is.

    Attributes
    ----------
    tries : int
        Changes solved again.
    rivals : int
        Solves of the problem as it is, from what changes led to.
    stop : Stop
        Limit of each.
    """

    tries: int
    rivals: int
    stop: Stop

    @classmethod
    def within(cls, seconds: float, *, sessions: int, ideas: int, top: int, cores: int) -> Schedule:
        """Return what there is time for: as many changes as each gets time enough."""
        least = _LEAST_SECONDS + _SECONDS_PER_SESSION * sessions
        solves = max(_FEWEST_SOLVES, int(cores * seconds / least))
        tries = min(ideas, MOST_TRIED, max(1, int(_TRIED_SHARE * (solves - 1))))
        rivals = min(top, tries, solves - 1 - tries)
        rounds = math.ceil((1 + tries) / cores) + math.ceil(rivals / cores)
        return cls(tries, rivals, Stop(max(0.0, _SPENT_SHARE * seconds / rounds)))

    @classmethod
    def counted(cls, work: float, *, ideas: int, top: int) -> Schedule:
        """Return what does not depend on time."""
        tries = min(ideas, MOST_TRIED)
        return cls(tries, min(top, tries), Stop(None, work=work))
