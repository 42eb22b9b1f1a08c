"""The whole model as a strategy: a plan at the bound is searched for, small problems are proven."""

from __future__ import annotations

from sharepool.engine.budget import SolveBudget
from sharepool.engine.cpsat import search_target, solve_exact
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance, Option
from sharepool.problem.result import Status


class TargetSearch:
    """CP-SAT's local search, on whether a plan can cost as little as is proven.

    Parameters
    ----------
    seed, workers : int
    """

    def __init__(self, seed: int, workers: int = 1) -> None:
        self._seed, self._workers = seed, workers

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Look for a plan at the bound until the budget is spent."""
        bound = state.bound
        if bound is None:
            return
        outcome = search_target(
            instance,
            bound,
            seconds=budget.seconds_left(),
            work=budget.work,
            seed=self._seed,
            workers=self._workers,
            cancel=state.done,
        )
        if outcome.options is not None and outcome.objective is not None:
            state.offer_plan(outcome.options, outcome.objective)
        elif outcome.status is Status.INFEASIBLE:
            state.offer_bound(bound + 1)


class Proof:
    """CP-SAT on the whole problem, from the incumbent.

    Parameters
    ----------
    seed, workers : int
    """

    def __init__(self, seed: int, workers: int = 1) -> None:
        self._seed, self._workers = seed, workers

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Solve until proven, or until the budget is spent."""

        def tell(
            options: tuple[Option, ...] | None, objective: int | None, bound: int | None
        ) -> None:
            if options is not None and objective is not None:
                state.offer_plan(options, objective)
            if bound is not None:
                state.offer_bound(bound)

        outcome = solve_exact(
            instance,
            hint=state.options or (),
            seconds=budget.seconds_left(),
            work=budget.work,
            seed=self._seed,
            workers=self._workers,
            on_solution=tell,
            cancel=state.done,
        )
        if outcome.status is Status.INFEASIBLE:
            state.prove_infeasible()
        else:
            tell(outcome.options, outcome.objective, outcome.bound)
