"""Who could take what, where and in which part of a day: the sets of the relaxation.

A *pair* is a person and a task, a *stay* a person and a place, a *block* a part of a person's
day. A person's last block of a day is so short that nobody changes places within it; the other
block is the rest of the day. An *offer* is a pair in a block, a *call* a stay in a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance import NO_LIMIT, WEEK, Extra, Instance, Person, Start, Task

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BLOCKS = 2
LAST, REST = range(BLOCKS)
FAR = 10**7
"""Minutes of a leg that nobody drives; the sum of two is still more than a day."""


class Scope:
    """The sets of the relaxation as arrays, one row a pair, a stay, an offer, a call or a person.

    Attributes
    ----------
    people, tasks, starts : dict of str to array
        The fields of the instance's rows, and of a start whether it is in use.
    pair_person, pair_task, pair_stay, pair_least, pair_most, pair_cap, pair_top : array of int
        `least` and `most` minutes of a session, most sessions of a day and of the week.
    usable : array of bool, shape (pairs, most starts of a task)
    stay_person, stay_place, stay_return, stay_legs, stay_days : array of int
        Minutes from home and back, minutes of the nearest leg in and out, days with a usable start.
    stay_home : array of bool
    person_legs, person_load, person_days, person_sessions, person_changes : array of int
        Nearest leg from home and to it, most sessions of a day, days with a usable start, most
        sessions of the week, and the most places of one day's block REST.
    offer_pair, offer_block, offer_call, offer_cap, offer_top, offer_mask : array of int
        Most sessions of a day and of the week, and the days (as bits) with a usable start.
    call_stay, call_block, call_cap : array of int
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.people = _fields(instance.people, Person._fields)
        self.tasks = _fields(instance.tasks, Task._fields)
        self.starts = _fields(instance.starts, Start._fields)
        self._find_pairs()
        self._find_stays()
        self._find_usable()
        self._find_blocks()
        self._find_offers()
        self._find_days()

    def _find_pairs(self) -> None:
        people_of = self.instance.people_of
        self.pair_task = np.repeat(np.arange(len(people_of)), [len(people) for people in people_of])
        self.pair_person = np.array([p for people in people_of for p in people], dtype=np.int64)
        remote = self.tasks["remote"][self.pair_task] > 0
        place = np.where(
            remote, self.people["home"][self.pair_person], self.tasks["site"][self.pair_task]
        )
        places = len(self.instance.places)
        stays, self.pair_stay = np.unique(self.pair_person * places + place, return_inverse=True)
        self.stay_person, self.stay_place = stays // places, stays % places
        self.stay_home = self.stay_place == self.people["home"][self.stay_person]

    def _find_stays(self) -> None:
        """Measure the ways of each person between home and the places that matter."""
        stays, people = len(self.stay_person), len(self.instance.people)
        self._out, self._back, self.stay_legs = (np.zeros(stays, dtype=np.int64) for _ in range(3))
        self.person_legs = np.zeros(people, dtype=np.int64)
        self._least_leg = np.full(people, FAR)
        first = np.searchsorted(self.stay_person, np.arange(people + 1))
        for person in range(people):
            rows = np.arange(first[person], first[person + 1])
            self._measure(person, rows[~self.stay_home[rows]])
        self.stay_return = self._out + self._back

    def _measure(self, person: int, rows: Ints) -> None:
        who = self.instance.people[person]
        places = np.concatenate([[who.home], self.stay_place[rows]])
        legs = self.instance.travel[who.mode][np.ix_(places, places)].astype(np.int64)
        legs[legs > min(who.max_leg, FAR)] = FAR
        ways = legs.copy()
        for stop in range(len(ways)):
            np.minimum(ways, ways[:, stop, None] + ways[None, stop], out=ways)
        self._out[rows], self._back[rows] = ways[0, 1:], ways[1:, 0]
        near = ways[0] + ways[:, 0] <= min(who.max_travel_day, FAR - 1)
        legs[~near] = legs[:, ~near] = FAR
        np.fill_diagonal(legs, FAR)
        around = legs.min(axis=0) + legs.min(axis=1)
        self.stay_legs[rows] = around[1:]
        self.person_legs[person] = around[0] if around[0] < FAR else 0
        self._least_leg[person] = legs.min()

    def _find_usable(self) -> None:
        instance, people, stay = self.instance, self.pair_person, self.pair_stay
        widest = max((len(rows) for rows in instance.set_starts), default=0)
        first = np.array([rows.start for rows in instance.set_starts], dtype=np.int64)
        first = first[self.tasks["start_set"][self.pair_task]]
        self._start = np.minimum(first[:, None] + np.arange(widest), len(instance.starts) - 1)
        begin, end = self.starts["begin"][self._start], self.starts["end"][self._start]
        minutes = end - begin
        road = np.minimum(self.people["max_travel_day"][people], FAR - 1)
        self.usable = (
            (self._start_set()[self._start] == self._start_set()[first][:, None])
            & instance.fits[people[:, None], self._start]
            & (self.stay_return[stay] <= road)[:, None]
            & (instance.departure + self._out[stay][:, None] <= begin)
            & (end <= instance.latest_return - self._back[stay][:, None])
            & (minutes <= self.people["max_work"][people][:, None])
        )
        for row, extra in self.extras():
            self.usable[row, : len(extra.allowed)] &= extra.allowed
        self.pair_least = np.where(self.usable, minutes, NO_LIMIT).min(axis=1, initial=NO_LIMIT)
        self.pair_most = np.where(self.usable, minutes, 0).max(axis=1, initial=0)

    def _start_set(self) -> Ints:
        sizes = [len(rows) for rows in self.instance.set_starts]
        return np.repeat(np.arange(len(sizes)), sizes)

    def extras(self) -> Iterator[tuple[int, Extra]]:
        """Yield the row of each pair of which pins or the previous plan say something."""
        people = len(self.instance.people)
        order = np.argsort(keys := self.pair_task * people + self.pair_person)
        for (person, task), extra in self.instance.extras.items():
            yield int(order[np.searchsorted(keys[order], task * people + person)]), extra

    def _find_blocks(self) -> None:
        """Cut each person's day in two; `block` holds that of each usable start.

        Two sessions at different places cannot both take place in a block whose last begin is less
        than the person's shortest leg after its first end.
        """
        people, starts = len(self.instance.people), self.starts
        mine = np.zeros((people, len(self.instance.starts)), dtype=bool)
        rows, columns = np.nonzero(self.usable)
        mine[self.pair_person[rows], self._start[rows, columns]] = True
        block = np.full(mine.shape, REST)
        self.person_changes = np.ones(people, dtype=np.int64)
        for person in range(people):
            (used,) = np.nonzero(mine[person])
            order = used[np.lexsort((starts["end"][used], starts["begin"][used]))][::-1]
            count, last, first = 0, -FAR, -FAR
            for start in order.tolist():
                begin, end = int(starts["begin"][start]), int(starts["end"][start])
                first = min(first, end)
                if count == 0 or last - first >= self._least_leg[person]:
                    count, last, first = count + 1, begin, end
                if count == 1:
                    block[person, start] = LAST
            self.person_changes[person] = max(1, count - 1)
        self._block = block[self.pair_person[:, None], self._start]
        load = self._packed(mine, np.arange(len(self.instance.starts)))
        load = np.minimum(load, self.people["max_sessions_day"][:, None])
        self.person_load = load.max(axis=1)
        self.person_sessions = np.minimum(load.sum(axis=1), self.people["max_sessions_week"])
        self.person_days = np.minimum((load > 0).sum(axis=1), self.people["max_days_week"])

    def _find_offers(self) -> None:
        """Count for each pair and block the sessions that fit a day and the week."""
        sets, count = self.tasks["start_set"][self.pair_task], len(self.pair_task)
        days = np.zeros((BLOCKS, count, WEEK), dtype=np.int64)
        for number, rows in enumerate(self.instance.set_starts):
            pairs, inside = np.flatnonzero(sets == number), np.arange(rows.start, rows.stop)
            for block in range(BLOCKS):
                usable = (self.usable & (self._block == block))[pairs, : len(rows)]
                days[block, pairs] = self._packed(usable, inside)
        days = np.minimum(days, self.tasks["max_per_day"][self.pair_task][:, None])
        mask, top = self._week(days.reshape(-1, WEEK), np.tile(self.pair_task, BLOCKS))
        found: Ints = np.flatnonzero(top).astype(np.int64)
        self.offer_block: Ints = found // count
        self.offer_pair: Ints = found % count
        self.offer_mask, self.offer_top = mask[found], top[found]
        self.offer_cap = np.minimum(days.max(axis=2).ravel()[found], top[found])
        most_a_day = self.tasks["max_per_day"][self.pair_task][:, None]
        days = np.minimum(days.sum(axis=0), most_a_day)
        _, most = self._week(days, self.pair_task)
        self.pair_cap = np.minimum(days.max(axis=1), most)
        person = self.pair_person
        work = self.people["max_work"][person] // np.maximum(1, self.pair_least)
        work[self.pair_least == 0] = NO_LIMIT
        self.pair_top = np.minimum.reduce([most, work, self.people["max_sessions_week"][person]])

    def _week(self, days: Ints, tasks: Ints) -> tuple[Ints, Ints]:
        """Return the days in use, as bits, and the most sessions of the week."""
        masks = ((days > 0) << np.arange(WEEK)).sum(axis=1)
        gaps = np.minimum(self.tasks["min_gap"][tasks], WEEK)
        apart = np.array([[days_apart(m, g) for g in range(WEEK + 1)] for m in range(1 << WEEK)])
        most = np.minimum(self.tasks["max_per_day"][tasks], days.max(axis=1, initial=0))
        top = np.minimum(days.sum(axis=1), apart[masks, gaps] * most)
        return masks, np.minimum(top, self.tasks["sessions"][tasks])

    def _find_days(self) -> None:
        """Count for each stay and block the sessions that fit a day, and the days in use."""
        stays = len(self.stay_person)
        caps = np.zeros((stays, BLOCKS), dtype=np.int64)
        used = np.zeros((stays, WEEK), dtype=bool)
        place = self.stay_place[self.pair_stay]
        order = np.argsort(place, kind="stable")
        for pairs in np.split(order, np.flatnonzero(np.diff(place[order])) + 1):
            for block in range(BLOCKS):
                rows, columns = np.nonzero(self.usable[pairs] & (self._block[pairs] == block))
                which = self._start[pairs][rows, columns]
                starts, column = np.unique(which, return_inverse=True)
                names, row = np.unique(self.pair_stay[pairs][rows], return_inverse=True)
                table = np.zeros((len(names), len(starts)), dtype=bool)
                table[row, column] = True
                counts = self._packed(table, starts)
                caps[names, block] = counts.max(axis=1, initial=0)
                used[names] |= counts > 0
        load = self.people["max_sessions_day"][self.stay_person]
        limit = self.people["max_days_week"][self.stay_person]
        self.stay_days = np.minimum(used.sum(axis=1), limit)
        calls, self.offer_call = np.unique(
            self.pair_stay[self.offer_pair] * BLOCKS + self.offer_block, return_inverse=True
        )
        self.call_stay, self.call_block = calls // BLOCKS, calls % BLOCKS
        self.call_cap = np.minimum(caps, load[:, None]).ravel()[calls]

    def _packed(self, usable: Bools, starts: Ints) -> Ints:
        """Return how many sessions fit each day one after the other, shape (rows, days)."""
        day, begin, end = (self.starts[name] for name in ("day", "begin", "end"))
        counts = np.zeros((len(usable), WEEK), dtype=np.int64)
        free = np.zeros((len(usable), WEEK), dtype=np.int64)
        for column in np.argsort(end[starts], kind="stable"):
            start = starts[column]
            take = usable[:, column] & (free[:, day[start]] <= begin[start])
            counts[take, day[start]] += 1
            free[take, day[start]] = end[start]
        return counts


@cache
def days_apart(mask: int, gap: int) -> int:
    """Return the most days of a set (as bits) that are pairwise at least `gap` apart."""
    count, last = 0, -2 * WEEK
    for day in range(WEEK):
        if mask >> day & 1 and day - last >= gap:
            count, last = count + 1, day
    return count


def _fields(rows: Sequence[tuple[int, ...]], names: tuple[str, ...]) -> dict[str, Ints]:
    table = np.array(rows, dtype=np.int64).reshape(-1, len(names))
    return {name: table[:, column] for column, name in enumerate(names)}
