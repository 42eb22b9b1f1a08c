"""Whether the weeks hold what was decided: each is planned anew from the standing plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sharepool.analysis.replanning.versions import replan
from sharepool.centre.feed import Feed, join_feeds
from sharepool.centre.training.feeding import COVER, mondays_of
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.rules import find_lapsed


@dataclass(frozen=True)
class ProvenWeek:
    """A week as it is planned anew.

    Attributes
    ----------
    monday : datetime.date
    status : Status
    lapsed : int
        Sessions of the standing plan that cannot take place as they are.
    wanted, delivered : int
        Sessions of the week.
    cover_wanted, cover_delivered : int
        Those that are for people who are away.
    objective, bound : int or None
    """

    monday: dt.date
    status: Status
    lapsed: int
    wanted: int
    delivered: int
    cover_wanted: int
    cover_delivered: int
    objective: int | None
    bound: int | None


def prove_weeks(
    problem: Problem, plan: Plan, feed: Feed, *, stop: float | Stop = 10.0, seed: int = 0
) -> tuple[ProvenWeek, ...]:
    """Return each week that a feed changes, planned anew with as little upset as can be.

    Parameters
    ----------
    problem : Problem
        Its week is the first that counts.
    plan : Plan
        The standing plan.
    feed : Feed
    stop : float or Stop
        When to stop planning, for each week; a number is seconds.
    seed : int

    Raises
    ------
    ProblemError
        The feed does not fit the problem.

    Examples
    --------
    >>> import datetime as dt
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> away = {"staff_id": "LI", "from": "2026-03-11", "until": "2026-03-11"}
    >>> origin = sp.Origin("training", "runs", 2)
    >>> row = sp.FeedRow(sp.Absence.model_validate(away), origin, dt.date(2026, 3, 11))
    >>> (week,) = sp.prove_weeks(problem, plan, sp.Feed({"absences": (row,)}))
    >>> str(week.monday), week.lapsed
    ('2026-03-09', 1)
    """
    weeks = []
    for monday in mondays_of(feed, problem.rules.week_of):
        rules = problem.rules.model_copy(update={"week_of": monday})
        week = join_feeds(problem.updated(rules=rules), feed)
        result = replan(week, plan, stop=stop, seed=seed).result
        covers = {one.demand_id for one in week.demands if one.kind == COVER}
        rows = () if result.plan is None else result.plan.assignments
        weeks.append(
            ProvenWeek(
                monday=monday,
                status=result.status,
                lapsed=len(find_lapsed(week, plan)),
                wanted=sum(week.wanted_of.values()),
                delivered=len({(row.demand_id, row.day, row.slot) for row in rows}),
                cover_wanted=sum(week.wanted_of[name] for name in covers),
                cover_delivered=sum(row.demand_id in covers for row in rows),
                objective=result.objective,
                bound=result.bound,
            )
        )
    return tuple(weeks)
