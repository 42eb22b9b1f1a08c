"""From a plan with gaps to the changes that cover some of them, solved again and ranked."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sharepool.analysis.reasons.verdicts import find_reasons
from sharepool.analysis.remedies.bench import Bench, SolveJob
from sharepool.analysis.remedies.changes import Change
from sharepool.analysis.remedies.ideas import find_ideas
from sharepool.analysis.remedies.prices import find_prices, price_of
from sharepool.analysis.remedies.schedule import POLISH_SHARE, REASONS_SHARE, Schedule
from sharepool.analysis.remedies.screening import Gaps
from sharepool.analysis.remedies.types import Remedies, Remedy
from sharepool.base.interrupts import noted
from sharepool.engine import SolveParams
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Stop
from sharepool.rules import check
from sharepool.rules.scoring import score
from sharepool.solving.solver import count_workers

ENOUGH_OF_A_KIND = 3
"""Remedies of one kind, after which other kinds that win something come first."""


@dataclass(frozen=True)
class _Known:
    """The best that is known of the problem as it is."""

    plan: Plan
    objective: int
    bound: int | None

    def improved(self, results: Iterable[Result | None]) -> _Known:
        """Return what is known after more solves."""
        found = self
        for result in results:
            if result is None:
                continue
            if result.bound is not None and (found.bound is None or result.bound > found.bound):
                found = replace(found, bound=result.bound)
            if result.has_plan and (result.objective or 0) < found.objective:
                found = replace(found, plan=result.plan, objective=result.objective or 0)
        return found


@noted()
def recommend(
    problem: Problem,
    plan: Plan | Result,
    *,
    bound: int | None = None,
    stop: float | Stop = 60.0,
    top: int = 10,
    prices: Mapping[str, int] | None = None,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    params: SolveParams | None = None,
) -> Remedies:
    """Return changes of the problem that cover missing sessions, the most worthwhile first.

    Each change is solved again from the plan, with as much effort as the problem as it is. For the
    best of them the problem as it is is solved once more, from what the change led to, so that a
    win is not merely more search. Ctrl-C keeps what is done so far.

    Parameters
    ----------
    problem : Problem
    plan : Plan or Result
        A legal plan; of a result its bound is used too.
    bound : int, optional
        A proven lower bound of the objective: the more is known, the more of a win is certain.
    stop : float or Stop
        Seconds for everything; or a :class:`Stop` with `work`, the effort of each solve, which then
        counts in place of seconds: the same input, seed and work give the same remedies.
    top : int
        Remedies wanted at most.
    prices : mapping of str to int, optional
        What changes cost by kind, in points of the objective, where the defaults of
        docs/remedies.md are not meant.
    seed : int
    workers : int, optional
        Cores to use; all that this process may use if not given.
    on_progress : callable, optional
        Told after each solve, in the caller's thread.
    params : SolveParams, optional
        Those of each solve.

    Returns
    -------
    Remedies
        A tuple, by what they win less what they cost. None that wins nothing; one for each subject
        and kind. Empty if there was no time to try any.

    Raises
    ------
    ValueError
        The plan breaks hard rules, or a limit or price makes no sense.
    NoPlanError
        The result has no plan.
    KeyboardInterrupt
        Ctrl-C came before there was anything to keep.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.solve(problem, stop=10).plan
    >>> remedies = sp.recommend(problem, plan, stop=sp.Stop(work=0.2), workers=1, top=1)
    >>> [(one.change.kind, one.gained) for one in remedies]
    [('max_per_day', 1)]
    """
    began = time.monotonic()
    limits = Stop.of(stop)
    seconds, work = limits.seconds or 0.0, limits.work
    if not (top > 0 and (seconds > 0 if work is None else work > 0)):
        raise ValueError("stop, top: give more than 0")
    known = _judge(problem, plan, bound)
    charges = find_prices(problem, prices)
    cores = count_workers() if workers is None else workers
    until = None if work is not None else began + seconds
    bench = Bench(cores, seed, until, params)

    share = Stop(POLISH_SHARE * seconds) if work is None else Stop(None, work=work)
    share = replace(share, gap=limits.gap)
    polishers = cores if work is None else 1
    known = known.improved(bench.solve([SolveJob(problem, known.plan)], share, workers=polishers))
    if bench.is_interrupted:
        raise KeyboardInterrupt
    latest = None if work is not None else time.monotonic() + REASONS_SHARE * seconds
    reasons = find_reasons(problem, known.plan, deadline=latest)
    ideas = find_ideas(Gaps(problem, known.plan), reasons, charges)
    changes = _with_fewer(idea.change for idea in ideas)
    if not changes:
        return Remedies((), problem)
    schedule = (
        Schedule.counted(work, ideas=len(changes), top=top)
        if work is not None
        else Schedule.within(
            began + seconds - time.monotonic(),
            sessions=_count_wanted(problem),
            ideas=len(changes),
            top=top,
            cores=cores,
        )
    )
    schedule = replace(schedule, stop=replace(schedule.stop, gap=limits.gap))
    news = _News(problem, known, began, 1 + schedule.tries + schedule.rivals, on_progress)
    found = _try_out(problem, known, changes[: schedule.tries], charges, bench, schedule, news)
    return Remedies(found[:top], problem)


class _News:
    """Tells how many solves are done."""

    def __init__(
        self,
        problem: Problem,
        known: _Known,
        began: float,
        solves: int,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._wanted = _count_wanted(problem)
        self._known, self._began, self._solves = known, began, solves
        self._on_progress, self._done = on_progress, 0

    def __call__(self) -> None:
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(
                Progress(
                    seconds=time.monotonic() - self._began,
                    objective=self._known.objective,
                    bound=self._known.bound,
                    delivered=len(self._known.plan),
                    wanted=self._wanted,
                    phase=f"{self._done} of {self._solves} solves",
                )
            )


def _judge(problem: Problem, plan: Plan | Result, bound: int | None) -> _Known:
    """Return what a plan given is worth, once the checker has found nothing against it."""
    given = plan.plan if isinstance(plan, Result) else plan
    if isinstance(plan, Result) and bound is None:
        bound = plan.bound
    broken = check(problem, given)
    if broken:
        raise ValueError(f"the plan breaks {len(broken)} hard rules (see check): give a legal one")
    return _Known(given, score(problem, given).objective, bound)


def _try_out(
    problem: Problem,
    known: _Known,
    changes: Sequence[Change],
    charges: Mapping[str, int],
    bench: Bench,
    schedule: Schedule,
    news: Callable[[], None],
) -> tuple[Remedy, ...]:
    """Solve the problem as it is and with each change, then hold the best against each other."""
    jobs = [SolveJob(problem, known.plan)]
    jobs += [SolveJob(change.apply(problem), known.plan) for change in changes]
    control, *results = bench.solve(jobs, schedule.stop, on_done=news)
    if control is None:
        if bench.is_interrupted:
            raise KeyboardInterrupt
        return ()  # Time was over before there was anything to hold a change against.
    known = known.improved([control])
    trials = [
        (change, result)
        for change, result in zip(changes, results, strict=True)
        if result is not None and result.has_plan
    ]
    found = [_remedy(problem, known, trial, charges) for trial in trials]
    ranked = _ranked(_smallest(found))
    best = _mixed(ranked)[: schedule.rivals]
    # What is as good without the change was found by the search, not by the change.
    rivals = [SolveJob(problem, remedy.plan) for remedy in best]
    known = known.improved(bench.solve(rivals, schedule.stop, on_done=news))
    chosen = {remedy.change for remedy in best}
    return _ranked(
        _remedy(problem, known, trial, charges) for trial in trials if trial[0] in chosen
    )


def _remedy(
    problem: Problem, known: _Known, trial: tuple[Change, Result], charges: Mapping[str, int]
) -> Remedy:
    """Return what a change wins over the best that is known without it."""
    change, result = trial
    plan, objective = result.plan, result.objective or 0
    before, more = _count_sessions(problem, known.plan), _count_sessions(problem, plan)
    more.subtract(before)
    return Remedy(
        change=change,
        price=price_of(change, charges),
        objective_before=known.objective,
        objective_after=objective,
        missing=_count_wanted(problem) - before.total(),
        gained=more.total(),
        demands=tuple(
            (one.demand_id, more[one.demand_id]) for one in problem.demands if more[one.demand_id]
        ),
        proven=0 if known.bound is None else max(0, known.bound - objective),
        before=known.plan,
        plan=plan,
    )


def _with_fewer(changes: Iterable[Change]) -> list[Change]:
    """Return changes, each after what it would be with one part less."""
    every = (one for change in changes for one in (*change.fewer, change))
    return list(dict.fromkeys(every))


def _smallest(remedies: Sequence[Remedy]) -> Iterator[Remedy]:
    """Yield the remedies that win more than they would with any one part less.

    A change whose parts were not tried, as time was up, is left out.
    """
    win_of = {one.change: one.win for one in remedies}
    for one in remedies:
        if all(win_of.get(fewer, one.win) < one.win for fewer in one.change.fewer):
            yield one


def _ranked(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """Return the remedies that win something, the most worthwhile first, one of each subject."""
    first: dict[tuple[str, ...], Remedy] = {}
    winning = (remedy for remedy in remedies if remedy.win > 0)
    for remedy in sorted(winning, key=lambda one: (-one.net, -one.gained)):
        first.setdefault((remedy.change.kind, *remedy.change.subject), remedy)
    return tuple(first.values())


def _mixed(ranked: Iterable[Remedy]) -> list[Remedy]:
    """Return remedies in their order, but those of a kind that there are enough of at the end."""
    of_kind = Counter[str]()
    first: list[Remedy] = []
    others: list[Remedy] = []
    for remedy in ranked:
        of_kind[remedy.change.kind] += 1
        (first if of_kind[remedy.change.kind] <= ENOUGH_OF_A_KIND else others).append(remedy)
    return first + others


def _count_sessions(problem: Problem, plan: Plan) -> Counter[str]:
    """Return the sessions of each demand: people of a team who start together are in one."""
    teams = problem.roles_of
    alone = (row.demand_id for row in plan if row.demand_id not in teams)
    held = {(row.demand_id, row.day, row.slot) for row in plan if row.demand_id in teams}
    return Counter([*alone, *(demand_id for demand_id, _, _ in held)])


def _count_wanted(problem: Problem) -> int:
    return sum(problem.wanted_of.values())
