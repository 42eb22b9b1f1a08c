"""What every plan pays, whatever it does: a bound in milliseconds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from sharepool.engine.instance.types import WEEK, Instance, Start, Task


def undeliverable_cost(instance: Instance) -> int:
    """Return what sessions that nobody can give cost, and the floors that sites miss for them."""
    most = most_sessions(instance)
    given = [0] * len(instance.places)
    for hosts, count in zip(instance.hosts, most, strict=True):
        for host in hosts:
            given[host.site] += count
    missing_floor = sum(
        max(0, place.floor - count) for place, count in zip(instance.places, given, strict=True)
    )
    unmet = sum(
        task.unmet * (task.sessions - count)
        for task, count in zip(instance.tasks, most, strict=True)
        if not task.is_role
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
    gains = sum(
        count * task.seats * gain
        for task, count, gain in zip(instance.tasks, most, _gains(instance), strict=True)
    )
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
    """Return for each task the sessions that its people, its days and their gaps allow.

    Of a role, that is how many sessions of its event somebody can fill it in.
    """
    masks = [days_mask(instance.starts[row].day for row in rows) for rows in instance.set_starts]
    return [
        min(
            task.sessions,
            task.max_per_day * days_apart(masks[task.start_set], task.min_gap),
        )
        if is_staffed(instance, number)
        else 0
        for number, task in enumerate(instance.tasks)
    ]


def is_staffed(instance: Instance, number: int) -> bool:
    """Return whether enough people could take a task; of an event, each required role.

    An event of optional roles needs one person.
    """
    task = instance.tasks[number]
    roles = instance.roles_of(number)
    required = [role for role in roles if not instance.tasks[role].optional]
    if required:
        return all(is_staffed(instance, role) for role in required)
    if roles:
        return any(instance.people_of[role] for role in roles)
    needed = 1 if task.optional else task.seats
    return min(task.max_staff, len(instance.people_of[number])) >= needed


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
            for number, count in enumerate(most)
            if instance.tasks[number].site == link.site
            and not instance.tasks[number].is_role
            and _comes_from(instance, number, link.group)
        )
        missing += max(0, link.needed - able)
    return missing


def _comes_from(instance: Instance, task: int, group: int) -> bool:
    """Return whether somebody of a group could be in a session of a task."""
    return any(
        instance.people[person].group == group
        for part in instance.parts_of(task)
        for person in instance.people_of[part]
    )


def _least_visitors(instance: Instance) -> list[int]:
    """Return for each site how many people based elsewhere must be there at once at some moment."""
    changes: dict[int, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for number, task in enumerate(instance.tasks):
        moments = _certain_moments([instance.starts[row] for row in instance.task_starts(number)])
        least = task.seats * instance.tasks[instance.held_task(number)].min_sessions
        if moments is not None and least and _must_come(task):
            day, begin, end = moments
            changes[task.ground][day, begin] += least
            changes[task.ground][day, end] -= least
    based = Counter(person.home for person in instance.people)
    return [
        max(0, max(accumulate(count for _, count in sorted(own.items()))) - based[site])
        for site, own in changes.items()
    ]


def _must_come(task: Task) -> bool:
    """Return whether people have to be on a task's ground for each of its sessions."""
    return not (task.remote or task.optional or task.is_event)


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
