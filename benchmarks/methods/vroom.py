"""VROOM: vehicles with skills and hours, jobs with time windows and priorities.

Priorities are lexicographic there: a job of higher priority goes before any saving of time.
"""

from __future__ import annotations

import datetime as dt

from benchmarks.contract import Outcome
from benchmarks.relaxed import MINUTES_PER_DAY, Call, Relaxation
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare

DISTRIBUTIONS = ("pyvroom",)

EXPLORATION = 5
"""The most thorough level."""
TOP_PRIORITY = 100


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return VROOM's plan, mended; it ends by itself, mostly long before its time is up."""
    import vroom

    world = Relaxation(prepare(problem))
    instance = world.instance
    source = vroom.Input()
    for mode in range(len(instance.travel)):
        times, costs = world.matrices(mode)
        source.set_durations_matrix(str(mode), times)
        source.set_distances_matrix(str(mode), costs)
        source.set_costs_matrix(str(mode), costs)
    for number, tour in enumerate(world.tours):
        who = instance.people[tour.person]
        midnight = tour.day * MINUTES_PER_DAY
        home = len(instance.places) + who.home
        source.add_vehicle(
            vroom.Vehicle(
                number,
                start=home,
                end=home,
                profile=str(who.mode),
                skills={t for t in world.tasks if (t, tour.person, tour.day) in world.options},
                time_window=vroom.TimeWindow(midnight + tour.begin, midnight + tour.end),
                max_tasks=min(who.max_sessions_day, len(world.tasks)),
                max_distance=min(who.max_travel_day, MINUTES_PER_DAY),
            )
        )
    heaviest = max((task.unmet for task in instance.tasks), default=1)
    jobs = [task for task in world.tasks for _ in range(instance.tasks[task].sessions)]
    for number, task in enumerate(jobs):
        begins = [
            day * MINUTES_PER_DAY + begin for day in range(7) for begin in world.begins(task, day)
        ]
        source.add_job(
            vroom.Job(
                number,
                location=instance.tasks[task].site,
                default_service=world.minutes(task),
                skills={task},
                priority=round(TOP_PRIORITY * instance.tasks[task].unmet / max(1, heaviest)),
                time_windows=[vroom.TimeWindow(begin, begin) for begin in sorted(begins)],
            )
        )
    solution = source.solve(EXPLORATION, workers, timeout=dt.timedelta(seconds=seconds))
    steps = solution.routes[solution.routes["type"] == "job"]
    calls = [
        Call(world.tours[vehicle], jobs[job], int(arrival + waiting) % MINUTES_PER_DAY)
        for vehicle, job, arrival, waiting in zip(
            steps["vehicle_id"], steps["id"], steps["arrival"], steps["waiting_time"], strict=True
        )
    ]
    return world.outcome(calls, "one vehicle per person and day")
