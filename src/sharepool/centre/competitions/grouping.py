"""Which team is drawn into which group: legal draws, the lot among them, the shortest roads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sharepool.base.errors import InternalError
from sharepool.base.native import run_native


@dataclass(frozen=True)
class GroupingProblem:
    """Teams by number, and what a draw must keep.

    Attributes
    ----------
    teams, groups : int
    pots : sequence of sequence of int
        Seeded teams that spread over the groups.
    schools : sequence of sequence of int
        Teams of one school, where there are several.
    ways : array of shape (teams, teams)
        Minutes on the road.
    """

    teams: int
    groups: int
    pots: Sequence[Sequence[int]]
    schools: Sequence[Sequence[int]]
    ways: NDArray[np.int64]

    def clashes(self, group_of: Sequence[int]) -> int:
        """Return how many pairs of one school share a group."""
        return sum(
            group_of[one] == group_of[other]
            for school in self.schools
            for one, other in combinations(school, 2)
        )

    def keeps_pots(self, group_of: Sequence[int]) -> bool:
        """Return whether every pot is spread as evenly as it must be."""
        return all(
            max(np.bincount([group_of[at] for at in pot])) <= -(-len(pot) // self.groups)
            for pot in self.pots
        )

    def road_min(self, group_of: Sequence[int]) -> int:
        """Return the minutes between all pairs of teams in one group."""
        return sum(
            int(self.ways[one, other])
            for one, other in combinations(range(self.teams), 2)
            if group_of[one] == group_of[other]
        )


@dataclass(frozen=True)
class Grouping:
    """A draw: the group of each team, and what it costs."""

    group_of: tuple[int, ...]
    clashes: int
    road_min: int
    bound: int


def group_teams(
    problem: GroupingProblem,
    rng: np.random.Generator,
    *,
    by_road: bool,
    seconds: float,
    tries: int,
) -> Grouping:
    """Return a legal draw with as few clashes as can be, by lot or by the shortest roads.

    The lot deals all teams out over the seats of all groups, and deals again while a rule is
    broken, so that legal draws are equally likely. Where they are so rare that this fails, a solver
    takes the legal draw that suits random wishes best.
    """
    fewest = _fewest_clashes(problem)
    if by_road:
        return _solve(problem, fewest, problem.ways, seconds, None)
    seats = _seats(problem)
    for _ in range(tries):
        dealt = np.empty(problem.teams, dtype=np.int64)
        dealt[rng.permutation(problem.teams)] = rng.permutation(problem.groups)[seats]
        if problem.keeps_pots(dealt.tolist()) and problem.clashes(dealt.tolist()) == fewest:
            found = tuple(dealt.tolist())
            return Grouping(found, fewest, problem.road_min(found), 0)
    return _solve(problem, fewest, None, seconds, rng)


def _seats(problem: GroupingProblem) -> NDArray[np.int64]:
    """Return the group of each seat, groups as equal as can be."""
    return np.arange(problem.teams, dtype=np.int64) % problem.groups


def _fewest_clashes(problem: GroupingProblem) -> int:
    """Return the least possible number of pairs of one school in a group (proven)."""
    least = 0
    for school in problem.schools:
        full, rest = divmod(len(school), problem.groups)
        least += rest * comb(full + 1, 2) + (problem.groups - rest) * comb(full, 2)
    if not problem.pots and least == 0:
        return 0
    model, inside = _model(problem)
    together = _together(model, inside, problem.schools)
    model.minimize(sum(together.values()))
    solver = _run(model, 10.0)
    return int(solver.objective_value)


def _solve(
    problem: GroupingProblem,
    fewest: int,
    ways: NDArray[np.int64] | None,
    seconds: float,
    rng: np.random.Generator | None,
) -> Grouping:
    model, inside = _model(problem)
    model.add(sum(_together(model, inside, problem.schools).values()) <= fewest)
    if ways is not None:
        everybody = _together(model, inside, [range(problem.teams)])
        model.minimize(sum(int(ways[pair]) * met for pair, met in everybody.items()))
    elif rng is not None:
        wishes = rng.integers(0, 1000, size=(problem.teams, problem.groups))
        model.minimize(sum(int(wishes[at]) * variable for at, variable in inside.items()))
    solver = _run(model, seconds)
    group_of = tuple(
        next(group for group in range(problem.groups) if solver.value(inside[team, group]))
        for team in range(problem.teams)
    )
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) if ways is not None else 0
    return Grouping(group_of, problem.clashes(group_of), problem.road_min(group_of), bound)


def _model(problem: GroupingProblem) -> tuple[Any, dict[tuple[int, int], Any]]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    teams, groups = range(problem.teams), range(problem.groups)
    inside = {(team, group): model.new_bool_var("") for team in teams for group in groups}
    for team in teams:
        model.add_exactly_one(inside[team, group] for group in groups)
    smallest, more = divmod(problem.teams, problem.groups)
    for group in groups:
        model.add_linear_constraint(
            sum(inside[team, group] for team in teams), smallest, smallest + bool(more)
        )
        for pot in problem.pots:
            model.add(sum(inside[team, group] for team in pot) <= -(-len(pot) // problem.groups))
    return model, inside


def _together(
    model: Any, inside: dict[tuple[int, int], Any], sets: Sequence[Sequence[int]]
) -> dict[tuple[int, int], Any]:
    """Return for each pair of a set a variable that is 1 if both are in one group."""
    groups = 1 + max(group for _, group in inside)
    found = {}
    for members in sets:
        for pair in combinations(members, 2):
            found[pair] = model.new_bool_var("")
            for group in range(groups):
                model.add_bool_or(
                    inside[pair[0], group].negated(), inside[pair[1], group].negated(), found[pair]
                )
    return found


def _run(model: Any, seconds: float) -> Any:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.catch_sigint_signal = False
    status = run_native(lambda: solver.solve(model), solver.stop_search)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise InternalError("no legal draw was found, though sizes and pots always allow one")
    return solver
