"""Why no plan exists: which requirements clash, within which limits, and the cheapest way out.

Every claim is a proof of its own: that requirements cannot hold together, that each of them and
each limit is needed for that, and that a changed value is enough.
"""

from __future__ import annotations

import time

from sharepool.analysis.diagnosis.clashes import Investigation
from sharepool.analysis.diagnosis.types import Diagnosis, EasedMinimum, Relaxation
from sharepool.engine.cpsat.infeasibility import Judge, Lack, hard_minimums
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance
from sharepool.problem.problem import Problem
from sharepool.problem.result import HardMinimum, Status, Stop

__all__ = ["diagnose"]

_SHARE_OF_CLASHES, _SHARE_OF_RELAXATION = 0.4, 0.3
"""Shares of the time for what clashes, and for the cheapest way out; the rest looks into it."""


def diagnose(problem: Problem, *, stop: float | Stop = 60.0) -> Diagnosis:
    """Return whether all that must take place can, and if not, what stands in the way.

    Without minimums, required pins and strict pairs the empty plan is legal, so that every
    conflict is one between them, within limits such as hours or capacity.

    Parameters
    ----------
    problem : Problem
    stop : float or Stop
        Seconds from the call. What is not proven by then is said not to be.

    Raises
    ------
    ValueError
        `stop` is no number of seconds above 0.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> tables = problem.to_frames()
    >>> tables["demands"]["min_sessions"] = tables["demands"]["sessions"]
    >>> diagnosis = sp.diagnose(sp.Problem.from_frames(tables), stop=20)
    >>> diagnosis.status.value
    'infeasible'
    >>> print(diagnosis.lines()[0])
    No plan exists: these cannot all hold together.
    """
    seconds = Stop.of(stop).time_alone()
    if not seconds > 0:
        raise ValueError("stop: give more than 0 seconds")
    began = time.monotonic()
    instance = prepare(problem)
    minimums = hard_minimums(instance)
    found, is_possible = _find_clashes(instance, minimums, _SHARE_OF_CLASHES * seconds)
    if is_possible:
        return Diagnosis(Status.FEASIBLE, problem=problem)
    judge = Judge(instance, seconds=_SHARE_OF_RELAXATION * seconds)
    # Each clash costs one session of one of its minimums at least.
    bound = sum(min(map(judge.price, together)) for together in found)
    lack = judge.find_lack(minimums, bound)
    if not lack.missing:
        return Diagnosis(Status.FEASIBLE, problem=problem)
    deadline = began + seconds
    return Diagnosis(
        Status.INFEASIBLE if found else Status.UNKNOWN,
        tuple(Investigation(problem, together, deadline).find_clash() for together in found),
        _relaxation(lack),
        problem=problem,
    )


def _find_clashes(
    instance: Instance, minimums: tuple[HardMinimum, ...], seconds: float
) -> tuple[list[tuple[HardMinimum, ...]], bool]:
    """Return sets of minimums that cannot hold together, none in two; or whether all can hold."""
    judge = Judge(instance, seconds=seconds)
    if judge.allows(minimums) is True:
        return [], True
    # Those that cannot hold even alone are found with the least effort.
    found: list[tuple[HardMinimum, ...]] = [
        (one,) for one in minimums if judge.allows([one]) is False
    ]
    rest = tuple(one for one in minimums if (one,) not in found)
    while rest and judge.allows(rest) is False:
        found.append(judge.thin(rest))
        rest = tuple(one for one in rest if one not in found[-1])
    return found, False


def _relaxation(lack: Lack) -> Relaxation:
    lowered = tuple(EasedMinimum(one, one.needed - by) for one, by in lack.missing.items())
    return Relaxation(lowered, lack.cost, lack.bound)
