"""The instance as flat arrays: the ``data_t`` of :mod:`sharepool.engine.abi`, field by field."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.abi.structs import CONSTANTS, DATA, NUMBERS
from sharepool.engine.instance.types import WEEK, Extra, Instance

Ints = NDArray[np.int64]

NEAR, _ = CONSTANTS["NEAR"]
"""Sites that count as near a site, itself first."""


@dataclass(frozen=True)
class Tables:
    """Everything that the compiled kernels read: sizes, rules and weights, and the arrays.

    The arrays live as long as this object does, and so must it while a kernel uses them.
    """

    numbers: dict[str, int]
    person: Ints
    task: Ints
    host: Ints
    host_ptr: Ints
    start: Ints
    set_day_ptr: Ints
    set_even: Ints
    place: Ints
    travel: NDArray[np.int32]
    fits: NDArray[np.uint8]
    pair_of: NDArray[np.int32]
    people_ptr: Ints
    people: Ints
    tasks_ptr: Ints
    tasks: Ints
    pair_days: NDArray[np.uint8]
    pair_extra: Ints
    pair_required: NDArray[np.uint8]
    extra_allowed: NDArray[np.uint8]
    extra_cost: Ints
    link: Ints
    link_ptr: Ints
    member_needed: Ints
    member_ptr: Ints
    member: Ints
    pin: Ints
    employer_work: Ints
    near: Ints
    site_ptr: Ints
    taken: Ints
    taken_ptr: Ints

    @property
    def units(self) -> int:
        """The most sessions that any plan can hold."""
        return int(self.task[:, -1].sum()) if len(self.task) else 0

    def data(self) -> ctypes.Structure:
        """Return the ``data_t`` that points at the arrays."""
        addresses = {
            field.name: field.address_of(getattr(self, field.name))
            for field in DATA.fields
            if field.type is not NUMBERS
        }
        return DATA.new(n=NUMBERS.new(**self.numbers), **addresses)


def build_tables(instance: Instance, hard_weight: int) -> Tables:
    """Return an instance as arrays; `hard_weight` is the price of a missing hard minimum."""
    units = [_units(instance, task) for task in range(len(instance.tasks))]
    first_units = np.concatenate([[0], np.cumsum(units)]).astype(np.int64)
    people, people_ptr = _cut(instance.people_of)
    person_tasks, tasks_ptr = _cut(instance.tasks_of)
    owners = np.repeat(np.arange(len(instance.tasks)), np.diff(people_ptr))
    pair_of = np.full((len(instance.people), len(instance.tasks)), -1, dtype=np.int32)
    pair_of[people, owners] = np.arange(len(people))
    on_ground, away = np.zeros((2, len(instance.places)), dtype=np.int64)
    for count, hosts in zip(units, instance.hosts, strict=True):
        for host in hosts:
            on_ground[host.ground] += count
            away[host.site] += count if host.ground != host.site else 0
    room = np.repeat(np.concatenate([on_ground, away]), WEEK)
    return Tables(
        numbers=_numbers(instance, units, hard_weight),
        person=_table(instance.people),
        task=_table(
            [
                (*task, _shortest(instance, number), int(first), count)
                for number, (task, first, count) in enumerate(
                    zip(instance.tasks, first_units, units, strict=False)
                )
            ]
        ),
        **_hosts(instance),
        start=_table(instance.starts),
        set_day_ptr=_set_day_ptr(instance),
        set_even=_set_even(instance),
        place=_places(instance, units),
        travel=np.ascontiguousarray(instance.travel, dtype=np.int32),
        fits=instance.fits.astype(np.uint8),
        pair_of=pair_of,
        people_ptr=people_ptr,
        people=people,
        tasks_ptr=tasks_ptr,
        tasks=person_tasks,
        pair_days=_pair_days(instance),
        **_extras(instance, pair_of, len(people)),
        **_links(instance),
        **_members(instance),
        pin=_table([pin[:5] for pin in instance.required]),
        employer_work=_table(instance.employer_work),
        near=_near(instance),
        site_ptr=np.concatenate([[0], np.cumsum(room)]).astype(np.int64),
        **_taken(instance),
    )


def _cut(rows: Iterable[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return rows of different lengths as one flat array, and where each row begins."""
    rows = list(rows)
    flat = _table([item for row in rows for item in row])
    return flat, np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _table(rows: Sequence[Any]) -> Ints:
    return np.array(rows, dtype=np.int64)


def _units(instance: Instance, number: int) -> int:
    """Return the most sessions of a task, people of a role, that any plan can hold."""
    task = instance.tasks[number]
    starts = Counter(instance.starts[row].day for row in instance.task_starts(number))
    if task.is_event or task.is_role:
        return task.seats * min(task.sessions, task.max_per_day * len(starts))
    at_once = min(task.max_staff, len(instance.people_of[number]))
    return min(
        task.sessions, sum(min(task.max_per_day, count * at_once) for count in starts.values())
    )


def _numbers(instance: Instance, units: list[int], hard_weight: int) -> dict[str, int]:
    weights = instance.weights
    return {
        "people": len(instance.people),
        "tasks": len(instance.tasks),
        "places": len(instance.places),
        "starts": len(instance.starts),
        "units": sum(units),
        "pairs": sum(len(people) for people in instance.people_of),
        "links": len(instance.links),
        "members": len(instance.members),
        "pins": len(instance.required),
        "employers": len(instance.employer_work),
        "most_sessions_day": _most_sessions_day(instance),
        "most_team": _most_team(instance),
        "departure": instance.departure,
        "latest_return": instance.latest_return,
        "lunch": instance.lunch,
        "count_travel": instance.count_travel,
        "w_below_floor": weights.below_floor,
        "w_travel": weights.travel,
        "w_site_link": weights.site_link,
        "w_extra_staff": weights.extra_staff,
        "w_short_minute": weights.short_minute,
        "w_long_road": weights.long_road,
        "w_pair_short": weights.pair_short,
        "w_chain_gap": weights.chain_gap,
        "w_hard": hard_weight,
        "empty_cost": empty_cost(instance),
        "empty_shortfall": empty_shortfall(instance),
    }


def empty_cost(instance: Instance) -> int:
    """Return the objective of the plan without sessions."""
    weights = instance.weights
    return (
        instance.constant
        + sum(task.unmet * task.sessions for task in instance.tasks if not task.is_role)
        + weights.below_floor * sum(place.floor for place in instance.places)
        + weights.short_minute * sum(person.min_work for person in instance.people)
        + weights.pair_short * sum(link.needed for link in instance.links)
        + weights.chain_gap * sum(member.needed for member in instance.members)
    )


def empty_shortfall(instance: Instance) -> int:
    """Return how many hard minimums, in sessions, the plan without sessions misses."""
    return (
        sum(task.min_sessions for task in instance.tasks)
        + sum(link.needed for link in instance.links if link.strict)
        + len(instance.required)
    )


def _most_sessions_day(instance: Instance) -> int:
    """Return the most sessions that anybody can have in one day."""
    most = 0
    for day in range(WEEK):
        free_from = count = 0
        times = {(start.end, start.begin) for start in instance.starts if start.day == day}
        for end, begin in sorted(times):
            if begin >= free_from:
                free_from, count = end, count + 1
        most = max(most, count)
    allowed = max((person.max_sessions_day for person in instance.people), default=0)
    return max(1, min(allowed, most))


def _most_team(instance: Instance) -> int:
    """Return how many people the largest team has."""
    return max(
        (
            sum(instance.tasks[role].seats for role in instance.roles_of(event))
            for event in range(len(instance.tasks))
        ),
        default=0,
    )


def _set_day_ptr(instance: Instance) -> Ints:
    counts = np.zeros(len(instance.set_starts) * WEEK, dtype=np.int64)
    for number, rows in enumerate(instance.set_starts):
        for row in rows:
            counts[number * WEEK + instance.starts[row].day] += 1
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _set_even(instance: Instance) -> Ints:
    def minutes(rows: range) -> set[int]:
        return {instance.starts[row].end - instance.starts[row].begin for row in rows}

    return _table([len(minutes(rows)) <= 1 for rows in instance.set_starts])


def _places(instance: Instance, units: list[int]) -> Ints:
    """Return the places, each with whether sessions there at once must be watched."""
    with_cohort = {host.site for own in instance.hosts for host in own if host.cohort >= 0}
    closed = {taken.site for taken in instance.taken}
    busiest = [0] * len(instance.places)
    for task, own, count in zip(instance.tasks, instance.hosts, units, strict=True):
        for host in own:
            busiest[host.ground] += min(count, task.max_per_day)
    return _table(
        [
            (*place, place.capacity < busiest[row] or row in with_cohort or row in closed)
            for row, place in enumerate(instance.places)
        ]
    )


def _hosts(instance: Instance) -> dict[str, Any]:
    rows = [host for own in instance.hosts for host in own]
    counts = np.cumsum([0, *(len(own) for own in instance.hosts)]).astype(np.int64)
    return {"host": _table(rows), "host_ptr": counts}


def _extras(instance: Instance, pair_of: NDArray[np.int32], pairs: int) -> dict[str, Any]:
    """Return what pins and the previous plan say of starts; pairs share what is the same."""
    first = np.full(pairs, -1, dtype=np.int64)
    required = np.zeros(pairs, dtype=np.uint8)
    chosen: list[Extra] = []
    rows: dict[bytes, int] = {}
    length = 0
    for (person, task), extra in instance.extras.items():
        pair = pair_of[person, task]
        required[pair] = extra.required
        if not (extra.required or extra.cost.any()) and extra.allowed.all():
            continue
        said = extra.allowed.tobytes() + extra.cost.tobytes()
        if said not in rows:
            rows[said] = length
            length += len(extra.cost)
            chosen.append(extra)
        first[pair] = rows[said]
    empty = np.zeros(0, dtype=np.int64)
    return {
        "pair_extra": first,
        "pair_required": required,
        "extra_allowed": np.concatenate([empty, *(e.allowed for e in chosen)]).astype(np.uint8),
        "extra_cost": np.concatenate([empty, *(e.cost for e in chosen)]).astype(np.int64),
    }


def _links(instance: Instance) -> dict[str, Any]:
    rows: list[list[tuple[int, int, int]]] = [[] for _ in instance.places]
    for link in instance.links:
        rows[link.site].append((link.group, link.needed, link.strict))
    counts = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    return {"link": _table([link for row in rows for link in row]), "link_ptr": counts}


def _taken(instance: Instance) -> dict[str, Any]:
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(len(instance.places) * WEEK)]
    for site, day, begin, end, sessions in instance.taken:
        rows[site * WEEK + day].append((begin, end, sessions))
    counts = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    return {"taken": _table([row for own in rows for row in own]), "taken_ptr": counts}


def _members(instance: Instance) -> dict[str, Any]:
    rows: list[list[int]] = [[] for _ in instance.tasks]
    for number, member in enumerate(instance.members):
        for task in member.tasks:
            rows[task].append(number)
    flat, ptr = _cut(rows)
    needed = _table([member.needed for member in instance.members])
    return {"member_needed": needed, "member_ptr": ptr, "member": flat}


def _near(instance: Instance) -> Ints:
    """Return for each place the nearest grounds of tasks, itself first if it has any."""
    sites = np.array(sorted({task.ground for task in instance.tasks}), dtype=np.int64)
    near = np.full((len(instance.places), NEAR), -1, dtype=np.int64)
    if len(sites) and len(instance.travel):
        minutes = instance.travel.min(axis=0)[:, sites]
        order = sites[np.argsort(minutes, axis=1, kind="stable")[:, :NEAR]]
        near[:, : order.shape[1]] = order
    return near


def _shortest(instance: Instance, number: int) -> int:
    """Return the minutes of the shortest session of a task."""
    rows = instance.task_starts(number)
    return min((instance.starts[row].end - instance.starts[row].begin for row in rows), default=0)


def _pair_days(instance: Instance) -> NDArray[np.uint8]:
    """Return for each (task, person) pair the days, as bits, on which some start suits it."""
    starts = np.array(instance.starts, dtype=np.int64).reshape(len(instance.starts), 5)
    day, begin, end = starts[:, 0], starts[:, 2], starts[:, 3]
    rows = [np.zeros(0, dtype=np.uint8)]
    for number, people in enumerate(instance.people_of):
        among = instance.task_starts(number)
        cut = slice(among.start, among.stop)
        who = [instance.people[person] for person in people]
        mode, home = [row.mode for row in who], [row.home for row in who]
        place = [instance.place(person, number) for person in people]
        earliest = instance.departure + instance.shortest[mode, home, place].astype(np.int64)
        latest = instance.latest_return - instance.shortest[mode, place, home].astype(np.int64)
        suits = instance.fits[list(people), cut]
        suits &= (earliest[:, None] <= begin[cut]) & (end[cut] <= latest[:, None])
        bits = (suits[:, :, None] & (day[cut, None] == np.arange(WEEK))).any(axis=1)
        rows.append(np.packbits(bits, axis=1, bitorder="little").reshape(-1))
    return np.concatenate(rows)
