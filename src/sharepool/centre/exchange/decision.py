"""Which teacher moves to which school (教师交流轮岗)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence

from sharepool.base.errors import InternalError
from sharepool.centre.exchange.check import check_exchange
from sharepool.centre.exchange.eligibility import find_standings
from sharepool.centre.exchange.goals import GOALS, SolvedTask, add_goals, solve_tasks
from sharepool.centre.exchange.moving import Stay, apply_moves, as_history, name_move
from sharepool.centre.exchange.returns import find_returns
from sharepool.centre.exchange.rows import PastMove, Post
from sharepool.centre.exchange.rules import ExchangeMode, ExchangeRules
from sharepool.centre.exchange.summing import count_quotas, sum_schools
from sharepool.centre.exchange.task import list_tasks
from sharepool.centre.exchange.types import (
    Exchange,
    ExchangeGoal,
    MoveReason,
    MovesPoint,
    TeacherMove,
)
from sharepool.centre.exchange.wishes import grant_wishes
from sharepool.centre.needs.rows import Centre
from sharepool.problem.result import Status, Stop
from sharepool.problem.travel import TravelTimes


def plan_exchange(
    centre: Centre,
    rules: ExchangeRules | None = None,
    *,
    posts: Sequence[Post] = (),
    history: Sequence[PastMove] = (),
    moves: int | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> Exchange:
    r"""Decide who moves to which school.

    Teachers whose time at another school is over return first. Then, subject by subject, with
    :math:`x_{ps} = 1` if teacher p moves to school s, the goals are, each after the ones before:

    .. math:: \min \; q_1 + q_2, \quad \sum_s e_s, \quad \sum_s |r_s - e_s - \bar c\, r_s|, \quad
              \sum t_{ps}\, x_{ps}, \quad \sum \text{rank}_{ps}\, x_{ps}

    with the moves :math:`q_1` and backbone teachers :math:`q_2` that the quotas lack, the lessons
    :math:`r_s` due and :math:`e_s \ge r_s - \text{supply}_s` uncovered, the mean coverage
    :math:`\bar c`, the minutes :math:`t` between two schools. The quotas are soft: where they
    cannot hold, that is told. docs/yearly.md has the model.

    If ``rules.mode`` is ``wishes`` nobody moves but to a school that they named, and nobody can
    gain by naming others (docs/yearly.md).

    Parameters
    ----------
    centre : Centre
    rules : ExchangeRules, optional
    posts : sequence of Post
    history : sequence of PastMove
        The moves of earlier years.
    moves : int, optional
        Moves of each subject at most; by default ``rules.max_moves``, or what the quota asks for.
    stop : float or Stop
        When to stop looking for a better exchange, in all: seconds from the call.
    seed : int
        Of the lots that decide between teachers of equal seniority, and of the search.

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> exchange = sp.plan_exchange(sp.read_centre("data/samples/county/centre"))
    >>> exchange.uncovered_before, len(exchange.moves)
    (381, 7)
    """
    started, seconds = time.monotonic(), Stop.of(stop).time_alone()
    rules = rules or ExchangeRules()
    date = rules.date or centre.problem.rules.week_of
    returned = find_returns(centre, history, date)
    start = apply_moves(centre, returned)
    standings = find_standings(start, rules, date)
    goals: tuple[ExchangeGoal, ...] = ()
    if rules.mode is ExchangeMode.WISHES:
        moved = grant_wishes(start, standings, posts, rules, date, seed)
    else:
        solved = solve_tasks(
            list_tasks(start, standings, posts, rules, moves), GOALS, seconds, seed
        )
        goals = add_goals(solved, GOALS)
        moved = [move for one in solved for move in _name_moves(start, one, rules, date)]
    after = apply_moves(start, moved)
    proven = bool(goals) and all(goal.value == goal.bound for goal in goals)
    exchange = Exchange(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        mode=rules.mode,
        date=date,
        moves=(*returned, *moved),
        standings=standings,
        schools=sum_schools(after, find_standings(after, rules, date), (*returned, *moved)),
        quotas=tuple(count_quotas(start, standings, posts, rules, moved)),
        goals=goals,
        centre=after,
        history=(*history, *as_history((*returned, *moved))),
        wall_seconds=time.monotonic() - started,
        rules=rules,
        before=centre,
    )
    flaws = check_exchange(centre, rules, exchange, posts=posts, history=history, moves=moves)
    if flaws:
        raise InternalError(f"the exchange has {len(flaws)} flaws, such as {flaws[0]}")
    return exchange


def _name_moves(
    start: Centre, solved: SolvedTask, rules: ExchangeRules, date: dt.date
) -> Iterator[TeacherMove]:
    """Yield who goes where: of those who are alike, who has been at the school longest."""
    task, stay = solved.task, Stay(date, rules.until(date))
    travel, mode = TravelTimes(start.problem), start.problem.rules.travel.default_mode
    taken = dict.fromkeys(range(len(task.movers)), 0)
    for (number, target), count in sorted(solved.moved.items()):
        people = task.movers[number].people[taken[number] : taken[number] + count]
        taken[number] += count
        for one in people:
            yield name_move(travel, mode, one, task.sites[target], MoveReason.ELIGIBLE, stay)


def trace_moves(
    centre: Centre,
    moves: Iterable[int],
    rules: ExchangeRules | None = None,
    *,
    posts: Sequence[Post] = (),
    history: Sequence[PastMove] = (),
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> tuple[MovesPoint, ...]:
    """Return how few lessons so many moves would leave uncovered, quotas aside.

    Parameters
    ----------
    centre : Centre
    moves : iterable of int
        Of each subject at most.
    rules : ExchangeRules, optional
    posts : sequence of Post
    history : sequence of PastMove
    stop : float or Stop
        When to stop, for all of them together: seconds from the call.
    seed : int

    Examples
    --------
    >>> import sharepool as sp
    >>> read = sp.read_exchange("data/samples/county/centre")
    >>> [one.uncovered for one in sp.trace_moves(read.centre, [4, 7], read.rules, posts=read.posts)]
    [329, 300]
    """
    rules = rules or ExchangeRules()
    date = rules.date or centre.problem.rules.week_of
    start = apply_moves(centre, find_returns(centre, history, date))
    standings = find_standings(start, rules, date)
    seconds, counts, points = Stop.of(stop).time_alone(), list(moves), []
    for most in counts:
        tasks = list_tasks(start, standings, posts, rules, most)
        solved = solve_tasks(tasks, ["uncovered"], seconds / len(counts), seed)
        (goal,) = add_goals(solved, ["uncovered"])
        moved = sum(sum(one.moved.values()) for one in solved)
        points.append(MovesPoint(most, moved, goal.value, goal.bound))
    return tuple(points)
