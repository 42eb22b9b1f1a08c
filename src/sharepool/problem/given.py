"""What is given in place of a problem or a plan, told before anything is done with it."""

from __future__ import annotations

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result


def mind_problem(given: object) -> None:
    """Raise if what is given is no problem.

    Raises
    ------
    TypeError
    """
    if not isinstance(given, Problem):
        told = f"problem: give a Problem, not {type(given).__name__}"
        raise TypeError(f"{told}; read_problem reads a folder or a workbook")


def mind_plan(given: object, argument: str = "plan") -> None:
    """Raise if what is given is no plan.

    Raises
    ------
    TypeError
    """
    if isinstance(given, Plan):
        return
    way = "read_plan reads a file, Plan.from_frame a DataFrame, Plan.of rows"
    if isinstance(given, Result):
        way = "its plan is result.plan"
    raise TypeError(f"{argument}: give a Plan, not {type(given).__name__}; {way}")
