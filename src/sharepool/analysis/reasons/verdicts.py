"""From what was found of a demand to its one verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from sharepool.analysis.reasons.excerpts import TimeUp, Whole
from sharepool.analysis.reasons.exchanges import Exchanges
from sharepool.analysis.reasons.forcing import Forcing, Rearrangement
from sharepool.analysis.reasons.people import People, Trial
from sharepool.analysis.reasons.proofs import count_possible, find_eases, scarcest_part
from sharepool.analysis.reasons.types import Reason, Verdict
from sharepool.analysis.reasons.vacancies import find_vacancies
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand

_SECONDS_OF_PROOFS = 30.0
"""The longest that all legal plans are asked, of all demands together."""


def find_reasons(
    problem: Problem,
    plan: Plan,
    *,
    reserve: int | None = None,
    demand_ids: Iterable[str] | None = None,
    deadline: float | None = None,
    with_people: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Reason, ...]:
    """Return why sessions are missing from a plan that is known to be legal.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal one; otherwise the reasons mean nothing (:func:`sharepool.explain` refuses it).
    reserve : int, optional
        Objective less bound: what all changes together can gain at most.
    demand_ids : iterable of str, optional
        The demands to explain; all if not given.
    deadline : float, optional
        When to stop, on the clock of :func:`time.monotonic`. What nobody can take is looked for
        first, as it is quickly found; demands that are then left are `untried`. What is left of the
        time goes to proofs of what counting and single exchanges leave open.
    with_people : bool
        Whether to say what stands in each person's way, besides the verdict.
    on_progress : callable, optional
        Receives how many demands are explained, and of how many.

    Returns
    -------
    tuple of Reason
        One for each demand that misses sessions, in the problem's order.
    """
    chosen = None if demand_ids is None else set(demand_ids)
    whole = Whole(problem, plan, deadline)
    short = [
        demand
        for demand in problem.demands
        if (chosen is None or demand.demand_id in chosen) and whole.count_missing(demand)
    ]
    found = {
        demand.demand_id: Reason(
            demand.demand_id, whole.count_missing(demand), Verdict.UNTRIED, reserve=reserve
        )
        for demand in short
    }
    if short and not whole.is_time_up():
        judge = _Judge(whole, with_people=with_people)
        for done, demand in enumerate(judge.impossible_first(short)):
            if on_progress is not None:
                on_progress(done, len(short))
            try:
                found[demand.demand_id] = judge.explain(found[demand.demand_id])
            except TimeUp:
                break
        found |= dict(_settle(whole, tuple(found.values())))
    return tuple(found.values())


def _settle(whole: Whole, reasons: Iterable[Reason]) -> Iterator[tuple[str, Reason]]:
    """Yield reasons that have a proof of all legal plans, where the problem is small enough."""
    open_ = [one for one in reasons if one.verdict is Verdict.SEVERAL]
    uncaused = [one for one in reasons if one.verdict is Verdict.IMPOSSIBLE and one.ease is None]
    if not open_ and not uncaused:
        return
    latest = time.monotonic() + _SECONDS_OF_PROOFS
    forcing = Forcing(whole.problem, whole.plan, min(latest, whole.deadline or latest))
    if not forcing.is_small:
        return
    for reason in open_:
        if whole.is_time_up() or forcing.is_time_up():
            return
        settled = _force(whole, forcing, reason)
        if settled.verdict is Verdict.IMPOSSIBLE:
            uncaused.append(settled)
        yield reason.demand_id, settled
    for reason in uncaused:
        if whole.is_time_up() or forcing.is_time_up():
            return
        demand = whole.problem.demand_of[reason.demand_id]
        yield (
            reason.demand_id,
            replace(reason, clash=forcing.find_cause(demand, whole.count_sessions(demand) + 1)),
        )


def _force(whole: Whole, forcing: Forcing, reason: Reason) -> Reason:
    """Return the verdict on one session more that all legal plans together give."""
    demand = whole.problem.demand_of[reason.demand_id]
    count = whole.count_sessions(demand)
    found = forcing.find_plan(demand, count + 1)
    if found is False:
        return replace(reason, verdict=Verdict.IMPOSSIBLE, most=count, reserve=None)
    if not isinstance(found, Rearrangement):
        return reason
    return _with_moves(reason, found)


def _with_moves(reason: Reason, found: Rearrangement) -> Reason:
    """Return a reason with the moves that one session more takes."""
    verdict = Verdict.SEVERAL if found.goes else Verdict.DEAR
    if len(found.comes) == len(found.goes) == 1:
        verdict = Verdict.DISPLACES
        reason = replace(reason, add=found.comes[0], drop=found.goes[0])
    else:
        reason = replace(reason, comes=found.comes, goes=found.goes)
    if found.change < 0:
        verdict = Verdict.MISSED
    closed = None if verdict is not Verdict.SEVERAL else reason.reserve
    return replace(reason, verdict=verdict, change=found.change, reserve=closed)


class _Judge:
    """Gives verdicts on the demands of one plan."""

    def __init__(self, whole: Whole, *, with_people: bool) -> None:
        self._whole, self._with_people = whole, with_people
        self._instance = prepare(whole.problem)
        self._exchanges = Exchanges(whole)
        self._most: dict[str, int] = {}

    def is_impossible(self, demand: Demand) -> bool:
        """Return whether no legal plan holds more sessions of a demand: proven."""
        return self._count_possible(demand) <= self._whole.count_sessions(demand)

    def impossible_first(self, demands: Iterable[Demand]) -> list[Demand]:
        """Return the demands to explain in turn; none of those that there is no time to sort."""
        impossible: list[Demand] = []
        others: list[Demand] = []
        for demand in demands:
            if self._whole.is_time_up():
                break
            (impossible if self.is_impossible(demand) else others).append(demand)
        return impossible + others

    def explain(self, reason: Reason) -> Reason:
        """Return an untried reason with its verdict, and who could take a session if wanted."""
        demand, instance = self._whole.problem.demand_of[reason.demand_id], self._instance
        task = instance.task_of[reason.demand_id]
        roles = [instance.roles[part] for part in instance.parts_of(task)]
        people_of = {role: People(self._whole, instance, demand, role) for role in roles}
        impossible = self.is_impossible(demand)
        trials = {
            (role, staff_id): people.trials(staff_id, is_brief=not self._with_people)
            for role, people in people_of.items()
            for staff_id in (people.listed if self._with_people or not impossible else ())
        }
        if impossible:
            most = self._count_possible(demand)
            vacant = self._vacancies(demand)
            scarcest = instance.roles[vacant[0] if vacant else scarcest_part(instance, task)]
            eases = find_eases(self._whole, instance, people_of[scarcest], most)
            if len(vacant) > 1:
                eases = ()  # No single rule brings several people.
            judged = replace(
                reason,
                verdict=Verdict.IMPOSSIBLE,
                most=most,
                ease=next(iter(eases), None),
                also_ease=eases[1:],
                reserve=None,
            )
            if len(vacant) > 1:
                judged = replace(judged, vacant=tuple(instance.roles[part] for part in vacant))
            elif len(roles) > 1:
                judged = replace(judged, role=scarcest)
        else:
            every = [trial for tried in trials.values() for trial in tried]
            judged = self._find_way(reason, demand, every)
        self._whole.forget()
        if not self._with_people:
            return judged
        return replace(
            judged,
            candidates=tuple(
                people_of[role].candidate(staff_id, tried)
                for (role, staff_id), tried in trials.items()
            ),
            others=sum(people.count_others() for people in people_of.values()),
        )

    def _find_way(self, reason: Reason, demand: Demand, trials: list[Trial]) -> Reason:
        """Return a reason with the best addition or exchange among some trials, if there is one."""
        legal = [(trial.change, trial.row) for trial in trials if trial.change is not None]
        change, add = min(legal, key=itemgetter(0), default=(0, None))
        added = replace(reason, verdict=Verdict.DEAR, add=add, change=change, reserve=None)
        if change < 0:
            return replace(added, verdict=Verdict.MISSED)
        blocked = (trial for trial in trials if trial.obstacles)
        exchange = self._exchanges.find_best(demand, blocked)
        if exchange is not None and (add is None or exchange.change < 0):
            verdict = Verdict.MISSED if exchange.change < 0 else Verdict.DISPLACES
            return replace(added, verdict=verdict, **vars(exchange))
        return replace(reason, verdict=Verdict.SEVERAL) if add is None else added

    def _count_possible(self, demand: Demand) -> int:
        key = demand.demand_id
        if key not in self._most:
            task = self._instance.task_of[key]
            most = count_possible(self._instance, task)
            self._most[key] = 0 if self._vacancies(demand) else most
        return self._most[key]

    def _vacancies(self, demand: Demand) -> tuple[int, ...]:
        """Return the roles of a team that nobody is there for, if it has a time at all."""
        is_team = demand.demand_id in self._whole.problem.roles_of
        if not is_team or not self._whole.timetable.sessions(demand):
            return ()
        return find_vacancies(self._instance, self._instance.task_of[demand.demand_id])
