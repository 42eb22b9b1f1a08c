"""Deferred acceptance (Gale and Shapley, College admissions and the stability of marriage, 1962).

Everybody asks at their best choice; each school keeps, of all who have asked so far, the first ones
as far as its places go, and refuses the others, who ask at their next choice; until nobody who was
refused has a choice left. The outcome is stable, and the best stable one for everybody who asks;
nobody gains by telling other choices than their own (Dubins and Freedman, 1981; Roth, 1982).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

UNPLACED = -1


def accept(
    choices: Sequence[Sequence[int]], ranks: Sequence[int], quotas: Sequence[int]
) -> list[int]:
    """Return the school that takes each of those who ask, :data:`UNPLACED` where none does.

    Parameters
    ----------
    choices : sequence of sequence of int
        For each of them the schools, best first.
    ranks : sequence of int
        The place of each in the order of all; no two share one, and lower ones go first.
    quotas : sequence of int
        Places of each school.
    """
    # Of each school those it keeps, the last one on top.
    kept: list[list[tuple[int, int]]] = [[] for _ in quotas]
    school_of = [UNPLACED] * len(choices)
    asked = [0] * len(choices)
    waiting = list(range(len(choices)))
    while waiting:
        one = waiting.pop()
        if asked[one] == len(choices[one]):
            continue
        school = choices[one][asked[one]]
        asked[one] += 1
        heapq.heappush(kept[school], (-ranks[one], one))
        school_of[one] = school
        if len(kept[school]) > quotas[school]:
            _, last = heapq.heappop(kept[school])
            school_of[last] = UNPLACED
            waiting.append(last)
    return school_of
