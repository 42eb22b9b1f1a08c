"""What every plan pays, whatever it does: a bound in milliseconds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from sharepool.engine.instance.types import WEEK, Instance, Start


def undeliverable_cost(instance: Instance) -> int:
    """Return what sessions that nobody can give cost, and the floors that sites miss for them."""
    most = most_sessions(instance)
    given = [0] * len(instance.places)
    for task, count in zip(instance.tasks, most, strict=True):
        given[task.site] += count
    missing_floor = sum(
        max(0, place.floor - count) for place, count in zip(instance.places, given, strict=True)
    )
    unmet = sum(
        task.unmet * (task.sessions - count)
        for task, count in zip(instance.tasks, most, strict=True)
    )
    return unmet + instance.weights.below_floor * missing_floor


def bound_by_counting(instance: Instance) -> int:
    """Return a bound from counting alone: what cannot be delivered, and what else nobody can mend.

    That is pairs, chains and hours that cannot be filled, people who must be at a site at once, and
    what the previous plan and pins say at best.
    """
    weights, most = instance.weights, most_sessions(instance)
    missing_members = sum(
        max(0, member.needed - sum(most[task] for task in member.tasks))
        for member in instance.members
    )
    gains = sum(count * gain for count, gain in zip(most, _gains(instance), strict=True))
    return (
        instance.constant
        + undeliverable_cost(instance)
        + gains
        + weights.pair_short * _missing_pairs(instance, most)
        + weights.chain_gap * missing_members
        + weights.site_link * sum(_least_visitors(instance))
        + weights.short_minute * _missing_minutes(instance, most)
    )


def most_sessions(instance: Instance) -> list[int]:
    """Return for each task the sessions that its people, its days and their gaps allow."""
    masks = [days_mask(instance.starts[row].day for row in rows) for rows in instance.set_starts]
    return [
        min(
            task.sessions,
            task.max_per_day * days_apart(masks[task.start_set], task.min_gap),
        )
        if people
        else 0
        for task, people in zip(instance.tasks, instance.people_of, strict=True)
    ]


def days_mask(days: Iterable[int]) -> int:
    """Return a set of days as bits."""
    return sum(1 << day for day in set(days))


@cache
def days_apart(mask: int, gap: int) -> int:
    """Return the most days of a set (as bits) that are pairwise at least `gap` apart."""
    count, last = 0, -gap
    for day in range(WEEK):
        if mask >> day & 1 and day - last >= gap:
            count, last = count + 1, day
    return count


def _gains(instance: Instance) -> list[int]:
    """Return for each task the least that pins and the previous plan add to a session, or 0."""
    gains = [0] * len(instance.tasks)
    for (_, task), extra in instance.extras.items():
        gains[task] = min(gains[task], int(extra.cost[extra.allowed].min(initial=0)))
    return gains


def _missing_pairs(instance: Instance, most: list[int]) -> int:
    missing = 0
    for link in instance.links:
        able = sum(
            count
            for task, count, people in zip(instance.tasks, most, instance.people_of, strict=True)
            if task.site == link.site
            and any(instance.people[person].group == link.group for person in people)
        )
        missing += max(0, link.needed - able)
    return missing


def _least_visitors(instance: Instance) -> list[int]:
    """Return for each site how many people based elsewhere must be there at once at some moment."""
    changes: dict[int, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for number, task in enumerate(instance.tasks):
        moments = _certain_moments([instance.starts[row] for row in instance.task_starts(number)])
        if moments is not None and task.min_sessions and not task.remote:
            day, begin, end = moments
            changes[task.site][day, begin] += task.min_sessions
            changes[task.site][day, end] -= task.min_sessions
    based = Counter(person.home for person in instance.people)
    return [
        max(0, max(accumulate(count for _, count in sorted(own.items()))) - based[site])
        for site, own in changes.items()
    ]


def _certain_moments(starts: Sequence[Start]) -> tuple[int, int, int] | None:
    """Return day, begin and end of the time that belongs to a session whenever it starts."""
    days = {start.day for start in starts}
    begin = max((start.begin for start in starts), default=0)
    end = min((start.end for start in starts), default=0)
    return (days.pop(), begin, end) if len(days) == 1 and begin < end else None


def _missing_minutes(instance: Instance, most: list[int]) -> int:
    starts = np.array(instance.starts, dtype=np.int64).reshape(-1, 5)
    minutes = starts[:, 3] - starts[:, 2]
    longest = [int(minutes[rows.start : rows.stop].max(initial=0)) for rows in instance.set_starts]
    missing = 0
    for person, tasks in zip(instance.people, instance.tasks_of, strict=True):
        able = sum(most[task] * longest[instance.tasks[task].start_set] for task in tasks)
        missing += max(0, person.min_work - min(able, person.max_work))
    return missing
