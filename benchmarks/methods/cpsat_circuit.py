"""The plain CP-SAT model: one circuit per person and day, default search.

Rules and terms beside the itinerary are those of sharepool's own formulation, so that the model is
at least as tight as what one would write at first; the itinerary is CP-SAT's own ``AddCircuit``,
with home as depot and one node for each place and time that the person could be at. The plan of
first fit is its hint.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from itertools import product
from typing import NamedTuple

from ortools.sat.python import cp_model

from benchmarks.contract import Outcome, Point
from benchmarks.filling import fill
from sharepool import Problem
from sharepool.engine.cpsat.formulation import RULES, TERMS
from sharepool.engine.cpsat.itineraries import h05_to_h08_itinerary
from sharepool.engine.cpsat.variables import Literal, ModelSession, Total, WeekModel
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option

DISTRIBUTIONS = ("ortools",)

HOME = 0
_TOLERANCE = 1e-6


class Visit(NamedTuple):
    """Where and when a person could be: sessions that one node of a circuit stands for."""

    place: int
    begin: int
    end: int
    afternoon: int


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the best plan that CP-SAT finds in its time; building the model comes on top."""
    began = time.monotonic()
    instance = prepare(problem)
    week = build(instance)
    hinted = frozenset(fill(instance))
    for session in week.sessions:
        if session.literal is not None:
            week.program.add_hint(session.literal, session.option in hinted)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    recorder = _Recorder(week, began)
    solver.best_bound_callback = recorder.on_bound
    built = time.monotonic() - began
    status = solver.solve(week.program, recorder)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        recorder.on_bound(solver.best_objective_bound)
    return Outcome(
        plan=None if recorder.options is None else instance.decode(recorder.options),
        bound=recorder.bound,
        history=tuple(recorder.history),
        notes=f"{solver.status_name(status)}; model built in {built:.1f} s",
    )


def build(instance: Instance) -> WeekModel:
    """Return the model, with the objective set."""
    week = WeekModel(instance)
    _add_circuits(week)
    for rule in RULES:
        if rule is not h05_to_h08_itinerary:
            rule(week)
    for term in TERMS:
        term(week)
    terms = cp_model.LinearExpr.weighted_sum(week.cost.variables, week.cost.weights)
    week.program.minimize(cp_model.LinearExpr.affine(terms, 1, week.cost.constant))
    return week


def _add_circuits(week: WeekModel) -> None:
    """H05 to H08: every person's day is a circuit from home, or nothing."""
    for (person, day), sessions in week.group(lambda s: (s.person, s.day)).items():
        used = week.program.new_bool_var("")
        visits = _visits(week, sessions)
        arcs: list[tuple[int, int, cp_model.LiteralT]] = [(HOME, HOME, ~used)]
        arcs += [(node, node, ~literal) for node, literal in enumerate(visits.values(), start=1)]
        road = Total()
        for origin, target, minutes in _legs(week.instance, person, list(visits)):
            leg = week.program.new_bool_var("")
            arcs.append((origin, target, leg))
            road.add(leg, minutes)
        week.program.add_circuit(arcs)
        # One variable for the sum, as rules and terms share it.
        most = week.instance.latest_return - week.instance.departure
        total = week.program.new_int_var(0, most, "")
        road.add(total, -1)
        week.fix(road, 0)
        week.used[person, day], week.road[person, day] = used, Total()
        week.road[person, day].add(total, 1, most)


def _visits(week: WeekModel, sessions: list[ModelSession]) -> dict[Visit, cp_model.IntVar]:
    """Return whether each visit takes place: exactly one of its sessions does, or none."""
    groups: dict[Visit, list[Literal]] = defaultdict(list)
    for s in sessions:
        groups[Visit(s.place, s.begin, s.end, s.afternoon)].append(s.literal)
    visits = {}
    for visit, literals in groups.items():
        visits[visit] = week.program.new_bool_var("")
        chosen = Total.of(literals)
        chosen.add(visits[visit], -1)
        week.fix(chosen, 0)
    return visits


def _legs(instance: Instance, person: int, visits: list[Visit]) -> list[tuple[int, int, int]]:
    """Return origin, target and minutes of every drive that the rules allow (node 0 is home)."""
    who = instance.people[person]
    travel = instance.travel[who.mode].tolist()
    nearest = instance.shortest[who.mode].tolist()
    out = [travel[who.home][visit.place] for visit in visits]
    back = [travel[visit.place][who.home] for visit in visits]
    nodes = list(enumerate(visits, start=1))
    legs = [
        (HOME, node, out[node - 1])
        for node, visit in nodes
        if out[node - 1] <= who.max_leg and instance.departure + out[node - 1] <= visit.begin
    ]
    legs += [
        (node, HOME, back[node - 1])
        for node, visit in nodes
        if back[node - 1] <= who.max_leg and visit.end + back[node - 1] <= instance.latest_return
    ]
    for (node, former), (other, latter) in product(nodes, nodes):
        if former.end > latter.begin:
            continue
        minutes = travel[former.place][latter.place]
        lunch = instance.lunch if latter.afternoon > former.afternoon else 0
        # The shortest day with this leg must not be too long already.
        day = nearest[who.home][former.place] + minutes + nearest[latter.place][who.home]
        is_short = minutes <= who.max_leg and day <= who.max_travel_day
        if is_short and former.end + minutes + lunch <= latter.begin:
            legs.append((node, other, minutes))
    return legs


class _Recorder(cp_model.CpSolverSolutionCallback):
    """Keeps the last plan, and objective and bound over time."""

    def __init__(self, week: WeekModel, began: float) -> None:
        super().__init__()
        self._sessions, self._began = week.sessions, began
        self.options: list[Option] | None = None
        self.objective: int | None = None
        self.bound: int | None = None
        self.history: list[Point] = []

    def on_solution_callback(self) -> None:
        """Note a better plan."""
        self.options = [
            s.option for s in self._sessions if s.literal is None or self.value(s.literal)
        ]
        self.objective = round(self.objective_value)
        self._note()

    def on_bound(self, value: float) -> None:
        """Note a better bound; the objective is whole, so it is rounded up."""
        bound = math.ceil(value - _TOLERANCE) if math.isfinite(value) else None
        if bound is not None and (self.bound is None or bound > self.bound):
            self.bound = bound
            self._note()

    def _note(self) -> None:
        self.history.append(Point(time.monotonic() - self._began, self.objective, self.bound))
