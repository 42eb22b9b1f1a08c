"""What routing solvers see of a problem: one vehicle per person and day, sessions as jobs.

They know travel, the day's hours, skills, the sessions and the road of a day. They cannot express
people per demand, weekly hours and sites, lunch, capacity, cohorts, pins, or any term but missing
sessions and the road; remote sessions, which take place wherever the teacher is at home, are not
theirs either. So their raw sessions are counted as a relaxation in their favour, and their plan is
then mended (:func:`benchmarks.filling.mend`): illegal sessions are dropped, what fits is put in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.contract import Outcome
from benchmarks.filling import mend
from sharepool.engine.instance.types import Instance, Option

MINUTES_PER_DAY = 1440
FAR = 10**5
"""Minutes of a way that is no way; more than a week has, and small enough to be added up."""


class Tour(NamedTuple):
    """A person's day as a vehicle: at work from `begin` to `end`, minutes of the day."""

    person: int
    day: int
    begin: int
    end: int


class Call(NamedTuple):
    """A job done: the tour that does it, the task, and the minute of the day when it begins."""

    tour: Tour
    task: int
    begin: int


class Relaxation:
    """The vehicles and jobs of a problem.

    Parameters
    ----------
    instance : Instance

    Attributes
    ----------
    tours : list of Tour
        Person-days that could hold a session.
    options : dict
        (task, person, day) to the options there, by their begin.
    tasks : list of int
        Tasks that a vehicle can be sent to: those not remote, with somebody able.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.options: dict[tuple[int, int, int], dict[int, Option]] = defaultdict(dict)
        spans: dict[tuple[int, int], list[int]] = defaultdict(list)
        for task, people in enumerate(instance.people_of):
            if instance.tasks[task].remote:
                continue
            for person in people:
                for option in instance.options(person, task):
                    start = instance.starts[option.start]
                    self.options[task, person, start.day][start.begin] = option
                    spans[person, start.day] += [start.begin, start.end]
        self.tours = [Tour(*key, min(span), max(span)) for key, span in sorted(spans.items())]
        self.tasks = sorted({task for task, _, _ in self.options})

    def minutes(self, task: int) -> int:
        """Return how long a session of a task takes (the shortest, should bells differ)."""
        rows = self.instance.task_starts(task)
        return min(
            start.end - start.begin for start in self.instance.starts[rows.start : rows.stop]
        )

    def begins(self, task: int, day: int) -> list[int]:
        """Return when sessions of a task may begin on a day."""
        rows = self.instance.task_starts(task)
        starts = self.instance.starts[rows.start : rows.stop]
        return [start.begin for start in starts if start.day == day]

    def able(self, task: int) -> list[int]:
        """Return which tours could hold a session of a task."""
        return [
            number
            for number, tour in enumerate(self.tours)
            if (task, tour.person, tour.day) in self.options
        ]

    def matrices(self, mode: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return times and costs between sites, and then between homes and sites, in minutes.

        Rows and columns: every site, then every site once more as a home. The way from or to home
        takes no time, as a person may be on the road before and after the hours at work; it costs
        what it costs. A leg longer than anybody may drive is no way.
        """
        people = [person for person in self.instance.people if person.mode == mode]
        travel = self.instance.travel[mode].astype(np.int64)
        longest = max(person.max_leg for person in people)
        travel = np.where(travel > longest, FAR, travel)
        costs = np.tile(travel, (2, 2))
        times = costs.copy()
        sites = len(travel)
        times[sites:, :] = 0
        times[:, sites:] = 0
        return times, costs

    def outcome(self, calls: Sequence[Call], notes: str) -> Outcome:
        """Return the mended plan of the jobs done."""
        found = (
            self.options[call.task, call.tour.person, call.tour.day].get(call.begin)
            for call in calls
        )
        plan = mend(self.instance, (option for option in found if option is not None))
        return Outcome(
            self.instance.decode(plan),
            raw_sessions=len(calls),
            notes=f"relaxed, then mended; {notes}",
        )
