r"""When teams meet: rows of a choice among routes.

A route says between which minutes :math:`a_{ew}` and :math:`b_{ew}` its session of a team e can
begin, if nobody else mattered, and how many minutes :math:`\Delta_{efw}` lie between two of them at
least. All routes chosen are to have one begin :math:`t_e`:

.. math::

    & \textstyle \sum_{w \ni (e, r),\, b_{ew} \le m} \lambda_w \le \text{count}_r\, y_{em}, \qquad
      \sum_{w \ni (e, r),\, a_{ew} > m} \lambda_w \le \text{count}_r (1 - y_{em})
      && \forall m \\
    & \textstyle t_e \ge \sum_{w \in p} a_{ew} \lambda_w, \qquad
      t_e \le T - \sum_{w \in p} (T - b_{ew}) \lambda_w && \forall p \\
    & \textstyle t_f - t_e \ge \sum_{w \in p} (T + \Delta_{efw}) \lambda_w - T && \forall p

where :math:`y_{em}` says whether e begins by minute m. The first rows are tight, the others carry
over from team to team. Begins that bells leave out, and lunch between two sessions, are not in
them: that leaves too much possible, so the value bounds every plan.

References
----------
Dohn, Rasmussen and Larsen, The vehicle routing problem with time windows and temporal dependencies
(2011), branch on the same windows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import accumulate, combinations, pairwise

from sharepool.engine.columns.mip_process import MipBuilder
from sharepool.engine.columns.pricing import Moment
from sharepool.engine.instance.types import Instance
from sharepool.problem.cells import MINUTES_PER_DAY as DAY


class Meetings:
    """Writes the rows that let the routes chosen meet.

    Parameters
    ----------
    instance : Instance
    program : MipBuilder
    """

    def __init__(self, instance: Instance, program: MipBuilder) -> None:
        self._instance, self._program = instance, program
        self._begin: dict[int, int] = {}
        self._seats: dict[int, dict[int, list[tuple[int, Moment]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._spans: dict[tuple[int, int], list[tuple[int, Moment]]] = defaultdict(list)
        self._ways: dict[tuple[int, int, int], list[tuple[int, float]]] = defaultdict(list)
        self._met: dict[int, list[tuple[int, Moment, int]]] = {}

    def add(self, column: int, person: int, moments: Sequence[Moment]) -> None:
        """Add a route: a column of a person."""
        clocks = accumulate((moment.onward for moment in moments), initial=0)
        met = [
            (event, moment, clock)
            for moment, clock in zip(moments, clocks, strict=False)
            if (event := self._event_of(moment.task)) >= 0
        ]
        if met:
            self._met[column] = met
        for event, moment, _ in met:
            self._seats[event][moment.task].append((column, moment))
            self._spans[event, person].append((column, moment))
        for (event, _, clock), (later, _, then) in combinations(met, 2):
            self._ways[event, later, person].append((column, DAY + then - clock))

    def _event_of(self, task: int) -> int:
        """Return the event of a role if it has one begin only, else −1."""
        tasks = self._instance.tasks
        event = tasks[task].event
        return event if event >= 0 and tasks[event].sessions == 1 else -1

    def close(self) -> None:
        """Write the rows."""
        for event, roles in self._seats.items():
            self._begin[event] = self._program.column(top=DAY)
            if sum(len(rows) for rows in roles.values()) > 1:
                self._meet(roles)
        for (event, _), rows in self._spans.items():
            begin, program = self._begin[event], self._program
            program.row([(begin, -1), *((c, one.earliest) for c, one in rows)], -DAY, 0)
            program.row([(begin, 1), *((c, DAY - one.latest) for c, one in rows)], 0, DAY)
        for (event, later, _), terms in self._ways.items():
            begins = [(self._begin[event], 1.0), (self._begin[later], -1.0)]
            self._program.row([*begins, *terms], -2 * DAY, DAY)

    def begins(self, chosen: Container[int]) -> dict[int, int]:
        """Return the first minute at which each event of the routes chosen can begin."""
        routes = [met for column, met in self._met.items() if column in chosen]
        first: dict[int, int] = defaultdict(int)
        for _ in range(1 + len(self._begin)):  # At worst each moves the next one in turn.
            before = dict(first)
            for met in routes:
                for event, moment, _ in met:
                    first[event] = max(first[event], moment.earliest)
                for (event, _, clock), (later, _, then) in pairwise(met):
                    first[later] = max(first[later], first[event] + then - clock)
            if before == first:
                break
        return dict(first)

    def _meet(self, roles: dict[int, list[tuple[int, Moment]]]) -> None:
        """Let an event begin by a minute or after it, for all minutes that make a difference."""
        moments = [moment for rows in roles.values() for _, moment in rows]
        first = max(min(one.earliest for _, one in rows) for rows in roles.values())
        last = max(one.earliest for one in moments)
        minutes = sorted({one.latest for one in moments if first <= one.latest < last})
        by = [self._program.column() for _ in minutes]
        for task, rows in roles.items():
            seats = self._instance.tasks[task].seats
            # Counted up from minute to minute, each route once: rows of all before would be dense.
            early = [(column, bisect_left(minutes, one.latest)) for column, one in rows]
            for is_by, sum_ in zip(by, self._sums(early, len(minutes), seats), strict=True):
                self._program.row([(sum_, 1), (is_by, -seats)], -seats, 0)
            late = [
                (column, len(minutes) - bisect_left(minutes, one.earliest)) for column, one in rows
            ]
            for is_by, sum_ in zip(
                reversed(by), self._sums(late, len(minutes), seats), strict=True
            ):
                self._program.row([(sum_, 1), (is_by, seats)], 0, seats)

    def _sums(self, rows: Sequence[tuple[int, int]], count: int, top: int) -> list[int]:
        """Return columns that say how many of the routes come at each place or before."""
        at: dict[int, list[int]] = defaultdict(list)
        for column, place in rows:
            at[place].append(column)
        sums: list[int] = []
        for place in range(count):
            before = [(sums[-1], -1.0)] if sums else []
            own = [(column, -1.0) for column in at[place]]
            sums.append(self._program.column(top=top))
            self._program.row([(sums[-1], 1.0), *before, *own], 0, 0)
        return sums
