"""From a demand to its tasks: one, or an event and its roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharepool.engine.instance.types import Task
from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Requirement, Role
from sharepool.problem.travel import TravelTimes


@dataclass(frozen=True)
class Part:
    """What a task is made from.

    Attributes
    ----------
    row : int
        Of the demand in ``problem.demands``.
    demand : Demand
    role : Role or None
        The role that it is, or that plans name.
    event : tuple of Role
        The roles of the event that it is.
    is_role : bool
        Whether it belongs to the event before it.
    """

    row: int
    demand: Demand
    role: Role | None = None
    event: tuple[Role, ...] = ()
    is_role: bool = False

    @property
    def role_name(self) -> str:
        """What rows of a plan name as their role."""
        return "" if self.role is None else self.role.role

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every skill that a person needs to take it."""
        if self.role is None:
            return self.demand.requirements
        return self.role.requirements_of(self.demand)


def split_demand(problem: Problem, row: int) -> list[Part]:
    """Return the tasks of a demand: itself, or the event and its roles, required ones first.

    A single role that one person must fill needs no event.
    """
    demand = problem.demands[row]
    roles = sorted(
        problem.roles_of.get(demand.demand_id, {}).values(), key=lambda role: role.optional
    )
    if not roles:
        return [Part(row, demand)]
    if len(roles) == 1 and roles[0].count == 1 and not roles[0].optional:
        return [Part(row, demand, roles[0])]
    event = Part(row, demand, event=tuple(roles))
    return [event, *(Part(row, demand, role, is_role=True) for role in roles)]


def make_tasks(
    problem: Problem, parts: Sequence[Part], start_sets: Sequence[int], times: TravelTimes
) -> tuple[Task, ...]:
    """Return the tasks of all parts."""
    tasks: list[Task] = []
    event = -1
    for number, (part, start_set) in enumerate(zip(parts, start_sets, strict=True)):
        event = number if part.event else event
        task = _make_task(problem, part, start_set, times)
        tasks.append(task._replace(event=event) if part.is_role else task)
    return tuple(tasks)


def _make_task(problem: Problem, part: Part, start_set: int, times: TravelTimes) -> Task:
    demand, weights = part.demand, problem.rules.weights
    hosts = 1 + len(problem.listeners_of.get(demand.demand_id, ()))
    task = Task(
        site=times.index_of[demand.site_id],
        ground=times.index_of[demand.ground],
        remote=demand.delivery == "remote",
        sessions=problem.wanted_of[demand.demand_id],
        min_sessions=problem.minimum_of(demand),
        max_staff=demand.max_staff,
        max_per_day=demand.max_per_day,
        min_gap=demand.min_gap_days,
        unmet=round_half_up(weights.unmet * demand.priority) * hosts,
        start_set=start_set,
        apart=part.role is not None or bool(part.event),
    )
    if part.event:
        seats = sum(role.count for role in part.event if role.optional)
        return task._replace(roles=len(part.event), unstaffed=weights.role_short * seats)
    if part.is_role and part.role is not None:
        return task._replace(
            min_sessions=0,
            max_staff=demand.max_staff * part.role.count,
            unmet=weights.role_short if part.role.optional else 0,
            seats=part.role.count,
            optional=part.role.optional,
        )
    return task
