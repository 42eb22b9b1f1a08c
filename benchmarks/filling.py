"""A plan that is filled session by session and stays legal: first fit, and mending rivals' plans.

Whether a session may go in is the engine's to say. What a plan *must* contain (minimums, required
pins, strict pairs) cannot be asked of one session; it goes in first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sharepool.engine.instance.types import Instance, Link, Option
from sharepool.engine.search.roster import Roster


class Filling:
    """A legal plan in the making.

    Parameters
    ----------
    instance : Instance

    Attributes
    ----------
    options : list of Option
        The sessions taken so far.
    """

    def __init__(self, instance: Instance) -> None:
        self._roster = Roster(instance)
        self.options: list[Option] = []

    def add(self, option: Option) -> bool:
        """Take a session if the plan stays legal; return whether it was taken."""
        is_taken = self._roster.add(option)
        if is_taken:
            self.options.append(option)
        return is_taken


def fill(instance: Instance, wanted: Callable[[Option], bool] = lambda _: True) -> list[Option]:
    """Return a plan of every session that fits: what it must contain first, then by priority.

    For each demand the nearest people come first, and their earliest starts.

    Parameters
    ----------
    instance : Instance
    wanted : callable, optional
        Which options may be taken; all if not given.
    """
    filling = Filling(instance)
    _fill_up(filling, instance, wanted)
    return filling.options


def mend(instance: Instance, options: Iterable[Option]) -> list[Option]:
    """Return a legal plan near one that may break rules: keep what fits, then fill up.

    What a plan must contain comes first, from the plan where it has it. Sessions that the rules do
    not allow one by one are left out.
    """
    filling = Filling(instance)
    possible = set(_options(instance))
    given = [option for option in options if option in possible]
    for must in _list_musts(instance):
        must.meet(filling, chain(filter(must.counts, given), must.candidates(instance)))
    for option in given:
        filling.add(option)  # one that is there already overlaps itself
    _fill_up(filling, instance, lambda _: True)
    return filling.options


def _fill_up(filling: Filling, instance: Instance, wanted: Callable[[Option], bool]) -> None:
    for must in _list_musts(instance):
        must.meet(filling, filter(wanted, must.candidates(instance)))
    for number in sorted(
        range(len(instance.tasks)), key=lambda number: -instance.tasks[number].unmet
    ):
        _take(filling, filter(wanted, _nearest_first(instance, number)))


@dataclass(frozen=True)
class _Must:
    """So many sessions of some that a plan must contain: a minimum, a pin or a strict pair."""

    needed: int
    tasks: Iterable[int]
    counts: Callable[[Option], bool]

    def candidates(self, instance: Instance) -> Iterator[Option]:
        """Yield every session that counts."""
        for task in self.tasks:
            yield from filter(self.counts, _nearest_first(instance, task))

    def meet(self, filling: Filling, options: Iterable[Option]) -> None:
        """Take of some sessions what is missing, as far as they fit."""
        _take(filling, options, self.needed - sum(map(self.counts, filling.options)))


def _list_musts(instance: Instance) -> Iterator[_Must]:
    tasks = range(len(instance.tasks))
    for pin in instance.required:
        yield _Must(1, tasks, partial(instance.matches, pin))
    for link in instance.links:
        if link.strict:
            at_site = [task for task in tasks if instance.tasks[task].site == link.site]
            yield _Must(link.needed, at_site, partial(_helps, instance, link))
    for number in tasks:
        if instance.tasks[number].min_sessions:
            yield _Must(instance.tasks[number].min_sessions, [number], partial(_is_of, number))


def _helps(instance: Instance, link: Link, option: Option) -> bool:
    at_site = instance.tasks[option.task].site == link.site
    return at_site and instance.people[option.person].group == link.group


def _is_of(task: int, option: Option) -> bool:
    return option.task == task


def _take(filling: Filling, options: Iterable[Option], most: float = math.inf) -> None:
    """Take those of some options that fit, up to so many."""
    options = iter(options)
    while most > 0 and any(filling.add(option) for option in options):
        most -= 1


def _options(instance: Instance) -> Iterator[Option]:
    return chain.from_iterable(
        _nearest_first(instance, task) for task in range(len(instance.tasks))
    )


def _nearest_first(instance: Instance, task: int) -> Iterator[Option]:
    people = instance.people

    def way(person: int) -> int:
        who = people[person]
        return int(instance.travel[who.mode, who.home, instance.place(person, task)])

    for person in sorted(instance.people_of[task], key=way):
        yield from instance.options(person, task)
