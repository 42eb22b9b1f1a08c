"""Who learns what when, and what the weeks are to know of it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

from sharepool.base.errors import InternalError
from sharepool.centre.feed import Feed
from sharepool.centre.training.check import check_training
from sharepool.centre.training.feeding import make_feed
from sharepool.centre.training.meeting_times import find_time
from sharepool.centre.training.placing import place_in_courses
from sharepool.centre.training.shadowing import plan_shadowing
from sharepool.centre.training.standing import StandingWeeks
from sharepool.centre.training.types import Training, TrainingGoal, TrainingTables
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import Absence

TERM_WEEKS = 20


def plan_training(
    problem: Problem,
    plan: Plan,
    tables: TrainingTables,
    *,
    weeks: int | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> Training:
    """Decide who goes to which run, who shadows whom in which weeks, and when people meet.

    In this order: whoever is bound by one is not free for the next. docs/yearly.md has
    the models. Courses come one after the other, as the table has them.

    Parameters
    ----------
    problem : Problem
        Its week is the first of the term.
    plan : Plan
        The standing plan, which every week begins with.
    tables : TrainingTables
    weeks : int, optional
        Of the term; by default ``[term] weeks`` of the rules, else 20.
    stop : float or Stop
        When to stop looking for something better, in all: seconds from the call.
    seed : int

    Raises
    ------
    ProblemError
        More people need a course than its runs have places; a certificate ends before every run.
    InternalError
        The outcome is not what it should be; it is withheld.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_training("data/samples/county", problem)
    >>> training = sp.plan_training(problem, sp.Plan(), tables)
    >>> len(training.places), len(training.shadows)
    (52, 12)
    """
    seconds = Stop.of(stop).time_alone()
    ends = time.monotonic() + seconds
    count = weeks or problem.rules.term.weeks or TERM_WEEKS
    mondays = [problem.rules.week_of + dt.timedelta(weeks=number) for number in range(count)]
    placed = place_in_courses(StandingWeeks(problem, plan), tables, seconds / 2, seed)
    free = _without(problem, make_feed(problem, tables, placed.places, (), ()))
    left = max(1.0, ends - time.monotonic())
    shadowed = plan_shadowing(StandingWeeks(free, plan), tables, mondays, left, seed)
    free = _without(problem, make_feed(problem, tables, placed.places, shadowed.weeks, ()))
    standing = StandingWeeks(free, plan)
    times = []
    for meeting in tables.meetings:
        found = find_time(standing, meeting, mondays)
        times += [] if found is None else [found]
        feed = make_feed(problem, tables, placed.places, shadowed.weeks, times)
        standing = StandingWeeks(_without(problem, feed), plan)
    goals = (*placed.goals, *shadowed.goals)
    training = Training(
        status=_status(goals),
        places=placed.places,
        without=placed.without,
        shadows=shadowed.weeks,
        meetings=tuple(times),
        goals=goals,
        feed=make_feed(problem, tables, placed.places, shadowed.weeks, times),
        problem=problem,
    )
    flaws = check_training(problem, plan, tables, training)
    if flaws:
        raise InternalError(f"the training has {len(flaws)} flaws, such as {flaws[0]}")
    return training


def _without(problem: Problem, feed: Feed) -> Problem:
    """Return the problem with the absences of a feed, of every week."""
    absences = [one.row for one in feed.rows.get("absences", ())]
    away = tuple(row for row in absences if isinstance(row, Absence))
    return problem.updated(absences=(*problem.absences, *away))


def _status(goals: Sequence[TrainingGoal]) -> Status:
    proven = all(goal.value == goal.bound for goal in goals)
    return Status.OPTIMAL if proven else Status.FEASIBLE
