"""sharepool: who of a shared pool of coaches and PE teachers goes to which school, when.

Read a :class:`Problem`, :func:`solve` it, and look at the :class:`Result`; or :func:`check`,
:func:`score`, :func:`explain` and :func:`compare` plans of your own, and let :func:`recommend` say
what would cover what is missing. FORMAT.md says what problems and plans hold. What
stands for a year is decided by :func:`pair_sites`, :func:`design_chains` and
:func:`place_athletes`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sharepool import plots
    from sharepool.centre import balance, ledger, needs, pool_report, repeat_week
    from sharepool.checking import check
    from sharepool.comparison import compare
    from sharepool.data.athletes import Athlete, Place
    from sharepool.data.balance import Balance
    from sharepool.data.centre import Centre
    from sharepool.data.chains import ChainDesign, ChainGap, ChainState, ChainWeights
    from sharepool.data.comparison import Comparison
    from sharepool.data.diagnosis import Diagnosis
    from sharepool.data.findings import Reasons, Remedies, Violations
    from sharepool.data.ledger import Ledger, TermWeek
    from sharepool.data.needs import Needs
    from sharepool.data.order import Frontier, Step
    from sharepool.data.pairing import Pairing
    from sharepool.data.placement import Answer, Placement
    from sharepool.data.plan import Plan
    from sharepool.data.pool import PoolReport
    from sharepool.data.problem import Problem
    from sharepool.data.rates import Rates
    from sharepool.data.reason import Candidate, Reason, Verdict
    from sharepool.data.remedy import Remedy
    from sharepool.data.replan import Replan
    from sharepool.data.result import Progress, Result, Status, Stop
    from sharepool.data.rows import Assignment
    from sharepool.data.score import Score
    from sharepool.data.violation import Violation
    from sharepool.diagnosing import diagnose
    from sharepool.displays import show
    from sharepool.errors import (
        Fault,
        FontError,
        InternalError,
        PlanError,
        ProblemError,
        SharepoolError,
    )
    from sharepool.generator import (
        generate_athletes,
        generate_centre,
        generate_county,
        generate_prefecture,
    )
    from sharepool.progress import progress_bar
    from sharepool.publishing import write_report
    from sharepool.reasons import explain
    from sharepool.remedies import recommend
    from sharepool.replanning import replan
    from sharepool.reports import coverage, itineraries, site_timetable
    from sharepool.scoring import score
    from sharepool.sentences import (
        answer_sentence,
        candidate_sentences,
        comparison_sentences,
        diagnosis_sentences,
        gap_sentence,
        idle_sentence,
        reason_sentence,
        refusal_sentence,
        remedy_sentence,
        sentence,
        session_sentences,
    )
    from sharepool.solving import solve
    from sharepool.standing.chain_survey import chain_report
    from sharepool.standing.pairing import pair_sites
    from sharepool.standing.placement import place_athletes
    from sharepool.standing.pyramids import design_chains
    from sharepool.standing.stability import check_placement
    from sharepool.tables import (
        read_athletes,
        read_centre,
        read_plan,
        read_problem,
        read_rates,
        read_term,
        write_centre,
        write_plan,
        write_problem,
        write_rows,
    )
    from sharepool.tradeoffs import frontier

    __version__: str

__all__ = [
    "Answer",
    "Assignment",
    "Athlete",
    "Balance",
    "Candidate",
    "Centre",
    "ChainDesign",
    "ChainGap",
    "ChainState",
    "ChainWeights",
    "Comparison",
    "Diagnosis",
    "Fault",
    "FontError",
    "Frontier",
    "InternalError",
    "Ledger",
    "Needs",
    "Pairing",
    "Place",
    "Placement",
    "Plan",
    "PlanError",
    "PoolReport",
    "Problem",
    "ProblemError",
    "Progress",
    "Rates",
    "Reason",
    "Reasons",
    "Remedies",
    "Remedy",
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
    "Violations",
    "__version__",
    "answer_sentence",
    "balance",
    "candidate_sentences",
    "chain_report",
    "check",
    "check_placement",
    "compare",
    "comparison_sentences",
    "coverage",
    "design_chains",
    "diagnose",
    "diagnosis_sentences",
    "explain",
    "frontier",
    "gap_sentence",
    "generate_athletes",
    "generate_centre",
    "generate_county",
    "generate_prefecture",
    "idle_sentence",
    "itineraries",
    "ledger",
    "needs",
    "pair_sites",
    "place_athletes",
    "plots",
    "pool_report",
    "progress_bar",
    "read_athletes",
    "read_centre",
    "read_plan",
    "read_problem",
    "read_rates",
    "read_term",
    "reason_sentence",
    "recommend",
    "refusal_sentence",
    "remedy_sentence",
    "repeat_week",
    "replan",
    "score",
    "sentence",
    "session_sentences",
    "show",
    "site_timetable",
    "solve",
    "write_centre",
    "write_plan",
    "write_problem",
    "write_report",
    "write_rows",
]

# Imported when first used: the engine takes seconds to import, reading a table does not need it.
_HOME_OF = {
    "Answer": "sharepool.data.placement",
    "Assignment": "sharepool.data.rows",
    "Athlete": "sharepool.data.athletes",
    "Balance": "sharepool.data.balance",
    "Candidate": "sharepool.data.reason",
    "Centre": "sharepool.data.centre",
    "ChainDesign": "sharepool.data.chains",
    "ChainGap": "sharepool.data.chains",
    "ChainState": "sharepool.data.chains",
    "ChainWeights": "sharepool.data.chains",
    "Comparison": "sharepool.data.comparison",
    "Diagnosis": "sharepool.data.diagnosis",
    "Fault": "sharepool.errors",
    "FontError": "sharepool.errors",
    "Frontier": "sharepool.data.order",
    "InternalError": "sharepool.errors",
    "Ledger": "sharepool.data.ledger",
    "Needs": "sharepool.data.needs",
    "Pairing": "sharepool.data.pairing",
    "Place": "sharepool.data.athletes",
    "Placement": "sharepool.data.placement",
    "Plan": "sharepool.data.plan",
    "PlanError": "sharepool.errors",
    "PoolReport": "sharepool.data.pool",
    "Problem": "sharepool.data.problem",
    "ProblemError": "sharepool.errors",
    "Progress": "sharepool.data.result",
    "Rates": "sharepool.data.rates",
    "Reason": "sharepool.data.reason",
    "Reasons": "sharepool.data.findings",
    "Remedies": "sharepool.data.findings",
    "Remedy": "sharepool.data.remedy",
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
    "Violations": "sharepool.data.findings",
    "answer_sentence": "sharepool.sentences",
    "balance": "sharepool.centre",
    "candidate_sentences": "sharepool.sentences",
    "chain_report": "sharepool.standing.chain_survey",
    "check": "sharepool.checking",
    "check_placement": "sharepool.standing.stability",
    "compare": "sharepool.comparison",
    "comparison_sentences": "sharepool.sentences",
    "coverage": "sharepool.reports",
    "design_chains": "sharepool.standing.pyramids",
    "diagnose": "sharepool.diagnosing",
    "diagnosis_sentences": "sharepool.sentences",
    "explain": "sharepool.reasons",
    "frontier": "sharepool.tradeoffs",
    "gap_sentence": "sharepool.sentences",
    "generate_athletes": "sharepool.generator",
    "generate_centre": "sharepool.generator",
    "generate_county": "sharepool.generator",
    "generate_prefecture": "sharepool.generator",
    "idle_sentence": "sharepool.sentences",
    "itineraries": "sharepool.reports",
    "ledger": "sharepool.centre",
    "needs": "sharepool.centre",
    "pair_sites": "sharepool.standing.pairing",
    "place_athletes": "sharepool.standing.placement",
    "pool_report": "sharepool.centre",
    "progress_bar": "sharepool.progress",
    "read_athletes": "sharepool.tables",
    "read_centre": "sharepool.tables",
    "read_plan": "sharepool.tables",
    "read_problem": "sharepool.tables",
    "read_rates": "sharepool.tables",
    "read_term": "sharepool.tables",
    "reason_sentence": "sharepool.sentences",
    "recommend": "sharepool.remedies",
    "refusal_sentence": "sharepool.sentences",
    "remedy_sentence": "sharepool.sentences",
    "repeat_week": "sharepool.centre",
    "replan": "sharepool.replanning",
    "score": "sharepool.scoring",
    "sentence": "sharepool.sentences",
    "session_sentences": "sharepool.sentences",
    "show": "sharepool.displays",
    "site_timetable": "sharepool.reports",
    "solve": "sharepool.solving",
    "write_centre": "sharepool.tables",
    "write_plan": "sharepool.tables",
    "write_problem": "sharepool.tables",
    "write_report": "sharepool.publishing",
    "write_rows": "sharepool.tables",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sharepool")
    if name == "plots":
        return import_module("sharepool.plots")
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
