"""Programs in whole numbers, solved by branch and cut: HiGHS, in a process of its own.

HiGHS looks up seldom, and Python cannot stop it in between. A process can be ended at any moment,
takes nothing from the other workers, and takes nothing with it if it fails. The program goes there
as arrays, bounds and the outcome come back as lines of JSON. (The HiGHS of OR-Tools reports no
bound before its end.)

References
----------
Huangfu and Hall, Parallelizing the dual revised simplex method (2018), on the solver.
"""

from __future__ import annotations

import io
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sharepool.base.children import safe_command

if TYPE_CHECKING:  # The process should start soon.
    import highspy

    from sharepool.engine.params import SolveParams

Terms = Iterable[tuple[int, float]]
"""Columns, each with its factor."""

_LEAST_GAIN = 0.98
"""Plans cost whole numbers, so none is better by less."""

_TRIFLE = 1e-6
"""By which a value and a bound may be off."""

_SIZE = 8
"""Bytes of a length."""


class Mip(NamedTuple):
    """A program to be minimised, of whole columns from 0 to `top`.

    Attributes
    ----------
    cost, top : arrays, shape (columns,)
    low, high : arrays, shape (rows,)
    first : array, shape (rows + 1,)
        Where the terms of each row begin in `column` and `factor`.
    column, factor : arrays, shape (terms,)
    known : int
        A column that is a solution by itself, at 1.
    presolve : bool
        Whether to make the program smaller first, which may take longer than to solve it.
    """

    cost: NDArray[np.float64]
    top: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    first: NDArray[np.int32]
    column: NDArray[np.int32]
    factor: NDArray[np.float64]
    known: int
    presolve: bool = True


class MipOutcome(NamedTuple):
    """What is known of a program.

    Attributes
    ----------
    bound : float
        No solution costs less.
    is_best : bool
        Whether no solution is better than `chosen`, in whole numbers.
    chosen : dict of int to int
        The best solution found: columns that are not 0.
    iterations : int
        Steps of the simplex method.
    """

    bound: float
    is_best: bool
    chosen: dict[int, int]
    iterations: int


class MipBuilder:
    """A program in the making."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._top: list[float] = []
        self._sides: list[tuple[float, float]] = []
        self._terms: list[list[tuple[int, float]]] = []

    def column(self, cost: float = 0.0, top: float = 1.0) -> int:
        """Add a column, and return its number."""
        self._cost.append(cost)
        self._top.append(top)
        return len(self._cost) - 1

    def charge(self, column: int, cost: float) -> None:
        """Let a column cost more."""
        self._cost[column] += cost

    def row(self, terms: Terms, low: float, high: float) -> None:
        """Add a row, ``low <= terms <= high``; factors of the same column are added up."""
        sums: dict[int, float] = defaultdict(float)
        for column, factor in terms:
            sums[column] += factor
        self._terms.append(list(sums.items()))
        self._sides.append((low, high))

    def finish(self, known: int, *, presolve: bool = True) -> Mip:
        """Return the program."""
        lengths = [len(terms) for terms in self._terms]
        flat = [term for terms in self._terms for term in terms]
        sides = np.array(self._sides, dtype=np.float64).reshape(-1, 2)
        return Mip(
            np.array(self._cost),
            np.array(self._top),
            sides[:, 0],
            sides[:, 1],
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            np.array([column for column, _ in flat], dtype=np.int32),
            np.array([factor for _, factor in flat], dtype=np.float64),
            known,
            presolve,
        )


class MipLimits(NamedTuple):
    """When to stop at the latest.

    Attributes
    ----------
    seconds : float or None
    nodes : int or None
        Nodes of the tree: the same on every machine.
    """

    seconds: float | None
    nodes: int | None


def solve_mip(
    mip: Mip,
    limits: MipLimits,
    params: SolveParams,
    *,
    tell: Callable[[float], None],
    cancel: Callable[[], bool],
) -> MipOutcome:
    """Solve a program, as far as the limits allow.

    Parameters
    ----------
    mip : Mip
    limits : MipLimits
    params : SolveParams
        Their patience counts here.
    tell : callable
        Told of better bounds as they are found.
    cancel : callable
        Asked now and then whether to return what is known so far.

    Raises
    ------
    RuntimeError
        The process failed.
    """
    best = -np.inf
    with _Process(limits, params, cancel) as process:
        process.send(mip, limits)
        for said in process.lines():
            if "chosen" in said:
                chosen = {int(column): value for column, value in said["chosen"].items()}
                return MipOutcome(said["bound"], said["is_best"], chosen, said["iterations"])
            best = said["bound"]
            process.wait_on()
            tell(best)
        if not process.is_killed.is_set():
            raise RuntimeError("the process that chooses among weeks ended without an answer")
    return MipOutcome(best, is_best=False, chosen={}, iterations=0)


class _Process:
    """A Python that solves one program, and is killed when it is not needed any more."""

    def __init__(self, limits: MipLimits, params: SolveParams, cancel: Callable[[], bool]) -> None:
        command, paths = safe_command(__name__)
        pipe = subprocess.PIPE
        # The command is this very Python, nothing that anybody typed. Ctrl-C is not for it.
        self._python = subprocess.Popen(  # noqa: S603
            command,
            stdin=pipe,
            stdout=pipe,
            env=paths,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._done, self.is_killed = threading.Event(), threading.Event()
        self._latest = math.inf
        if limits.seconds is not None:
            self._latest = time.monotonic() + limits.seconds + params.enumeration.grace_seconds
        patience = params.enumeration.patience_seconds
        self._patience = patience if limits.nodes is None else math.inf
        self._poll_seconds = params.patience.poll_seconds
        self.wait_on()
        self._watcher = threading.Thread(target=self._watch, args=(cancel,), daemon=True)
        self._watcher.start()

    def wait_on(self) -> None:
        """Wait for what it says next."""
        self._until = min(self._latest, time.monotonic() + self._patience)

    def _watch(self, cancel: Callable[[], bool]) -> None:
        while not self._done.wait(self._poll_seconds):
            if cancel() or time.monotonic() > self._until:
                self.is_killed.set()
                self._python.kill()
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watcher.join()
        self._python.kill()
        self._python.communicate()

    def send(self, mip: Mip, limits: MipLimits) -> None:
        """Send a program. The pipe stays open: the process ends when it is closed."""
        room = io.BytesIO()
        limited = np.array([math.inf if limit is None else limit for limit in limits])
        np.savez(room, *mip, limits=limited)
        data, pipe = room.getvalue(), self._python.stdin
        try:
            if pipe is not None:
                pipe.write(len(data).to_bytes(_SIZE, "big") + data)
                pipe.flush()
        except OSError:
            return  # Without a process there will be no lines either.

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what it says, without a line in the middle of which it was killed."""
        for line in self._python.stdout or ():
            if line.endswith(b"\n"):
                yield json.loads(line)


# What follows is done by that process.


def _solve(mip: Mip, limits: MipLimits, tell: Callable[[float], None]) -> MipOutcome:
    """Solve a program, once more from nothing if the answer contradicts itself.

    HiGHS 1.16.0 gives the beginning for an answer where presolve alone has found a better one.
    """
    outcome = _run(mip, limits, tell, begins=True)
    value = sum(mip.cost[column] * sessions for column, sessions in outcome.chosen.items())
    if outcome.is_best and value > outcome.bound + _LEAST_GAIN + _TRIFLE:
        return _run(mip, limits, tell, begins=False)
    return outcome


def _run(mip: Mip, limits: MipLimits, tell: Callable[[float], None], *, begins: bool) -> MipOutcome:
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    _set_options(solver, limits)
    if not mip.presolve:
        solver.setOptionValue("presolve", "off")
    if solver.passModel(_model(mip)) == highspy.HighsStatus.kError:
        raise ValueError("HiGHS does not take the program")
    if begins:
        known = highspy.HighsSolution()
        known.col_value = (np.arange(len(mip.cost)) == mip.known).astype(np.float64)
        solver.setSolution(known)
    best = -np.inf

    def look(event: highspy.HighsCallbackEvent) -> None:
        nonlocal best
        if event.data_out.mip_dual_bound > best:
            best = event.data_out.mip_dual_bound
            tell(best)

    solver.cbMipInterrupt.subscribe(look)
    solver.run()
    info, values = solver.getInfo(), np.round(solver.getSolution().col_value)
    return MipOutcome(
        bound=max(best, info.mip_dual_bound),
        is_best=solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        chosen={int(column): int(values[column]) for column in np.flatnonzero(values)},
        iterations=max(0, info.simplex_iteration_count),
    )


def _set_options(solver: highspy.Highs, limits: MipLimits) -> None:
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", _LEAST_GAIN)
    if limits.seconds is not None:
        solver.setOptionValue("time_limit", limits.seconds)
    if limits.nodes is not None:
        solver.setOptionValue("mip_max_nodes", limits.nodes)


def _model(mip: Mip) -> highspy.HighsLp:
    import highspy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(mip.cost), len(mip.low)
    model.col_cost_, model.col_lower_ = mip.cost, np.zeros(len(mip.cost))
    model.col_upper_, model.row_lower_, model.row_upper_ = mip.top, mip.low, mip.high
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(mip.cost)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = mip.first, mip.column
    model.a_matrix_.value_ = mip.factor
    return model


def _serve() -> None:
    """Solve the program that comes from who started this process."""
    size = int.from_bytes(sys.stdin.buffer.read(_SIZE), "big")
    arrays = np.load(io.BytesIO(sys.stdin.buffer.read(size)))
    limited = [None if math.isinf(limit) else float(limit) for limit in arrays["limits"]]
    *columns, known, presolve = (arrays[f"arr_{number}"] for number in range(len(Mip._fields)))
    limits = MipLimits(limited[0], None if limited[1] is None else int(limited[1]))

    def end_with_parent() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    mip = Mip._make([*columns, int(known), bool(presolve)])
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1) as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # HiGHS prints a banner.

        def say(what: dict[str, object]) -> None:
            answers.write(json.dumps(what) + "\n")

        outcome = _solve(mip, limits, lambda bound: say({"bound": bound}))
        say(outcome._asdict())
    os._exit(0)  # Python would wait for the thread that reads, and abort.


if __name__ == "__main__":
    _serve()
