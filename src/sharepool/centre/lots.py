"""Lots: what decides between people where nothing else does, repeatable and open to all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def draw_lots(ids: Iterable[str], seed: int) -> dict[str, int]:
    """Return a lot for each id, 1 to as many as there are, whatever the order of the ids."""
    drawn = sorted(set(ids))
    lots = np.random.default_rng(seed).permutation(len(drawn)) + 1
    return dict(zip(drawn, lots.tolist(), strict=True))
