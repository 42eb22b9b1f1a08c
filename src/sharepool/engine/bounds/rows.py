"""The rows of the relaxation: one function a family, in the numbering of ``relaxation``.

Each adds its rows, and the slacks that only it needs, to a program over the shared columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.bounds.program import Program
from sharepool.engine.bounds.scope import FAR, REST, Ints, Scope, days_apart
from sharepool.engine.instance import NO_LIMIT, WEEK

MOST_PATTERNS = 300
"""Patterns of session lengths of one person; with more, the plain limit of hours has to do."""

FEW_PAIRS = 1000
"""Pairs up to which rows for each pair and its visits are worth their time."""

_DAY_MIN = 24 * 60


class Columns:
    """The program, and its variables that several families share.

    Attributes
    ----------
    program : Program
    sessions, calls, visits, stays, hires, away, road : array of int
        Columns x (an offer), z (a call), v and w (a stay), y (a pair), a and r (a person).
    """

    def __init__(self, scope: Scope) -> None:
        weights, tasks, people = scope.instance.weights, scope.tasks, scope.people
        unmet = tasks["unmet"]
        self.program = Program(scope.instance.constant + int((unmet * tasks["sessions"]).sum()))
        add = self.program.add_columns
        offered, called = scope.pair_task[scope.offer_pair], scope.call_stay
        cost = _least_cost(scope)[scope.offer_pair] - unmet[offered]
        self.sessions = add(len(offered), cost=cost, top=scope.offer_top)
        self.calls = add(len(called), top=scope.stay_days[called])
        self.visits = add(len(scope.stay_place), top=scope.stay_days)
        link = np.where(scope.stay_home, 0, weights.site_link)
        self.stays = add(len(scope.stay_place), cost=link, top=1)
        self.hires = add(len(scope.pair_task), top=1)
        self.away = add(len(people["home"]), top=scope.person_days)
        self.daily_road = np.minimum(people["max_travel_day"], _DAY_MIN)
        road = self.daily_road * scope.person_days
        self.road = add(len(people["home"]), cost=weights.travel, top=road)


def _least_cost(scope: Scope) -> Ints:
    """Return what each session of a pair costs at least; what it may gain, `kept_starts` knows."""
    least = np.zeros(len(scope.pair_task), dtype=np.int64)
    for row, extra in scope.extras():
        costs = extra.cost[scope.usable[row, : len(extra.cost)]]
        least[row] = max(0, costs.min(initial=FAR)) if len(costs) else 0
    return least


def wanted_sessions(scope: Scope, columns: Columns) -> None:
    r"""(1) :math:`\text{min}_t \le \sum x_t \le n_t`."""
    tasks = scope.tasks
    columns.program.add_rows(
        len(tasks["site"]),
        (scope.pair_task[scope.offer_pair], columns.sessions, 1),
        low=tasks["min_sessions"],
        high=tasks["sessions"],
    )


def kept_starts(scope: Scope, columns: Columns) -> None:
    r"""(2) Starts k that gain something: :math:`\sum_k g_k \le \sum x`, :math:`g_k \le 1`."""
    pairs, gains = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for row, extra in scope.extras():
        gain = extra.cost[(extra.cost < 0) & scope.usable[row, : len(extra.cost)]]
        gains.append(gain)
        pairs.append(np.full(len(gain), row))
    names, rows = np.unique(np.concatenate(pairs), return_inverse=True)
    kept = columns.program.add_columns(len(rows), cost=np.concatenate(gains), top=1)
    (offers,) = np.nonzero(np.isin(scope.offer_pair, names))
    sessions = np.searchsorted(names, scope.offer_pair[offers])
    columns.program.add_rows(
        len(names), (rows, kept, 1), (sessions, columns.sessions[offers], -1), high=0
    )


def task_days(scope: Scope, columns: Columns) -> None:
    r"""(3) :math:`\sum_{\text{days in } D} x_t \le` sessions that max_per_day and gaps leave D."""
    tasks, task = scope.tasks, scope.pair_task[scope.offer_pair]
    keys = np.unique(task << WEEK | scope.offer_mask)
    names, masks = keys >> WEEK, keys & ((1 << WEEK) - 1)
    gaps = np.minimum(tasks["min_gap"][names], WEEK).tolist()
    apart = [days_apart(mask, gap) for mask, gap in zip(masks.tolist(), gaps, strict=True)]
    most = np.array(apart, dtype=np.int64) * tasks["max_per_day"][names]
    count = 0
    order = np.argsort(task, kind="stable")
    edges = np.searchsorted(task[order], np.arange(len(tasks["site"]) + 1))
    parts: list[tuple[Ints, Ints]] = []
    binding = np.flatnonzero(most < tasks["sessions"][names])
    for key in binding.tolist():
        offers = order[edges[names[key]] : edges[names[key] + 1]]
        offers = offers[(scope.offer_mask[offers] & ~masks[key]) == 0]
        parts.append((np.full(len(offers), count), columns.sessions[offers]))
        count += 1
    if parts:
        rows, inside = (np.concatenate(part) for part in zip(*parts, strict=True))
        columns.program.add_rows(count, (rows, inside, 1), high=most[binding])


def floors(scope: Scope, columns: Columns) -> None:
    r"""(4) :math:`\sum_{t \in s} x_t + f_s \ge \text{floor}_s`."""
    floor = np.array([place.floor for place in scope.instance.places])
    weight = scope.instance.weights.below_floor
    sites = scope.tasks["site"][scope.pair_task[scope.offer_pair]]
    slack = columns.program.add_columns(len(floor), cost=weight, top=floor)
    columns.program.add_rows(
        len(floor), (sites, columns.sessions, 1), (_each(slack), slack, 1), low=floor
    )


def hours(scope: Scope, columns: Columns) -> None:
    r"""(5) :math:`\sum \text{minutes}\, x_p\ (+\, r_p) \le` work of p, and of each employer."""
    instance, people = scope.instance, scope.people
    least, person = scope.pair_least[scope.offer_pair], scope.pair_person[scope.offer_pair]
    for group, limits in (
        (_each(columns.road), people["max_work"]),
        (people["employer"], np.array(instance.employer_work)),
    ):
        columns.program.add_rows(
            len(limits),
            (group[person], columns.sessions, least),
            (group, columns.road, float(instance.count_travel)),
            high=_limit(limits),
        )


def lengths(scope: Scope, columns: Columns) -> None:
    r"""(6) :math:`\sum_{t \text{ of length } k} x_{pt} \le \sum_j n_{jk} \lambda_{pj}`.

    The j are the ways in which sessions of each length fill the hours of p;
    :math:`\sum_j \lambda_{pj} \le 1`.
    """
    people, add = scope.people, columns.program.add_rows
    for person, offers in _of_each(scope.pair_person[scope.offer_pair]):
        minutes, kind = np.unique(scope.pair_least[scope.offer_pair[offers]], return_inverse=True)
        most = np.bincount(kind, weights=scope.offer_top[offers]).astype(np.int64)
        work, count = int(people["max_work"][person]), int(scope.person_sessions[person])
        table = _fillings(minutes.tolist(), most.tolist(), work, count)
        if table is None:
            continue
        share = columns.program.add_columns(len(table), top=1)
        way, length = np.nonzero(table)
        add(
            len(minutes),
            (kind, columns.sessions[offers], 1),
            (length, share[way], -table[way, length]),
            high=0,
        )
        add(1, (np.zeros_like(share), share, 1), high=1)


def _fillings(minutes: list[int], most: list[int], work: int, count: int) -> Ints | None:
    """Return the maximal numbers of sessions of each length, or None if there are too many."""
    if work >= NO_LIMIT or minutes[0] <= 0:
        return None
    found: list[tuple[tuple[int, ...], int]] = [((), work)]
    for length, top in zip(minutes, most, strict=True):
        found = [
            ((*part, number), left - number * length)
            for part, left in found
            for number in range(max(0, min(top, left // length, count - sum(part))) + 1)
        ]
        if len(found) > 10 * MOST_PATTERNS:
            return None
    table = np.array([part for part, _ in found])
    beaten = [((table >= row).all(axis=1) & (table > row).any(axis=1)).any() for row in table]
    table = table[~np.array(beaten)]
    return table if len(table) <= MOST_PATTERNS else None


def loads(scope: Scope, columns: Columns) -> None:
    r"""(7) :math:`\sum x_p \le` sessions that fit the days and the week of p."""
    person = scope.pair_person[scope.offer_pair]
    columns.program.add_rows(
        len(scope.person_sessions), (person, columns.sessions, 1), high=scope.person_sessions
    )


def calls(scope: Scope, columns: Columns) -> None:
    r"""(8) :math:`x_{ptb} \le c_{ptb} z_{plb}`, and :math:`c_{plb}` for all tasks at l together."""
    offers, add = _each(columns.sessions), columns.program.add_rows
    call = columns.calls[scope.offer_call]
    add(len(offers), (offers, columns.sessions, 1), (offers, call, -scope.offer_cap), high=0)
    rows = _each(columns.calls)
    add(
        len(rows),
        (scope.offer_call, columns.sessions, 1),
        (rows, columns.calls, -scope.call_cap),
        high=0,
    )


def visits(scope: Scope, columns: Columns) -> None:
    r"""(9) :math:`z_{plb} \le v_{pl} \le \text{days}\, w_{pl}`."""
    add, call, stay = columns.program.add_rows, _each(columns.calls), _each(columns.stays)
    add(len(call), (call, columns.calls, 1), (call, columns.visits[scope.call_stay], -1), high=0)
    add(len(stay), (stay, columns.visits, 1), (stay, columns.stays, -scope.stay_days), high=0)


def pair_visits(scope: Scope, columns: Columns) -> None:
    r"""(9') :math:`\sum_b x_{ptb} \le c_{pt} v_{pl}`, only where there are few pairs.

    Small problems get tight by it; on a county it adds 0.0% and trebles the time.
    """
    if len(columns.hires) > FEW_PAIRS:
        return
    pairs, visit = _each(columns.hires), columns.visits[scope.pair_stay]
    columns.program.add_rows(
        len(pairs),
        (scope.offer_pair, columns.sessions, 1),
        (pairs, visit, -scope.pair_cap),
        high=0,
    )


def places(scope: Scope, columns: Columns) -> None:
    r"""(10) :math:`\sum_l w_{pl} \le` sites a week, :math:`\sum_l v_{pl} \le` sites a day of a_p.

    Places other than home count in the latter, each with :math:`v_{pl} \le a_p` too.
    """
    people, add = scope.people, columns.program.add_rows
    rows, most = _each(columns.road), np.minimum(people["max_sites_day"], FAR)
    add(len(rows), (scope.stay_person, columns.stays, 1), high=_limit(people["max_sites_week"]))
    away = np.flatnonzero(~scope.stay_home)
    person, visit = scope.stay_person[away], columns.visits[away]
    add(len(away), (_each(away), visit, 1), (_each(away), columns.away[person], -1), high=0)
    add(len(rows), (person, visit, 1), (rows, columns.away, -most), high=0)


def changes(scope: Scope, columns: Columns) -> None:
    r"""(11) :math:`\sum_l z_{plb} \le k_b a_p`, :math:`\sum_l \text{return}_l z_{plb} \le k_b r_p`.

    In a day, p has sessions of the block at no more than k places: one in the last block. With
    home among the places, the days of p stand for those away.
    """
    block, person = scope.call_block, scope.stay_person[scope.call_stay]
    spare = np.minimum(scope.person_changes, scope.people["max_sites_day"])
    away = np.flatnonzero(~scope.stay_home[scope.call_stay])
    for number in range(REST + 1):
        inside = away[block[away] == number]
        most = spare if number == REST else 1
        back = scope.stay_return[scope.call_stay[inside]]
        rows, calls = _each(columns.road), columns.calls[inside]
        add = columns.program.add_rows
        everywhere = np.flatnonzero(block == number)
        home = (person[everywhere], columns.calls[everywhere], 1)
        add(len(rows), home, high=most * scope.person_days)
        add(len(rows), (person[inside], calls, 1), (rows, columns.away, -most), high=0)
        add(len(rows), (person[inside], calls, back), (rows, columns.road, -most), high=0)


def road(scope: Scope, columns: Columns) -> None:
    r"""(12) :math:`r_p \ge \text{return}_l v_{pl}`, and half of the nearest legs in and out.

    .. math:: r_p \ge \tfrac12 \sum_l \text{legs}_l v_{pl} + \tfrac12 \text{legs}_h a_p
    """
    away, add = np.flatnonzero(~scope.stay_home), columns.program.add_rows
    person, visit = scope.stay_person[away], columns.visits[away]
    rows, people = _each(away), _each(columns.road)
    add(
        len(away),
        (rows, visit, scope.stay_return[away]),
        (rows, columns.road[person], -1),
        high=0,
    )
    add(
        len(people),
        (person, visit, scope.stay_legs[away] / 2),
        (people, columns.away, scope.person_legs / 2),
        (people, columns.road, -1),
        high=0,
    )
    add(len(people), (people, columns.road, 1), (people, columns.away, -columns.daily_road), high=0)


def long_road(scope: Scope, columns: Columns) -> None:
    r"""(13) :math:`r_p - o_p \le` fair road of a week."""
    weight, rows = scope.instance.weights.long_road, _each(columns.road)
    slack = columns.program.add_columns(len(rows), cost=weight, top=WEEK * _DAY_MIN)
    columns.program.add_rows(
        len(rows), (rows, columns.road, 1), (rows, slack, -1), high=scope.instance.fair_road
    )


def hires(scope: Scope, columns: Columns) -> None:
    r"""(14) :math:`x_{pt} \le c\, y_{pt} \le c\, w_{pl}`, :math:`\sum_p y_{pt} - e_t \le 1`."""
    pairs, tasks, add = _each(columns.hires), scope.tasks, columns.program.add_rows
    tops, stays = scope.pair_top, columns.stays[scope.pair_stay]
    add(
        len(pairs),
        (scope.offer_pair, columns.sessions, 1),
        (pairs, columns.hires, -tops),
        high=0,
    )
    add(len(pairs), (pairs, columns.hires, 1), (pairs, stays, -1), high=0)
    most = np.minimum(tasks["max_staff"], tasks["sessions"])
    weight, rows = scope.instance.weights.extra_staff, _each(most)
    extra = columns.program.add_columns(len(most), cost=weight, top=np.maximum(0, most - 1))
    add(len(most), (scope.pair_task, columns.hires, 1), high=most)
    add(len(most), (scope.pair_task, columns.hires, 1), (rows, extra, -1), high=1)


def least_work(scope: Scope, columns: Columns) -> None:
    r"""(15) :math:`\sum \text{minutes}\, x_p + s_p \ge` least work of p."""
    least, rows = scope.people["min_work"], _each(columns.road)
    weight = scope.instance.weights.short_minute
    slack = columns.program.add_columns(len(rows), cost=weight, top=least)
    minutes, person = scope.pair_most[scope.offer_pair], scope.pair_person[scope.offer_pair]
    columns.program.add_rows(
        len(rows), (person, columns.sessions, minutes), (rows, slack, 1), low=least
    )


def pairs_and_chains(scope: Scope, columns: Columns) -> None:
    r"""(16) :math:`\sum x + g \ge` sessions that a pair, a member of a chain should get."""
    instance, task = scope.instance, scope.pair_task[scope.offer_pair]
    site, group = scope.tasks["site"][task], scope.people["group"]
    group = group[scope.pair_person[scope.offer_pair]]
    for link in instance.links:
        chosen = (site == link.site) & (group == link.group)
        weight = None if link.strict else instance.weights.pair_short
        _need(columns, chosen, link.needed, weight)
    for member in instance.members:
        _need(columns, np.isin(task, member.tasks), member.needed, instance.weights.chain_gap)


def required_pins(scope: Scope, columns: Columns) -> None:
    r"""(17) :math:`\sum x \ge 1` over what a required pin matches, start by day."""
    task, person = scope.pair_task[scope.offer_pair], scope.pair_person[scope.offer_pair]
    for pin in scope.instance.required:
        chosen = np.ones(len(task), dtype=bool)
        for asked, given in (
            (pin.person, person),
            (pin.task, task),
            (pin.site, scope.tasks["site"][task]),
        ):
            chosen &= (given == asked) | (asked == -1)
        if pin.day >= 0:
            chosen &= (scope.offer_mask >> pin.day & 1) == 1
        _need(columns, chosen, 1, None)


def _need(columns: Columns, offers: NDArray[np.bool_], needed: int, weight: int | None) -> None:
    """Ask for some sessions: each that is missing costs `weight`, with None none may be missing."""
    top = 0 if weight is None else needed
    slack = columns.program.add_columns(1, cost=weight or 0, top=top)
    inside = columns.sessions[offers]
    columns.program.add_rows(
        1, (np.zeros_like(inside), inside, 1), (np.zeros_like(slack), slack, 1), low=needed
    )


FAMILIES: tuple[Callable[[Scope, Columns], None], ...] = (
    wanted_sessions,
    kept_starts,
    task_days,
    floors,
    hours,
    lengths,
    loads,
    calls,
    visits,
    pair_visits,
    places,
    changes,
    road,
    long_road,
    hires,
    least_work,
    pairs_and_chains,
    required_pins,
)
"""Every family of rows: the whole relaxation."""


def _each(items: Ints) -> Ints:
    return np.arange(len(items))


def _limit(values: Ints) -> NDArray[np.float64]:
    return np.where(values >= NO_LIMIT, math.inf, values)


def _of_each(keys: Ints) -> list[tuple[int, Ints]]:
    """Return the distinct keys, each with where it occurs."""
    order = np.argsort(keys, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)
    return [(int(keys[group[0]]), group) for group in groups if len(group)]
