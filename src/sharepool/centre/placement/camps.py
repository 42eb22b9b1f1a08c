"""Camps as places that athletes ask for, and as what the weeks concerned must know of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.placement.rows import Camp, Place
from sharepool.problem.rows import Demand, Role


def list_camp_places(camps: Iterable[Camp]) -> tuple[Place, ...]:
    """Return the places of camps; their ids are what athletes choose.

    Parameters
    ----------
    camps : iterable of Camp

    Examples
    --------
    >>> import sharepool as sp
    >>> row = {"camp_id": "SUMMER", "skill": "足球", "site_id": "A", "capacity": 30}
    >>> camp = sp.Camp.model_validate({**row, "from": "2026-07-13", "until": "2026-07-14"})
    >>> [(place.site_id, place.places) for place in sp.list_camp_places([camp])]
    [('SUMMER', 30)]
    """
    return tuple(
        Place(
            site_id=camp.camp_id,
            skill=camp.skill,
            places=camp.capacity,
            chains_only=camp.chains_only,
        )
        for camp in camps
    )


def feed_camps(camps: Iterable[Camp], taking_part: Mapping[str, int] | None = None) -> Feed:
    """Return the coaching that camps ask of the weeks concerned: a dated demand each day.

    A camp needs a coach for every `coaches_per` athletes, all at once: a team demand of one role.

    Parameters
    ----------
    camps : iterable of Camp
    taking_part : mapping of str to int, optional
        Athletes by camp; by default its capacity.

    Examples
    --------
    >>> import sharepool as sp
    >>> row = {"camp_id": "SUMMER", "skill": "足球", "site_id": "A", "capacity": 30}
    >>> camp = sp.Camp.model_validate({**row, "from": "2026-07-13", "until": "2026-07-14"})
    >>> [(one.date.isoformat(), one.row.count) for one in sp.feed_camps([camp]).rows["roles"]]
    [('2026-07-13', 3), ('2026-07-14', 3)]
    """
    demands, roles = [], []
    for row, camp in enumerate(camps, start=2):
        athletes = camp.capacity if taking_part is None else taking_part.get(camp.camp_id, 0)
        coaches = -(-athletes // camp.coaches_per)
        date = camp.from_
        while date <= camp.until and coaches:
            origin = Origin("placement", "camps", row)
            demand_id = f"{camp.camp_id} {date.isoformat()}"
            demand = Demand(
                demand_id=demand_id,
                site_id=camp.site_id,
                kind="camp",
                skill=camp.skill,
                sessions=1,
                parts=("lesson", "after_school"),
            )
            demands.append(FeedRow(demand, origin, date))
            role = Role(demand_id=demand_id, role="coach", count=coaches)
            roles.append(FeedRow(role, origin, date))
            date += dt.timedelta(days=1)
    return Feed({"demands": tuple(demands), "roles": tuple(roles)})
