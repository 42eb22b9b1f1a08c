"""Rules of demands, sites, pins and teams: H13 to H17."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.itinerary import Event, Itinerary, Session, group_by
from sharepool.problem.rows import DAYS, Closure
from sharepool.problem.violation import Violation


def h13_demand(week: Itinerary) -> Iterator[Violation]:
    """Require that a demand's sessions keep to its numbers.

    Kinds: ``sessions`` (a week ≤ those wanted, fewer than `sessions` in a week with days off),
    ``per_day`` (a day ≤ max_per_day), ``gap`` (two days in use at least min_gap_days apart; `day`
    is the later one), ``minimum`` (≥ min_sessions, at most those wanted; a dormant demand has
    none).
    """
    for demand in week.problem.demands:
        events = week.events_of.get(demand.demand_id, ())
        per_day = group_by(events, lambda event: event.day)
        dormant = week.problem.is_dormant(demand)
        most = demand.sessions if dormant else week.problem.wanted_of[demand.demand_id]
        least = 0 if dormant else week.problem.minimum_of(demand)
        if len(events) > most:
            yield _of_demand("sessions", demand.demand_id, len(events), most)
        for day, of_day in per_day.items():
            if len(of_day) > demand.max_per_day:
                yield _of_demand("per_day", demand.demand_id, len(of_day), demand.max_per_day, day)
        for former, latter in pairwise(sorted(per_day)):
            if latter - former < demand.min_gap_days:
                yield _of_demand(
                    "gap", demand.demand_id, latter - former, demand.min_gap_days, latter
                )
        if len(events) < least:
            yield _of_demand("minimum", demand.demand_id, len(events), least)


def _of_demand(
    kind: str, demand_id: str, amount: int, limit: int, day: int | None = None
) -> Violation:
    return Violation("H13", kind, demand_id=demand_id, day=day, amount=amount, limit=limit)


def h14_people(week: Itinerary) -> Iterator[Violation]:
    """Require that different people on a demand over the week ≤ max_staff.

    In a team, on each role ≤ max_staff × count (kind ``role``).
    """
    for demand_id, sessions in week.of_demand.items():
        for name, of_role in group_by(sessions, lambda session: session.role_name).items():
            role, limit = of_role[0].role, of_role[0].demand.max_staff
            people = len({session.person.staff_id for session in of_role})
            if role is None and people > limit:
                yield Violation("H14", demand_id=demand_id, amount=people, limit=limit)
            elif role is not None and people > limit * role.count:
                yield Violation(
                    "H14",
                    "role",
                    demand_id=demand_id,
                    role=name,
                    amount=people,
                    limit=limit * role.count,
                )


def h15_capacity(week: Itinerary) -> Iterator[Violation]:
    """Require that at any moment a site hosts ≤ capacity sessions, and ≤ 1 of one cohort.

    Remote sessions count at the demand's site, joint ones at every listening site too, those with a
    venue there; a team's session is one, to the end of its longest role; what a closure takes
    counts like sessions, and under one that takes all there is none. A class that rides to a venue
    is busy from when it leaves until it is back. One violation per stretch of time that is too
    full, with the most sessions at once (and room taken) as `amount`. Kinds: ``capacity``,
    ``cohort``, ``ride`` (a cohort on a day on which it rides) and ``closure`` (one per session
    under a closure that takes all).
    """
    yield from _crowded_grounds(week)
    for site_id, hosted in week.hosted.items():
        for name, of_cohort in group_by(hosted, lambda one: one[0]).items():
            for day in sorted({event.day for _, event in of_cohort}) if name else ():
                events = [event for _, event in of_cohort if event.day == day]
                busy = [_away(week, site_id, event) for event in events]
                kind = "cohort" if busy == list(map(_span, events)) else "ride"
                yield from _crowds(kind, site_id, name, day, _overfull(busy, 1), 1)


def _crowded_grounds(week: Itinerary) -> Iterator[Violation]:
    closures = group_by(week.problem.closures, lambda closure: closure.site_id)
    for site_id, events in week.on_grounds.items():
        capacity = week.problem.site_of[site_id].capacity
        for day in sorted({event.day for event in events}):
            taken = [_stretch(row) for row in closures.get(site_id, ()) if _is_on(week, row, day)]
            of_day = [event for event in events if event.day == day]
            yield from _under_closures(site_id, of_day, taken)
            if capacity is not None:
                here = [_span(event) for event in of_day]
                partly = [(start, end, part) for start, end, part in taken if part is not None]
                full = [
                    stretch
                    for stretch in _overfull([*here, *partly], capacity)
                    if any(start < stretch[1] and stretch[0] < end for start, end, _ in here)
                ]
                yield from _crowds("capacity", site_id, None, day, full, capacity)


def closed_out(week: Itinerary) -> Iterator[Violation]:
    """Yield the sessions for which closures alone leave no room, whatever else is in the plan."""
    closures = group_by(week.problem.closures, lambda closure: closure.site_id)
    for site_id in week.on_grounds.keys() & closures.keys():
        capacity = week.problem.site_of[site_id].capacity
        for event in week.on_grounds[site_id]:
            here = [_stretch(row) for row in closures[site_id] if _is_on(week, row, event.day)]
            yield from _under_closures(site_id, [event], here)
            partly = [(start, end, part) for start, end, part in here if part is not None]
            full = [] if capacity is None else _overfull([_span(event), *partly], capacity)
            if any(start < event.end_min and event.start_min < end for start, end, _ in full):
                yield _of_event("capacity", site_id, event)


def _is_on(week: Itinerary, closure: Closure, day: int) -> bool:
    """Return whether a closure is of a day of the week."""
    date = week.problem.week[day - 1] if day in DAYS else None
    return (closure.day is None or closure.day == day) and closure.date in {None, date}


def _stretch(closure: Closure) -> tuple[int, int, int | None]:
    """Return start, end and sessions' room of a closure; None for all of it."""
    start = 0 if closure.start is None else closure.start
    end = MINUTES_PER_DAY if closure.end is None else closure.end
    return start, end, closure.taken


def _span(event: Event) -> tuple[int, int, int]:
    return event.start_min, event.end_min, 1


def _away(week: Itinerary, site_id: str, event: Event) -> tuple[int, int, int]:
    """Return when a class of a site is busy with an event: its own class rides there and back."""
    is_own = site_id == event.demand.site_id
    ride_min = week.timetable.ride_min(event.demand) if is_own else 0
    return event.start_min - ride_min, event.end_min + ride_min, 1


def _under_closures(
    site_id: str, events: Iterable[Event], taken: Iterable[tuple[int, int, int | None]]
) -> Iterator[Violation]:
    whole = [(start, end) for start, end, part in taken if part is None]
    for event in events:
        if any(start < event.end_min and event.start_min < end for start, end in whole):
            yield _of_event("closure", site_id, event)


def _of_event(kind: str, site_id: str, event: Event) -> Violation:
    return Violation(
        "H15",
        kind,
        staff_id=event.sessions[0].person.staff_id,
        demand_id=event.demand.demand_id,
        site_id=site_id,
        day=event.day,
        slot=event.slot,
        start_min=event.start_min,
        end_min=event.end_min,
    )


def _crowds(
    kind: str,
    site_id: str,
    name: str | None,
    day: int,
    stretches: Iterable[tuple[int, int, int]],
    limit: int,
) -> Iterator[Violation]:
    for start_min, end_min, amount in stretches:
        yield Violation(
            "H15",
            kind,
            site_id=site_id,
            name=name,
            day=day,
            start_min=start_min,
            end_min=end_min,
            amount=amount,
            limit=limit,
        )


def _overfull(spans: Iterable[tuple[int, int, int]], limit: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and peak of every stretch in which spans add up to more than `limit`."""
    changes: dict[int, int] = defaultdict(int)
    for start, end, size in spans:
        changes[start] += size
        changes[end] -= size
    present, peak, since = 0, 0, 0
    for minute in sorted(changes):
        since = since if present > limit else minute
        present += changes[minute]
        peak = max(peak, present)
        if present <= limit:
            if peak > limit:
                yield since, minute, peak
            peak = 0


def h16_pins(week: Itinerary) -> Iterator[Violation]:
    """Require that require and forbid pins and strict pairs hold.

    Kinds: ``require``, ``forbid`` (one violation per session used) and ``strict_pair`` (`amount`
    sessions of `limit`; only of sites that are open this week). `row` is the pin's or pair's index;
    what the caller's own costs forbid has none.
    """
    for row, pin in enumerate(week.problem.pins):
        if pin.kind == "require" and not week.matching(pin):
            yield Violation(
                "H16",
                "require",
                staff_id=pin.staff_id,
                demand_id=pin.demand_id,
                site_id=pin.site_id,
                day=pin.day,
                slot=pin.slot,
                row=row,
            )
        if pin.kind == "forbid":
            yield from (_forbidden(session, row) for session in week.matching(pin))
    yield from _own_bans(week)
    for row, pair in enumerate(week.problem.pairs):
        if not pair.strict or not week.problem.is_open(pair.site_id):
            continue
        received = week.received(pair)
        if received < pair.min_sessions:
            yield Violation(
                "H16",
                "strict_pair",
                site_id=pair.site_id,
                name=pair.group,
                amount=received,
                limit=pair.min_sessions,
                row=row,
            )


def _own_bans(week: Itinerary) -> Iterator[Violation]:
    given = week.problem.own
    if given is not None:
        for session in week.sessions:
            if any(row.is_forbidden for row in given.matching(session.row)):
                yield _forbidden(session, None)


def _forbidden(session: Session, row: int | None) -> Violation:
    return Violation(
        "H16",
        "forbid",
        staff_id=session.person.staff_id,
        demand_id=session.demand.demand_id,
        site_id=session.demand.site_id,
        day=session.day,
        slot=session.slot,
        start_min=session.start_min,
        end_min=session.end_min,
        row=row,
    )


def h17_team(week: Itinerary) -> Iterator[Violation]:
    """Require that a team's session has exactly `count` different people in each role.

    From none to `count` in an optional one. Kinds: ``few`` and ``many`` (`amount` people in
    the role, `limit` due), ``twice`` (one person has two rows of the session).
    """
    for demand_id, events in week.events_of.items():
        for name, role in week.problem.roles_of.get(demand_id, {}).items():
            for event in events:
                team = {one.person.staff_id for one in event.sessions if one.role_name == name}
                least = 0 if role.optional else role.count
                if not least <= len(team) <= role.count:
                    kind = "few" if len(team) < least else "many"
                    yield _of_team(kind, event, len(team), role.count, role=name)
        if demand_id in week.problem.roles_of:
            for event in events:
                rows = group_by(event.sessions, lambda one: one.person.staff_id)
                for staff_id, mine in rows.items():
                    if len(mine) > 1:
                        yield _of_team("twice", event, len(mine), 1, staff_id=staff_id)


def _of_team(
    kind: str,
    event: Event,
    amount: int,
    limit: int,
    *,
    role: str | None = None,
    staff_id: str | None = None,
) -> Violation:
    return Violation(
        "H17",
        kind,
        demand_id=event.demand.demand_id,
        site_id=event.demand.site_id,
        day=event.day,
        slot=event.slot,
        role=role,
        staff_id=staff_id,
        amount=amount,
        limit=limit,
    )
