"""Why sessions are missing: what stands in each person's way, and one verdict per demand.

Nothing is guessed. Whatever is said to be broken, the checker finds in the plan with the session in
it; whatever is said to change, the scorer counts; and that no legal plan holds more is proven.
"""

from __future__ import annotations

from sharepool.analysis.reasons.types import Reasons
from sharepool.analysis.reasons.verdicts import find_reasons
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.rules import check
from sharepool.rules.scoring import score

__all__ = ["explain", "find_reasons"]


def explain(problem: Problem, plan: Plan, *, bound: int | None = None) -> Reasons:
    """Return why sessions are missing, for each demand that misses some.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal plan.
    bound : int, optional
        A proven lower bound of the objective, such as ``Result.bound``.

    Returns
    -------
    Reasons
        A tuple in the order of the problem's demands; none for those that get all they want.

    Raises
    ------
    ValueError
        The plan breaks hard rules: reasons about it would mean nothing.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> [(one.demand_id, one.missing, one.verdict.value) for one in sp.explain(problem, plan)]
    [('HILL-PE', 3, 'missed'), ('HILL-PINGPONG', 1, 'impossible'), ('FAR-PE', 2, 'missed')]
    """
    broken = check(problem, plan)
    if broken:
        raise ValueError(f"the plan breaks {len(broken)} hard rules (see check): give a legal one")
    reserve = None if bound is None else score(problem, plan).objective - bound
    return Reasons(find_reasons(problem, plan, reserve=reserve), problem)
