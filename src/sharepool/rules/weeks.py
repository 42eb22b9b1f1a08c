"""Rules of a person's load, and of an employer's: H10 to H12."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.violation import Violation


def h10_load(week: Itinerary) -> Iterator[Violation]:
    """Require sessions ≤ max_sessions_day (kind ``day``) and ≤ max_sessions_week (``week``)."""
    for day in week.days:
        limit = week.problem.limit_of(day.person, "max_sessions_day")
        if len(day.sessions) > limit:
            yield Violation(
                "H10",
                "day",
                staff_id=day.person.staff_id,
                day=day.day,
                amount=len(day.sessions),
                limit=limit,
            )
    for staff_id, sessions in week.of_person.items():
        limit = week.problem.limit_of(sessions[0].person, "max_sessions_week")
        if len(sessions) > limit:
            yield Violation("H10", "week", staff_id=staff_id, amount=len(sessions), limit=limit)


def h11_sites(week: Itinerary) -> Iterator[Violation]:
    """Limit the different places of sessions, home included, and the days with a session.

    Kinds: ``sites_day`` ≤ max_sites_day, ``sites_week`` ≤ max_sites_week, ``days_week`` ≤
    max_days_week.
    """
    for day in week.days:
        limit = week.problem.limit_of(day.person, "max_sites_day")
        amount = len({session.place for session in day.sessions})
        if amount > limit:
            yield Violation(
                "H11",
                "sites_day",
                staff_id=day.person.staff_id,
                day=day.day,
                amount=amount,
                limit=limit,
            )
    for staff_id, sessions in week.of_person.items():
        counted = {
            "sites_week": len({session.place for session in sessions}),
            "days_week": len({session.day for session in sessions}),
        }
        for kind, amount in counted.items():
            limit = week.problem.limit_of(sessions[0].person, f"max_{kind}")
            if amount > limit:
                yield Violation("H11", kind, staff_id=staff_id, amount=amount, limit=limit)


def h12_hours(week: Itinerary) -> Iterator[Violation]:
    """Require working minutes ≤ 60 × max_hours_week, of a person and of an employer's people.

    Work is session minutes, plus minutes on the road if count_travel_as_work. Kinds: ``person``
    and ``employer``; `amount` and `limit` in minutes.
    """
    by_road = week.problem.rules.limits.count_travel_as_work
    of_employer: dict[str, int] = defaultdict(int)
    for staff_id, sessions in week.of_person.items():
        person = sessions[0].person
        worked_min = sum(session.minutes for session in sessions)
        if by_road:
            worked_min += week.travel_min_of[staff_id]
        of_employer[person.employer] += worked_min
        limit = _whole_minutes(person.max_hours_week)
        if limit is not None and worked_min > limit:
            yield Violation("H12", "person", staff_id=staff_id, amount=worked_min, limit=limit)
    for name, employer in week.problem.rules.employers.items():
        limit = _whole_minutes(employer.max_hours_week)
        if limit is not None and of_employer[name] > limit:
            yield Violation("H12", "employer", name=name, amount=of_employer[name], limit=limit)


def _whole_minutes(hours: Decimal | None) -> int | None:
    """Return the whole minutes that lie within a number of hours, exactly."""
    return None if hours is None else int(Fraction(hours) * MINUTES_PER_HOUR)
