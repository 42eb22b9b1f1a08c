"""A plan that grows session by session and stays legal: first fit, and mending what rivals give.

The rules are stated here a third time, as tests of one more session: H04–H12 on a person, H13–H15
on demands and sites. What a plan *must* contain (minimums, required pins, strict pairs) cannot be
tested so; :func:`fill` puts it first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

from sharepool.engine.instance import Instance, Link, Option

PersonDay = tuple[int, int]


class Roster:
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
        self._instance = instance
        self._travel: list[list[list[int]]] = instance.travel.tolist()
        self.options: list[Option] = []
        self._of_day: dict[PersonDay, list[Option]] = defaultdict(list)
        self._road: Counter[PersonDay] = Counter()
        self._places: dict[int, Counter[int]] = defaultdict(Counter)
        self._work_of_person: Counter[int] = Counter()
        self._work_of_employer: Counter[int] = Counter()
        self._of_task: dict[int, list[Option]] = defaultdict(list)
        self._of_site: dict[tuple[int, int], list[Option]] = defaultdict(list)

    def add(self, option: Option) -> bool:
        """Take a session if the plan stays legal; return whether it was taken."""
        person, number, row = option
        key = person, self._instance.starts[row].day
        if not (self._task_allows(option) and self._site_allows(option)):
            return False
        sessions = sorted([*self._of_day[key], option], key=self._begin)
        road = self._drive(person, sessions)
        if road is None or not self._week_allows(option, road - self._road[key]):
            return False
        work = self._work(option, road - self._road[key])
        self._of_day[key], self._road[key] = sessions, road
        self._places[person][self._instance.place(person, number)] += 1
        self._work_of_person[person] += work
        self._work_of_employer[self._instance.people[person].employer] += work
        self._of_task[number].append(option)
        self._of_site[self._instance.tasks[number].site, key[1]].append(option)
        self.options.append(option)
        return True

    def count(self, task: int) -> int:
        """Return how many sessions of a task are taken."""
        return len(self._of_task[task])

    def _begin(self, option: Option) -> int:
        return self._instance.starts[option.start].begin

    def _task_allows(self, option: Option) -> bool:
        """H13 and H14: sessions a week and a day, days apart, people."""
        starts, task = self._instance.starts, self._instance.tasks[option.task]
        taken, day = self._of_task[option.task], starts[option.start].day
        people = {option.person, *(other.person for other in taken)}
        days = [starts[other.start].day for other in taken]
        return (
            len(taken) < task.sessions
            and len(people) <= task.max_staff
            and days.count(day) < task.max_per_day
            and all(other == day or abs(other - day) >= task.min_gap for other in days)
        )

    def _site_allows(self, option: Option) -> bool:
        """H15: sessions at once at the site, and of the cohort."""
        instance = self._instance
        task, start = instance.tasks[option.task], instance.starts[option.start]
        present = [
            (instance.starts[other.start], instance.tasks[other.task].cohort)
            for other in self._of_site[task.site, start.day]
            if instance.starts[other.start].begin < start.end
            and start.begin < instance.starts[other.start].end
        ]
        if task.cohort >= 0 and any(cohort == task.cohort for _, cohort in present):
            return False
        moments = {start.begin, *(max(start.begin, other.begin) for other, _ in present)}
        crowds = (sum(o.begin <= moment < o.end for o, _ in present) for moment in moments)
        return max(crowds) < instance.places[task.site].capacity

    def _drive(self, person: int, sessions: Sequence[Option]) -> int | None:
        """Return the minutes on the road of a day, None if it breaks H04–H11."""
        instance, who = self._instance, self._instance.people[person]
        travel = self._travel[who.mode]
        places = [instance.place(person, session.task) for session in sessions]
        starts = [instance.starts[session.start] for session in sessions]
        legs = [travel[here][there] for here, there in pairwise([who.home, *places, who.home])]
        if (
            max(legs) > who.max_leg
            or sum(legs) > who.max_travel_day
            or len(sessions) > who.max_sessions_day
            or len(set(places)) > who.max_sites_day
            or instance.departure + legs[0] > starts[0].begin
            or starts[-1].end + legs[-1] > instance.latest_return
        ):
            return None
        for (former, latter), leg in zip(pairwise(starts), legs[1:-1], strict=True):
            lunch = instance.lunch if latter.afternoon > former.afternoon else 0
            if former.end + leg + lunch > latter.begin:
                return None
        return sum(legs)

    def _week_allows(self, option: Option, more_road: int) -> bool:
        """H10 to H12: sessions, places, days and work of the week."""
        instance, who = self._instance, self._instance.people[option.person]
        place = instance.place(option.person, option.task)
        places, day = self._places[option.person], instance.starts[option.start].day
        days = {day, *(d for d in range(7) if self._of_day.get((option.person, d)))}
        work = self._work(option, more_road)
        employer = who.employer
        return (
            places.total() < who.max_sessions_week
            and len(places) + (place not in places) <= who.max_sites_week
            and len(days) <= who.max_days_week
            and self._work_of_person[option.person] + work <= who.max_work
            and self._work_of_employer[employer] + work <= instance.employer_work[employer]
        )

    def _work(self, option: Option, more_road: int) -> int:
        start = self._instance.starts[option.start]
        return start.end - start.begin + (more_road if self._instance.count_travel else 0)


def fill(
    roster: Roster, instance: Instance, wanted: Callable[[Option], bool] = lambda _: True
) -> None:
    """Take every session that still fits: what a plan must contain first, then by priority.

    For each demand the nearest people come first, and their earliest starts.

    Parameters
    ----------
    roster : Roster
    instance : Instance
    wanted : callable, optional
        Which options may be taken; all if not given.
    """
    for must in _list_musts(instance):
        must.meet(roster, filter(wanted, must.candidates(instance)))
    tasks = instance.tasks
    for number in sorted(range(len(tasks)), key=lambda number: -tasks[number].unmet):
        missing = tasks[number].sessions - roster.count(number)
        _take(roster, filter(wanted, _nearest_first(instance, number)), missing)


def mend(instance: Instance, options: Iterable[Option]) -> list[Option]:
    """Return a legal plan near one that may break rules: keep what fits, then fill up.

    What a plan must contain comes first, from the plan where it has it. Sessions that the rules do
    not allow one by one are left out.
    """
    roster = Roster(instance)
    possible = set(_options(instance))
    given = [option for option in options if option in possible]
    for must in _list_musts(instance):
        must.meet(roster, chain(filter(must.counts, given), must.candidates(instance)))
    for option in given:
        roster.add(option)  # one that is there already overlaps itself
    fill(roster, instance)
    return roster.options


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

    def meet(self, roster: Roster, options: Iterable[Option]) -> None:
        """Take of some sessions what is missing, as far as they fit."""
        _take(roster, options, self.needed - sum(map(self.counts, roster.options)))


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


def _take(roster: Roster, options: Iterable[Option], count: int) -> None:
    """Take up to `count` of some options."""
    options = iter(options)
    while count > 0 and any(roster.add(option) for option in options):
        count -= 1


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
