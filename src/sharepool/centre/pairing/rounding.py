"""Solutions from bounds: clients to the facilities that open, then shifted and swapped."""

from __future__ import annotations

import numpy as np

from sharepool.centre.pairing.knapsacks import Whole
from sharepool.centre.pairing.location import LocationProblem
from sharepool.centre.pairing.multipliers import NEVER, LagrangianRelaxation


def round_relaxation(problem: LocationProblem, relaxed: LagrangianRelaxation) -> Whole | None:
    """Return a solution near a relaxation, as the facility of each client, or None."""
    order = np.argsort(relaxed.gains, kind="stable")
    capacity = np.cumsum(problem.capacities[order])
    enough = int(np.searchsorted(capacity, problem.loads.sum())) + 1
    opened = np.sort(order[: min(problem.most_open, max(enough, int(relaxed.open.sum())))])
    best: Whole | None = None
    while True:
        served = _serve_by_regret(problem, opened)
        if served is None:
            return best
        served = _improve(problem, opened, served)
        if best is not None and problem.cost_of(served) >= problem.cost_of(best):
            return best
        best = served
        opened = _recentre(problem, served)


def _recentre(problem: LocationProblem, facility_of: Whole) -> Whole:
    """Return the facilities that would serve the clients of each facility best, all of them."""
    used = np.unique(facility_of)
    costs = np.where(problem.allowed, problem.costs, NEVER)
    free = np.ones(len(costs), dtype=bool)
    free[used] = False
    centres = []
    for facility in used.tolist():
        own = facility_of == facility
        free[facility] = True
        able = free & (problem.capacities >= problem.loads[own].sum())
        total = np.where(able, costs[:, own].sum(axis=1) + problem.opening, NEVER)
        centres.append(int(total.argmin()))
        free[centres[-1]] = False
    return np.sort(np.array(centres, dtype=np.int64))


def _serve_by_regret(problem: LocationProblem, opened: Whole) -> Whole | None:
    """Give a facility to the client that would lose most by not getting it, one by one."""
    costs = np.where(problem.allowed, problem.costs, NEVER)[opened]
    room = problem.capacities[opened].copy()
    facility_of = np.full(len(problem.loads), -1, dtype=np.int64)
    for _ in range(len(facility_of)):
        possible = np.where(problem.loads[None, :] <= room[:, None], costs, NEVER)
        best = np.sort(possible, axis=0)[:2]
        second = best[1] if len(best) > 1 else np.full_like(best[0], NEVER)
        regret = np.where(facility_of < 0, second - best[0], -1)
        client = int(regret.argmax())
        place = int(possible[:, client].argmin())
        if possible[place, client] == NEVER:
            return None
        facility_of[client] = opened[place]
        room[place] -= problem.loads[client]
    return facility_of


def _improve(problem: LocationProblem, opened: Whole, facility_of: Whole) -> Whole:
    """Shift one client or swap two, always what saves most, until nothing saves."""
    costs = np.where(problem.allowed, problem.costs, NEVER)
    clients = np.arange(len(facility_of))
    while True:
        room = problem.capacities - np.bincount(
            facility_of, weights=problem.loads, minlength=len(costs)
        ).astype(np.int64)
        own = costs[facility_of, clients]
        shift = np.where(problem.loads <= room[opened, None], costs[opened] - own, 0)
        # Of client j (row) to where client k (column) is served.
        to_other = costs[facility_of][:, clients].T - own[:, None]
        more = problem.loads[:, None] - problem.loads[None, :]
        fits = (more <= room[facility_of][None, :]) & (-more <= room[facility_of][:, None])
        swap = np.where(fits, to_other + to_other.T, 0)
        if min(shift.min(initial=0), swap.min(initial=0)) >= 0:
            return facility_of
        facility_of = facility_of.copy()
        if shift.min() <= swap.min():
            place, client = np.unravel_index(shift.argmin(), shift.shape)
            facility_of[client] = opened[place]
        else:
            first, second = np.unravel_index(swap.argmin(), swap.shape)
            facility_of[[first, second]] = facility_of[[second, first]]
