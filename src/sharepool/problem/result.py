"""What a solve returns, and when it stops."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from numbers import Real
from typing import TYPE_CHECKING

from sharepool.base.errors import NoPlanError
from sharepool.base.extensions import TEXTS, TO_FRAME, Shown
from sharepool.problem.order import Step
from sharepool.problem.plan import Plan
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.score import Score

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.problem.problem import Problem


class Status(StrEnum):
    """How a solve ended, in docs/format.md's words."""

    OPTIMAL = "optimal"
    """No plan can be better."""
    FEASIBLE = "feasible"
    """A legal plan; `bound` says how much better another could be."""
    INFEASIBLE = "infeasible"
    """No legal plan exists; the diagnosis says why."""
    UNKNOWN = "unknown"
    """No legal plan was found in time."""


@dataclass(frozen=True)
class Stop:
    """When to stop looking for a better plan: at whichever limit comes first.

    Attributes
    ----------
    seconds : float or None
        Wall time from the call, seconds.
    gap : float
        Stop when ``(objective − bound) / max(1, |objective|)`` is no more than this.
    work : float or None
        A deterministic limit: about as many seconds of one core, counted in steps instead of time,
        so that the same input, seed, ``workers=1`` and `work` give the same plan on any machine.
    """

    seconds: float | None = 60.0
    gap: float = 0.0
    work: float | None = None

    def __post_init__(self) -> None:
        for name in ("seconds", "gap", "work"):
            value = getattr(self, name)
            if value is None and name != "gap":
                continue
            if not isinstance(value, Real):
                raise TypeError(f"stop: give a number of {name}, not {value!r}")
            if not isinstance(value, int | float):  # of NumPy, which C does not take
                object.__setattr__(self, name, float(value))

    @classmethod
    def of(cls, stop: float | Stop) -> Stop:
        """Return limits that are given as such, or as seconds.

        Raises
        ------
        TypeError
            It is neither.
        """
        if isinstance(stop, Stop):
            return stop
        try:
            return cls(seconds=float(stop))
        except (TypeError, ValueError):
            told = f"stop: give seconds or a Stop, not {stop!r:.80}"
            raise TypeError(
                f"{told}; without a limit of time, Stop(seconds=None, work=…)"
            ) from None

    def time_alone(self) -> float:
        """Return the seconds of what can be limited by nothing else.

        Raises
        ------
        ValueError
            There is another limit, or no number of seconds.
        """
        if self.seconds is None or not self.seconds >= 0 or self.gap or self.work is not None:
            raise ValueError("stop: give 0 seconds or more, and no gap and no work")
        return self.seconds


@dataclass(frozen=True)
class Progress:
    """Where a solve stands: what the live line shows.

    Attributes
    ----------
    seconds : float
        Since the call.
    objective, bound : int or None
        Those of the best plan so far, and proven so far.
    delivered, wanted : int
        Sessions of the best plan, sessions wanted.
    phase : str
        What improved last: ``"plan"`` or ``"bound"``.
    """

    seconds: float
    objective: int | None
    bound: int | None
    delivered: int
    wanted: int
    phase: str = ""

    @property
    def gap(self) -> float | None:
        """How much better another plan could be, as a share of the objective."""
        return relative_gap(self.objective, self.bound)


@dataclass(frozen=True)
class HardMinimum:
    """Something that a plan must contain: a minimum, a required pin or a strict pair.

    Attributes
    ----------
    kind : str
        ``"min_sessions"``, ``"require"`` or ``"strict_pair"``.
    row : int
        Index of its row in ``problem.demands``, ``problem.pins`` or ``problem.pairs``.
    needed : int
        Sessions needed.
    """

    kind: str
    row: int
    needed: int

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return what it asks for, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        said: str = TEXTS.find(type(self))(self, problem, lang)
        return said


@dataclass(frozen=True)
class Conflict:
    """Minimums, required pins and strict pairs that cannot hold together.

    Attributes
    ----------
    requirements : tuple of HardMinimum
        The smallest set that was found.
    proven : bool
        Whether it is proven that they cannot hold; otherwise it only was not managed in time.
    """

    requirements: tuple[HardMinimum, ...]
    proven: bool

    def lines(self, problem: Problem, lang: str = "en") -> tuple[str, ...]:
        """Return whether it is proven, then what cannot hold together, a sentence each.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        said: tuple[str, ...] = TEXTS.find(type(self))(self, problem, lang)
        return said

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return the :meth:`lines` in one."""
        return "\n".join(self.lines(problem, lang))


@dataclass(frozen=True)
class Result(Shown):
    """The outcome of a solve.

    Attributes
    ----------
    status : Status
    plan_or_none : Plan or None
        The best legal plan found; None if `status` is infeasible or unknown.
    objective : int or None
        That of the plan: the sum of `terms`.
    bound : int or None
        No legal plan has a smaller objective (proven). None if `status` is infeasible.
    terms : dict of str to int
        Each term of the objective, weights applied.
    sessions_wanted, sessions_delivered, travel_min : int
        Sessions of the week (dormant demands left out), of the plan, and minutes on the road in it.
    wall_seconds : float
    seed : int
    conflict : Conflict or None
        What cannot hold together, if `status` is infeasible or unknown.
    unavoidable : int
        Part of every plan's objective: the sessions that nobody can give in any week, and the
        floors that sites miss for them.
    interrupted : bool
        Whether Ctrl-C ended the solve.
    steps : tuple of Step
        The value of each goal, if goals were to be reached in order.
    history : tuple of Progress
        Objective and bound over time, one entry each time either improved.
    problem : Problem or None
        What was solved, so that the outcome can be shown in words.
    bound_without : tuple of str
        Rules and terms of the caller's own that the bound does not know: it holds with them, but
        plans that obey them may not come near it.
    prices : ShadowPrices or None
        What sessions, people and budgets are worth at the bound by columns; None where there is no
        such bound, as where the plan was proven by other means first.
    """

    status: Status
    plan_or_none: Plan | None
    objective: int | None
    bound: int | None
    terms: dict[str, int]
    sessions_wanted: int
    sessions_delivered: int
    travel_min: int
    wall_seconds: float
    seed: int
    conflict: Conflict | None = None
    unavoidable: int = 0
    interrupted: bool = False
    steps: tuple[Step, ...] = ()
    history: tuple[Progress, ...] = field(default=(), repr=False)
    problem: Problem | None = field(default=None, repr=False, compare=False)
    bound_without: tuple[str, ...] = ()
    prices: ShadowPrices | None = field(default=None, repr=False)

    @property
    def has_plan(self) -> bool:
        """Whether a legal plan was found."""
        return self.plan_or_none is not None

    @property
    def plan(self) -> Plan:
        """The best legal plan found.

        Raises
        ------
        NoPlanError
            There is none: `status` is infeasible or unknown.
        """
        if self.plan_or_none is None:
            raise NoPlanError(self.status.value)
        return self.plan_or_none

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``: how much better another plan could be."""
        return relative_gap(self.objective, self.bound)

    @property
    def gap_reducible(self) -> float | None:
        """``(objective − bound) / max(1, objective − unavoidable)``: the gap of what plans decide.

        Where most sessions can be given by nobody, the gap flatters; this one does not.
        """
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / max(1, self.objective - self.unavoidable)

    def with_plan(self, plan: Plan, scored: Score) -> Result:
        """Return the result with another legal plan and its score: optimal if that is the bound."""
        return replace(
            self,
            status=Status.OPTIMAL if self.bound == scored.objective else Status.FEASIBLE,
            plan_or_none=plan,
            objective=scored.objective,
            terms=scored.terms,
            sessions_wanted=scored.sessions_wanted,
            sessions_delivered=scored.sessions_delivered,
            travel_min=scored.travel_min,
        )

    def summary(self, lang: str = "en") -> str:
        """Return the outcome in a few lines, for people.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        said: str = TEXTS.find(Result)(self, lang)
        return said

    def history_frame(self) -> pd.DataFrame:
        """Return the history as a DataFrame: seconds, objective, bound and sessions delivered."""
        frame: pd.DataFrame = TO_FRAME.find(Result)(self)
        return frame


def relative_gap(objective: int | None, bound: int | None) -> float | None:
    """Return ``(objective − bound) / max(1, |objective|)``, or None if either is not known."""
    if objective is None or bound is None:
        return None
    return (objective - bound) / max(1, abs(objective))
