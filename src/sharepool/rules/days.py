"""Rules of a person's day: H04 to H09.

Where sessions overlap (H04), the other rules say nothing of that day: it has no order to drive. A
leg whose minutes are not known breaks H08 and no other rule.
"""

from collections.abc import Iterator
from itertools import pairwise

from sharepool.problem.itinerary import Drive, Itinerary
from sharepool.problem.violation import Violation


def h04_one_place(week: Itinerary) -> Iterator[Violation]:
    """Require that a person's sessions do not overlap.

    One violation for each that starts too early; `other_id` is the demand of the earlier session
    that ends last, at `limit`.
    """
    for day in week.days:
        last = day.sessions[0]
        for session in day.sessions[1:]:
            if session.start_min < last.end_min:
                yield Violation(
                    "H04",
                    staff_id=day.person.staff_id,
                    demand_id=session.demand.demand_id,
                    other_id=last.demand.demand_id,
                    day=day.day,
                    slot=session.slot,
                    start_min=session.start_min,
                    end_min=session.end_min,
                    limit=last.end_min,
                )
            last = max(last, session, key=lambda one: one.end_min)


def h05_drivable(week: Itinerary) -> Iterator[Violation]:
    """Require that two successive sessions' gap (`amount`) ≥ the way between them (`limit`)."""
    for day in week.driven_days:
        for former, latter in pairwise(day.sessions):
            drive = week.drive(day.person, former.place, latter.place)
            gap_min = latter.start_min - former.end_min
            if drive.minutes is not None and gap_min < drive.minutes:
                yield Violation(
                    "H05",
                    staff_id=day.person.staff_id,
                    site_id=former.place,
                    other_id=latter.place,
                    day=day.day,
                    start_min=former.end_min,
                    end_min=latter.start_min,
                    amount=gap_min,
                    limit=drive.minutes,
                )


def h06_day(week: Itinerary) -> Iterator[Violation]:
    """Require that the first session is reached from home, and home from the last, in time.

    Kinds: ``departure`` (leaving home at earliest_departure, `limit`, is too late for the session
    at `start_min`) and ``return`` (from the session's end at `end_min`, home is not reached by
    latest_return, `limit`); `amount` is the way in minutes.
    """
    rules = week.problem.rules.day
    for day in week.driven_days:
        first, last, home = day.sessions[0], day.sessions[-1], day.person.home_site
        out = week.drive(day.person, home, first.place).minutes
        if out is not None and rules.earliest_departure + out > first.start_min:
            yield Violation(
                "H06",
                "departure",
                staff_id=day.person.staff_id,
                site_id=first.place,
                day=day.day,
                start_min=first.start_min,
                amount=out,
                limit=rules.earliest_departure,
            )
        back = week.drive(day.person, last.place, home).minutes
        if back is not None and last.end_min + back > rules.latest_return:
            yield Violation(
                "H06",
                "return",
                staff_id=day.person.staff_id,
                site_id=last.place,
                day=day.day,
                end_min=last.end_min,
                amount=back,
                limit=rules.latest_return,
            )


def h07_lunch(week: Itinerary) -> Iterator[Violation]:
    """Require lunch between the last session that starts before noon and the next.

    The gap minus the way between their places (`amount`, not below 0) ≥ lunch_min (`limit`).
    """
    rules = week.problem.rules.day
    for day in week.driven_days:
        for former, latter in pairwise(day.sessions):
            if not former.start_min < rules.noon <= latter.start_min:
                continue
            way_min = week.drive(day.person, former.place, latter.place).minutes
            if way_min is None:
                continue
            free_min = latter.start_min - former.end_min - way_min
            if free_min < rules.lunch_min:
                yield Violation(
                    "H07",
                    staff_id=day.person.staff_id,
                    site_id=former.place,
                    other_id=latter.place,
                    day=day.day,
                    start_min=former.end_min,
                    end_min=latter.start_min,
                    amount=max(0, free_min),
                    limit=rules.lunch_min,
                )


def h08_leg(week: Itinerary) -> Iterator[Violation]:
    """Require that there is a way (kind ``none``), known (``unknown``), ≤ max_leg (``long``)."""
    for day in week.days:
        limit = week.problem.limit_of(day.person, "max_leg_min")
        for drive in day.drives:
            if drive.minutes is None or drive.minutes > limit:
                yield Violation(
                    "H08",
                    _far_kind(drive),
                    staff_id=day.person.staff_id,
                    site_id=drive.origin,
                    other_id=drive.destination,
                    day=day.day,
                    amount=drive.minutes,
                    limit=limit,
                )


def _far_kind(drive: Drive) -> str:
    if not drive.has_road:
        return "none"
    return "unknown" if drive.minutes is None else "long"


def h09_road(week: Itinerary) -> Iterator[Violation]:
    """Require that a day's legs, from home back to home, take ≤ max_travel_min_day."""
    for day in week.days:
        limit = week.problem.limit_of(day.person, "max_travel_min_day")
        if day.travel_min > limit:
            yield Violation(
                "H09",
                staff_id=day.person.staff_id,
                day=day.day,
                amount=day.travel_min,
                limit=limit,
            )
