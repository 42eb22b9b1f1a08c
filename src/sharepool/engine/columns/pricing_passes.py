"""Passes of pricing over many people: here, with threads that help, or on remote workers.

Whoever prices a person answers the same, and answers are counted in the order of the calls. So a
pass says the same whoever took part, and work is counted as if one had done it all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.incumbent import SolveState
from sharepool.engine.params import PricingEffort, SolveParams
from sharepool.engine.remote import InstanceTools, RemoteWorkers
from sharepool.engine.weeks import Week

Numbers = NDArray[np.float64]

_DUALS = ("task", "link", "staff", "minute", "subset", "subsets_of", "subsets_ptr")
"""The prices that follow from the duals; all others follow from the instance."""


class PricingAnswer(NamedTuple):
    """What pricing says of one person.

    Attributes
    ----------
    person : int
    bound : float
        No week of the person costs less.
    multipliers : array
        Those of the person's week, as they have become.
    usage : array
        What the week behind the bound uses of what they price.
    weeks : list of Week
        As :class:`~sharepool.engine.columns.pricing.Priced` has them; none of bounds of days.
    steps : float
        The work that it took.
    """

    person: int
    bound: float
    multipliers: Numbers
    usage: Numbers
    weeks: list[Week]
    steps: float


class PricingCall(NamedTuple):
    """What is asked of pricing about one person.

    Attributes
    ----------
    person : int
    multipliers : array
        Those of the person's week to begin with.
    upper : float
        What the cheapest week known costs, 0 at most.
    effort : PricingEffort or None
        None: a bound from bounds of days is enough.
    """

    person: int
    multipliers: Numbers
    upper: float = 0.0
    effort: PricingEffort | None = None

    def put_to(self, pricer: Pricer) -> PricingAnswer:
        """Return what a pricer answers at its prices."""
        own, before = pricer.multipliers[self.person], pricer.steps
        own[:] = self.multipliers
        if self.effort is None:
            usage = np.zeros_like(own)
            bound, weeks = pricer.relax(self.person, usage), list[Week]()
        else:
            bound, weeks = pricer.price(self.person, self.upper, self.effort)
            usage = pricer.usage(self.person)
        return PricingAnswer(self.person, bound, own, usage, weeks, pricer.steps - before)


class _Piece(NamedTuple):
    """Calls that one worker answers, and the prices at which it does."""

    prices: tuple[NDArray[Any], ...]
    calls: tuple[PricingCall, ...]


def answer_calls(tools: InstanceTools, piece: _Piece) -> list[PricingAnswer]:
    """Answer some calls on a worker."""
    with tools.borrow(Pricer) as pricer:
        for name, values in zip(_DUALS, piece.prices, strict=True):
            getattr(pricer.prices, name)[:] = values
        answers = [call.put_to(pricer) for call in piece.calls]
        return [one._replace(multipliers=one.multipliers.copy()) for one in answers]


class PricingPasses:
    """Prices many people at the prices of one pricer.

    Parameters
    ----------
    pricer : Pricer
        Its prices and multipliers are those of every pass.
    state : SolveState
        Whose helpers and remote workers take part.
    params : SolveParams
    """

    def __init__(self, pricer: Pricer, state: SolveState, params: SolveParams) -> None:
        self._pricer, self._sharing = pricer, state.work_sharing
        self._remote, self._params = state.remote, params
        self._pricers = {0: pricer}
        self._steps, self._calls = 0.0, 0

    @property
    def work(self) -> float:
        """The work of all passes so far, and of the pricer besides."""
        work, pricers = self._params.work, list(self._pricers.values())
        steps = self._steps + sum(pricer.steps for pricer in pricers)
        calls = self._calls + sum(pricer.calls for pricer in pricers)
        return (steps + work.steps_per_call * calls) / work.pricing_steps

    def price_all(
        self, calls: Sequence[PricingCall], is_over: Callable[[], bool]
    ) -> list[PricingAnswer]:
        """Return the answers to all calls, in their order; fewer out of time.

        A bound needs everybody, so everybody's answer is waited for. Bounds of days are found here:
        the way to a worker would take longer.
        """
        if self._remote is not None and any(call.effort is not None for call in calls):
            return list(self.price_each(calls, is_over))

        def unless_over(helper: int, call: PricingCall) -> PricingAnswer | None:
            if is_over():
                return None
            if helper not in self._pricers:
                self._pricers[helper] = self._pricer.twin()
            return call.put_to(self._pricers[helper])

        found = self._sharing.map(unless_over, calls)
        return [one for one in found if one is not None]

    def price_each(
        self, calls: Sequence[PricingCall], is_over: Callable[[], bool]
    ) -> Iterator[PricingAnswer]:
        """Yield the answers to calls, in their order, until it is over."""
        if self._remote is not None:
            yield from self._price_away(self._remote, calls, is_over)
            return
        for call in calls:
            if is_over():
                return
            yield call.put_to(self._pricer)

    def _price_away(
        self, remote: RemoteWorkers, calls: Sequence[PricingCall], is_over: Callable[[], bool]
    ) -> Iterator[PricingAnswer]:
        prices = tuple(getattr(self._pricer.prices, name).copy() for name in _DUALS)
        sent = [call._replace(multipliers=call.multipliers.copy()) for call in calls]
        number = remote.number * self._params.distribution.pieces_per_worker
        size = math.ceil(len(sent) / number) or 1
        pieces = [
            _Piece(prices, tuple(sent[first : first + size])) for first in range(0, len(sent), size)
        ]
        for answers in remote.map(answer_calls, pieces, is_over):
            for answer in answers or ():
                if is_over():
                    return
                self._steps += answer.steps
                self._calls += 1
                self._pricer.multipliers[answer.person][:] = answer.multipliers
                yield answer
