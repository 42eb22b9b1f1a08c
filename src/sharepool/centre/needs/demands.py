"""What the pool is asked for: the lessons that classes lack, and clubs by the size of a school."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import ceil

from sharepool.centre.needs.classes import LESSON, TaughtClass, name_rows
from sharepool.centre.needs.kept_slots import Slot
from sharepool.centre.needs.rows import Centre, Service
from sharepool.centre.needs.types import GroupNeed
from sharepool.problem.rows import DAYS, Demand, Site, StartRange
from sharepool.problem.timetable import Timetable

MAX_VISITORS = 2
"""People who may share the lessons of one class: one class, one teacher, and a second at most."""


def ask_for_lessons(
    timetable: Timetable,
    taught: TaughtClass,
    gap: int,
    own: Collection[Slot] = (),
    busy: Collection[Slot] = (),
) -> Iterator[Demand]:
    """Yield the demands for the lessons that a class lacks: doubles first, then single ones.

    Parameters
    ----------
    timetable : Timetable
    taught : TaughtClass
    gap : int
        Lessons a week.
    own : collection of (int, int)
        Days and slots of the class's own lessons of the subject, as far as a timetable says; the
        pool comes on other days where there are enough of them.
    busy : collection of (int, int)
        Those of its own lessons in any subject; the pool never comes then.
    """
    doubles = gap // 2 if taught.row.doubles else 0
    for code, periods, sessions in (("D", 2, doubles), ("", 1, gap - 2 * doubles)):
        if not sessions:
            continue
        days = taught.row.visit_days
        yield Demand(
            demand_id=f"{taught.site_id}-{taught.code}{code}",
            site_id=taught.site_id,
            kind=LESSON,
            skill=taught.line.skill,
            cohort=taught.cohort,
            also_requires=taught.requirements[1:],
            sessions=sessions,
            periods=periods,
            delivery=taught.row.delivery,
            venue_site=taught.row.venue_site,
            transfer_min=taught.row.transfer_min,
            max_staff=MAX_VISITORS,
            max_per_day=-(-sessions // len(days)) if days else 1,
            slots=_starts(timetable, taught, own, busy, sessions, periods) if days or busy else (),
        )


def _starts(
    timetable: Timetable,
    taught: TaughtClass,
    own: Collection[Slot],
    busy: Collection[Slot],
    sessions: int,
    periods: int,
) -> tuple[StartRange, ...]:
    """Return the starts on days of visits at which the class has no own lesson."""
    days = taught.row.visit_days
    if days is None:
        open_days = [day for day in DAYS if _lessons(timetable, taught.site_id, day)]
        others = [day for day in open_days if day not in {day for day, _ in own}]
        days = tuple(others if len(others) >= sessions else open_days)
    ranges: list[StartRange] = []
    for day in sorted(days):
        for slot in _lessons(timetable, taught.site_id, day):
            if any((day, slot + more) in busy for more in range(periods)):
                continue
            if ranges and ranges[-1][0] == day and ranges[-1].last == slot - 1:
                ranges[-1] = ranges[-1]._replace(last=slot)
            else:
                ranges.append(StartRange(day, slot, slot))
    return tuple(ranges)


def _lessons(timetable: Timetable, site_id: str, day: int) -> list[int]:
    """Return the slots of a school that are lessons on a day."""
    slots = timetable.usual_slots(site_id, day).items()
    return sorted(slot for slot, bell in slots if bell.part == LESSON)


def offer_services(
    centre: Centre, site: Site, pupils: int | None, origin: str
) -> Iterator[tuple[GroupNeed, Demand]]:
    r"""Yield the clubs that a school of a size should have, each with its demand.

    A row asks for :math:`\lceil \text{pupils} \cdot \text{share} / \text{pupils\_per\_group}
    \rceil` groups at each school of its stage with at least `min_pupils` pupils, for one group
    where it gives no size. A school whose pupils nobody counted is small.
    """
    number = 0
    for index, service in enumerate(centre.services):
        if service.stage not in {"", site.stage} or (pupils or 0) < service.min_pupils:
            continue
        row = name_rows("services", [centre.number_of("services", index)])
        for group in range(1, _groups(service, pupils or 0) + 1):
            number += 1
            demand = Demand(
                demand_id=f"{site.site_id}-S{number}",
                site_id=site.site_id,
                kind=service.kind,
                skill=service.skill,
                min_level=service.min_level,
                cohort=f"{service.skill}({group})",
                also_requires=service.also_requires,
                sessions=service.sessions,
                periods=service.periods,
            )
            yield (
                GroupNeed(
                    site_id=site.site_id,
                    cohort=demand.cohort,
                    kind=service.kind,
                    skill=service.skill,
                    lessons=service.sessions * service.periods,
                    own=(),
                    grade=None,
                    demand_ids=(demand.demand_id,) if service.sessions else (),
                    lost_lessons=0,
                    pupils=service.pupils_per_group,
                    share=_share_of(service, pupils or 0),
                    origin=f"{row}; {origin}" if origin else row,
                ),
                demand,
            )


def _share_of(service: Service, pupils: int) -> Fraction | None:
    """Return the share of a school's pupils who are in each of its groups; None if not known."""
    if service.pupils_per_group is None or not pupils:
        return None
    return Fraction(service.share) / _groups(service, pupils)


def _groups(service: Service, pupils: int) -> int:
    if service.pupils_per_group is None:
        return 1
    return ceil(Fraction(service.share) * pupils / service.pupils_per_group)
