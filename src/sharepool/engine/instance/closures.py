"""What closures leave of a site's room: starts that fall away, and room taken at a time (H15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sharepool.engine.instance.types import NO_LIMIT, Taken
from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Closure
from sharepool.problem.timetable import SessionTime


class Closures:
    """The closures of the week, by site and day.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        self._room: dict[str, int] = {}
        self._rows: dict[tuple[str, int], list[tuple[int, int, int]]] = defaultdict(list)
        for closure in problem.closures:
            capacity = problem.site_of[closure.site_id].capacity
            room = NO_LIMIT if capacity is None else min(NO_LIMIT, capacity)
            self._room[closure.site_id] = room
            taken = room if closure.taken is None else min(room, closure.taken)
            # A part of room without a limit is nothing.
            if taken > 0 and (closure.taken is None or room < NO_LIMIT):
                span = _span(closure)
                for day in DAYS:
                    if closure.day in {None, day} and closure.date in {None, problem.week[day - 1]}:
                        self._rows[closure.site_id, day].append((*span, taken))

    def leave_room(self, site_id: str, time: SessionTime) -> bool:
        """Return whether a session could be at a site at a time, were there no other."""
        rows = self._rows.get((site_id, time.day), ())
        meeting = [row for row in rows if row[0] < time.end_min and time.start_min < row[1]]
        return not meeting or _peak(meeting, time) < self._room[site_id]

    def list_taken(self, index_of: dict[str, int]) -> tuple[Taken, ...]:
        """Return the room taken of sites that can host a number of sessions at once."""
        return tuple(
            Taken(index_of[site_id], day - 1, begin, end, taken)
            for (site_id, day), rows in self._rows.items()
            for begin, end, taken in rows
            if self._room[site_id] < NO_LIMIT
        )


def _span(closure: Closure) -> tuple[int, int]:
    begin = 0 if closure.start is None else closure.start
    return begin, MINUTES_PER_DAY if closure.end is None else closure.end


def _peak(rows: Sequence[tuple[int, int, int]], time: SessionTime) -> int:
    """Return the most room taken at any moment of a session."""
    moments = {max(begin, time.start_min) for begin, _, _ in rows}
    return max(sum(n for begin, end, n in rows if begin <= at < end) for at in moments)
