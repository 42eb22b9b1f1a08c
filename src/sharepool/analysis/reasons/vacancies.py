"""The roles of a team that stay empty, whoever else comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from sharepool.engine.instance.types import Instance, Option


def find_vacancies(
    instance: Instance, task: int, is_free: Callable[[Option], bool] = lambda _: True
) -> tuple[int, ...]:
    """Return the roles that nobody is left for at the start where they are fewest.

    Everybody takes one role at most. As options are all that a legal plan may use, so many people
    more, or roles that others learn, are the least that any session of the team takes.

    Parameters
    ----------
    instance : Instance
    task : int
        Of one person, or of a team.
    is_free : callable, optional
        Which options count; all if not given.

    Returns
    -------
    tuple of int
        Their tasks, each as often as people are missing. Empty if some start has everybody.
    """
    needed = [part for part in instance.parts_of(task) if not instance.tasks[part].optional]
    seats = [part for part in needed for _ in range(instance.tasks[part].seats)]
    takers: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for part in needed:
        for person in instance.people_of[part]:
            for option in filter(is_free, instance.options(person, part)):
                takers[instance.held_session(option)[1]][part].add(person)
    left = (_unfilled(seats, people) for people in takers.values())
    return min(left, key=len, default=tuple(seats))


def _unfilled(seats: Sequence[int], people: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """Return the seats that are empty in a largest matching: by augmenting paths."""
    seat_of: dict[int, int] = {}

    def has_room(seat: int, asked: set[int]) -> bool:
        for person in sorted(people.get(seats[seat], ())):
            if person in asked:
                continue
            asked.add(person)
            if person not in seat_of or has_room(seat_of[person], asked):
                seat_of[person] = seat
                return True
        return False

    return tuple(part for seat, part in enumerate(seats) if not has_room(seat, set()))
