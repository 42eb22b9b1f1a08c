r"""The terms of the objective: one function a term, each adds what it costs to ``week.cost``.

``x`` is the literal of a session, 1 where it takes place; :math:`(a)^+ = \max(0, a)`. A slack
variable stands for each :math:`(a)^+`; with a weight of 0 there is none.
"""

from __future__ import annotations

from sharepool.engine.cpsat.variables import Total, WeekModel, group_sessions


def unmet(week: WeekModel) -> None:
    r"""Missing sessions, each by the weight of its demand, once for each class that has them.

    .. math:: \sum_t w_t \Bigl(\text{sessions}_t - \sum_{s \in t} x_s\Bigr) \tag{18}

    Here and wherever sessions of demands and sites count, x of a team's session is :math:`z_s`.
    """
    tasks = week.instance.tasks
    week.cost.add_constant(sum(task.unmet * task.sessions for task in tasks if not task.is_role))
    for session in week.held:
        week.cost.add(session.literal, -tasks[session.task].unmet)


def below_floor(week: WeekModel) -> None:
    r"""Sessions that a site stays below its floor.

    .. math:: w \sum_k \Bigl(\text{floor}_k - \sum_{s \in k} x_s\Bigr)^+ \tag{19}
    """
    groups = group_sessions((host.site, session) for host, session in week.held_at())
    for site, place in enumerate(week.instance.places):
        delivered = Total.of(s.literal for s in groups.get(site, []))
        week.pay_shortfall(delivered, place.floor, week.instance.weights.below_floor)


def travel(week: WeekModel) -> None:
    r"""Minutes on the road.

    .. math:: w \sum_{p, d} \text{road}_{pd} \tag{20}
    """
    for road in week.road.values():
        week.cost.add_total(road.times(week.instance.weights.travel))


def site_link(week: WeekModel) -> None:
    r"""Places other than home where a person has sessions in the week.

    .. math:: w \sum_{p,\; k \ne \text{home}_p} v_{pk}, \qquad x_s \le v_{pk} \tag{21}
    """
    weight, people = week.instance.weights.site_link, week.instance.people
    if weight:
        for (person, place), mark in week.place_marks.items():
            if place != people[person].home:
                week.cost.add(mark, weight)


def extra_staff(week: WeekModel) -> None:
    r"""People on a task beyond the first, on each role of an event beyond its count.

    .. math:: w \sum_t \Bigl(\sum_p y_{pt} - \text{count}_t\Bigr)^+, \qquad
              x_s \le y_{pt} \tag{22}
    """
    for task, people in week.people_marks.items():
        count = week.instance.tasks[task].seats
        week.pay_excess(Total.of(people), count, week.instance.weights.extra_staff)


def change_and_preference(week: WeekModel) -> None:
    r"""Rows of the previous plan that are not kept, avoided less preferred ones, own costs.

    .. math:: w \, |\text{previous}| + \sum_s c_s x_s \tag{23}
    """
    week.cost.add_constant(week.instance.constant)
    for session in week.sessions:
        if (session.person, session.task) in week.instance.extras:
            week.cost.add(session.literal, week.instance.extra_cost(session.option))


def short_minute(week: WeekModel) -> None:
    r"""Session minutes that a person stays below the minimum.

    .. math:: w \sum_p \Bigl(\text{min\_work}_p - \sum_{s \in p} (e_s - b_s) x_s\Bigr)^+ \tag{24}
    """
    groups = week.group(lambda s: s.person)
    for person, who in enumerate(week.instance.people):
        if who.min_work > 0:
            worked = Total()
            for session in groups.get(person, []):
                worked.add(session.literal, session.minutes)
            week.pay_shortfall(worked, who.min_work, week.instance.weights.short_minute)


def long_road(week: WeekModel) -> None:
    r"""Minutes of a person's weekly road beyond the fair ones.

    .. math:: w \sum_p \Bigl(\sum_d \text{road}_{pd} - \text{fair}_p\Bigr)^+ \tag{25}
    """
    roads: dict[int, Total] = {}
    for (person, _), road in week.road.items():
        roads.setdefault(person, Total()).add_total(road)
    for person, road in roads.items():
        fair = week.instance.people[person].fair_road
        week.pay_excess(road, fair, week.instance.weights.long_road)


def pair_short(week: WeekModel) -> None:
    r"""Sessions missing to a pair.

    .. math:: w \sum_{(k, g)} \Bigl(\text{min}_{kg} - \sum_{s \in k,\; p \in g} x_s\Bigr)^+ \tag{26}
    """
    for link in week.instance.links:
        received = Total.of(week.received.get((link.site, link.group), []))
        week.pay_shortfall(received, link.needed, week.instance.weights.pair_short)


def chain_gap(week: WeekModel) -> None:
    r"""Sessions missing to a member of a chain.

    .. math:: w \sum_m \Bigl(\text{min}_m - \sum_{s \in t,\; t \in m} x_s\Bigr)^+ \tag{27}
    """
    groups = week.held_of_tasks()
    for member in week.instance.members:
        received = Total.of(s.literal for task in member.tasks for s in groups.get(task, []))
        week.pay_shortfall(received, member.needed, week.instance.weights.chain_gap)


def role_short(week: WeekModel) -> None:
    r"""People missing in the optional roles of sessions held.

    .. math:: w \sum_{s} \sum_{r \text{ optional}}
              \Bigl(\text{count}_r \, z_s - \sum_p x_{prs}\Bigr) \tag{28}
    """
    tasks = week.instance.tasks
    for session in week.held:
        week.cost.add(session.literal, tasks[session.task].unstaffed)
    for session in week.sessions:
        if tasks[session.task].optional:
            week.cost.add(session.literal, -tasks[session.task].unmet)
