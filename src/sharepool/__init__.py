"""sharepool: who of a shared pool of coaches and PE teachers goes to which school, when.

Read a :class:`Problem`, :func:`solve` it, and look at the :class:`Result`; or :func:`check`,
:func:`score`, :func:`explain` and :func:`compare` plans of your own. FORMAT.md says what problems
and plans hold.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sharepool.centre import balance, ledger, needs, repeat_week
    from sharepool.checking import check
    from sharepool.comparison import compare
    from sharepool.data.balance import Balance
    from sharepool.data.centre import Centre
    from sharepool.data.comparison import Comparison
    from sharepool.data.diagnosis import Diagnosis
    from sharepool.data.ledger import Ledger, TermWeek
    from sharepool.data.needs import Needs
    from sharepool.data.order import Frontier, Step
    from sharepool.data.plan import Plan
    from sharepool.data.problem import Problem
    from sharepool.data.rates import Rates
    from sharepool.data.reason import Candidate, Reason, Verdict
    from sharepool.data.replan import Replan
    from sharepool.data.result import Progress, Result, Status, Stop
    from sharepool.data.rows import Assignment
    from sharepool.data.score import Score
    from sharepool.data.violation import Violation
    from sharepool.diagnosing import diagnose
    from sharepool.errors import Fault, InternalError, PlanError, ProblemError, SharepoolError
    from sharepool.generator import generate_centre, generate_county, generate_prefecture
    from sharepool.reasons import explain
    from sharepool.replanning import replan
    from sharepool.scoring import score
    from sharepool.sentences import (
        candidate_sentences,
        comparison_sentences,
        diagnosis_sentences,
        reason_sentence,
        sentence,
        session_sentences,
    )
    from sharepool.solving import solve
    from sharepool.tables import (
        read_centre,
        read_plan,
        read_problem,
        read_rates,
        read_term,
        write_centre,
        write_plan,
        write_problem,
    )
    from sharepool.tradeoffs import frontier

    __version__: str

__all__ = [
    "Assignment",
    "Balance",
    "Candidate",
    "Centre",
    "Comparison",
    "Diagnosis",
    "Fault",
    "Frontier",
    "InternalError",
    "Ledger",
    "Needs",
    "Plan",
    "PlanError",
    "Problem",
    "ProblemError",
    "Progress",
    "Rates",
    "Reason",
    "Replan",
    "Result",
    "Score",
    "SharepoolError",
    "Status",
    "Step",
    "Stop",
    "TermWeek",
    "Verdict",
    "Violation",
    "__version__",
    "balance",
    "candidate_sentences",
    "check",
    "compare",
    "comparison_sentences",
    "diagnose",
    "diagnosis_sentences",
    "explain",
    "frontier",
    "generate_centre",
    "generate_county",
    "generate_prefecture",
    "ledger",
    "needs",
    "read_centre",
    "read_plan",
    "read_problem",
    "read_rates",
    "read_term",
    "reason_sentence",
    "repeat_week",
    "replan",
    "score",
    "sentence",
    "session_sentences",
    "solve",
    "write_centre",
    "write_plan",
    "write_problem",
]

# Imported when first used: the engine takes seconds to import, reading a table does not need it.
_HOME_OF = {
    "Assignment": "sharepool.data.rows",
    "Balance": "sharepool.data.balance",
    "Candidate": "sharepool.data.reason",
    "Centre": "sharepool.data.centre",
    "Comparison": "sharepool.data.comparison",
    "Diagnosis": "sharepool.data.diagnosis",
    "Fault": "sharepool.errors",
    "Frontier": "sharepool.data.order",
    "InternalError": "sharepool.errors",
    "Ledger": "sharepool.data.ledger",
    "Needs": "sharepool.data.needs",
    "Plan": "sharepool.data.plan",
    "PlanError": "sharepool.errors",
    "Problem": "sharepool.data.problem",
    "ProblemError": "sharepool.errors",
    "Progress": "sharepool.data.result",
    "Rates": "sharepool.data.rates",
    "Reason": "sharepool.data.reason",
    "Replan": "sharepool.data.replan",
    "Result": "sharepool.data.result",
    "Score": "sharepool.data.score",
    "SharepoolError": "sharepool.errors",
    "Status": "sharepool.data.result",
    "Step": "sharepool.data.order",
    "Stop": "sharepool.data.result",
    "TermWeek": "sharepool.data.ledger",
    "Verdict": "sharepool.data.reason",
    "Violation": "sharepool.data.violation",
    "balance": "sharepool.centre",
    "candidate_sentences": "sharepool.sentences",
    "check": "sharepool.checking",
    "compare": "sharepool.comparison",
    "comparison_sentences": "sharepool.sentences",
    "diagnose": "sharepool.diagnosing",
    "diagnosis_sentences": "sharepool.sentences",
    "explain": "sharepool.reasons",
    "frontier": "sharepool.tradeoffs",
    "generate_centre": "sharepool.generator",
    "generate_county": "sharepool.generator",
    "generate_prefecture": "sharepool.generator",
    "ledger": "sharepool.centre",
    "needs": "sharepool.centre",
    "read_centre": "sharepool.tables",
    "read_plan": "sharepool.tables",
    "read_problem": "sharepool.tables",
    "read_rates": "sharepool.tables",
    "read_term": "sharepool.tables",
    "reason_sentence": "sharepool.sentences",
    "repeat_week": "sharepool.centre",
    "replan": "sharepool.replanning",
    "score": "sharepool.scoring",
    "sentence": "sharepool.sentences",
    "session_sentences": "sharepool.sentences",
    "solve": "sharepool.solving",
    "write_centre": "sharepool.tables",
    "write_plan": "sharepool.tables",
    "write_problem": "sharepool.tables",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sharepool")
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
