"""What every plan pays, whatever it does: a bound in milliseconds."""

from __future__ import annotations

from functools import cache

import numpy as np

from sharepool.engine.instance import WEEK, Instance


def unavoidable(instance: Instance) -> int:
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


def least_cost(instance: Instance) -> int:
    """Return a bound from counting alone: what is unavoidable, and whatever else nobody can mend.

    That is pairs, chains and hours that cannot be filled, and what the previous plan and pins say
    at best.
    """
    weights, most = instance.weights, most_sessions(instance)
    missing_members = sum(
        max(0, member.needed - sum(most[task] for task in member.tasks))
        for member in instance.members
    )
    gains = sum(count * gain for count, gain in zip(most, _gains(instance), strict=True))
    return (
        instance.constant
        + unavoidable(instance)
        + gains
        + weights.pair_short * _missing_pairs(instance, most)
        + weights.chain_gap * missing_members
        + weights.short_minute * _missing_minutes(instance, most)
    )


def most_sessions(instance: Instance) -> list[int]:
    """Return for each task the sessions that its people, its days and their gaps allow."""
    masks = [
        sum(1 << day for day in {instance.starts[row].day for row in rows})
        for rows in instance.set_starts
    ]
    return [
        min(
            task.sessions,
            task.max_per_day * _days_apart(masks[task.start_set], min(task.min_gap, WEEK)),
        )
        if people
        else 0
        for task, people in zip(instance.tasks, instance.people_of, strict=True)
    ]


@cache
def _days_apart(mask: int, gap: int) -> int:
    """Return the most days of a set (as bits) that are pairwise at least `gap` apart."""
    count, last = 0, -2 * WEEK
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


def _missing_minutes(instance: Instance, most: list[int]) -> int:
    starts = np.array(instance.starts, dtype=np.int64).reshape(-1, 5)
    minutes = starts[:, 3] - starts[:, 2]
    longest = [int(minutes[rows.start : rows.stop].max(initial=0)) for rows in instance.set_starts]
    missing = 0
    for person, tasks in zip(instance.people, instance.tasks_of, strict=True):
        able = sum(most[task] * longest[instance.tasks[task].start_set] for task in tasks)
        missing += max(0, person.min_work - min(able, person.max_work))
    return missing
