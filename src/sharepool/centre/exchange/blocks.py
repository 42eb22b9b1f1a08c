r"""Teacher-optimal block exchange: schools swap teachers along cycles, each of whom gets a wish.

Everybody begins on a *seat* of their own school. A seat asks for a number of lessons a week, so
that whoever takes it leaves the school with no fewer lessons than it can do without. Everybody
points to the best school that has a seat which they may take, there to who comes first in the
order; a vacant seat points to somebody whose seat may stay empty, those first who would cover most
there. Cycles are exchanged and their teachers leave, until nobody is left (Gale's top trading
cycles).

Nobody ends worse than at the own school; no group of teachers could swap their new seats, or the
old ones, so that each of them would be better off; and nobody gains by naming other schools, or in
another order, than they truly wish. Seats stand for what Combe, Tercieux and Terrier let schools'
priorities do: a school accepts a swap only if it is no worse off.

References
----------
Combe, Tercieux and Terrier, The design of teacher assignment: theory and evidence (2022).
Shapley and Scarf, On cores and indivisibility (1974). Abdulkadiroğlu and Sönmez, House allocation
with existing tenants (1999), on vacant seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Seat:
    """A place at a school.

    Attributes
    ----------
    school : int
    least : int
        Lessons a week that whoever takes it must give; at most 0: it may stay empty.
    """

    school: int
    least: int


@dataclass(frozen=True)
class Swapper:
    """A teacher who would move.

    Attributes
    ----------
    seat : Seat
        At the own school.
    lessons : int
        A week, that go along.
    wishes : sequence of int
        Schools, the best first; all others, but for the own one, are refused.
    """

    seat: Seat
    lessons: int
    wishes: Sequence[int]


def exchange_blocks(
    swappers: Sequence[Swapper], vacant: Sequence[Seat], needs: Sequence[int]
) -> list[Seat]:
    """Return the seat that each teacher ends on.

    Parameters
    ----------
    swappers : sequence of Swapper
        In the order of their priority.
    vacant : sequence of Seat
        Seats that nobody has.
    needs : sequence of int
        Lessons that each school lacks.
    """
    market = _Market(swappers, vacant, needs)
    while market.left:
        market.trade(market.find_cycle())
    return market.ends


class _Market:
    """Who is still there; nodes are the teachers, then the vacant seats."""

    def __init__(
        self, swappers: Sequence[Swapper], vacant: Sequence[Seat], needs: Sequence[int]
    ) -> None:
        self._swappers, self._needs = swappers, needs
        self._seats = [*(one.seat for one in swappers), *vacant]
        self.left = set(range(len(swappers)))
        self.ends = [one.seat for one in swappers]

    def find_cycle(self) -> list[int]:
        """Return nodes each of which points to the next, and the last to the first."""
        path: list[int] = []
        place_of: dict[int, int] = {}
        node = min(self.left)
        while node not in place_of:
            place_of[node] = len(path)
            path.append(node)
            node = self._target(node)
        return path[place_of[node] :]

    def trade(self, cycle: Sequence[int]) -> None:
        """Give each node of a cycle the seat of the next; its teachers leave."""
        seats = [self._seats[node] for node in cycle]
        for node, seat in zip(cycle, [*seats[1:], seats[0]], strict=True):
            self._seats[node] = seat
            if node < len(self._swappers):
                self.ends[node] = seat
                self.left.remove(node)

    def _target(self, node: int) -> int:
        if node >= len(self._swappers):
            return self._leaver(self._seats[node])
        lessons = self._swappers[node].lessons
        for school in self._swappers[node].wishes:
            for other in self._holders(school):
                if self._seats[other].least <= lessons:
                    return other
        return node

    def _holders(self, school: int) -> list[int]:
        """Return who has a seat of a school: teachers first, then the vacant ones."""
        teachers = [node for node in sorted(self.left) if self._seats[node].school == school]
        if not self._leavers():
            return teachers
        vacant = range(len(self._swappers), len(self._seats))
        return teachers + [node for node in vacant if self._seats[node].school == school]

    def _leavers(self) -> list[int]:
        """Return the teachers whose seat may stay empty."""
        return [node for node in sorted(self.left) if self._seats[node].least <= 0]

    def _leaver(self, seat: Seat) -> int:
        """Return the teacher whom a vacant seat would have."""
        need = self._needs[seat.school]

        def covers(node: int) -> int:
            return min(self._swappers[node].lessons, need)

        return max(self._leavers(), key=covers)
