"""Rules that each row of a plan obeys by itself: H00 to H03, and H18."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Absence, Demand, Requirement
from sharepool.problem.violation import Violation
from sharepool.problem.vocabulary import plain


def h00_known(week: Itinerary) -> Iterator[Violation]:
    """Require that person, demand and role exist (kinds ``staff``, ``demand`` and ``role``).

    A demand without roles has rows without one.
    """
    for row in week.plan:
        roles = week.problem.roles_of.get(row.demand_id, {"": None})
        unknown = {
            "staff": row.staff_id not in week.problem.person_of,
            "demand": row.demand_id not in week.problem.demand_of,
            "role": row.demand_id in week.problem.demand_of and row.role not in roles,
        }
        for kind in (kind for kind, found in unknown.items() if found):
            yield Violation(
                "H00",
                kind,
                staff_id=row.staff_id,
                demand_id=row.demand_id,
                role=row.role if kind == "role" else None,
                day=row.day,
                slot=row.slot,
            )


def h01_skill(week: Itinerary) -> Iterator[Violation]:
    """Require that the person holds every skill of the demand (of the role), valid all week.

    One row of the skills table must do this alone, at the demand's level or above. Kinds:
    ``missing`` (no row of the skill), ``expired`` (none valid all week), ``level`` (`amount` is the
    best level held).
    """
    taken = {(row.staff_id, row.demand_id, row.role): demand for row, _, demand in week.known_rows}
    for (staff_id, demand_id, name), demand in taken.items():
        role = week.problem.roles_of.get(demand_id, {}).get(name)
        for requirement in demand.requirements if role is None else role.requirements_of(demand):
            lack = _lack_of_skill(week.problem, staff_id, requirement)
            if lack is not None:
                kind, level = lack
                yield Violation(
                    "H01",
                    kind,
                    staff_id=staff_id,
                    demand_id=demand_id,
                    name=requirement.skill,
                    role=name or None,
                    amount=level,
                    limit=requirement.level,
                )


def _lack_of_skill(
    problem: Problem, staff_id: str, requirement: Requirement
) -> tuple[str, int | None] | None:
    """Return why a person does not hold a skill, and the best level held; None if they do."""
    rows = [row for row in problem.skills_of.get(staff_id, ()) if row.skill == requirement.skill]
    levels = [row.level for row in rows if problem.covers_week(row.valid_from, row.valid_until)]
    if not rows:
        return "missing", None
    if not levels:
        return "expired", None
    best = max(levels)
    return None if best >= requirement.level else ("level", best)


def h02_available(week: Itinerary) -> Iterator[Violation]:
    """Require that a session lies inside one window of the person, and overlaps no absence.

    A person without any window is always available; touching windows are not joined. On a day that
    the person's home site makes up, the windows are those of the weekday that it follows. Kinds:
    ``window`` and ``absence``.
    """
    windows = group_by(week.problem.availability, lambda window: window.staff_id)
    absences = group_by(week.problem.absences, lambda absence: absence.staff_id)
    for session in week.sessions:
        staff_id = session.person.staff_id
        if staff_id in windows and not any(
            window.day == week.timetable.calendar.window_day(session.person, session.day)
            and window.start <= session.start_min
            and session.end_min <= window.end
            for window in windows[staff_id]
        ):
            yield _of_session("H02", "window", session)
        away = [row for row in absences.get(staff_id, ()) if _overlaps(week.problem, session, row)]
        if away:
            why = next((row.reason for row in away if row.reason), None)
            yield replace(_of_session("H02", "absence", session), name=why)


def _overlaps(problem: Problem, session: Session, absence: Absence) -> bool:
    """Return whether a session and an absence share a moment.

    A date as end is the last day of the absence; a date and time is the moment it ends.
    """
    midnight = dt.datetime.combine(problem.week[session.day - 1], dt.time())
    start = midnight + dt.timedelta(minutes=session.start_min)
    end = midnight + dt.timedelta(minutes=session.end_min)
    return _first_moment(absence.from_) < end and start < _end_moment(absence.until)


def _first_moment(given: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(given, dt.datetime):
        return given
    return dt.datetime.combine(given, dt.time())


def _end_moment(given: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(given, dt.datetime):
        return given
    return dt.datetime.combine(given, dt.time()) + dt.timedelta(days=1)


def h03_open(week: Itinerary) -> Iterator[Violation]:
    """Require that the slots exist and are allowed, and that the demand is not dormant.

    Kinds: ``closed`` (the site or the venue is not open all week), ``season`` and ``week`` (not one
    of its weeks of the term) for dormant demands, whose rows keep their time; ``day_off``,
    ``bell``, ``part``, ``noon``, ``start``, ``listener`` (a listening site has no slot then) and
    ``ride`` (the class cannot ride to the venue and back within the day) for rows that have no time
    (the first of these that holds).
    """
    for row, _, demand in week.known_rows:
        reasons = (
            _why_dormant(week.problem, demand),
            _why_no_time(week, demand, row.day, row.slot),
        )
        for kind in reasons:
            if kind is not None:
                yield Violation(
                    "H03",
                    kind,
                    staff_id=row.staff_id,
                    demand_id=row.demand_id,
                    site_id=_concerned(week.problem, demand, kind),
                    day=row.day,
                    slot=row.slot,
                )


def _concerned(problem: Problem, demand: Demand, kind: str) -> str:
    """Return the site that keeps a demand from a start: mostly its own."""
    closed = problem.closed_site(demand) if kind == "closed" else None
    return closed or (demand.ground if kind == "ride" else demand.site_id)


def _why_dormant(problem: Problem, demand: Demand) -> str | None:
    if not problem.is_dormant(demand):
        return None
    if problem.closed_site(demand) is not None:
        return "closed"
    return "season" if problem.is_its_week(demand) else "week"


def _why_no_time(week: Itinerary, demand: Demand, day: int, slot: int) -> str | None:
    if week.timetable.session(demand, day, slot) is not None:
        return None
    if day in DAYS and week.timetable.calendar.runs_as(demand.site_id, day) is None:
        return "day_off"
    slots = week.timetable.slots(demand.site_id, day)
    wanted = range(slot, slot + demand.periods)
    if any(number not in slots for number in wanted):
        return "bell"
    bells = [slots[number] for number in wanted]
    if any(bell.part not in demand.allowed_parts for bell in bells):
        return "part"
    noon_min = week.problem.rules.day.noon
    if len({bell.start < noon_min for bell in bells}) > 1:
        return "noon"
    at_home = demand.model_copy(update={"venue_site": None})
    alone = at_home.model_copy(update={"demand_id": ""})  # which nobody listens to
    if week.timetable.session(alone, day, slot) is None:
        return "start"
    return "listener" if week.timetable.session(at_home, day, slot) is None else "ride"


def h18_neutral(week: Itinerary) -> Iterator[Violation]:
    """Require that nobody's home site, nor its group, is among those that a demand excludes."""
    pairs = {
        (session.person.staff_id, session.demand.demand_id): session for session in week.sessions
    }
    for session in pairs.values():
        person, neutral = session.person, session.demand.neutral
        for name in (person.home_site, week.group_of(person)):
            if name and plain(name) in neutral:
                yield Violation(
                    "H18",
                    staff_id=person.staff_id,
                    demand_id=session.demand.demand_id,
                    name=name,
                )
                break


def _of_session(code: str, kind: str, session: Session) -> Violation:
    return Violation(
        code,
        kind,
        staff_id=session.person.staff_id,
        demand_id=session.demand.demand_id,
        site_id=session.demand.site_id,
        day=session.day,
        slot=session.slot,
        start_min=session.start_min,
        end_min=session.end_min,
    )
