r"""Subset rows: of three tasks of one session each, two people cannot both have two.

Any two weeks that have two of the tasks share one of them, so of such weeks there is one at most:

.. math:: \textstyle \sum_w \lfloor \tfrac12 |w \cap S| \rfloor \lambda_w \le 1 .

Mixtures of weeks break that, plans do not.

References
----------
Jepsen, Petersen, Spoorendonk and Pisinger, Subset-row inequalities applied to the vehicle-routing
problem with time windows (2008).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from sharepool.engine.abi.structs import CONSTANTS
from sharepool.engine.params import SubsetRowParams
from sharepool.engine.weeks import FractionalSolution, Subset

SUBSET_SIZE = 3

MOST_SUBSETS, _ = CONSTANTS["MOST_SUBSETS"]


def count_in(subsets_of: Sequence[Collection[int]], tasks: Iterable[int]) -> Counter[int]:
    """Return how often a week counts in subsets: once for every two of their tasks.

    Parameters
    ----------
    subsets_of : sequence of collection of int
        The numbers of the subsets that have each task.
    tasks : iterable of int
        Those of the week, each once.
    """
    met = Counter(number for task in tasks for number in subsets_of[task])
    return Counter({number: count // 2 for number, count in met.items() if count > 1})


def renew(
    known: Mapping[Subset, float],
    fractional: FractionalSolution,
    single: Collection[int],
    params: SubsetRowParams,
) -> dict[Subset, float] | None:
    """Return the subsets to go on with, and the duals of their rows to begin with.

    Parameters
    ----------
    known : mapping of Subset to float
        Those so far, and their duals: rows without any are dropped.
    fractional : FractionalSolution
        The solution of the program with these rows.
    single : collection of int
        The tasks that one person has once, or nobody.
    params : SubsetRowParams

    Returns
    -------
    dict or None
        None if the solution breaks no other row.
    """
    kept = {subset: dual for subset, dual in known.items() if dual > params.least_dual}
    broken = separate(fractional, single, known, params)[: MOST_SUBSETS - len(kept)]
    return kept | dict.fromkeys(broken, 0.0) if broken else None


def separate(
    fractional: FractionalSolution,
    single: Collection[int],
    known: Collection[Subset],
    params: SubsetRowParams,
) -> list[Subset]:
    """Return subsets whose rows a fractional solution breaks, those broken most first.

    Parameters
    ----------
    fractional : FractionalSolution
    single : collection of int
        The tasks that one person has once, or nobody.
    known : collection of Subset
        Not to be returned again.
    params : SubsetRowParams
    """
    pairs: dict[Subset, float] = defaultdict(float)
    triples: dict[Subset, float] = defaultdict(float)
    for week, share in fractional:
        tasks = sorted({task for task, _ in week.sessions if task in single})
        for pair in combinations(tasks, 2):
            pairs[pair] += share
        for triple in combinations(tasks, SUBSET_SIZE):
            triples[triple] += share
    broken = []
    for subset in _connected(pairs):
        value = sum(pairs.get(pair, 0.0) for pair in combinations(subset, 2))
        value -= 2 * triples.get(subset, 0.0)
        if value > 1.0 + params.least_violation and subset not in known:
            broken.append((value, subset))
    return _spread(sorted(broken, reverse=True), params)


def _connected(pairs: Iterable[Subset]) -> set[Subset]:
    """Return the subsets of which two pairs at least are together in some week: others hold."""
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    return {
        tuple(sorted((middle, *ends)))
        for middle, others in beside.items()
        for ends in combinations(sorted(others), 2)
    }


def _spread(broken: Iterable[tuple[float, Subset]], params: SubsetRowParams) -> list[Subset]:
    """Return the first ones, without too many of any one task."""
    chosen: list[Subset] = []
    times: Counter[int] = Counter()
    for _, subset in broken:
        is_rare = all(times[task] < params.most_of_task for task in subset)
        if is_rare and len(chosen) < params.most_at_once:
            chosen.append(subset)
            times.update(subset)
    return chosen
