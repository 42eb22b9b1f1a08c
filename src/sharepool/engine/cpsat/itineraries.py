r"""A person's day as a path through time and space: rules H05–H08, and the minutes on the road.

Every open day is a small network on which one unit flows from home back to home, or not at all::

    home ──► waiting (place, half, begin) ──► waiting (place, half, next begin) ──► …
                       │ session                         │ session
                       ▼                                 ▼
             done (place, half, end) ──► waiting at another place, or the same ──► … ──► home

*Half* is the half of the day of the next session (waiting) or of the last (done). Legs lead to the
first session of a place and half that can be reached; from there the person waits. As times only
increase along a path, the network has no circle, and what flows is one itinerary:

.. math:: \text{in}(n) = \text{out}(n) \; \forall n, \qquad
          \sum_{a \text{ from home}} f_a = \text{used}_{pd}, \qquad
          \text{road}_{pd} = \sum_a t_a f_a. \tag{5–8}

It is equal to one arc per pair of sessions, with far fewer arcs. Where all sessions of a day are at
one place, there is nothing to join: whether it is used says all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from sharepool.engine.cpsat.variables import Literal, ModelSession, Total, WeekModel
from sharepool.engine.instance.types import NO_LIMIT, Instance

Node = tuple[str, int, int, int]
"""Waiting or done, place, half of the day, minute."""


def h05_to_h08_itinerary(week: WeekModel) -> None:
    """Join the sessions of each day by legs that can be driven, home and back (H05–H08)."""
    for (person, day), sessions in week.group(lambda s: (s.person, s.day)).items():
        if any(session.literal is None for session in sessions):
            week.used[person, day] = None
            week.road[person, day] = Total(road_of(week.instance, person, sessions))
        elif _is_stay(week.instance, person, sessions):
            week.used[person, day] = used = week.mark(sessions)
            week.road[person, day] = Total()
            week.road[person, day].add(used, road_of(week.instance, person, sessions[:1]))
        else:
            _Network(week, person, day, sessions).add()


def _is_stay(instance: Instance, person: int, sessions: list[ModelSession]) -> bool:
    """Return whether a day is spent at one place, so that H04 is all that sessions must obey."""
    if len({session.place for session in sessions}) > 1:
        return False
    who, place = instance.people[person], sessions[0].place
    travel = instance.travel[who.mode]
    out, back = int(travel[who.home, place]), int(travel[place, who.home])
    mornings = [session.end for session in sessions if not session.afternoon]
    afternoons = [session.begin for session in sessions if session.afternoon]
    return (
        max(out, back) <= who.max_leg
        and out + back <= who.max_travel_day
        and instance.departure + out <= min(session.begin for session in sessions)
        and max(session.end for session in sessions) + back <= instance.latest_return
        and max(mornings, default=0) + instance.lunch <= min(afternoons, default=NO_LIMIT)
    )


def road_of(instance: Instance, person: int, sessions: Iterable[ModelSession]) -> int:
    """Return the minutes on the road of a day whose sessions are known."""
    who = instance.people[person]
    visits = [s.place for s in sorted(sessions, key=lambda s: s.begin)]
    travel = instance.travel[who.mode]
    return sum(int(travel[i, j]) for i, j in pairwise([who.home, *visits, who.home]))


class _Network:
    """The network of one person's day."""

    def __init__(
        self, week: WeekModel, person: int, day: int, sessions: list[ModelSession]
    ) -> None:
        self._week, self._sessions, self._key = week, sessions, (person, day)
        self._who = week.instance.people[person]
        places = {session.place for session in sessions} | {self._who.home}
        self._travel = _minutes(week.instance.travel[self._who.mode], places)
        self._shortest = _minutes(week.instance.shortest[self._who.mode], places)
        self._balance: dict[Node, Total] = defaultdict(Total)
        self._begins = {where: sorted(begins) for where, begins in _halves(sessions).items()}
        self._minutes_driven = Total()

    def add(self) -> None:
        """Add variables and balances to the model."""
        program = self._week.program
        for session in self._sessions:
            self._flow(
                session.literal,
                ("waiting", session.place, session.afternoon, session.begin),
                ("done", session.place, session.afternoon, session.end),
            )
        for (place, half), begins in self._begins.items():
            for earlier, later in pairwise(begins):
                wait = program.new_bool_var("")
                self._flow(wait, ("waiting", place, half, earlier), ("waiting", place, half, later))
        used = program.new_bool_var("")
        self._add_departures(used)
        for node in [node for node in self._balance if node[0] == "done"]:
            self._add_onward_legs(node)
            self._add_return(node)
        for balance in self._balance.values():
            self._week.fix(balance, 0)
        self._week.used[self._key] = used
        self._week.road[self._key] = self._road()

    def _add_departures(self, used: cp_model.IntVar) -> None:
        """H06: leave home no earlier than the earliest departure."""
        home, departure = self._who.home, self._week.instance.departure
        departures = Total()
        for (place, half), begins in self._begins.items():
            arrival = bisect_left(begins, departure + self._travel[home][place])
            if arrival < len(begins) and self._may_drive(home, place):
                leg = self._leg(home, place)
                self._flow(leg, None, ("waiting", place, half, begins[arrival]))
                departures.add(leg)
        departures.add(used, -1)
        self._week.fix(departures, 0)

    def _add_onward_legs(self, node: Node) -> None:
        """H05 and H07: the gap is enough for the road, and at noon for lunch too."""
        _, origin, half, end = node
        for (place, next_half), begins in self._begins.items():
            if next_half < half:
                continue
            rest = self._week.instance.lunch if next_half > half else 0
            arrival = bisect_left(begins, end + self._travel[origin][place] + rest)
            if arrival < len(begins) and self._may_drive(origin, place):
                leg = self._leg(origin, place)
                self._flow(leg, node, ("waiting", place, next_half, begins[arrival]))

    def _add_return(self, node: Node) -> None:
        """H06: be back home by the latest return."""
        _, place, _, end = node
        home = self._who.home
        if end + self._travel[place][home] <= self._week.instance.latest_return and (
            self._may_drive(place, home)
        ):
            self._flow(self._leg(place, home), node, None)

    def _may_drive(self, origin: int, place: int) -> bool:
        """H08: the leg is short enough; nor does it alone break H09, with the best way round it."""
        leg, home = self._travel[origin][place], self._who.home
        around = self._shortest[home][origin] + leg + self._shortest[place][home]
        return leg <= self._who.max_leg and around <= self._who.max_travel_day

    def _leg(self, origin: int, place: int) -> cp_model.IntVar:
        leg = self._week.program.new_bool_var("")
        minutes = self._travel[origin][place]
        self._minutes_driven.add(leg, minutes)
        return leg

    def _flow(self, variable: Literal, origin: Node | None, target: Node | None) -> None:
        if origin is not None:
            self._balance[origin].add(variable, -1)
        if target is not None:
            self._balance[target].add(variable, 1)

    def _road(self) -> Total:
        """Return the day's road as one variable, so that rules and terms share its sum."""
        total = Total()
        if self._minutes_driven.variables:
            most = self._week.instance.latest_return - self._week.instance.departure
            road = self._week.program.new_int_var(0, most, "")
            self._minutes_driven.add(road, -1)
            self._week.fix(self._minutes_driven, 0)
            total.add(road, 1, most)
        return total


def _halves(sessions: list[ModelSession]) -> dict[tuple[int, int], set[int]]:
    """Return when sessions begin, by place and half of the day."""
    begins: dict[tuple[int, int], set[int]] = defaultdict(set)
    for session in sessions:
        begins[session.place, session.afternoon].add(session.begin)
    return begins


def _minutes(matrix: NDArray[np.int32], places: set[int]) -> dict[int, dict[int, int]]:
    """Return a part of a matrix as plain numbers, which are read faster."""
    rows = sorted(places)
    return {
        origin: dict(zip(rows, minutes, strict=True))
        for origin, minutes in zip(rows, matrix[np.ix_(rows, rows)].tolist(), strict=True)
    }
