"""Who drove how far in a term, as a table, and what the next term takes over."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sharepool.centre.term.holding import hold_planned
from sharepool.centre.term.rows import Carry
from sharepool.centre.term.types import Term
from sharepool.problem.itinerary import Itinerary, Session
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.centre.ledger.rates import Rates

RURAL = "rural"
"""The area that counts as rural where no rates say which do."""

ROADS = (
    *("staff_id", "staff_name", "weeks", "sessions", "rural_sessions"),
    *("road_min", "fair_min", "beyond_min"),
)


def roads_frame(term: Term) -> pd.DataFrame:
    """Return a row a person with a session: what they drove beside what is fair, most first.

    As far as a week was lived, what was held counts.
    """
    import pandas as pd

    carried = {row.staff_id: row.road_min for row in term.book.carry if row.staff_id is not None}
    found: dict[str, dict[str, Any]] = {}
    for week in term.weeks:
        held = hold_planned(term.book, week)
        laid_out = Itinerary(held.problem, held.plan)
        fair = term.problem.rules.equity.fair_road_min_week
        for person in held.problem.staff:
            row = found.setdefault(
                person.staff_id,
                {"staff_id": person.staff_id, "staff_name": person.title}
                | dict.fromkeys(ROADS[2:], 0)
                | {"beyond_min": carried.get(person.staff_id, 0)},
            )
            sessions = laid_out.of_person.get(person.staff_id, ())
            road = laid_out.travel_min_of.get(person.staff_id, 0)
            row["weeks"] += bool(sessions)
            row["sessions"] += len(sessions)
            row["rural_sessions"] += sum(_is_rural(held.problem, one) for one in sessions)
            row["road_min"] += road
            row["fair_min"] += fair
            row["beyond_min"] += road - fair
    rows = [row for row in found.values() if row["sessions"]]
    rows.sort(key=lambda row: (-row["road_min"], row["staff_id"]))
    return pd.DataFrame(rows, columns=list(ROADS), dtype=object)


def carry_over(term: Term, rates: Rates | None = None) -> tuple[Carry, ...]:
    """Return what the term hands over to the next: roads beyond the fair ones, owed sessions.

    Points, and what counts as rural, are those of the rates; see :meth:`Term.carry_over`.
    """
    points: dict[str, Decimal] = defaultdict(Decimal)
    rural: dict[str, int] = defaultdict(int)
    if rates is not None:
        from sharepool.centre.ledger.accounting import keep_ledger

        weeks = [hold_planned(term.book, week) for week in term.weeks]
        for account in keep_ledger(term.problem, weeks, rates).accounts:
            points[account.staff_id] += account.points
            rural[account.staff_id] += account.rural_sessions
    people = [
        Carry(
            staff_id=row["staff_id"],
            road_min=row["beyond_min"],
            sessions=row["sessions"],
            rural_sessions=row["rural_sessions"] if rates is None else rural[row["staff_id"]],
            points=points[row["staff_id"]],
        )
        for row in roads_frame(term).to_dict("records")
    ]
    owed = [
        Carry(demand_id=one.demand_id, owed=one.owed) for one in term.accounts.demands if one.owed
    ]
    return (*people, *owed)


def _is_rural(week: Problem, session: Session) -> bool:
    """Return whether a session takes a person out to a rural place."""
    away = session.place != session.person.home_site
    return away and week.site_of[session.place].area == RURAL
