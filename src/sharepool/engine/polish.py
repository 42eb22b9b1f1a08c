"""Exact re-solving of parts of the best plan: a few people free, everybody else as they are."""

from __future__ import annotations

import math
import random

from sharepool.engine.board import Board, Effort
from sharepool.engine.instance import WEEK, Instance, Option
from sharepool.engine.model import Scope, size, solve_exact

SECONDS = 5.0
"""Time, or CP-SAT's deterministic time, that one neighbourhood gets at most."""

FEWEST, MOST = 2, 16
"""People who are free at once: as many as can be solved to the end, which is learnt on the way."""

LARGEST = 150_000
"""Options and legs of a neighbourhood, at most."""


class Polish:
    """CP-SAT on the whole weeks of a few related people, one neighbourhood after the other.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Improve the best plan until the effort is spent."""
        chance = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        people, spent = float(FEWEST), 0.0
        while board.options is not None and instance.people and not effort.is_over(spent):
            left = effort.seconds_left()
            outcome = solve_exact(
                instance,
                choose_scope(instance, board.options, int(people), chance),
                hint=board.options,
                seconds=None if effort.deterministic else min(SECONDS, left or SECONDS),
                work=SECONDS if effort.deterministic else None,
                seed=chance.randrange(2**31),
                cancel=board.done,
            )
            spent += SECONDS / 2
            if outcome.options is not None and outcome.objective is not None:
                board.offer_plan(outcome.options, outcome.objective)
            solved = outcome.objective is not None and outcome.objective == outcome.bound
            people = min(MOST, people * 1.1) if solved else max(FEWEST, people * 0.8)


def choose_scope(
    instance: Instance, options: tuple[Option, ...], people: int, chance: random.Random
) -> Scope:
    """Return the weeks of some people who could take over from each other, all else kept.

    Starting from a random person, those follow who could take most of the tasks that the chosen
    ones could take, with some luck.
    """
    first = chance.randrange(len(instance.people))
    tasks = set(instance.tasks_of[first])
    shared: dict[int, float] = {}
    for task in tasks:
        for person in instance.people_of[task]:
            shared[person] = shared.get(person, 0) + 1 / len(instance.people_of[task])
    shared.pop(first, None)
    ranked = sorted(shared, key=lambda who: -shared[who] * -math.log(1 - chance.random()))
    chosen = [first]
    for person in ranked[: people - 1]:
        if size(instance, _whole_weeks([*chosen, person])) > LARGEST:
            break
        chosen.append(person)
    free = _whole_weeks(chosen).free
    kept = tuple(
        option
        for option in options
        if (option.person, instance.starts[option.start].day) not in free
    )
    return Scope(free, kept)


def _whole_weeks(people: list[int]) -> Scope:
    return Scope(frozenset((person, day) for person in people for day in range(WEEK)))
