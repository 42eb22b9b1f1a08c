r"""What a week can make up for: sessions that are owed, in the time that its plan leaves free.

Nothing that is planned moves for it. The demands that are owed a session are taken in turn, the
most owed first; each gets one session more where it costs least, if that is worth it: a session
made up for counts half of what a missing one costs,

.. math:: \Delta z - \tfrac12 \operatorname{round}(w_{\text{unmet}} \cdot \text{priority}) < 0.

In the tables of the week the demand's `sessions` then count it. The plan's row bears the demand's
own id, and whatever is made of the week later keeps it like any other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sharepool.analysis.reasons.excerpts import TimeUp, Whole
from sharepool.analysis.reasons.people import People
from sharepool.centre.term.losses import sessions_of
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand
from sharepool.problem.timetable import Timetable
from sharepool.rules import check

SHARE_OF_PRIORITY = Decimal("0.5")
"""What a made-up session counts for beside one of the week."""

MOST_TRIED = 8
"""A week has seven days: of so many sessions more, even one day wants another."""


@dataclass
class CatchUp:
    """A week that makes up for lost sessions.

    Attributes
    ----------
    week : Problem
        Its tables, which come to want what is made up for.
    plan : Plan
        A legal plan of it, which comes to hold it.
    hopeless : set of str
        Demands that are known to find no room beside the plan.
    """

    week: Problem
    plan: Plan
    hopeless: set[str] = field(default_factory=set)

    def make_up(self, owed: Iterable[str], seconds: float | None = None) -> None:
        """Give demands one session more each, as far as there is room.

        Parameters
        ----------
        owed : iterable of str
            Demand ids, those to be served first in front.
        seconds : float, optional
            How long to look for room.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        asked = {name: demand for name in owed if (demand := self._asked(name)) is not None}
        if not asked:
            return
        instance = prepare(self.week)
        whole = self._whole(asked, deadline)
        for name, demand in asked.items():
            try:
                row = _cheapest(whole, instance, whole.problem.demand_of[name])
            except TimeUp:
                return
            whole.forget()
            if row is None or not self._take(demand, row):
                self.hopeless.add(name)
            else:
                whole = self._whole(asked, deadline)

    def _asked(self, name: str) -> Demand | None:
        """Return a demand that wants one session more, at half its priority.

        None if it cannot, is known to be hopeless, or lacks sessions of the week itself: one more
        would be no easier to give.
        """
        demand = self.week.demand_of.get(name)
        if demand is None or name in self.hopeless or name in self.week.roles_of:
            return None
        wanted = self.week.wanted_of[name]
        if not 0 < wanted == len(sessions_of(self.week, self.plan).get(name, ())):
            return None
        return _one_more(self.week, demand, wanted)

    def _whole(self, asked: Mapping[str, Demand], deadline: float | None) -> Whole:
        """Return the week as it is, with all that is asked for wanted."""
        demands = tuple(asked.get(one.demand_id, one) for one in self.week.demands)
        return Whole(self.week.updated(demands=demands), self.plan, deadline)

    def _take(self, asked: Demand, row: Assignment) -> bool:
        """Let the week have a session more; return whether no rule stands in the way after all."""
        name = asked.demand_id
        more = self.week.demand_of[name].model_copy(update={"sessions": asked.sessions})
        demands = tuple(more if one.demand_id == name else one for one in self.week.demands)
        week, plan = self.week.updated(demands=demands), Plan((*self.plan, row))
        if check(week, plan):
            return False
        self.week, self.plan = week, plan
        return True


def _cheapest(whole: Whole, instance: Instance, demand: Demand) -> Assignment | None:
    """Return the session more of a demand that adds least to the objective, if it is worth it."""
    people = People(whole, instance, demand)
    taking = {one.person.staff_id for one in whole.week.of_demand.get(demand.demand_id, ())}
    is_full = len(taking) >= demand.max_staff  # nobody else may come to it
    found = [
        (trial.change, trial.row.day, trial.row.slot, trial.row.staff_id, trial.row)
        for staff_id in (sorted(taking) if is_full else people.listed)
        for trial in people.trials(staff_id)
        if trial.change is not None and trial.change < 0
    ]
    return min(found, key=lambda one: one[:4])[-1] if found else None


def _one_more(week: Problem, demand: Demand, wanted: int) -> Demand | None:
    """Return a demand of which the week wants one session more; None if there is none such.

    With days off a week wants a share of `sessions`, so that the number is found by trying.
    """
    timetable = Timetable(week)
    for sessions in range(demand.sessions + 1, demand.sessions + 1 + MOST_TRIED):
        priority = demand.priority * SHARE_OF_PRIORITY
        more = demand.model_copy(update={"sessions": sessions, "priority": priority})
        if timetable.wanted(more) == wanted + 1:
            return more
    return None
