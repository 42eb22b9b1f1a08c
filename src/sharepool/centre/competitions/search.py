"""The search for fixtures: annealing in the compiled kernel, in rounds from hot to cold."""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sharepool.base.errors import InternalError
from sharepool.centre.competitions.arrays import SeasonArrays, SeasonStruct

KERNEL = Path(__file__).parent / "csrc" / "fixtures.so"

Signature = tuple[str, type | None, tuple[type, ...]]
"""A function of the kernel: its name, what it returns and what it takes."""

_HANDLE, _INT, _LONG, _DOUBLE = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64, ctypes.c_double
_NUMBERS = ctypes.POINTER(ctypes.c_int32)

SIGNATURES: tuple[Signature, ...] = (
    ("data_size", _LONG, ()),
    ("fixtures_new", _HANDLE, (ctypes.POINTER(SeasonStruct), ctypes.c_uint64)),
    ("fixtures_free", None, (_HANDLE,)),
    ("fixtures_place", _INT, (_HANDLE, _INT, _INT, _INT)),
    ("fixtures_build", None, (_HANDLE,)),
    ("fixtures_heat", _DOUBLE, (_HANDLE,)),
    ("fixtures_anneal", _LONG, (_HANDLE, _LONG, _DOUBLE, _DOUBLE)),
    ("fixtures_load", _LONG, (_HANDLE, _NUMBERS, _NUMBERS)),
    ("fixtures_return", None, (_HANDLE,)),
    ("fixtures_best", _LONG, (_HANDLE, _NUMBERS, _NUMBERS)),
    ("fixtures_cost", _LONG, (_HANDLE,)),
    ("fixtures_blocker", _INT, (_HANDLE, _INT, _INT, _INT)),
)

ENDLESS_MOVES = 10_000_000
"""Moves from hot to cold where there is no limit."""

MOVES_PER_WORK = 150_000
"""Moves that count as a second of work (:class:`sharepool.Stop`)."""


@dataclass(frozen=True)
class SearchParams:
    """How the search for fixtures anneals.

    Attributes
    ----------
    rounds : tuple of float
        Share of the limit, time or moves, that each round has: a short one, so that something good
        is there soon, and a long one.
    slice_moves : int
        Moves between two looks at the clock, at most.
    slices : int
        Slices of a limit of moves, at least: each has a temperature of its own.
    coldest : float
        Temperature at which a round ends.
    """

    rounds: tuple[float, ...] = (0.1, 0.9)
    slice_moves: int = 2_000
    slices: int = 200
    coldest: float = 0.25


class FixtureSearch:
    """One search on one season's arrays.

    Parameters
    ----------
    arrays : SeasonArrays
    seed : int
    """

    def __init__(self, arrays: SeasonArrays, seed: int) -> None:
        self._arrays = arrays
        self._kernel = _load()
        self._handle: Any = self._kernel.fixtures_new(ctypes.byref(arrays.struct), seed)
        if not self._handle:
            raise InternalError("there is not enough memory for the fixtures of this season")
        self.moves = 0

    def close(self) -> None:
        """Give the memory back."""
        self._kernel.fixtures_free(self._handle)
        self._handle = None

    def place(self, match: int, slot: int, flipped: int = 0) -> bool:
        """Plan a match at a slot; return whether it may be there."""
        return bool(self._kernel.fixtures_place(self._handle, match, slot, flipped))

    def build(self) -> None:
        """Plan what is not planned, as far as it goes."""
        self._kernel.fixtures_build(self._handle)

    @property
    def cost(self) -> int:
        """The objective as the kernel keeps it."""
        return int(self._kernel.fixtures_cost(self._handle))

    def best(self) -> tuple[int, NDArray[np.int32], NDArray[np.int32]]:
        """Return the best objective, and the slot and turn of each match (slot −1: unplanned)."""
        count = len(self._arrays.matches)
        slots, flipped = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
        cost = self._kernel.fixtures_best(
            self._handle, slots.ctypes.data_as(_NUMBERS), flipped.ctypes.data_as(_NUMBERS)
        )
        return int(cost), slots, flipped

    def load(self, slots: NDArray[np.int32], flipped: NDArray[np.int32]) -> int:
        """Take over legal fixtures; return what they cost."""
        numbers = (np.ascontiguousarray(one, dtype=np.int32) for one in (slots, flipped))
        kept = [one.ctypes.data_as(_NUMBERS) for one in numbers]
        return int(self._kernel.fixtures_load(self._handle, *kept))

    def blocker(self, match: int, slot: int, flipped: int) -> int:
        """Return the match that forbids an unplanned one at a slot, −1 if none, −2 if no match."""
        return int(self._kernel.fixtures_blocker(self._handle, match, slot, flipped))

    def return_to_best(self) -> None:
        """Go on from the best fixtures."""
        self._kernel.fixtures_return(self._handle)

    def run(
        self,
        *,
        deadline: float,
        moves: int | None,
        enough: int | None,
        params: SearchParams,
        news: Callable[[int], None],
    ) -> None:
        """Anneal, round after round, each from hot to cold, until a limit.

        Parameters
        ----------
        deadline : float
            Of ``time.monotonic``.
        moves : int or None
            Moves of all rounds together; makes the outcome the same on every machine.
        enough : int or None
            Stop at this objective: nothing is better.
        params : SearchParams
        news : callable
            Called with each better objective.
        """
        if moves is None and math.isinf(deadline):
            while enough is None or self.best()[0] > enough:
                more = self.moves + ENDLESS_MOVES
                self.run(deadline=deadline, moves=more, enough=enough, params=params, news=news)
            return
        begun, first = time.monotonic(), self.moves
        length = params.slice_moves
        if moves is not None:
            length = max(1, min(length, (moves - first) // params.slices))

        def used() -> float:
            by_moves = 0.0 if moves is None else (self.moves - first) / max(1, moves - first)
            span = deadline - begun
            by_time = (time.monotonic() - begun) / span if span > 0 else 1.0
            return max(by_moves, by_time)

        hot = max(params.coldest * 2, float(self._kernel.fixtures_heat(self._handle)))
        best, begin = self.best()[0], 0.0
        for end in accumulate(share / sum(params.rounds) for share in params.rounds):
            while (share := used()) < min(end, 1.0) or not self.moves:
                heat = hot * (params.coldest / hot) ** ((share - begin) / (end - begin))
                found = self._kernel.fixtures_anneal(self._handle, length, heat, heat)
                self.moves += length
                if found < best:
                    best = found
                    news(best)
                if enough is not None and best <= enough:
                    return
            begin = end
            self.return_to_best()


@cache
def _load() -> ctypes.CDLL:
    try:
        kernel = ctypes.CDLL(str(KERNEL))
        for name, result, arguments in SIGNATURES:
            function = getattr(kernel, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise InternalError(
            f"the compiled fixtures are missing: install sharepool with pip ({error})"
        ) from error
    if kernel.data_size() != ctypes.sizeof(SeasonStruct):
        raise InternalError("the compiled fixtures are of another version: install sharepool again")
    return kernel
