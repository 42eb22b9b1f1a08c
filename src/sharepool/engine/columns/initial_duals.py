"""Initial duals: those of a relaxed program in which people give sessions, not weeks.

Where people are scarce, what a session of each task is worth follows from who could take it and how
much else they could do; where all tasks are alike, subgradients take long to find that out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from sharepool.engine.columns.master import Master
from sharepool.engine.instance.types import Instance
from sharepool.engine.weeks import Week

Numbers = NDArray[np.float64]


class InitialDuals(NamedTuple):
    """Duals of the master's rows, and what a session more would be worth to each person."""

    duals: Numbers
    session: Numbers


def find_initial_duals(
    instance: Instance, master: Master, caps: Sequence[Numbers], seconds: float | None = None
) -> InitialDuals | None:
    r"""Return duals of the relaxed master program, or None if that fails.

    With :math:`x_{pt} \le \text{cap}_{pt}` sessions of a person on a task,

    .. math::

        \min \sum_{pt} r_{pt} x_{pt} + \text{slacks}, \quad
        \sum_p x_{pt} + u_t = n_t, \quad \sum_{p, t \text{ at } s} x_{pt} + f_s \ge \text{floor}_s,
        \quad \sum_t x_{pt} \le S_p, \quad \sum_t \text{minutes}_t x_{pt} \le W_p

    where :math:`r_{pt}` is the way there and back, shared by the sessions of a full day.

    Parameters
    ----------
    instance : Instance
    master : Master
    caps : sequence of array
        For each person, the most sessions of each own task in one week.
    seconds : float, optional
        What solving it may take.
    """
    model = mathopt.Model()
    kept = {*master.block("task"), *master.block("floor")}
    rows = {
        number: model.add_linear_constraint(lb=float(row.low), ub=float(row.high))
        for number, row in enumerate(master.rows())
        if number in kept
    }
    for slack in master.slacks():
        entries = [(number, factor) for number, factor in slack.entries if number in kept]
        if entries:
            variable = model.add_variable(lb=0.0, ub=slack.top)
            for number, factor in entries:
                rows[number].set_coefficient(variable, factor)
            model.objective.set_linear_coefficient(variable, slack.price)
    shortest = _shortest(instance)
    sessions = []
    for person, who in enumerate(instance.people):
        most = model.add_linear_constraint(ub=float(who.max_sessions_week))
        hours = model.add_linear_constraint(ub=float(who.max_work))
        sessions.append(most)
        for task, cap in zip(instance.tasks_of[person], caps[person], strict=True):
            x = model.add_variable(lb=0.0, ub=float(cap))
            model.objective.set_linear_coefficient(x, _road(instance, person, task))
            # Whoever is in a team delivers nothing: its event does.
            hosts = () if instance.tasks[task].is_role else instance.hosts[task]
            floors = Counter(master.block("floor")[host.site] for host in hosts)
            for number, count in ((task, 1), *floors.items()):
                rows[number].set_coefficient(x, float(count))
            most.set_coefficient(x, 1.0)
            hours.set_coefficient(x, float(shortest[instance.tasks[task].start_set]))
    try:
        limit = None if seconds is None else timedelta(seconds=max(seconds, 1e-3))
        parameters = mathopt.SolveParameters(threads=1, time_limit=limit)
        result = mathopt.solve(model, mathopt.SolverType.GLOP, params=parameters)
    except (RuntimeError, AttributeError):
        return None  # as in restricted_master.py
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    values = result.dual_values()
    duals = np.zeros(master.size)
    duals[list(rows)] = [values[row] for row in rows.values()]
    return InitialDuals(
        master.clip(duals), np.array([max(0.0, -values[most]) for most in sessions])
    )


def share_costs(instance: Instance, master: Master, weeks: Iterable[Week]) -> Numbers:
    """Return duals by which the sessions of a plan share what its weeks cost.

    A session pays by the detour that it takes. One that is missing is worth its weight, but no more
    than the dearest of the others: a plan found at once may lack a session that many could take,
    and a weight far above all roads would send everybody there.

    Parameters
    ----------
    instance : Instance
    master : Master
    weeks : iterable of Week
    """
    duals, tasks = master.plain_duals(1.0), master.block("task")
    shares: dict[int, float] = {}
    for week in weeks:
        detours = [1.0 + _road(instance, week.person, task) for task, _ in week.sessions]
        for (task, _), detour in zip(week.sessions, detours, strict=True):
            shares[tasks[task]] = max(0, week.cost) * detour / sum(detours)
    if shares:
        own = list(tasks)
        duals[own] = np.minimum(duals[own], max(shares.values()))
        duals[list(shares)] = list(shares.values())
    return master.clip(duals)


def _shortest(instance: Instance) -> list[int]:
    """Return the minutes of the shortest session of each start set."""
    return [
        min((instance.starts[row].end - instance.starts[row].begin for row in rows), default=0)
        for rows in instance.set_starts
    ]


def _road(instance: Instance, person: int, task: int) -> float:
    """Return what a session's share of the way there and back costs, on a full day."""
    who, place = instance.people[person], instance.place(person, task)
    minutes = (
        instance.travel[who.mode, who.home, place] + instance.travel[who.mode, place, who.home]
    )
    return instance.weights.travel * float(minutes) / max(1, who.max_sessions_day)
