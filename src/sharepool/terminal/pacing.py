"""How a time limit is shared out between the search, the reasons and writing the files."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from sharepool.base.interrupts import begin_last_part
from sharepool.terminal import screen
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.analysis.reasons.types import Reason
    from sharepool.problem.problem import Problem
    from sharepool.problem.result import Result

_WRITING_SHARE, _WRITING_SECONDS = 0.1, 1.0
_WRITING_MARGIN = 2.0
_REASONS_SHARE, _REASONS_SECONDS_PER_SESSION, _MOST_REASONS_SECONDS = 0.1, 0.005, 3.0
_FREE_REASONS_SECONDS = 5.0
_STOPPED_REASONS_SECONDS = 0.5
"""The longest that reasons may take after Ctrl-C, in seconds: people wait for the end."""


def _writing_seconds(time_limit: float) -> float:
    """Return the part of the time limit that writing the files takes."""
    return min(_WRITING_SHARE * time_limit, _WRITING_SECONDS)


def search_seconds(problem: Problem, time_limit: float) -> float | None:
    """Return the part of the time limit that is left for the search; None if there is no limit."""
    if math.isinf(time_limit):
        return None
    sessions = sum(demand.sessions for demand in problem.demands)
    for_sessions = min(_REASONS_SECONDS_PER_SESSION * sessions, _MOST_REASONS_SECONDS)
    reasons = min(_REASONS_SHARE * time_limit, for_sessions)
    return time_limit - _writing_seconds(time_limit) - reasons


def explain_in_time(
    problem: Problem, result: Result, started: float, time_limit: float, *, quiet: bool
) -> tuple[Reason, ...]:
    """Return why sessions are missing, as far as the time lets it be found; tell what is left out.

    Ctrl-C that ended the search leaves a moment for this; one more ends it at once.
    """
    from sharepool.analysis.reasons.types import Verdict
    from sharepool.analysis.reasons.verdicts import find_reasons

    begin_last_part()
    if not result.has_plan:
        return ()
    reserve = None
    if result.objective is not None and result.bound is not None:
        reserve = result.objective - result.bound
    # Where writing takes longer than expected, the reasons give way, not the limit; if the search
    # ended early, or there is no limit, they may take longer than was set aside.
    latest = started + time_limit - _WRITING_MARGIN * _writing_seconds(time_limit)
    seconds = max(_FREE_REASONS_SECONDS, _REASONS_SECONDS_PER_SESSION * result.sessions_wanted)
    if result.interrupted:
        seconds = _STOPPED_REASONS_SECONDS
    deadline = min(latest, time.monotonic() + seconds)
    found = find_reasons(
        problem, result.plan, reserve=reserve, deadline=deadline, with_people=False
    )
    untried = sum(one.verdict is Verdict.UNTRIED for one in found)
    if untried and not quiet:
        screen.write(say("reasons.untried", count=untried, short=len(found)), err=True)
    return found
