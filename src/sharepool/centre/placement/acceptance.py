"""Deferred acceptance with slot-specific priorities.

Everybody asks at their best choice; each school fills its places one after the other, each with the
one it prefers for that place among all who have asked so far, and refuses the others, who ask at
their next choice; until nobody who was refused has a choice left. The outcome is stable, and the
best stable one for everybody who asks; nobody gains by other choices than their own.

Sources: Gale and Shapley, College admissions and the stability of marriage, 1962, where all places
of a school are alike; Kominers and Sönmez, Matching with slot-specific priorities: Theory, 2016.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

UNPLACED = -1

Seats = Sequence[tuple[int, int]]
"""Groups in the order in which a school fills its places (−1: anybody), and how many places each
has."""

ANYBODY = -1


def accept(
    choices: Sequence[Sequence[int]],
    rank_of: Callable[[int, int], Any],
    seats: Sequence[Seats],
    belongs: Callable[[int, int], bool],
) -> list[int]:
    """Return the school that takes each of those who ask, :data:`UNPLACED` where none does.

    Parameters
    ----------
    choices : sequence of sequence of int
        For each of them the schools, best first.
    rank_of : callable
        The place of one of them in the order of a school; lower ones go first, none is shared.
    seats : sequence of Seats
        Places of each school.
    belongs : callable
        Whether one of them is of a group.
    """
    school_of = [UNPLACED] * len(choices)
    asked = [0] * len(choices)
    kept: list[list[int]] = [[] for _ in seats]
    waiting = list(range(len(choices)))
    while waiting:
        asking: dict[int, list[int]] = defaultdict(list)
        for one in waiting:
            if asked[one] < len(choices[one]):
                asking[choices[one][asked[one]]].append(one)
        waiting = []
        for school, new in asking.items():
            before = [*kept[school], *new]
            kept[school] = fill_seats(before, partial(rank_of, school), seats[school], belongs)
            taken = set(kept[school])
            for one in before:
                if one in taken:
                    school_of[one] = school
                else:
                    school_of[one] = UNPLACED
                    asked[one] += 1
                    waiting.append(one)
    return school_of


def fill_seats(
    asking: Sequence[int],
    rank_of: Callable[[int], Any],
    seats: Seats,
    belongs: Callable[[int, int], bool],
) -> list[int]:
    """Return those whom a school takes: members first for a group's places, then by rank.

    Places of a group that its members do not fill are open to everybody.

    Parameters
    ----------
    asking : sequence of int
    rank_of : callable
    seats : Seats
    belongs : callable
    """
    left = sorted(asking, key=rank_of)
    chosen: list[int] = []
    for group, places in seats:
        members = left if group == ANYBODY else [one for one in left if belongs(one, group)]
        taken = set(members[:places])
        for one in left:
            if len(taken) >= places:
                break
            taken.add(one)
        chosen += taken
        left = [one for one in left if one not in taken]
    return chosen
