"""Rules of demands, sites and pins: H13 to H16."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.violation import Violation


def h13_demand(week: Itinerary) -> Iterator[Violation]:
    """Require that a demand's sessions keep to its numbers.

    Kinds: ``sessions`` (a week ≤ sessions), ``per_day`` (a day ≤ max_per_day), ``gap`` (two days
    in use at least min_gap_days apart; `day` is the later one), ``minimum`` (≥ min_sessions; a
    dormant demand has none).
    """
    for demand in week.problem.demands:
        sessions = week.of_demand.get(demand.demand_id, ())
        per_day = group_by(sessions, lambda session: session.day)
        if len(sessions) > demand.sessions:
            yield _of_demand("sessions", demand.demand_id, len(sessions), demand.sessions)
        for day, of_day in per_day.items():
            if len(of_day) > demand.max_per_day:
                yield _of_demand("per_day", demand.demand_id, len(of_day), demand.max_per_day, day)
        for former, latter in pairwise(sorted(per_day)):
            if latter - former < demand.min_gap_days:
                yield _of_demand(
                    "gap", demand.demand_id, latter - former, demand.min_gap_days, latter
                )
        if len(sessions) < demand.min_sessions and not week.problem.is_dormant(demand):
            yield _of_demand("minimum", demand.demand_id, len(sessions), demand.min_sessions)


def _of_demand(
    kind: str, demand_id: str, amount: int, limit: int, day: int | None = None
) -> Violation:
    return Violation("H13", kind, demand_id=demand_id, day=day, amount=amount, limit=limit)


def h14_people(week: Itinerary) -> Iterator[Violation]:
    """Require that different people on a demand over the week ≤ max_staff."""
    for demand_id, sessions in week.of_demand.items():
        people = {session.person.staff_id for session in sessions}
        limit = sessions[0].demand.max_staff
        if len(people) > limit:
            yield Violation("H14", demand_id=demand_id, amount=len(people), limit=limit)


def h15_capacity(week: Itinerary) -> Iterator[Violation]:
    """Require that at any moment a site hosts ≤ capacity sessions, and ≤ 1 of one cohort.

    Remote sessions count at the demand's site. One violation per stretch of time that is too
    full, with the most sessions at once as `amount`. Kinds: ``capacity`` and ``cohort``.
    """
    for site_id, sessions in week.of_site.items():
        capacity = week.problem.site_of[site_id].capacity
        cohorts = group_by(sessions, lambda session: session.demand.cohort)
        crowds: list[tuple[str, str | None, int, tuple[Session, ...]]] = [
            ("cohort", name, 1, of_cohort) for name, of_cohort in cohorts.items() if name
        ]
        if capacity is not None:
            crowds.append(("capacity", None, capacity, sessions))
        for kind, name, limit, crowd in crowds:
            for day, of_day in group_by(crowd, lambda session: session.day).items():
                for start_min, end_min, amount in _overfull(of_day, limit):
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


def _overfull(sessions: Iterable[Session], limit: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and peak of every stretch with more than `limit` sessions at once."""
    changes: dict[int, int] = defaultdict(int)
    for session in sessions:
        changes[session.start_min] += 1
        changes[session.end_min] -= 1
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
    sessions of `limit`; only of sites that are open this week). `row` is the pin's or pair's index.
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
            for session in week.matching(pin):
                yield Violation(
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
