"""What Jupyter shows: every kind of answer as a small page, in English or Chinese.

A view says what there is to see, in words; one template turns every view into HTML, escaped.
:data:`VIEWS` is the table of contents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sharepool.analysis.comparison.types import Comparison
from sharepool.analysis.diagnosis.types import Diagnosis
from sharepool.analysis.reasons.types import Reasons
from sharepool.analysis.remedies.types import Remedies
from sharepool.analysis.replanning.types import Replan
from sharepool.analysis.suggestions.types import Suggestions
from sharepool.centre.chains.types import ChainStates
from sharepool.messages.captions import Captions
from sharepool.problem.findings import Violations
from sharepool.problem.order import Frontier
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.problem.score import Score
from sharepool.report.jupyter.changes import of_comparison, of_replan
from sharepool.report.jupyter.findings import (
    of_chains,
    of_diagnosis,
    of_reasons,
    of_remedies,
    of_suggestions,
    of_violations,
)
from sharepool.report.jupyter.outcomes import of_frontier, of_plan, of_result, of_score
from sharepool.report.jupyter.problems import of_problem
from sharepool.report.jupyter.views import View

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["VIEWS", "Display", "show"]

VIEWS: dict[type, Callable[[Any, Captions], View]] = {
    Problem: of_problem,
    Result: of_result,
    Plan: of_plan,
    Score: of_score,
    Violations: of_violations,
    Reasons: of_reasons,
    Remedies: of_remedies,
    Suggestions: of_suggestions,
    Diagnosis: of_diagnosis,
    Comparison: of_comparison,
    Replan: of_replan,
    Frontier: of_frontier,
    ChainStates: of_chains,
}
"""What can be shown, and how."""


@dataclass(frozen=True)
class Display:
    """Something as Jupyter shows it.

    Attributes
    ----------
    html : str
        A piece of a page, complete in itself: it loads nothing and runs nothing.
    """

    html: str

    def _repr_html_(self) -> str:
        """Return what Jupyter shows."""
        return self.html


def show(thing: Any, lang: str = "en") -> Display:
    """Return something as readable HTML: a problem, a plan, a result, and what is said of them.

    What stands alone in a cell of a notebook is shown in English without it.

    Parameters
    ----------
    thing : Any
        What :func:`sharepool.solve`, :func:`sharepool.check` and the others return, a problem, a
        plan, a score.
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    TypeError
        It is none of these.
    ValueError
        If the language is not known.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> "人员" in sp.show(problem, lang="zh").html
    True
    """
    if type(thing) not in VIEWS:
        names = ", ".join(kind.__name__ for kind in VIEWS)
        raise TypeError(f"{type(thing).__name__} cannot be shown: give one of {names}")
    view = VIEWS[type(thing)](thing, Captions(lang))
    return Display(_template().render(view=view, lang=lang))


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sharepool.report.jupyter"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("view.html.j2")
