"""What the pool is asked for: the lessons that classes lack, and clubs by the size of a school."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from sharepool.centre.needs.classes import TaughtClass, name_rows
from sharepool.centre.needs.rows import Centre, Service
from sharepool.centre.needs.types import GroupNeed
from sharepool.problem.rows import DAYS, Demand, Site, StartRange
from sharepool.problem.timetable import Timetable

LESSON = "lesson"
MAX_VISITORS = 2
"""People who may share the lessons of one class: one class, one teacher, and a second at most."""


def ask_for_lessons(timetable: Timetable, taught: TaughtClass, gap: int) -> Iterator[Demand]:
    """Yield the demands for the lessons that a class lacks: doubles first, then single ones.

    Parameters
    ----------
    timetable : Timetable
    taught : TaughtClass
    gap : int
        Lessons a week.
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
            max_staff=MAX_VISITORS,
            max_per_day=-(-sessions // len(days)) if days else 1,
            slots=tuple(_starts(timetable, taught.site_id, days)) if days else (),
        )


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
                    demand_ids=(demand.demand_id,) if service.sessions else (),
                    pupils=service.pupils_per_group,
                    origin=f"{row}; {origin}" if origin else row,
                ),
                demand,
            )


def _groups(service: Service, pupils: int) -> int:
    if service.pupils_per_group is None:
        return 1
    return ceil(Fraction(service.share) * pupils / service.pupils_per_group)


def _starts(timetable: Timetable, site_id: str, days: tuple[int, ...]) -> Iterator[StartRange]:
    """Yield the lessons of the days on which visitors come."""
    for day in DAYS:
        slots = [
            slot
            for slot, bell in timetable.usual_slots(site_id, day).items()
            if bell.part == LESSON
        ]
        if day in days and slots:
            yield StartRange(day, min(slots), max(slots))
