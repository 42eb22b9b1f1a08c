"""The solve around the edits of a desk: in a process of its own, so that the page stays usable."""

from __future__ import annotations

import threading
import time
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.analysis.comparison.differences import compare_itineraries
from sharepool.analysis.suggestions.drafts import PlanDraft
from sharepool.base.background import BackgroundWork, Tell
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress
from sharepool.solving.holding import hold_kept

if TYPE_CHECKING:
    from sharepool.analysis.comparison.types import Comparison
    from sharepool.analysis.replanning.improving import Improvement, Upset

MOST_SECONDS = 3600
"""The longest solve that a page may ask for."""


class Stage(StrEnum):
    """How far a solve is."""

    BEGINNING = "beginning"
    FREE = "free"
    """A plan is looked for that minds no change."""
    NEAR = "near"
    """A plan is looked for that changes little, before that and after it."""
    DONE = "done"
    FAILED = "failed"


class DeskSolve:
    """A solve from a draft, under way or at its end: what is kept stays, and little else changes.

    Parameters
    ----------
    draft : PlanDraft
    seconds : int
        The time limit, from when the process is at work.

    Attributes
    ----------
    stage : Stage
    news : Progress or None
        What was heard last of the search under way.
    fresh : Upset or None
        What a plan that minds no change would disturb.
    found : Improvement or None
        The outcome, once it is done.
    changes : Comparison or None
        From the draft to the plan found, if there is one.
    has_better : bool
        Whether a better plan that changes little was found so far.
    is_stopped : bool
        Whether it was asked to end early.

    Raises
    ------
    ProblemError
        A session that is kept breaks a rule by itself.
    """

    def __init__(self, draft: PlanDraft, seconds: int) -> None:
        hold_kept(draft.problem, draft.plan)
        self.draft, self.limit = draft, seconds
        self.stage = Stage.BEGINNING
        self.news: Progress | None = None
        self.fresh: Upset | None = None
        self.found: Improvement | None = None
        self.changes: Comparison | None = None
        self.has_better = self.is_stopped = False
        self._first: int | None = None
        self._began, self._ended = time.monotonic(), 0.0
        self._work = BackgroundWork(_improve, draft.problem, draft.plan, seconds)
        threading.Thread(target=self._follow, daemon=True).start()

    @property
    def is_under_way(self) -> bool:
        """Whether it has not ended yet."""
        return self.stage not in {Stage.DONE, Stage.FAILED}

    @property
    def has_changes(self) -> bool:
        """Whether a plan was found that is not as the draft's."""
        upset = None if self.found is None else self.found.upset
        return upset is not None and upset.sessions > 0

    @property
    def seconds(self) -> float:
        """How long it has taken so far, or took."""
        return (time.monotonic() if self.is_under_way else self._ended) - self._began

    def stop(self) -> None:
        """End it early; the best plan so far is the outcome."""
        self.is_stopped = True
        self._work.stop()

    def kill(self) -> None:
        """End it at once, without an outcome."""
        self._work.kill()

    def _follow(self) -> None:
        """Take what the process says, until it has ended."""
        from sharepool.analysis.replanning.improving import Improvement

        for said in self._work:
            if isinstance(said, Progress):
                self._take_news(said)
            elif isinstance(said, Improvement):
                self.found = said
            elif isinstance(said, str):
                # Each search counts plans in its own way.
                self.stage, self.news, self._first = Stage(said), None, None
            else:
                self.fresh = said
        if self.found is not None and self.found.result.has_plan:
            plans = self.draft.plan, self.found.result.plan
            self.changes = compare_itineraries(*(self._week(plan) for plan in plans))
        self._ended = time.monotonic()
        self.stage = Stage.FAILED if self.found is None else Stage.DONE

    def _take_news(self, news: Progress) -> None:
        """Take news of a search that begins with the best plan so far, or with nothing legal."""
        self.news = news
        if self.stage is Stage.NEAR and news.objective is not None:
            if self._first is None:
                self._first = news.objective
            is_legal = self._first == news.objective and not self.draft.violations
            self.has_better = self.has_better or not is_legal

    def _week(self, plan: Plan) -> Itinerary:
        return Itinerary(self.draft.problem, plan)


def _improve(tell: Tell, problem: Problem, plan: Plan, seconds: int) -> None:
    """Do the work, in the other process."""
    from sharepool.analysis.replanning.improving import improve

    found = improve(problem, plan, stop=seconds, on_progress=tell, on_fresh=tell, on_search=tell)
    tell(found)
