"""A term planned: alike weeks share a plan, others are made from it with few changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sharepool.base.interrupts import asked_for_all
from sharepool.centre.term.drafts import letters_of, make_drafts
from sharepool.centre.term.jobs import Effort
from sharepool.centre.term.planner import Planner
from sharepool.centre.term.rolling import roll
from sharepool.centre.term.types import Made, Term, TermBook, WeekSource
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Stop
from sharepool.tables.plan_ids import refuse_unknown_ids

NOT_PLANNED = Made(Plan(), Plan(), WeekSource.MISSING)
"""Of a week that has no version."""


def plan_term(
    problem: Problem,
    term: TermBook | None = None,
    *,
    plan: Plan | None = None,
    since: dt.date | None = None,
    stop: float | Stop = 60.0,
    week_stop: float | Stop = 10.0,
    change: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    executor: Any = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Term:
    """Plan the weeks of a term.

    Weeks of which the tables say the same share a plan, the standing plan. Where some demands are
    wanted in some weeks only (odd and even ones) there are several, each close to the first. Every
    other week is made anew from its standing plan with few changes, all at a time; then, week by
    week, what was lost is made up for where a plan leaves room.

    From the first standing plan on, Ctrl-C keeps what there is: weeks at work end with the best
    plan so far, the others with what holds of the plan that they are made from.

    Parameters
    ----------
    problem : Problem
        With ``[term]`` in its rules, and the dated tables of the whole term.
    term : TermBook, optional
        What is known beside the tables: settings, what is carried over, what is out and was held.
    plan : Plan, optional
        The first standing plan; found by :func:`sharepool.solve` if not given.
    since : datetime.date, optional
        Weeks that begin from then on are planned anew if their tables have changed, from the plan
        in force; others of which nothing is reported yet make up for what is owed, beside their
        plan. Without it, weeks that have a version stay as they are.
    stop : float or Stop
        For each standing plan.
    week_stop : float or Stop
        For each other week.
    change : int, optional
        The weight of a session that is not kept in a week that is made anew; if not given the
        problem's own, but no less than a quarter of a missing session.
    seed, workers, on_progress
        As :func:`sharepool.solve` takes them; progress is that of the first standing plan.
    executor : concurrent.futures.Executor or distributed.Client, optional
        Who plans weeks at a time; processes of our own if not given, so that a script needs
        ``if __name__ == "__main__":``. It is left open.

    Returns
    -------
    Term

    Raises
    ------
    ProblemError
        The rules do not say when the term begins and how long it is, or the problem lacks an id
        of the plan.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> [week.letter for week in term.weeks]
    ['A', 'A']
    """
    book = TermBook() if term is None else term
    drafts = make_drafts(problem, book, since)
    if plan is not None:
        refuse_unknown_ids(problem, plan)
    effort = Effort(stop, week_stop, change, seed, workers, executor)
    planner = Planner(problem, book, drafts, effort)
    with asked_for_all():
        planner.make_standing(plan, on_progress)
        planner.make_others()
        planner.prove()
        weeks = tuple(roll(book, drafts, planner.made, planner.standing, planner.bounds, effort))
    return Term(problem=problem, book=book, standing=planner.standing, weeks=weeks)


def survey_term(problem: Problem, term: TermBook) -> Term:
    """Return a term as it is out, without planning anything.

    Parameters
    ----------
    problem : Problem
        The tables of the term.
    term : TermBook
        With the versions that are out. A week without one counts as having no plan.

    Raises
    ------
    ProblemError
        The rules do not say when the term begins and how long it is.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> out = sp.survey_term(term.problem, term.publish())
    >>> [week.source.value for week in out.weeks]
    ['kept', 'kept']
    """
    drafts = [replace(one, is_open=False) for one in make_drafts(problem, term, None)]
    missing = {one.number: NOT_PLANNED for one in drafts if one.version is None}
    standing = {letter: term.standing.get(letter, Plan()) for letter in letters_of(drafts)}
    return Term(
        problem=problem,
        book=term,
        standing=standing,
        weeks=tuple(roll(term, drafts, missing, standing, {}, None)),
    )
