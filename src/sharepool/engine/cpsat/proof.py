"""The whole model as a source: what the bound promises is tried for, small problems are proven."""

from __future__ import annotations

from sharepool.engine.cpsat import reach, solve_exact
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance, Option
from sharepool.problem.result import Status


class Attainment:
    """CP-SAT's local search, on whether a plan can cost as little as is proven.

    Parameters
    ----------
    seed, workers : int
    """

    def __init__(self, seed: int, workers: int = 1) -> None:
        self._seed, self._workers = seed, workers

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Look for a plan at the bound until the effort is spent."""
        bound = board.bound
        if bound is None:
            return
        outcome = reach(
            instance,
            bound,
            seconds=effort.seconds_left(),
            work=effort.work,
            seed=self._seed,
            workers=self._workers,
            cancel=board.done,
        )
        if outcome.options is not None and outcome.objective is not None:
            board.offer_plan(outcome.options, outcome.objective)
        elif outcome.status is Status.INFEASIBLE:
            board.offer_bound(bound + 1)


class Proof:
    """CP-SAT on the whole problem, from the best plan known.

    Parameters
    ----------
    seed, workers : int
    """

    def __init__(self, seed: int, workers: int = 1) -> None:
        self._seed, self._workers = seed, workers

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Solve until proven, or until the effort is spent."""

        def tell(
            options: tuple[Option, ...] | None, objective: int | None, bound: int | None
        ) -> None:
            if options is not None and objective is not None:
                board.offer_plan(options, objective)
            if bound is not None:
                board.offer_bound(bound)

        outcome = solve_exact(
            instance,
            hint=board.options or (),
            seconds=effort.seconds_left(),
            work=effort.work,
            seed=self._seed,
            workers=self._workers,
            on_solution=tell,
            cancel=board.done,
        )
        if outcome.status is Status.INFEASIBLE:
            board.prove_infeasible()
        else:
            tell(outcome.options, outcome.objective, outcome.bound)
