"""The hard rules that are not settled option by option: one function a rule, named by its code.

``x`` is the literal of a session, 1 where it takes place; a kept session's is the constant 1.
H00–H03 need nothing here: only options that obey them exist.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from sharepool.engine.cpsat.variables import (
    NOBODY,
    ModelSession,
    Total,
    WeekModel,
    group_sessions,
    moments,
    open_only,
)
from sharepool.engine.instance.types import WEEK, Taken


def h04_one_place(week: WeekModel) -> None:
    r"""At most one session of a person at any moment.

    .. math:: \sum_{s \in p,\; b_s \le m < e_s} x_s \le 1 \qquad \forall p, d, m \tag{4}

    The itinerary (5–8) implies it; stating it makes it tighter.
    """
    for sessions in week.open_groups(lambda s: (s.person, s.day)).values():
        for together in moments(sessions):
            week.at_most_one(together)


def h09_road(week: WeekModel) -> None:
    r"""Minutes on the road a day.

    .. math:: \text{road}_{pd} \le \text{max\_travel\_min\_day}_p \, \text{used}_{pd}
              \qquad \forall p, d \tag{9}
    """
    for (person, day), road in week.road.items():
        if road.variables:
            week.at_most(road, week.instance.people[person].max_travel_day, week.used[person, day])


def h10_load(week: WeekModel) -> None:
    r"""Sessions a day and a week.

    .. math:: \sum_{s \in pd} x_s \le \text{max\_sessions\_day}_p \, \text{used}_{pd}, \qquad
              \sum_{s \in p} x_s \le \text{max\_sessions\_week}_p \tag{10}
    """
    people = week.instance.people
    for key, sessions in week.open_groups(lambda s: (s.person, s.day)).items():
        week.at_most(_count(sessions), people[key[0]].max_sessions_day, week.used[key])
    for person, sessions in week.open_groups(lambda s: s.person).items():
        week.at_most(_count(sessions), people[person].max_sessions_week)


def h11_sites(week: WeekModel) -> None:
    r"""Different places a day and a week, and days with a session.

    .. math:: \sum_k u_{pdk} \le \text{max\_sites\_day}_p \, \text{used}_{pd}, \quad
              \sum_k v_{pk} \le \text{max\_sites\_week}_p, \quad
              \sum_d \text{used}_{pd} \le \text{max\_days\_week}_p, \qquad
              x_s \le u_{pdk}, v_{pk} \tag{11}
    """
    people = week.instance.people
    for key, sessions in week.open_groups(lambda s: (s.person, s.day)).items():
        places, limit = _by_place(sessions), people[key[0]].max_sites_day
        if len(places) > limit:
            visits = Total.of(week.mark(group) for group in places.values())
            week.at_most(visits, limit, week.used[key])
    for person, sessions in week.open_groups(lambda s: s.person).items():
        places = _by_place(sessions)
        if len(places) > people[person].max_sites_week:
            visits = Total.of(week.place_marks[person, place] for place in places)
            week.at_most(visits, people[person].max_sites_week)
        days = [week.used[person, day] for day in range(WEEK) if (person, day) in week.used]
        week.at_most(Total.of(days), people[person].max_days_week)


def h12_hours(week: WeekModel) -> None:
    r"""Minutes of work a week, of a person and of an employer's people :math:`E`.

    .. math:: \sum_{s \in p} (e_s - b_s) x_s
              + [\text{count\_travel}] \sum_d \text{road}_{pd} \le \text{max\_work}_p, \qquad
              \sum_{p \in E} (\dots) \le \text{max\_work}_E \tag{12}
    """
    people, limits = week.instance.people, week.instance.employer_work
    for person, sessions in week.open_groups(lambda s: s.person).items():
        week.at_most(_work(week, sessions), people[person].max_work)
    employers = week.open_groups(lambda s: people[s.person].employer)
    for employer, sessions in employers.items():
        week.at_most(_work(week, sessions), limits[employer])


def h13_demand(week: WeekModel) -> None:
    r"""Sessions of a demand: a week, a day, on days that are far enough apart, and at least.

    A team's session counts once: its x is :math:`z_s` (17).

    .. math:: \sum_{s \in t} x_s \le \text{sessions}_t, \quad
              \sum_{s \in td} x_s \le \text{max\_per\_day}_t, \quad
              \sum_{d = \delta}^{\delta + \text{gap}_t - 1} z_{td} \le 1, \quad
              \sum_{s \in t} x_s \ge \text{min\_sessions}_t, \qquad x_s \le z_{td} \tag{13}
    """
    groups = week.held_of_tasks()
    for number, task in enumerate(week.instance.tasks):
        if task.is_role:
            continue
        sessions = groups.get(number, [])
        count = _count(sessions)
        if task.min_sessions:
            row = week.instance.demand_rows[number]
            week.require("min_sessions", row, count, task.min_sessions)
        if count.variables:
            week.at_most(count, task.sessions)
            _spread_over_days(week, sessions, task.max_per_day, task.min_gap)
    for (person, number, day), sessions in week.open_groups(
        lambda s: (s.person, s.task, s.day)
    ).items():
        limit = week.instance.tasks[number].max_per_day
        week.at_most(_count(sessions), limit, week.used[person, day])


def h14_people(week: WeekModel) -> None:
    r"""Different people on a task, or on each role of an event, over the week.

    .. math:: \sum_p y_{pt} \le \text{max\_staff}_t, \qquad x_s \le y_{pt} \tag{14}
    """
    for task, people in week.people_marks.items():
        week.at_most(Total.of(people), week.instance.tasks[task].max_staff)


def h15_capacity(week: WeekModel) -> None:
    r"""Sessions at a site at any moment, and of a cohort: it is enough to look where one begins.

    A team's session counts once, a joint one at each site that has it, and one with a venue there.
    The class of the latter, :math:`\rho_s` minutes away, is busy on the way there and back.

    .. math:: \sum_{s \in \text{site},\; b_s \le m < e_s} x_s
                  \le \text{capacity} - \text{taken}_m, \qquad
              \sum_{s \in \text{cohort},\; b_s - \rho_s \le m < e_s + \rho_s} x_s
                  \le 1 \tag{15}
    """
    places = week.instance.places
    taken: dict[tuple[int, int], list[Taken]] = defaultdict(list)
    for row in week.instance.taken:
        taken[row.site, row.day].append(row)
    at_sites = group_sessions(((host.ground, s.day), s) for host, s in week.held_at())
    for (site, day), sessions in open_only(at_sites).items():
        for together, room in _crowds(sessions, places[site].capacity, taken.get((site, day), [])):
            if _most_at_once(together) > room:
                week.at_most(_count(together), room)
    of_cohorts = group_sessions(
        ((host.cohort, s.day), s._replace(begin=s.begin - host.ride, end=s.end + host.ride))
        for host, s in week.held_at()
        if host.cohort >= 0
    )
    for sessions in open_only(of_cohorts).values():
        for together in moments(sessions):
            week.at_most(_count(together), 1)


def h16_pins(week: WeekModel) -> None:
    r"""Sessions that required pins and strict pairs ask for (a forbidden one is no option).

    .. math:: \sum_{s \text{ matches}} x_s \ge 1, \qquad
              \sum_{s \in \text{site},\; p \in \text{group}} x_s \ge \text{min\_sessions} \tag{16}
    """
    instance = week.instance
    for pin in instance.required:
        found = [s for s in week.sessions if instance.matches(pin, s.option)]
        week.require("require", pin.row, _count(found), 1)
    for link in instance.links:
        if link.strict:
            received = Total.of(week.received.get((link.site, link.group), []))
            week.require("strict_pair", link.row, received, link.needed)


def h17_team(week: WeekModel) -> None:
    r"""People in each role of a team's session :math:`s`, which is held if :math:`z_s = 1`.

    .. math:: \sum_{p} x_{prs} = \text{count}_r \, z_s \quad \text{(required)}, \qquad
              \sum_{p} x_{prs} \le \text{count}_r \, z_s \quad \text{(optional)}, \qquad
              z_s \le \sum_{p, r} x_{prs} \tag{17}

    Nobody is in two roles, as these overlap (4). Teams of one have no z, and no two sessions at one
    start.
    """
    tasks = week.instance.tasks
    literals = {session.option[1:]: session.literal for session in week.held}
    for (event, start), parts in week.teams.items():
        held = literals[event, start]
        for role in week.instance.roles_of(event):
            own = _count([part for part in parts if part.task == role])
            own.add(held, -tasks[role].seats)
            if tasks[role].optional:
                week.at_most(own, 0)
            else:
                week.fix(own, 0)
        if all(tasks[role].optional for role in week.instance.roles_of(event)):
            lacking = Total.of([held])
            for part in parts:
                lacking.add(part.literal, -1)
            week.at_most(lacking, 0)
    for (task, _), sessions in week.open_groups(lambda s: (s.task, s.option.start)).items():
        if tasks[task].apart and not tasks[task].is_role and len(sessions) > 1:
            week.at_most(_count(sessions), 1)


# -- parts of rules --------------------------------------------------------------------------------


def _count(sessions: list[ModelSession]) -> Total:
    return Total.of(session.literal for session in sessions)


def _most_at_once(sessions: list[ModelSession]) -> int:
    """Return how many of some sessions can be under way together, by who takes part."""
    alone = {session.person for session in sessions if session.person != NOBODY}
    teams = sum(session.person == NOBODY for session in sessions)
    copies = max(Counter(session.option for session in sessions).values(), default=1)
    return copies * len(alone) + teams


def _crowds(
    sessions: list[ModelSession], capacity: int, taken: list[Taken]
) -> Iterator[tuple[list[ModelSession], int]]:
    """Yield sessions of a site and day that are under way together, and the room there is."""
    if not taken:
        yield from ((together, capacity) for together in moments(sessions))
        return
    for moment in sorted({s.begin for s in sessions} | {row.begin for row in taken}):
        room = capacity - sum(row.sessions for row in taken if row.begin <= moment < row.end)
        yield [s for s in sessions if s.begin <= moment < s.end], max(0, room)


def _by_place(sessions: list[ModelSession]) -> dict[int, list[ModelSession]]:
    places: dict[int, list[ModelSession]] = defaultdict(list)
    for session in sessions:
        places[session.place].append(session)
    return places


def _work(week: WeekModel, sessions: list[ModelSession]) -> Total:
    total = Total()
    for session in sessions:
        total.add(session.literal, session.minutes)
    if week.instance.count_travel:
        for key in {(session.person, session.day) for session in sessions}:
            total.add_total(week.road[key])
    return total


def _spread_over_days(
    week: WeekModel, sessions: list[ModelSession], per_day: int, gap: int
) -> None:
    days: list[list[ModelSession]] = [[] for _ in range(WEEK)]
    for session in sessions:
        days[session.day].append(session)
    for group in days:
        week.at_most(_count(group), per_day)
    windows = [[day for day in days[first : first + gap] if day] for first in range(WEEK)]
    if gap <= 1 or not any(len(window) > 1 for window in windows):
        return
    marks = {id(day): week.mark(day) for day in days if day}
    for window in windows:
        if len(window) > 1:
            week.at_most(Total.of(marks[id(day)] for day in window), 1)
