"""The rows of the relaxation, one function a family."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sharepool.engine.bounds.program import Program
from sharepool.engine.bounds.scope import WEEK, Ints, Scope, days_apart
from sharepool.engine.instance import NO_LIMIT

PATTERNS = 300


class Columns:
    """The variables that several families share."""

    def __init__(self, scope: Scope) -> None:
        instance, weights = scope.instance, scope.instance.weights
        task, person = scope.task, scope.person
        constant = (
            instance.constant
            + int((task["unmet"] * task["sessions"]).sum())
        )
        self.program = program = Program(constant)
        cost = _least_extra(scope)
        self.sessions = program.add_columns(
            len(scope.offer_pair),
            cost=np.maximum(0, cost)[scope.offer_pair] - task["unmet"][scope.offer_task],
            top=scope.offer_top,
        )
        self.visits = program.add_columns(len(scope.visit_stay), top=scope.visit_days)
        self.calls = program.add_columns(
            len(scope.call_visit), top=scope.visit_days[scope.call_visit]
        )
        self.stays = program.add_columns(
            len(scope.stay_place), cost=np.where(scope.stay_home, 0, weights.site_link), top=1
        )
        self.hires = program.add_columns(len(scope.pair_task), top=1)
        self.days = program.add_columns(len(scope.spell_days), top=scope.spell_days)
        self.away = program.add_columns(len(scope.spell_days), top=scope.spell_days)
        road = person["max_travel_day"][scope.spell_person]
        self.road = program.add_columns(
            len(scope.spell_days), cost=weights.travel, top=np.minimum(road, 1440) * scope.spell_days
        )


def _least_extra(scope: Scope) -> Ints:
    least = np.zeros(len(scope.pair_task), dtype=np.int64)
    for pair, extra in scope.instance.extras.items():
        row = scope.pair_of[pair]
        usable = scope.usable[row, : len(extra.cost)]
        least[row] = extra.cost[usable].min(initial=0) if not usable.any() else extra.cost[usable].min()
    return least


def _upto(count: int) -> Ints:
    return np.arange(count)


def kept_starts(scope: Scope, c: Columns) -> None:
    """Starts that earn something, each at most once, and together no more than the sessions."""
    pairs, costs = [], []
    for pair, extra in scope.instance.extras.items():
        row = scope.pair_of[pair]
        gains = extra.cost[(extra.cost < 0) & scope.usable[row, : len(extra.cost)]]
        pairs += [row] * len(gains)
        costs += gains.tolist()
    if not pairs:
        return
    columns = c.program.add_columns(len(pairs), cost=costs, top=1)
    rows, inverse = np.unique(pairs, return_inverse=True)
    taken = np.isin(scope.offer_pair, rows)
    where = np.searchsorted(rows, scope.offer_pair[taken])
    c.program.add_rows(len(rows), (inverse, columns, 1), (where, c.sessions[taken], -1), high=0)


def wanted(scope: Scope, c: Columns) -> None:
    tasks = scope.task
    c.program.add_rows(
        len(tasks["sessions"]),
        (scope.offer_task, c.sessions, 1),
        low=tasks["min_sessions"],
        high=tasks["sessions"],
    )


def task_days(scope: Scope, c: Columns) -> None:
    """Within the days of each spell: most a day, days apart."""
    keys = np.unique(scope.offer_task * 128 + scope.offer_mask)
    rows, cols, high = [], [], []
    by_task = np.argsort(scope.offer_task, kind="stable")
    edges = np.searchsorted(scope.offer_task[by_task], np.arange(len(scope.task["site"]) + 1))
    for key in keys.tolist():
        task, mask = divmod(key, 128)
        most = days_apart(mask, int(scope.task["min_gap"][task])) * int(scope.task["max_per_day"][task])
        if most >= scope.task["sessions"][task]:
            continue
        offers = by_task[edges[task] : edges[task + 1]]
        offers = offers[(scope.offer_mask[offers] & ~mask) == 0]
        if scope.offer_top[offers].sum() > most and len(offers) > 1:
            rows.append(np.full(len(offers), len(high)))
            cols.append(c.sessions[offers])
            high.append(most)
    if high:
        c.program.add_rows(len(high), (np.concatenate(rows), np.concatenate(cols), 1), high=high)


def cohorts(scope: Scope, c: Columns) -> None:
    cohort = scope.task["cohort"]
    used = np.flatnonzero(cohort[scope.offer_task] >= 0)
    if len(used) == 0:
        return
    names, inverse = np.unique(cohort[scope.offer_task[used]], return_inverse=True)
    most = []
    for name in names:
        times = np.unique(
            [r for t in np.flatnonzero(cohort == name) for r in scope.instance.task_starts(int(t))]
        )
        most.append(scope._packed(np.ones((1, len(times)), dtype=bool), times).sum())
    c.program.add_rows(len(names), (inverse, c.sessions[used], 1), high=most)


def floors(scope: Scope, c: Columns) -> None:
    places = scope.instance.places
    floor = np.array([place.floor for place in places])
    slack = c.program.add_columns(len(places), cost=scope.instance.weights.below_floor, top=floor)
    c.program.add_rows(
        len(places),
        (scope.task["site"][scope.offer_task], c.sessions, 1),
        (_upto(len(places)), slack, 1),
        low=floor,
    )


def hours(scope: Scope, c: Columns) -> None:
    instance, person = scope.instance, scope.person
    least = scope.pair_least[scope.offer_pair]
    for keys, limits in (
        (_upto(len(instance.people)), person["max_work"]),
        (person["employer"], np.array(instance.employer_work)),
    ):
        rows = keys[scope.offer_person]
        parts = [(rows, c.sessions, least)]
        if instance.count_travel:
            parts.append((keys[scope.spell_person], c.road, 1))
        c.program.add_rows(len(limits), *parts, high=np.where(limits >= NO_LIMIT, math.inf, limits))


def patterns(scope: Scope, c: Columns) -> None:
    """How many sessions of each length fit the weekly hours together."""
    person = scope.person
    order = np.argsort(scope.offer_person, kind="stable")
    edges = np.searchsorted(scope.offer_person[order], np.arange(len(person["home"]) + 1))
    for p in range(len(person["home"])):
        offers = order[edges[p] : edges[p + 1]]
        if person["max_work"][p] >= NO_LIMIT or len(offers) == 0:
            continue
        lengths, inverse = np.unique(scope.pair_least[scope.offer_pair[offers]], return_inverse=True)
        tops = np.bincount(inverse, weights=scope.offer_top[offers]).astype(int)
        found = _maximal(lengths.tolist(), tops.tolist(), int(person["max_work"][p]), int(person["max_sessions_week"][p]))
        if found is None:
            continue
        table = np.array(found).T
        shares = c.program.add_columns(table.shape[1], top=1)
        k, j = np.nonzero(table)
        c.program.add_rows(
            len(lengths), (inverse, c.sessions[offers], 1), (k, shares[j], -table[k, j]), high=0
        )
        c.program.add_rows(1, (np.zeros(len(shares), int), shares, 1), high=1)


def _maximal(lengths: list[int], tops: list[int], work: int, most: int) -> list[tuple[int, ...]] | None:
    """Return the maximal patterns; None if there are too many or length 0 occurs."""
    if lengths[0] <= 0 or len(lengths) > 6:
        return None
    found: list[tuple[int, ...]] = [()]
    for k, (length, top) in enumerate(zip(lengths, tops, strict=True)):
        new = []
        for part in found:
            used = sum(n * m for n, m in zip(part, lengths, strict=False))
            fit = max(0, min(top, (work - used) // length, most - sum(part)))
            if k == len(lengths) - 1:
                new.append((*part, fit))
            else:
                new += [(*part, n) for n in range(fit + 1)]
        found = new
        if len(found) > 20 * PATTERNS:
            return None
    table = np.array(found)
    if len(table) > PATTERNS * 20:
        return None
    keep = [
        i for i, row in enumerate(table) if not ((table >= row).all(axis=1) & (table > row).any(axis=1)).any()
    ]
    return [found[i] for i in keep] if len(keep) <= PATTERNS else None


def loads(scope: Scope, c: Columns) -> None:
    """H10."""
    person = scope.person
    week = np.minimum(person["max_sessions_week"], NO_LIMIT)
    c.program.add_rows(len(week), (scope.offer_person, c.sessions, 1), high=week)
    count = len(scope.spell_days)
    c.program.add_rows(
        count,
        (scope.offer_spell, c.sessions, 1),
        (_upto(count), c.days, -scope.spell_cap),
        high=0,
    )
    c.program.add_rows(count, (scope.offer_spell, c.sessions, 1), high=scope.spell_sum)


def presence(scope: Scope, c: Columns) -> None:
    """Sessions only on visits; visits only at stays and on days."""
    visits, offers = len(scope.visit_stay), len(scope.offer_pair)
    add = c.program.add_rows
    add(visits, (scope.offer_visit, c.sessions, 1), (_upto(visits), c.visits, -scope.visit_cap), high=0)
    calls = len(c.calls)
    chances = len(scope.chance_pair)
    add(offers, (_upto(offers), c.sessions, 1), (_upto(offers), c.calls[scope.offer_call], -np.minimum(scope.offer_cap, scope.offer_top)), high=0)
    add(calls, (scope.offer_call, c.sessions, 1), (_upto(calls), c.calls, -scope.call_cap), high=0)
    add(calls, (_upto(calls), c.calls, 1), (_upto(calls), c.visits[scope.call_visit], -1), high=0)
    visit_of = np.zeros(chances, dtype=np.int64)
    visit_of[scope.offer_chance] = scope.offer_visit
    add(chances, (scope.offer_chance, c.sessions, 1), (_upto(chances), c.visits[visit_of], -scope.chance_cap), high=0)
    keys, inverse = np.unique(scope.call_spell * scope.blocks + scope.call_block, return_inverse=True)
    spell = keys // scope.blocks
    most = np.minimum(scope.block_most[scope.spell_person[spell], keys % scope.blocks], np.minimum(scope.person["max_sites_day"], 1000)[scope.spell_person[spell]])
    add(len(keys), (inverse, c.calls, 1), (_upto(len(keys)), c.days[spell], -most), high=0)
    out = np.flatnonzero(~scope.stay_home[scope.visit_stay[scope.call_visit]])
    add(len(keys), (inverse[out], c.calls[out], 1), (_upto(len(keys)), c.away[spell], -most), high=0)
    there = (scope.stay_out + scope.stay_back)[scope.visit_stay[scope.call_visit]]
    add(len(keys), (inverse, c.calls, there), (_upto(len(keys)), c.road[spell], -most), high=0)
    add(visits, (_upto(visits), c.visits, 1), (_upto(visits), c.stays[scope.visit_stay], -scope.visit_days), high=0)
    add(visits, (_upto(visits), c.visits, 1), (_upto(visits), c.days[scope.visit_spell], -1), high=0)
    out = np.flatnonzero(~scope.stay_home[scope.visit_stay])
    add(len(out), (_upto(len(out)), c.visits[out], 1), (_upto(len(out)), c.away[scope.visit_spell[out]], -1), high=0)
    add(len(c.days), (_upto(len(c.days)), c.away, 1), (_upto(len(c.days)), c.days, -1), high=0)


def sites(scope: Scope, c: Columns) -> None:
    """H11."""
    person, spells = scope.person, len(scope.spell_days)
    add = c.program.add_rows
    add(len(person["home"]), (scope.spell_person, c.days, 1), high=person["max_days_week"])
    add(len(person["home"]), (scope.stay_person, c.stays, 1), high=person["max_sites_week"])
    most = np.minimum(person["max_sites_day"], 1000)[scope.spell_person]
    add(spells, (scope.visit_spell, c.visits, 1), (_upto(spells), c.days, -most), high=0)
    out = np.flatnonzero(~scope.stay_home[scope.visit_stay])
    add(spells, (scope.visit_spell[out], c.visits[out], 1), (_upto(spells), c.away, -most), high=0)


def road(scope: Scope, c: Columns) -> None:
    add, visits, spells = c.program.add_rows, len(scope.visit_stay), len(scope.spell_days)
    there = (scope.stay_out + scope.stay_back)[scope.visit_stay]
    out = np.flatnonzero(there > 0)
    add(len(out), (_upto(len(out)), c.visits[out], there[out]), (_upto(len(out)), c.road[scope.visit_spell[out]], -1), high=0)
    away = np.flatnonzero(~scope.stay_home[scope.visit_stay])
    legs = scope.stay_legs[scope.visit_stay][away] / 2
    add(
        spells,
        (scope.visit_spell[away], c.visits[away], legs),
        (_upto(spells), c.away, scope.home_legs[scope.spell_person] / 2),
        (_upto(spells), c.road, -1),
        high=0,
    )
    add(spells, (_upto(spells), c.road, 1), (_upto(spells), c.away, -np.minimum(1440, scope.person["max_travel_day"])[scope.spell_person]), high=0)


def long_road(scope: Scope, c: Columns) -> None:
    weight, people = scope.instance.weights.long_road, len(scope.instance.people)
    if weight:
        slack = c.program.add_columns(people, cost=weight, top=7 * 1440)
        c.program.add_rows(people, (scope.spell_person, c.road, 1), (_upto(people), slack, -1), high=scope.instance.fair_road)


def hires(scope: Scope, c: Columns) -> None:
    add, offers, tasks, pairs = c.program.add_rows, len(scope.offer_pair), len(scope.instance.tasks), len(scope.pair_task)
    chances = len(scope.chance_pair)
    add(chances, (scope.offer_chance, c.sessions, 1), (_upto(chances), c.hires[scope.chance_pair], -scope.chance_top), high=0)
    add(pairs, (scope.offer_pair, c.sessions, 1), (_upto(pairs), c.hires, -scope.pair_top), high=0)
    add(tasks, (scope.pair_task, c.hires, 1), high=np.minimum(scope.task["max_staff"], scope.task["sessions"]))
    weight = scope.instance.weights.extra_staff
    if weight:
        slack = c.program.add_columns(tasks, cost=weight, top=np.minimum(scope.task["max_staff"], scope.task["sessions"]) - 1)
        add(tasks, (scope.pair_task, c.hires, 1), (_upto(tasks), slack, -1), high=1)


def hired_stays(scope: Scope, c: Columns) -> None:
    pairs = _upto(len(scope.pair_task))
    c.program.add_rows(len(pairs), (pairs, c.hires, 1), (pairs, c.stays[scope.pair_stay], -1), high=0)


def least_work(scope: Scope, c: Columns) -> None:
    weight, people = scope.instance.weights.short_minute, len(scope.instance.people)
    least = scope.person["min_work"]
    if weight:
        slack = c.program.add_columns(people, cost=weight, top=least)
        c.program.add_rows(people, (scope.offer_person, c.sessions, scope.pair_most[scope.offer_pair]), (_upto(people), slack, 1), low=least)


def pairs(scope: Scope, c: Columns) -> None:
    for link in scope.instance.links:
        chosen = (scope.task["site"][scope.offer_task] == link.site) & (scope.person["group"][scope.offer_person] == link.group)
        _needed(c, c.sessions[chosen], link.needed, scope.instance.weights.pair_short, bool(link.strict))


def chains(scope: Scope, c: Columns) -> None:
    for member in scope.instance.members:
        chosen = np.isin(scope.offer_task, member.tasks)
        _needed(c, c.sessions[chosen], member.needed, scope.instance.weights.chain_gap, False)


def pins(scope: Scope, c: Columns) -> None:
    for pin in scope.instance.required:
        chosen = np.ones(len(scope.offer_pair), dtype=bool)
        for want, have in ((pin.person, scope.offer_person), (pin.task, scope.offer_task), (pin.site, scope.task["site"][scope.offer_task])):
            if want != -1:
                chosen &= have == want
        if pin.day != -1:
            chosen &= (scope.offer_mask >> max(0, pin.day) & 1) > 0 if pin.day >= 0 else False
        _needed(c, c.sessions[chosen], 1, 0, True)


def _needed(c: Columns, columns: Ints, needed: int, weight: int, hard: bool) -> None:
    slack = c.program.add_columns(1, cost=weight, top=0 if hard else needed)
    zeros = np.zeros(len(columns), dtype=np.int64)
    c.program.add_rows(1, (zeros, columns, 1), (np.zeros(1, dtype=np.int64), slack, 1), low=needed)


FAMILIES: tuple[Callable[[Scope, Columns], None], ...] = (
    wanted, kept_starts, task_days, cohorts, floors, hours, patterns, loads, presence, sites, road, long_road, hires, hired_stays, least_work, pairs, chains, pins,
)
