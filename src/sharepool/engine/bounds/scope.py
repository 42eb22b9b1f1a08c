"""Who could take what on which days: the sets over which the relaxation runs.

A *pair* is a person and a task, a *spell* some days of a person that look alike, an *offer* a pair
and a spell, a *stay* a person at a place, a *visit* a stay in a spell.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance import NO_LIMIT, WEEK, Instance, Person, Task

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FAR = 10**7
import os
COARSE = int(os.environ.get('COARSE', '1'))


class Scope:
    """All that the rows of the relaxation need to know, in arrays."""

    def __init__(self, instance: Instance, *, whole_week: bool = False) -> None:
        self.instance = instance
        table = np.array(instance.starts, dtype=np.int64).reshape(-1, 5)
        self.start_day, self.start_begin, self.start_end = table[:, 0], table[:, 2], table[:, 3]
        self.person = _columns(instance.people, Person._fields)
        self.task = _columns(instance.tasks, Task._fields)
        self._find_pairs()
        self._find_stays()
        self._find_usable()
        self._find_days(whole_week)
        self._find_offers()

    # pairs: pair_person, pair_task, pair_place
    def _find_pairs(self) -> None:
        instance = self.instance
        counts = [len(people) for people in instance.people_of]
        self.pair_task = np.repeat(np.arange(len(counts)), counts)
        self.pair_person = np.array(
            [person for people in instance.people_of for person in people], dtype=np.int64
        )
        remote = self.task["remote"][self.pair_task] > 0
        self.pair_place = np.where(
            remote, self.person["home"][self.pair_person], self.task["site"][self.pair_task]
        )

    # stays: out, back, leg (in + out, nearest), one per person and place
    def _find_stays(self) -> None:
        places = len(self.instance.places)
        keys, self.pair_stay = np.unique(
            self.pair_person * places + self.pair_place, return_inverse=True
        )
        self.stay_person, self.stay_place = keys // places, keys % places
        self.stay_home = self.stay_place == self.person["home"][self.stay_person]
        self.stay_out = np.zeros(len(keys), dtype=np.int64)
        self.stay_back, self.stay_legs = self.stay_out.copy(), self.stay_out.copy()
        self.home_legs = np.zeros(len(self.instance.people), dtype=np.int64)
        self.least_leg = np.full(len(self.instance.people), FAR, dtype=np.int64)
        self.ways: dict[int, tuple[Ints, Ints]] = {}
        first = np.searchsorted(self.stay_person, np.arange(len(self.instance.people) + 1))
        for person in range(len(self.instance.people)):
            rows = np.arange(first[person], first[person + 1])
            self._measure(person, rows[~self.stay_home[rows]])

    def _measure(self, person: int, rows: Ints) -> None:
        who = self.instance.people[person]
        places = np.concatenate([[who.home], self.stay_place[rows]])
        legs = self.instance.travel[who.mode][np.ix_(places, places)].astype(np.int64)
        legs[legs > who.max_leg] = FAR
        ways = legs.copy()
        for stop in range(len(ways)):
            np.minimum(ways, ways[:, stop, None] + ways[None, stop], out=ways)
        self.ways[person] = (rows, ways)
        self.stay_out[rows], self.stay_back[rows] = ways[0, 1:], ways[1:, 0]
        near = ways[0] + ways[:, 0] <= who.max_travel_day
        near[0] = True
        legs[~near] = FAR
        legs[:, ~near] = FAR
        np.fill_diagonal(legs, FAR)
        around = legs.min(axis=0) + legs.min(axis=1)
        self.stay_legs[rows] = around[1:]
        self.least_leg[person] = legs.min()
        self.home_legs[person] = 0 if around[0] >= FAR else around[0]

    # usable: (pair, start of its set)
    def _find_usable(self) -> None:
        instance, who = self.instance, self.pair_person
        stay = self.pair_stay
        earliest = instance.departure + self.stay_out[stay]
        latest = instance.latest_return - self.stay_back[stay]
        road = self.stay_out[stay] + self.stay_back[stay] <= self.person["max_travel_day"][who]
        road &= (
            (self.stay_out[stay] + self.stay_back[stay] + 0 < FAR)
        )
        sets = self.task["start_set"][self.pair_task]
        widest = max((len(rows) for rows in instance.set_starts), default=0)
        self.usable = np.zeros((len(who), widest), dtype=bool)
        for number, rows in enumerate(instance.set_starts):
            mine, span = np.flatnonzero(sets == number), slice(rows.start, rows.stop)
            self.usable[mine, : len(rows)] = (
                instance.fits[who[mine], span]
                & road[mine, None]
                & (earliest[mine, None] <= self.start_begin[None, span])
                & (self.start_end[None, span] <= latest[mine, None])
            )
        self.pair_of = {
            pair: row for row, pair in enumerate(zip(who.tolist(), self.pair_task.tolist(), strict=True))
        } if instance.extras else {}
        for pair, extra in instance.extras.items():
            self.usable[self.pair_of[pair], : len(extra.allowed)] &= extra.allowed
        # A single session has to fit into the week.
        minutes = self._minutes()
        self.usable &= minutes <= self.person["max_work"][who][:, None]
        self.pair_least = np.where(self.usable, minutes, NO_LIMIT).min(axis=1, initial=NO_LIMIT)
        self.pair_most = np.where(self.usable, minutes, 0).max(axis=1, initial=0)

    def _minutes(self) -> Ints:
        instance = self.instance
        first = np.array([rows.start for rows in instance.set_starts], dtype=np.int64)
        start = first[self.task["start_set"][self.pair_task]][:, None] + np.arange(self.usable.shape[1])
        start = np.minimum(start, max(0, len(instance.starts) - 1))
        self.pair_start = start
        return (self.start_end - self.start_begin)[start]

    # sessions that fit each day: of a pair, of a stay, of a person
    def _find_days(self, whole_week: bool) -> None:
        instance = self.instance
        sets = self.task["start_set"][self.pair_task]
        self.pair_day = np.zeros((len(sets), WEEK), dtype=np.int64)
        for number, rows in enumerate(instance.set_starts):
            mine = np.flatnonzero(sets == number)
            self.pair_day[mine] = self._packed(
                self.usable[mine, : len(rows)], np.arange(rows.start, rows.stop)
            )
        most = self.task["max_per_day"][self.pair_task]
        self.pair_day = np.minimum(self.pair_day, most[:, None])

        stays, people = len(self.stay_person), len(instance.people)
        self.stay_day = np.zeros((stays, WEEK), dtype=np.int64)
        order = np.lexsort((self.pair_stay, self.stay_place[self.pair_stay]))
        edges = np.flatnonzero(np.diff(self.stay_place[self.pair_stay][order], prepend=-1, append=-1))
        person_starts = np.zeros((people, len(instance.starts)), dtype=bool)
        for low, high in zip(edges[:-1], edges[1:], strict=True):
            pairs = order[low:high]
            names, inside = np.unique(self.pair_stay[pairs], return_inverse=True)
            starts = np.unique(self.pair_start[pairs][self.usable[pairs]])
            table = np.zeros((len(names), len(starts)), dtype=bool)
            rows, columns = np.nonzero(self.usable[pairs])
            which = self.pair_start[pairs][rows, columns]
            table[inside[rows], np.searchsorted(starts, which)] = True
            person_starts[self.pair_person[pairs][rows], which] = True
            self.stay_day[names] = self._packed(table, starts)
        np.minimum(self.stay_day, self._sum(self.pair_stay, self.pair_day, stays), out=self.stay_day)
        limit = self.person["max_sessions_day"]
        self.stay_day = np.minimum(self.stay_day, limit[self.stay_person][:, None])
        self.person_starts = person_starts
        self.person_day = np.minimum(
            self._packed(person_starts, np.arange(len(instance.starts))), limit[:, None]
        )
        self.spell_of = self._alike(whole_week)
        self._find_blocks()

    def _find_blocks(self) -> None:
        """Cut each person's day into blocks in which nobody can change places."""
        people = len(self.instance.people)
        self.block_of = np.zeros((people, len(self.instance.starts)), dtype=np.int64)
        for person in range(people):
            starts = np.flatnonzero(self.person_starts[person])
            order = starts[np.lexsort((self.start_end[starts], self.start_begin[starts]))][::-1]
            block, last, first = -1, -FAR, -FAR
            for start in order.tolist():
                begin, end = int(self.start_begin[start]), int(self.start_end[start])
                first = min(first, end)
                if block < 0 or last - first >= self.least_leg[person]:
                    block, last, first = block + 1, begin, end
                self.block_of[person, start] = block
        fine = self.block_of
        self.block_of = np.minimum(fine, COARSE)
        self.blocks = int(self.block_of.max(initial=0)) + 1
        self.block_most = np.ones((people, self.blocks), dtype=np.int64)
        if self.blocks > COARSE:
            last = np.where(self.person_starts, fine, 0).max(axis=1, initial=0)
            self.block_most[:, COARSE] = np.maximum(1, last - COARSE + 1)
        self.pair_block = self.block_of[self.pair_person[:, None], self.pair_start]

    def _packed(self, usable: Bools, starts: Ints) -> Ints:
        """Return how many sessions fit each day, one after the other, for each row."""
        order = np.lexsort((self.start_end[starts], self.start_day[starts]))
        counts = np.zeros((len(usable), WEEK), dtype=np.int64)
        free = np.full(len(usable), -1, dtype=np.int64)
        today = -1
        for column in order:
            start = starts[column]
            if self.start_day[start] != today:
                today = self.start_day[start]
                free[:] = -1
            take = usable[:, column] & (free <= self.start_begin[start])
            counts[take, today] += 1
            free[take] = self.start_end[start]
        return counts

    @staticmethod
    def _sum(keys: Ints, values: Ints, count: int) -> Ints:
        return np.stack(
            [np.bincount(keys, weights=column, minlength=count) for column in values.T], axis=1
        ).astype(np.int64)

    def _alike(self, whole_week: bool) -> Ints:
        """Return for each person and day the number of its spell within the person's."""
        people = len(self.instance.people)
        if whole_week:
            return np.zeros((people, WEEK), dtype=np.int64)
        sets = np.concatenate(
            [np.zeros(0, dtype=np.int64)]
            + [np.full(len(rows), number) for number, rows in enumerate(self.instance.set_starts)]
        )
        kinds = np.stack([sets, self.start_begin, self.start_end], axis=1)
        _, kind = np.unique(kinds, axis=0, return_inverse=True)
        width = int(kind.max(initial=-1)) + 1
        tables = np.zeros((WEEK, people, width), dtype=bool)
        for day in range(WEEK):
            rows = np.flatnonzero(self.start_day == day)
            tables[day][:, kind.reshape(-1)[rows]] = self.person_starts[:, rows]
        spells = np.zeros((people, WEEK), dtype=np.int64)
        for person in range(people):
            seen: dict[bytes, int] = {}
            for day in range(WEEK):
                spells[person, day] = seen.setdefault(tables[day, person].tobytes(), len(seen))
        return spells

    # offers and visits
    def _find_offers(self) -> None:
        people = len(self.instance.people)
        limit = self.person["max_sessions_day"]
        self.spell_person = np.repeat(np.arange(people), WEEK)
        key = np.arange(people)[:, None] * WEEK + self.spell_of  # of (person, day)
        self.spell_days = np.bincount(key.ravel(), weights=(self.person_day > 0).ravel(), minlength=people * WEEK)
        self.spell_cap = _most(key, self.person_day, people * WEEK)
        self.spell_sum = np.bincount(key.ravel(), weights=self.person_day.ravel(), minlength=people * WEEK)
        del limit

        mine = key[self.pair_person]
        flat = np.arange(len(mine))[:, None] * WEEK + self.spell_of[self.pair_person]
        size = len(mine) * WEEK
        total = np.bincount(flat.ravel(), weights=self.pair_day.ravel(), minlength=size).astype(np.int64)
        mask = np.bincount(
            flat.ravel(), weights=((self.pair_day > 0) << np.arange(WEEK)).ravel(), minlength=size
        ).astype(np.int64)
        cap = _most(flat, self.pair_day, size)
        chances = np.flatnonzero(total)
        self.chance_pair = chances // WEEK
        task = self.pair_task[self.chance_pair]
        apart = self._apart(mask[chances], task)
        self.chance_cap = np.minimum(cap[chances], self.task["sessions"][task])
        self.chance_top = np.minimum.reduce(
            [total[chances], apart * cap[chances], self.task["sessions"][task]]
        )
        found = []
        starts = self.pair_start
        for block in range(self.blocks):
            inside = self.usable & (self.pair_block == block)
            some = np.flatnonzero(inside.any(axis=1))
            day = np.zeros((len(mine), WEEK), dtype=np.int64)
            sets = self.task["start_set"][self.pair_task]
            for number, span in enumerate(self.instance.set_starts):
                which = some[sets[some] == number]
                day[which] = self._packed(inside[which, : len(span)], np.arange(span.start, span.stop))
            day = np.minimum(day, self.task["max_per_day"][self.pair_task][:, None])
            total = np.bincount(flat.ravel(), weights=day.ravel(), minlength=size).astype(np.int64)
            mask = np.bincount(flat.ravel(), weights=((day > 0) << np.arange(WEEK)).ravel(), minlength=size).astype(np.int64)
            cap = _most(flat, day, size)
            rows = np.flatnonzero(total)
            found.append(np.stack([rows, np.full(len(rows), block), total[rows], mask[rows], cap[rows]]))
        rows, block, total, mask, cap = np.concatenate(found, axis=1)
        self.offer_chance = np.searchsorted(chances, rows)
        self.offer_pair, self.offer_block = rows // WEEK, block
        self.offer_spell = self.pair_person[self.offer_pair] * WEEK + rows % WEEK
        self.offer_mask, self.offer_cap = mask, cap
        task = self.pair_task[self.offer_pair]
        self.offer_top = np.minimum.reduce(
            [total, self._apart(mask, task) * cap, self.task["sessions"][task]]
        )
        self.offer_task, self.offer_person = task, self.pair_person[self.offer_pair]
        stay = self.pair_stay[self.offer_pair]
        calls, self.offer_call = np.unique(
            (stay * WEEK + rows % WEEK) * self.blocks + block, return_inverse=True
        )
        visits, self.offer_visit = np.unique(
            stay * WEEK + rows % WEEK, return_inverse=True
        )
        self.visit_stay = visits // WEEK
        self.visit_spell = self.stay_person[self.visit_stay] * WEEK + visits % WEEK
        flat = np.arange(len(self.stay_day))[:, None] * WEEK + self.spell_of[self.stay_person]
        size = len(self.stay_day) * WEEK
        self.visit_cap = _most(flat, self.stay_day, size)[visits]
        self.visit_days = np.bincount(
            flat.ravel(), weights=(self.stay_day > 0).ravel(), minlength=size
        ).astype(np.int64)[visits]
        self.pair_days_mask = ((self.pair_day > 0) << np.arange(WEEK)).sum(axis=1)
        self.call_visit = np.searchsorted(visits, calls // self.blocks)
        self.call_spell = self.visit_spell[self.call_visit]
        self.call_block = calls % self.blocks
        cap = np.zeros((len(self.stay_day), WEEK, self.blocks), dtype=np.int64)
        order = np.lexsort((self.pair_stay, self.stay_place[self.pair_stay]))
        edges = np.flatnonzero(np.diff(self.stay_place[self.pair_stay][order], prepend=-1, append=-1))
        for low, high in zip(edges[:-1], edges[1:], strict=True):
            pairs = order[low:high]
            for block in range(self.blocks):
                inside = self.usable[pairs] & (self.pair_block[pairs] == block)
                rows_, columns = np.nonzero(inside)
                if not len(rows_):
                    continue
                names, where = np.unique(self.pair_stay[pairs][rows_], return_inverse=True)
                which = self.pair_start[pairs][rows_, columns]
                starts = np.unique(which)
                table = np.zeros((len(names), len(starts)), dtype=bool)
                table[where, np.searchsorted(starts, which)] = True
                cap[names, :, block] = self._packed(table, starts)
        size = len(self.stay_day) * WEEK
        self.call_cap = np.stack(
            [_most(flat, cap[:, :, block], size) for block in range(self.blocks)], axis=1
        ).ravel()[calls]
        self._cap_pairs()

    def _apart(self, masks: Ints, tasks: Ints) -> Ints:
        gaps = self.task["min_gap"][tasks]
        return np.array(
            [days_apart(m, g) for m, g in zip(masks.tolist(), gaps.tolist(), strict=True)],
            dtype=np.int64,
        )

    def _cap_pairs(self) -> None:
        """Most sessions of a pair in the week."""
        apart = np.array(
            [days_apart(m, g) for m, g in zip(self.pair_days_mask.tolist(), self.task["min_gap"][self.pair_task].tolist(), strict=True)],
            dtype=np.int64,
        )
        self.pair_top = np.minimum.reduce(
            [
                self.pair_day.sum(axis=1),
                apart * self.pair_day.max(axis=1, initial=0),
                self.task["sessions"][self.pair_task],
                self.person["max_sessions_week"][self.pair_person],
                np.where(
                    self.pair_least > 0,
                    self.person["max_work"][self.pair_person] // np.maximum(1, self.pair_least),
                    NO_LIMIT,
                ),
            ]
        )


@cache
def days_apart(mask: int, gap: int) -> int:
    """Return the most days of a set that are pairwise at least `gap` apart."""
    count, last = 0, -WEEK - gap
    for day in range(WEEK):
        if mask >> day & 1 and day - last >= gap:
            count, last = count + 1, day
    return count


def _columns(rows: tuple, names: tuple[str, ...]) -> dict[str, Ints]:
    table = np.array(rows, dtype=np.int64).reshape(-1, len(names))
    return {name: table[:, i] for i, name in enumerate(names)}


def _most(keys: Ints, values: Ints, count: int) -> Ints:
    most = np.zeros(count, dtype=np.int64)
    np.maximum.at(most, keys.ravel(), values.ravel())
    return most
