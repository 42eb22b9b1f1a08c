"""A plan under change, searched by compiled code (``csrc/search``)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence

import numpy as np

from sharepool.engine.abi.kernels import SEARCH
from sharepool.engine.compiled import load
from sharepool.engine.instance.arrays import Tables, build_tables
from sharepool.engine.instance.types import Instance, Option


class Roster:
    """A plan under change; legal after every call, except for hard minimums that it may miss.

    One thread at a time may use it; the interpreter's lock is free while it works.

    Parameters
    ----------
    instance : Instance
    seed : int
        Seed of the random numbers; the same calls with the same seed give the same plans.
    """

    def __init__(self, instance: Instance, seed: int = 0) -> None:
        self._instance = instance
        self.hard_weight = _hard_weight(instance)
        self._tables: Tables = build_tables(instance, self.hard_weight)
        self._data = self._tables.data()
        self._kernel = load(SEARCH)
        self._roster = ctypes.c_void_p()
        self._kernel.roster_new(ctypes.addressof(self._data), seed, ctypes.addressof(self._roster))

    def __del__(self) -> None:
        if getattr(self, "_roster", None):
            self._kernel.roster_free(self._roster)

    @property
    def best_objective(self) -> int:
        """Objective of the best plan seen: that which misses fewest hard minimums comes first."""
        return int(self._kernel.roster_best_objective(self._roster))

    @property
    def best_shortfall(self) -> int:
        """Hard minimums, in sessions, that the best plan seen misses."""
        return int(self._kernel.roster_best_shortfall(self._roster))

    @property
    def steps(self) -> int:
        """Places looked at so far: the measure of the work done."""
        return int(self._kernel.roster_steps(self._roster))

    @property
    def units(self) -> int:
        """The most sessions that any plan can hold."""
        return self._tables.units

    def add(self, option: Option) -> bool:
        """Put a session in if every rule allows it, and return whether it did.

        A person goes into a session of a team only where that is in already, and the role optional.
        """
        return bool(self._kernel.roster_add(self._roster, *option))

    def add_team(self, options: Sequence[Option]) -> bool:
        """Put in the session that some people make up; return whether it is in.

        Nobody may be missing whom it needs; those in optional roles are let in as the rules allow.
        """
        event, start = self._instance.held_session(options[0])
        seats = np.array([option[:2] for option in options], dtype=np.int64)
        return bool(
            self._kernel.roster_add_team(self._roster, event, start, seats.ctypes.data, len(seats))
        )

    def _parts_of_plan(self, options: Iterable[Option]) -> list[list[Option]]:
        """Return what goes in at once: sessions, those of teams as a whole; last optional roles."""
        teams: dict[tuple[int, int], list[Option]] = {}
        parts, optional = [], []
        for option in options:
            task = self._instance.tasks[option.task]
            if not task.is_role:
                parts.append([option])
                continue
            session = self._instance.held_session(option)
            if session not in teams:
                teams[session] = []
                parts.append(teams[session])
            teams[session].append(option)
            if task.optional:
                optional.append([option])
        return parts + optional

    def _add_part(self, part: list[Option]) -> bool:
        if not self._instance.tasks[part[0].task].is_role:
            return self.add(part[0])
        return (len(part) == 1 and self.add(part[0])) or self.add_team(part)

    def add_all(self, options: Iterable[Option]) -> None:
        """Put in those of some sessions that the rules allow.

        What one session makes possible for another (a stop on a long way) is found by going over
        those left out until none of them goes in.
        """
        waiting = self._parts_of_plan(options)
        while True:
            left = [part for part in waiting if not self._add_part(part)]
            if len(left) in {0, len(waiting)}:
                return
            waiting = left

    def fill(self, tasks: Iterable[int]) -> None:
        """Put sessions of tasks, in the order given, where they cost least, while they gain."""
        order = np.fromiter(tasks, dtype=np.int64)
        self._kernel.roster_fill(self._roster, order.ctypes.data, len(order))

    def fix(self, people: Iterable[int]) -> None:
        """Fix the weeks of some people: the search leaves them as they are."""
        for person in people:
            self._kernel.roster_hold(self._roster, person)

    def anneal(self, moves: int, temperature: float, cooling: float = 1.0) -> None:
        """Make some moves of simulated annealing (ruin and recreate)."""
        self._kernel.roster_anneal(self._roster, moves, temperature, cooling)

    def best(self) -> list[Option]:
        """Return the sessions of the best plan seen."""
        rows = np.zeros((self._tables.units + 1, 3), dtype=np.int32)
        count = self._kernel.roster_best(self._roster, rows.ctypes.data)
        return [Option(*row) for row in rows[:count].tolist()]


def _hard_weight(instance: Instance) -> int:
    """Return a price for a missing hard minimum that no few sessions are worth."""
    weights = instance.weights
    dearest = max((task.unmet for task in instance.tasks), default=0)
    costs = max((int(extra.cost.max(initial=0)) for extra in instance.extras.values()), default=0)
    others = max(1000, costs) + weights.below_floor + weights.pair_short + weights.chain_gap
    return 10 * (dearest + others)
