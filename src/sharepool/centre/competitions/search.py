"""The search for fixtures: annealing in the compiled kernel, in rounds from hot to cold."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
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

MOVES_PER_WORK = 150_000
"""Moves that count as a second of work (:class:`sharepool.Stop`)."""


@dataclass(frozen=True)
class SearchParams:
    """How the search for fixtures anneals.

    Attributes
    ----------
    first_moves : int
        Moves of the first round.
    growth : float
        By which each round is longer than the one before.
    slice_moves : int
        Moves between two looks at the clock.
    coldest : float
        Temperature at which a round ends.
    reheat : float
        Temperature at which a later round begins, as a share of the first one's.
    """

    first_moves: int = 100_000
    growth: float = 1.6
    slice_moves: int = 10_000
    coldest: float = 0.25
    reheat: float = 0.6


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
        """Anneal round after round until a limit.

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
        first = float(self._kernel.fixtures_heat(self._handle))
        hot = max(params.coldest * 2, first)
        length, best = float(params.first_moves), self.best()[0]
        while True:
            planned = int(length) if moves is None else min(int(length), moves - self.moves)
            steps = max(1, -(-planned // params.slice_moves))
            cooling = (params.coldest / hot) ** (1 / steps)
            heat = hot
            for _ in range(steps):
                count = min(params.slice_moves, planned)
                found = self._kernel.fixtures_anneal(self._handle, count, heat, heat * cooling)
                heat *= cooling
                self.moves += count
                if found < best:
                    best = found
                    news(best)
                over = moves is not None and self.moves >= moves
                if over or time.monotonic() >= deadline or (enough is not None and best <= enough):
                    return
            length *= params.growth
            hot = max(params.coldest * 2, first * params.reheat)
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
