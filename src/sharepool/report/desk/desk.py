"""The plan in hand of a desk: versions of it, so that two tabs do not overwrite each other."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sharepool.analysis.suggestions.drafts import PlanDraft, edit_plan
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.report.desk.solving import DeskSolve
from sharepool.tables.writing import write_plan

_VERSION = re.compile(r"-v\d+$")


class StaleError(Exception):
    """A change was asked of a version that is no longer the one in hand."""


class LateError(Exception):
    """The plan was changed since the solve began: what it found would overwrite the change."""


class Desk:
    """A plan that a page changes, step by step.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    source : Path
        The file of the plan; new versions are named after it. It is never written to.
    folder : Path, optional
        Where new versions go; that of `source` if not given.

    Attributes
    ----------
    draft : PlanDraft
        The plan as it is now.
    version : int
        Grows with every change: whoever wants one says which version it is of.
    saved : Path or None
        The file that was saved last.
    solve : DeskSolve or None
        The solve under way, or the one whose plan is neither taken over nor thrown away yet.
    """

    def __init__(
        self, problem: Problem, plan: Plan, source: Path, folder: Path | None = None
    ) -> None:
        self.problem = problem
        self.draft = edit_plan(problem, plan)
        self.version = 1
        self.saved: Path | None = None
        self.solve: DeskSolve | None = None
        self._saved_plan = self.draft.plan
        self._earlier: list[PlanDraft] = []
        self._folder = source.parent if folder is None else folder
        self._stem = _VERSION.sub("", source.stem)
        self._lock = threading.Lock()

    @property
    def is_saved(self) -> bool:
        """Whether the plan is as it was read or saved last, marks and all."""
        plan, saved = self.draft.plan, self._saved_plan
        return (plan, plan.kept) == (saved, saved.kept)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._earlier)

    @contextmanager
    def at(self, version: int) -> Iterator[Desk]:
        """Hold the plan as it is while the block runs.

        Raises
        ------
        StaleError
            It is no longer the version that is meant.
        """
        with self._lock:
            if version != self.version:
                raise StaleError
            yield self

    @contextmanager
    def now(self) -> Iterator[Desk]:
        """Hold the plan as it is while the block runs, whichever version that is."""
        with self._lock:
            yield self

    def change(self, add: list[Assignment], drop: list[Assignment]) -> None:
        """Put rows in and take rows out.

        Raises
        ------
        ValueError
            A demand or a row is not there.
        """
        present = set(self.draft.plan)
        if any(row not in present for row in drop):
            raise ValueError("drop: no row of the plan")
        if any(row.demand_id not in self.problem.demand_of for row in add):
            raise ValueError("add: no such demand")
        if any(row in present and row not in drop for row in add):
            raise ValueError("add: the plan has this row")
        self._take(lambda draft: draft.change(add, drop))

    def drop(self, row: Assignment) -> None:
        """Take the session of a row out."""
        self._take(lambda draft: draft.drop(row))

    def keep(self, row: Assignment) -> None:
        """Mark the session of a row to stay, or take the mark away."""
        if row in self.draft.plan.kept:
            self._take(lambda draft: draft.release(row))
        else:
            self._take(lambda draft: draft.keep(row))

    def undo(self) -> None:
        """Take the last change back."""
        if self._earlier:
            self.draft = self._earlier.pop()
            self.version += 1

    @property
    def is_as_solved(self) -> bool:
        """Whether the plan is the one that the solve began with, marks and all."""
        if self.solve is None:
            return False
        plan, begun = self.draft.plan, self.solve.draft.plan
        return (plan, plan.kept) == (begun, begun.kept)

    def begin_solve(self, seconds: int) -> None:
        """Look for a better plan from this one, in the background; one search at a time.

        Raises
        ------
        ProblemError
            A session that is kept breaks a rule by itself.
        """
        if self.solve is None or not self.solve.is_under_way:
            self.solve = DeskSolve(self.draft, seconds)

    def take_over(self) -> None:
        """Make the plan that the solve has found the one in hand; it can be undone.

        Raises
        ------
        LateError
            The plan was changed since the solve began.
        ValueError
            No plan was found yet.
        """
        solve = self.solve
        if solve is None or solve.found is None or solve.changes is None:
            raise ValueError("take: no plan")
        if not self.is_as_solved:
            raise LateError
        plan = solve.found.result.plan
        self._take(lambda _: edit_plan(self.problem, plan))
        self.solve = None

    def end_solve(self) -> None:
        """Throw away the solve, under way or not, and what it has found."""
        if self.solve is not None:
            self.solve.kill()
        self.solve = None

    def save(self) -> Path:
        """Write the plan into a file that was not there before, and return it."""
        path = self._reserve()
        try:
            write_plan(self.draft.plan.sorted(), path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self.saved, self._saved_plan = path, self.draft.plan
        return path

    def _take(self, change: Callable[[PlanDraft], PlanDraft]) -> None:
        before = self.draft
        self.draft = change(before)
        self._earlier.append(before)
        self.version += 1

    def _reserve(self) -> Path:
        """Return the path of the next version; it is made here, so that nobody else takes it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in count(2):
            path = self._folder / f"{self._stem}-v{number}.csv"
            try:
                path.open("x").close()
            except FileExistsError:
                continue
            return path
        raise AssertionError
