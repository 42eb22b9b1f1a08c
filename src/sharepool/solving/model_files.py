"""The exact model, written for other solvers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sharepool.engine.instance.preparation import prepare
from sharepool.problem.problem import Problem
from sharepool.solving.own_costs import price_assignments
from sharepool.solving.own_model import OwnRule, OwnStatements, OwnTerm
from sharepool.tables.files import write_whole


def write_model(
    problem: Problem,
    path: str | Path,
    *,
    costs: Any = None,
    forbid: Any = None,
    rules: Sequence[OwnRule] = (),
    terms: Sequence[OwnTerm] = (),
) -> Path:
    """Write the exact model of a problem, all rules and terms, for another solver.

    Variables of assignments are called ``x<number>_<staff_id>_<demand_id>_d<day>_s<slot>``, with
    ``_`` for what such files cannot hold. The optimum of the file is that of the problem.

    Parameters
    ----------
    problem : Problem
    path : str or Path
        It ends in ``.mps`` or ``.lp``, a mixed-integer program, or ``.pb``, OR-Tools' own
        ``CpModelProto``.
    costs, forbid, rules, terms
        What is your own, as :func:`sharepool.solve` takes it.

    Returns
    -------
    Path
        The path.

    Raises
    ------
    ValueError
        The path ends otherwise, or a rule of your own is not linear and the file would be.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> path = sp.write_model(problem, "model.mps")
    >>> path.read_text().count("d4_s2")
    14
    """
    # OR-Tools takes seconds to import.
    from sharepool.engine.cpsat.model_files import KINDS, export_model
    from sharepool.engine.cpsat.open_model import Extension

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ValueError(f"path: {path.name!r} must end in {', '.join(KINDS)}")
    own = OwnStatements.of(rules, terms)
    if costs is not None or forbid is not None:
        problem = price_assignments(problem, costs=costs, forbid=forbid)
    extension = Extension(own.extend, lambda plan: own.judge(problem, plan)) if own.names else None
    write_whole(path, export_model(prepare(problem), kind, extension))
    return path
