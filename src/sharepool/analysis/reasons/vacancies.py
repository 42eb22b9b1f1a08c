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


def can_meet(instance: Instance, task: int, time: tuple[int, int], one: tuple[int, int]) -> bool:
    """Return whether a team can meet at a time once somebody may take a role of it there.

    Parameters
    ----------
    instance : Instance
    task : int
        Of one person, who is then all it takes, or of a team.
    time : (int, int)
        Day, from 0, and slot.
    one : (int, int)
        The person, and the role's task.
    """
    if not instance.tasks[task].is_event:
        return True
    needed = [part for part in instance.parts_of(task) if not instance.tasks[part].optional]
    seats = [part for part in needed for _ in range(instance.tasks[part].seats)]
    takers: dict[int, set[int]] = defaultdict(set)
    for part in needed:
        for person in instance.people_of[part]:
            starts = (instance.starts[option.start] for option in instance.options(person, part))
            if any((start.day, start.slot) == time for start in starts):
                takers[part].add(person)
    person, role = one
    takers[role].add(person)
    return not _unfilled(seats, takers)


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
