"""Which rules, one of them eased, would let one session more into a plan of one demand alone."""

from __future__ import annotations

from collections.abc import Iterator

from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.reasons.people import People
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Demand
from sharepool.problem.violation import Violation

_MOST_PEOPLE = 5
"""People tried: those on the demand first, then the nearest."""


def eases_of_people(whole: Whole, people: People) -> Iterator[Violation]:
    """Yield what alone stands in the way of one more session, beside those of the demand itself.

    No other session is planned, so it stands in the way of every plan that keeps these.

    Parameters
    ----------
    whole : Whole
    people : People
        Of the demand.
    """
    demand = people.demand
    own = Plan(tuple(row for row in whole.plan if row.demand_id == demand.demand_id))
    alone = whole.with_plan(own)
    # Also those that its cells rule out: the checker says so of each.
    every = {bell.part for bell in whole.problem.bells} if demand.parts else ()
    free = demand.model_copy(update={"slots": (), "parts": tuple(sorted(every))})
    times = whole.timetable.sessions(free)
    eased: Whole | None = None
    on_it = dict.fromkeys(row.staff_id for row in own)
    for staff_id in list(dict.fromkeys([*on_it, *people.listed]))[:_MOST_PEOPLE]:
        for time in times:
            row = people.row(staff_id, time.day, time.slot)
            if row in own.assignments:
                continue
            found = alone.around(row).find_obstacles(row)
            if len({(one.code, one.kind) for one in found}) != 1:
                continue
            # A row at a start that its cells rule out has no time, so that no other rule is looked
            # at: it is, once they allow the start.
            if found[0].code == "H03":
                eased = eased or _with_demand(whole, own, free)
                if eased.around(row).find_obstacles(row):
                    continue
            yield from found


def _with_demand(whole: Whole, plan: Plan, demand: Demand) -> Whole:
    """Return a problem with another demand in place of the one of its id."""
    own = demand.demand_id
    demands = [demand if one.demand_id == own else one for one in whole.problem.demands]
    return Whole(whole.problem.updated(demands=tuple(demands)), plan, whole.deadline)
