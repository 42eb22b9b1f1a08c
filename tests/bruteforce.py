"""The best plan of a tiny problem, by trying every one: the judge of last resort.

Knows nothing of rules and terms but what the checker and the scorer say, so that the three of them
and the engine can be held against each other.
"""

from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.rules import check, violations
from sharepool.rules.scoring import score_itinerary

ALONE = {"H00", "H01", "H02", "H03", "H18"}
"""Rules that a row breaks or keeps by itself, whatever else is in the plan."""

LASTING = {"H04", "H10", "H11", "H14", "H15"}
"""Rules that, once broken, no further session mends. The road (H05-H09, H12 with travel) is not
among them: a stop on the way may cut a leg that is too long."""

LASTING_KINDS = {
    ("H13", "sessions"),
    ("H13", "per_day"),
    ("H13", "gap"),
    ("H16", "forbid"),
    ("H17", "many"),
    ("H17", "twice"),
}


def candidates(problem):
    """Return every assignment that breaks no rule by itself, in a fixed order."""
    timetable = Timetable(problem)
    rows = [
        Assignment(
            staff_id=person.staff_id,
            demand_id=demand.demand_id,
            day=time.day,
            slot=time.slot,
            role=role,
        )
        for demand in problem.demands
        if not problem.is_dormant(demand)
        for role in problem.roles_of.get(demand.demand_id, [""])
        for person in problem.staff
        for time in timetable.sessions(demand)
    ]
    found = check(problem, Plan(tuple(rows)))
    unfit = {(one.staff_id, one.demand_id, one.role or "") for one in found if one.code == "H01"}
    unfit |= {
        (one.staff_id, one.demand_id, role)
        for one in found
        if one.code == "H18"
        for role in problem.roles_of.get(one.demand_id, [""])
    }
    missed = {
        (one.staff_id, one.demand_id, one.day, one.slot) for one in found if one.code in ALONE
    }
    return [
        row
        for row in rows
        if (row.staff_id, row.demand_id, row.role) not in unfit
        and (row.staff_id, row.demand_id, row.day, row.slot) not in missed
    ]


def plans(problem):
    """Yield every legal plan with its itinerary's score, the empty plan first.

    Depth first; a branch ends where a rule is broken that no further session can mend.
    """
    timetable, travel = Timetable(problem), TravelTimes(problem)
    rows = candidates(problem)
    by_road = problem.rules.limits.count_travel_as_work
    lasting = LASTING if by_road else LASTING | {"H12"}
    branches = [((), 0)]
    while branches:
        chosen, first = branches.pop()
        plan = Plan(chosen)
        week = Itinerary(problem, plan, timetable, travel)
        broken = violations(week)
        if any(one.code in lasting or (one.code, one.kind) in LASTING_KINDS for one in broken):
            continue
        if not broken:
            yield plan, score_itinerary(week)
        branches.extend(
            ((*chosen, rows[place]), place + 1) for place in range(len(rows) - 1, first - 1, -1)
        )


def optimum(problem):
    """Return ``(objective, plan)`` of a best legal plan, or None if there is no legal plan.

    Among equals the first in the order of :func:`plans`. Takes about a quarter of a millisecond a
    subset of the candidates that keeps the lasting rules: meant for a dozen candidates.
    """
    best = None
    for plan, result in plans(problem):
        if best is None or result.objective < best[0]:
            best = (result.objective, plan)
    return best
