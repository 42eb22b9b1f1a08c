"""Whatever the plan, the ledger's sums are the plan's."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.centre.ledger.accounting import keep_ledger
from sharepool.centre.ledger.rates import Rates
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.rules import find_lapsed
from strategies import plans_of, problems

RATES = Rates.model_validate(
    {
        "source": "example",
        "thresholds": {"rural_areas": [], "far_day_min": 60, "early_start": "08:00"},
        "converted_lessons": {"lesson": "1.5", "club": "0.333"},
        "allowance": {"converted_lesson": "3.337", "far_day": 1, "km": {"car": "0.777"}},
        "points": {"converted_lesson": 2, "early_start": 1},
        "settlement": "1.11",
        "borrowers": [{"employer": "Schools"}],
        "budgets": {"Sports": {"week": 1, "term": 2}, "": {"term": 3}},
    }
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_sums_of_a_ledger_are_those_of_the_plan(data):
    problem = data.draw(problems())
    drawn = data.draw(plans_of(problem))
    lapsed = find_lapsed(problem, drawn)
    possible = Plan(tuple(row for row in drawn if row not in lapsed))
    clashing = {day.person.staff_id for day in Itinerary(problem, possible).days if day.overlaps}
    plan = Plan(tuple(row for row in possible if row.staff_id not in clashing))
    week = Itinerary(problem, plan)

    found = keep_ledger(problem, [plan], RATES)

    assert {one.staff_id: one.sessions for one in found.accounts} == {
        staff_id: len(sessions) for staff_id, sessions in week.of_person.items()
    }
    assert sum(one.minutes for one in found.accounts) == sum(one.minutes for one in week.sessions)
    assert {one.staff_id: one.travel_min for one in found.accounts} == week.travel_min_of
    lessons = sum(one.converted_lessons for one in found.accounts)
    assert lessons == sum(
        RATES.converted_lessons[one.demand.kind] * one.demand.periods for one in week.sessions
    )
    assert lessons == sum(one.converted_lessons for one in found.loans)
    assert sum(one.sessions for one in found.loans) == len(plan)
    for check in found.budgets:
        of_employer = [one for one in found.accounts if one.employer == check.employer]
        assert check.allowance == sum((one.allowance for one in of_employer), Decimal())
    for one in found.accounts:
        assert one.far_days <= len({row.day for row in plan if row.staff_id == one.staff_id})
