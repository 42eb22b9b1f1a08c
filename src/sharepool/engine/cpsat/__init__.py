"""The model: every hard rule and every term of the objective, for CP-SAT."""

from sharepool.engine.cpsat.exact import (
    ExactOutcome,
    Shortfall,
    find_shortfall,
    is_possible,
    search_target,
    size,
    solve_exact,
)
from sharepool.engine.cpsat.formulation import RULES, TERMS, evaluate
from sharepool.engine.cpsat.open_model import Extension, OpenModel, OpenOption
from sharepool.engine.cpsat.scope import Scope
from sharepool.engine.cpsat.variables import MinimumKey

__all__ = [
    "RULES",
    "TERMS",
    "ExactOutcome",
    "Extension",
    "MinimumKey",
    "OpenModel",
    "OpenOption",
    "Scope",
    "Shortfall",
    "evaluate",
    "find_shortfall",
    "is_possible",
    "search_target",
    "size",
    "solve_exact",
]
