"""The desk in a notebook: the view of the page, with a widget's messages instead of HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sharepool.messages.languages import find_language
from sharepool.problem.findings import Violations
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.score import Score
from sharepool.report.desk.answers import answer
from sharepool.report.desk.desk import Desk


class NotebookDesk:
    """A plan in hand in a notebook, made by :func:`sharepool.desk`; Jupyter shows its view.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    file : str or Path
    lang : str
    """

    def __init__(self, problem: Problem, plan: Plan, file: str | Path, lang: str) -> None:
        from sharepool.report.desk.widget import DeskWidget

        held = self._held = Desk(problem, plan, Path(file))
        self._widget = DeskWidget(
            lambda name, asked: answer(held, name, asked, lang), lambda: held.version
        )

    @property
    def plan(self) -> Plan:
        """The plan as it is now, with its marks of what is kept."""
        return self._held.draft.plan

    @property
    def violations(self) -> Violations:
        """Everything in which it breaks a hard rule."""
        return self._held.draft.violations

    @property
    def score(self) -> Score:
        """Its objective, term by term."""
        return self._held.draft.score

    def __repr__(self) -> str:
        return f"NotebookDesk({len(self.plan)} rows, {len(self.violations)} violations)"

    def _repr_mimebundle_(self, **options: Any) -> Mapping[str, Any] | tuple[Any, ...] | None:
        """Return what Jupyter shows."""
        shown: Mapping[str, Any] | tuple[Any, ...] | None
        shown = self._widget._repr_mimebundle_(**options)
        return shown


def desk(
    problem: Problem, plan: Plan, *, file: str | Path = "plan.csv", lang: str = "en"
) -> NotebookDesk:
    """Return a desk for a notebook: change a plan by hand, and see what that breaks and costs.

    It shows what ``sharepool desk`` shows as a page: move sessions by mouse or keyboard, keep them,
    solve around the edits, undo. Needs the extra ``notebooks``.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        It may break rules.
    file : str or Path
        What *Save as a new version* names its files after: ``plan-v2.csv`` and so on.
    lang : str
        ``"en"`` or ``"zh"``.

    Returns
    -------
    NotebookDesk
        Its `plan` is the plan as it was changed.

    Raises
    ------
    ModuleNotFoundError
        anywidget is not installed.
    PlanError
        The problem lacks a person or demand of the plan.
    ValueError
        If the language is not known.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> edited = sp.desk(problem, sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)]))
    >>> edited
    NotebookDesk(1 rows, 0 violations)
    >>> edited.plan.to_frame()[["staff_id", "day", "slot"]].values.tolist()
    [['LI', 3, 5]]
    """
    if find_spec("anywidget") is None:
        advice = "the desk in a notebook needs anywidget: pip install anywidget"
        raise ModuleNotFoundError(advice, name="anywidget")
    find_language(lang)
    return NotebookDesk(problem, plan, file, lang)
