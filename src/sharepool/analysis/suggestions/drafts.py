"""A plan in hand: each change gives a new one, with what it breaks and costs, at little effort.

What a change can touch is checked and scored anew, by the rules and terms of the whole plan; the
rest stays as it was found. So a draft says what :func:`sharepool.check` and :func:`sharepool.score`
would say of its plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from operator import attrgetter

from sharepool.analysis.reasons.excerpts import Effect, Whole
from sharepool.analysis.suggestions.sessions import (
    NamedSession,
    SessionName,
    find_session,
    require_people,
)
from sharepool.problem.findings import Violations
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.score import Score
from sharepool.rules import violations
from sharepool.rules.scoring import score_itinerary
from sharepool.tables.plan_ids import refuse_unknown_ids


class PlanDraft:
    """A plan in hand, made by :func:`sharepool.edit_plan`; read-only, a change gives another.

    Attributes
    ----------
    problem : Problem
    plan : Plan
    last : mapping of str to int
        What each term of the objective gained by the last change; empty before the first.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._take(Whole(problem, replace(plan, kept=frozenset())), plan.kept)

    def _take(self, whole: Whole, kept: frozenset[Assignment]) -> None:
        self._whole, self._kept = whole, kept
        self.problem = whole.problem
        self.last: Mapping[str, int] = {}

    @classmethod
    def _of(cls, whole: Whole, kept: frozenset[Assignment]) -> PlanDraft:
        draft = cls.__new__(cls)
        draft._take(whole, kept)  # noqa: SLF001 — its own
        return draft

    @property
    def plan(self) -> Plan:
        """The plan, with its marks of what is kept."""
        return replace(self._whole.plan, kept=self._kept)

    @cached_property
    def violations(self) -> Violations:
        """Everything in which the plan breaks a hard rule."""
        return Violations(violations(self._whole.week), self.problem)

    @cached_property
    def score(self) -> Score:
        """The objective of the plan, term by term."""
        return score_itinerary(self._whole.week)

    def move(
        self,
        session: SessionName,
        *,
        staff_id: str | None = None,
        day: int | None = None,
        slot: int | None = None,
    ) -> PlanDraft:
        """Return the plan with a session taken by somebody else, or at another time, or both.

        A team goes to another time together. A session that is missing is put in: it needs all
        three.

        Parameters
        ----------
        session : Assignment, (str, int) or str
            A row of the plan; or its demand and number, in the order of the week and then those
            that are missing: ``("D1", 2)`` or ``"D1:2"``.
        staff_id : str, optional
        day, slot : int, optional
            The first slot of the session; as they are if not given.

        Raises
        ------
        ProblemError
            No such session or person.
        ValueError
            Too little is said of where it goes.
        """
        found = find_session(self._whole, session)
        require_people(self.problem, () if staff_id is None else (staff_id,))
        time = {name: value for name, value in (("day", day), ("slot", slot)) if value is not None}
        if not found.rows:
            return self.change(add=[self._new_row(found, staff_id, time)])
        moved = found.rows if time else (_part(found),)
        taker = {} if staff_id is None else {"staff_id": staff_id}
        part = _part(found) if taker else None
        add = [row.model_copy(update=time | (taker if row == part else {})) for row in moved]
        return self.change(add, moved)

    def swap(self, one: SessionName, other: SessionName) -> PlanDraft:
        """Return the plan in which two sessions have each other's people.

        Two sessions of one person have each other's times instead.

        Raises
        ------
        ProblemError
            No such session.
        ValueError
            A session is missing, or of a team it is not said whose part is meant.
        """
        first, second = (_part(find_session(self._whole, name)) for name in (one, other))
        names = ("day", "slot") if first.staff_id == second.staff_id else ("staff_id",)
        add = [
            row.model_copy(update={name: getattr(giver, name) for name in names})
            for row, giver in ((first, second), (second, first))
        ]
        return self.change(add, (first, second))

    def drop(self, session: SessionName) -> PlanDraft:
        """Return the plan without a session; of a team, without all of it."""
        return self.change(drop=find_session(self._whole, session).rows)

    def change(self, add: Iterable[Assignment] = (), drop: Iterable[Assignment] = ()) -> PlanDraft:
        """Return the plan with some rows more and some less, such as those of a suggestion.

        What takes the place of a row that is kept is kept too.
        """
        coming, going = tuple(add), tuple(drop)
        require_people(self.problem, tuple(row.staff_id for row in coming))
        if not coming and not going:
            return self
        effect = self._whole.around(*coming, *going).find_effect(coming, going)
        kept = self._kept - set(going)
        if len(kept) < len(self._kept):
            kept |= set(coming)
        draft = PlanDraft._of(self._whole.changed(coming, going), kept)
        draft.last = effect.terms
        draft.violations = self._broken_after(effect)
        draft.score = self._score_after(effect)
        return draft

    def keep(self, *sessions: SessionName) -> PlanDraft:
        """Return the plan with sessions marked to stay as they are."""
        rows = [row for name in sessions for row in find_session(self._whole, name).rows]
        return self._marked(self._kept | set(rows))

    def release(self, *sessions: SessionName) -> PlanDraft:
        """Return the plan with sessions that need not stay as they are."""
        rows = [row for name in sessions for row in find_session(self._whole, name).rows]
        return self._marked(self._kept - set(rows))

    def _marked(self, kept: frozenset[Assignment]) -> PlanDraft:
        draft = PlanDraft._of(self._whole, kept)
        draft.__dict__ |= {
            name: self.__dict__[name] for name in ("violations", "score") if name in self.__dict__
        }
        draft.last = self.last
        return draft

    def _broken_after(self, effect: Effect) -> Violations:
        found = {*self.violations} - {*effect.gone} | {*effect.new}
        return Violations(sorted(found, key=attrgetter("sort_key")), self.problem)

    def _score_after(self, effect: Effect) -> Score:
        before = self.score
        return Score(
            objective=before.objective + effect.change,
            terms={name: value + effect.terms[name] for name, value in before.terms.items()},
            sessions_wanted=before.sessions_wanted,
            sessions_delivered=before.sessions_delivered + effect.delivered,
            travel_min=before.travel_min + effect.road_min,
        )

    def _new_row(
        self, found: NamedSession, staff_id: str | None, time: Mapping[str, int]
    ) -> Assignment:
        demand_id = found.demand.demand_id
        if staff_id is None or len(time) < len(("day", "slot")):
            raise ValueError("session: one that is missing needs staff_id, day and slot")
        if demand_id in self.problem.roles_of:
            raise ValueError("session: a team that is missing is put in row by row: use change()")
        return Assignment(staff_id=staff_id, demand_id=demand_id, **time)


def edit_plan(problem: Problem, plan: Plan) -> PlanDraft:
    """Return a plan in hand: move, swap and keep its sessions and see at once what that breaks.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        It may break rules.

    Returns
    -------
    PlanDraft

    Raises
    ------
    PlanError
        The problem lacks a person or demand of the plan.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> draft = sp.edit_plan(problem, sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)]))
    >>> moved = draft.move("HILL-FOOTBALL:1", staff_id="WANG")
    >>> [one.code for one in moved.violations], moved.score.objective - draft.score.objective
    (['H01', 'H02'], 0)
    """
    refuse_unknown_ids(problem, plan)
    return PlanDraft(problem, plan)


def whole_of(draft: PlanDraft) -> Whole:
    """Return what is at hand of a draft's problem and plan."""
    return draft._whole  # noqa: SLF001 — for the functions of this feature


def _part(found: NamedSession) -> Assignment:
    """Return the row that is meant.

    Raises
    ------
    ValueError
    """
    if found.part is None:
        raise ValueError("session: give a row of the plan, as it is a team's or missing")
    return found.part
