"""How many sessions of a demand times allow, if nothing else were planned.

Whatever holds a plan back beyond that is left out, so that no plan holds more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations, pairwise

from sharepool.engine.counting_bound import days_mask
from sharepool.engine.instance.types import Instance, Start


class OpenTimes:
    """When sessions of a demand can be: those of one person, or those that a class has.

    Parameters
    ----------
    starts : iterable of Start
    """

    def __init__(self, starts: Iterable[Start]) -> None:
        of_day: dict[int, list[Start]] = defaultdict(list)
        for start in starts:
            of_day[start.day].append(start)
        self.shortest = min(
            (one.end - one.begin for ones in of_day.values() for one in ones), default=0
        )
        self._apart = {day: _count_apart(ones) for day, ones in of_day.items()}

    @property
    def days(self) -> int:
        """The days as bits."""
        return days_mask(self._apart)

    def most(self, gap: int, per_day: int, days: int | None = None) -> int:
        """Return the sessions that fit: not two at once, and on days as far apart as wanted."""
        counts = {day: min(per_day, count) for day, count in self._apart.items()}
        return _most_apart(counts, gap, len(counts) if days is None else days)


def times_of(instance: Instance, person: int, task: int) -> OpenTimes:
    """Return when a person could take sessions of a task."""
    return OpenTimes(instance.starts[one.start] for one in instance.options(person, task))


def most_of_person(
    instance: Instance, person: int, times: OpenTimes, gap: int, per_day: int
) -> int:
    """Return how many sessions of a task a person could take, with no other ones in the week."""
    limits = instance.people[person]
    minutes = min(limits.max_work, instance.employer_work[limits.employer])
    most = times.most(gap, min(per_day, limits.max_sessions_day), limits.max_days_week)
    if times.shortest:
        most = min(most, max(0, minutes) // times.shortest)
    return min(most, limits.max_sessions_week)


def _count_apart(starts: Iterable[Start]) -> int:
    """Return the most of some times of one day of which no two overlap: the first to end, first."""
    count, free_from = 0, 0
    for start in sorted(starts, key=lambda one: one.end):
        if start.begin >= free_from:
            count, free_from = count + 1, start.end
    return count


def _most_apart(counts: Mapping[int, int], gap: int, most_days: int) -> int:
    """Return the largest sum of counts of some days, none too near another."""
    if gap <= 1:
        return sum(sorted(counts.values(), reverse=True)[:most_days])
    sets = _sets_apart(tuple(sorted(counts)), gap)
    return max(sum(counts[day] for day in days) for days in sets if len(days) <= most_days)


@cache
def _sets_apart(days: tuple[int, ...], gap: int) -> tuple[tuple[int, ...], ...]:
    return tuple(
        chosen
        for size in range(len(days) + 1)
        for chosen in combinations(days, size)
        if all(later - day >= gap for day, later in pairwise(chosen))
    )
