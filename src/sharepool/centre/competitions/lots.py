"""Lots from an announced seed: everybody can draw them again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def draw_numbers(ids: Iterable[str], seed: int) -> dict[str, int]:
    """Return a number for each id, 1 to as many as there are, whatever their order."""
    ordered = sorted(ids)
    drawn = np.random.default_rng(seed).permutation(len(ordered)) + 1
    return dict(zip(ordered, drawn.tolist(), strict=True))
