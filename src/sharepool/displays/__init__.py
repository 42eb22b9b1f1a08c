"""What Jupyter shows: every kind of answer as a small page, in English or Chinese.

A view says what there is to see, in words; one template turns every view into HTML, escaped.
:data:`VIEWS` is the table of contents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sharepool.data.comparison import Comparison
from sharepool.data.diagnosis import Diagnosis
from sharepool.data.findings import Reasons, Violations
from sharepool.data.order import Frontier
from sharepool.data.plan import Plan
from sharepool.data.problem import Problem
from sharepool.data.replan import Replan
from sharepool.data.result import Result
from sharepool.data.score import Score
from sharepool.displays.changes import of_comparison, of_replan
from sharepool.displays.findings import of_diagnosis, of_reasons, of_violations
from sharepool.displays.outcomes import of_frontier, of_plan, of_result, of_score
from sharepool.displays.problems import of_problem
from sharepool.displays.views import View
from sharepool.sentences.captions import Captions

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
    Diagnosis: of_diagnosis,
    Comparison: of_comparison,
    Replan: of_replan,
    Frontier: of_frontier,
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
        A kind that :data:`VIEWS` names, as :func:`sharepool.solve`, :func:`sharepool.check` and
        the others return it.
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    TypeError
        It is none of these.
    ValueError
        If the language is not known.
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
        loader=PackageLoader("sharepool.displays"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("view.html.j2")
