"""The needs of a centre's folder, with what a plan of another command's brings."""

from __future__ import annotations

from pathlib import Path

from sharepool.base.errors import Fault, PlanError, ProblemError
from sharepool.centre.needs.derivation import find_needs
from sharepool.centre.needs.tables import read_centre
from sharepool.centre.needs.types import Needs
from sharepool.problem.plan import Plan


def read_needs(folder: Path, plan: Plan | None) -> Needs:
    """Return what the schools of a centre need, with what a plan brings them.

    Parameters
    ----------
    folder : Path
        What ``--centre`` gives.
    plan : Plan or None

    Raises
    ------
    ProblemError
        The tables have faults, or the plan is of a problem that was not made from them.
    PlanError
        Some of the plan's demands are not among the needs.
    """
    centre = read_centre(folder)
    try:
        return find_needs(centre, plan)
    except PlanError as error:
        if plan is None or len(error.faults) < len({row.demand_id for row in plan}):
            raise
        # The ids are those of PROBLEM; to list them all as unknown would accuse the wrong file.
        fault = Fault("", None, "--centre", "foreign_centre", str(folder))
        raise ProblemError([fault]) from None
