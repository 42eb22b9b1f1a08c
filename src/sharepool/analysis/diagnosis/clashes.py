"""One conflict between hard minimums, looked into: which limits are in the way, and how far."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sharepool.analysis.diagnosis.causes import counts_for, find_causes
from sharepool.analysis.diagnosis.limits import NO_PIN, ease, find_limits, free_value
from sharepool.analysis.diagnosis.types import Clash, EasedMinimum, Limit, Obstacle
from sharepool.engine.cpsat.infeasibility import Judge, hard_minimums, thin
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.problem import Problem
from sharepool.problem.result import HardMinimum


class Investigation:
    """Asks what rules out some minimums of a problem, each time with a proof.

    Parameters
    ----------
    problem : Problem
    minimums : sequence of HardMinimum
        What cannot hold together.
    deadline : float
        On the clock of :func:`time.monotonic`.
    """

    def __init__(self, problem: Problem, minimums: Sequence[HardMinimum], deadline: float) -> None:
        self._minimums, self._deadline = tuple(minimums), deadline
        self._concerned = _concerned(problem, minimums)
        # The few demands concerned, if they show the conflict alone; else with all the others.
        self._problem = _without_others(problem, self._concerned)
        if self._allows({}) is not False:
            self._problem = problem
        self._all = self._limits()

    def find_clash(self) -> Clash:
        """Return the minimums with the limits that are in their way."""
        limits = self._find_limits()
        eased = self._others(limits)
        needed = [self._allows({**eased, one: free_value(one)}) for one in limits]
        if len(self._minimums) > 1:
            needed += [self._allows(eased, without=one) for one in self._minimums]
        return Clash(
            requirements=tuple(EasedMinimum(one, self._lower(one)) for one in self._minimums),
            obstacles=tuple(Obstacle(one, self._move(one)) for one in limits),
            irreducible=all(needed),
            broken=() if limits else find_causes(self._problem, self._minimums, self._is_late),
        )

    def _find_limits(self) -> tuple[Limit, ...]:
        """Return limits that rule the minimums out, with all other limits gone; none too many."""
        if self._allows(self._others(())) is not True:
            return ()  # skills, bells and roads do

        def is_enough(kept: Iterable[Limit]) -> bool:
            return self._allows(self._others(tuple(kept))) is False

        # By kind first: most kinds have nothing to do with it.
        kinds = list(dict.fromkeys((one.table, one.column) for one in self._all))
        kept = thin(
            kinds,
            lambda few: is_enough(one for one in self._all if (one.table, one.column) in few),
            self._is_late,
        )
        few = [one for one in self._all if (one.table, one.column) in kept]
        return thin(few, is_enough, self._is_late)

    def _limits(self) -> list[Limit]:
        """Return all limits on whoever could take the demands concerned if nothing limited them."""
        everybody = {person.staff_id for person in self._problem.staff}
        limits = find_limits(self._problem, everybody, self._concerned)
        instance = prepare(ease(self._problem, {one: free_value(one) for one in limits}))
        able = {
            self._problem.staff[person].staff_id
            for demand, people in zip(instance.demands, instance.people_of, strict=True)
            if demand.demand_id in self._concerned
            for person in people
        }
        return find_limits(self._problem, able, self._concerned)

    def _others(self, kept: Sequence[Limit]) -> dict[Limit, int]:
        """Return all limits but some, eased until they limit nothing."""
        known = set(kept)
        return {one: free_value(one) for one in self._all if one not in known}

    def _lower(self, minimum: HardMinimum) -> int | None:
        """Return the most that one minimum may ask for so that all can hold."""
        return _nearest(
            minimum.needed, 0, lambda needed: self._allows({}, lowered={minimum: needed}) is True
        )

    def _move(self, limit: Limit) -> int | None:
        """Return the nearest value of one limit with which the minimums can hold."""
        if limit.value is None:
            return 0 if self._allows({limit: 0}) is True else None
        return _nearest(
            limit.value, free_value(limit), lambda value: self._allows({limit: value}) is True
        )

    def _allows(
        self,
        eased: dict[Limit, int],
        *,
        without: HardMinimum | None = None,
        lowered: dict[HardMinimum, int] | None = None,
    ) -> bool | None:
        if self._is_late():
            return None
        needed = {one: one.needed for one in self._minimums} | (lowered or {})
        if without is not None:
            needed[without] = 0
        instance = prepare(_asking(ease(self._problem, eased), needed))
        judge = Judge(instance, seconds=self._deadline - time.monotonic())
        return judge.allows(hard_minimums(instance))

    def _is_late(self) -> bool:
        return time.monotonic() >= self._deadline


def _concerned(problem: Problem, minimums: Iterable[HardMinimum]) -> frozenset[str]:
    """Return the demands whose sessions count for minimums."""
    return frozenset(
        demand.demand_id
        for minimum in minimums
        for demand in problem.demands
        if counts_for(problem, minimum, demand)
    )


def _without_others(problem: Problem, demand_ids: Collection[str]) -> Problem:
    """Return the problem with nothing wanted of any other demand; rows stay where they are."""
    nothing = {"sessions": 0, "min_sessions": 0}
    demands = tuple(
        one if one.demand_id in demand_ids else one.model_copy(update=nothing)
        for one in problem.demands
    )
    return problem.updated(demands=demands)


def _asking(problem: Problem, needed: Mapping[HardMinimum, int]) -> Problem:
    """Return the problem with just these hard minimums; rows stay where they are."""
    by_key = {(one.kind, one.row): sessions for one, sessions in needed.items()}
    demands = tuple(
        one.model_copy(update={"min_sessions": by_key.get(("min_sessions", row), 0)})
        for row, one in enumerate(problem.demands)
    )
    pins = tuple(
        one.model_copy(update=NO_PIN)
        if one.kind == "require" and not by_key.get(("require", row))
        else one
        for row, one in enumerate(problem.pins)
    )
    pairs = tuple(
        one.model_copy(update={"strict": wanted > 0, "min_sessions": wanted})
        for row, one in enumerate(problem.pairs)
        for wanted in (by_key.get(("strict_pair", row), 0),)
    )
    return problem.updated(demands=demands, pins=pins, pairs=pairs)


def _nearest(value: int, free: int, is_enough: Callable[[int], bool]) -> int | None:
    """Return the value nearest to the present one, towards the free one, that is enough.

    Ever longer steps, then the last one halved: what is enough stays so further on.
    """
    if value == free or not is_enough(free):
        return None
    sign = 1 if free > value else -1
    short, far, step = 0, abs(free - value), 1
    while short + step < far:
        if is_enough(value + sign * (short + step)):
            far = short + step
            break
        short, step = short + step, 2 * step
    while far - short > 1:
        middle = (short + far) // 2
        short, far = (short, middle) if is_enough(value + sign * middle) else (middle, far)
    return value + sign * far
