"""What keeps a term from being added up: each function finds one kind of fault."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sharepool.base.errors import Fault
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.term.types import TermWeek
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Site
from sharepool.rules import find_lapsed
from sharepool.tables.hints import Hints
from sharepool.tables.plan_ids import find_unknown_ids


def repeated_weeks(weeks: Sequence[TermWeek]) -> Iterator[Fault]:
    """Find weeks that several plans are of."""
    seen = set()
    for week in weeks:
        if week.week_of in seen:
            yield Fault("plan", None, "week_of", "duplicate_week", week.week_of.isoformat())
        seen.add(week.week_of)


def unpriced(week: Itinerary, rates: Rates) -> Iterator[Fault]:
    """Find kinds of sessions and sites that the rates do not name."""
    kinds = {session.demand.kind for session in week.sessions}
    for kind in sorted(kinds - rates.converted_lessons.keys()):
        key = f"converted_lessons.{kind}"
        yield Fault("rates", None, key, "missing_value", kind, {"kind": "rate"})
    for site_id in sorted(week.of_site):
        if borrower_of(week.problem.site_of[site_id], rates) is None:
            yield Fault("rates", None, "borrowers", "missing_value", site_id, {"kind": "borrower"})


def unused_rates(problem: Problem, rates: Rates) -> Iterator[Fault]:
    """Find rates of modes by which nobody travels, and budgets of employers that nobody has."""
    modes = {problem.mode_of(person) for person in problem.staff}
    for mode in rates.allowance.km:
        if mode not in modes:
            fields = {"near": Hints(modes).near(mode)}
            yield Fault("rates", None, f"allowance.km.{mode}", "unused_mode", mode, fields)
    employers = {person.employer for person in problem.staff} - {""}
    for employer in rates.budgets:
        if employer not in employers:
            fields = {"near": Hints(employers).near(employer)}
            key = f"budgets.{employer}"
            yield Fault("rates", None, key, "unknown_employer", employer, fields)


def of_nobody(duties: Iterable[OtherDuty], people: Collection[str]) -> Iterator[Fault]:
    """Find other duties of people who are not there."""
    for staff_id in dict.fromkeys(row.staff_id for row in duties if row.staff_id not in people):
        yield Fault("duties", None, "staff_id", "unknown_id", staff_id, {"target": "staff"})


def impossible(week: Itinerary, attested: Collection[Assignment] = ()) -> Iterator[Fault]:
    """Find rows that nobody can have lived, unless somebody reported that they did."""
    monday = week.problem.rules.week_of
    yield from find_unknown_ids(week.problem, week.plan)
    known = {(row.staff_id, row.demand_id) for row, _, _ in week.known_rows}
    lapsed = find_lapsed(week.problem, week.plan) - frozenset(attested)
    for number, row in enumerate(week.plan, start=2):
        if row in lapsed and (row.staff_id, row.demand_id) in known:
            value, fields = f"{row.staff_id} {row.demand_id}", {"monday": str(monday)}
            yield Fault("plan", number, "", "not_possible", value, fields)
    for day in week.days:
        if day.overlaps:
            when = {"monday": str(monday), "day": day.day}
            yield Fault("plan", None, "staff_id", "overlap", day.person.staff_id, when)


def borrower_of(site: Site, rates: Rates) -> str | None:
    """Return who answers for a site, None if the rates name nobody."""
    return next((one.employer for one in rates.borrowers if one.answers_for(site)), None)
