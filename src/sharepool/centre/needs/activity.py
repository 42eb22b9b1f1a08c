"""How long each class is active: its lessons, its school's clubs and daily exercise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sharepool.centre.needs.classes import LESSON
from sharepool.centre.needs.kept_slots import lesson_week
from sharepool.centre.needs.rows import Centre, DailyActivity
from sharepool.centre.needs.types import ClassActivity, GroupNeed
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.timetable import Timetable


def list_activity(
    centre: Centre, problem: Problem, groups: Iterable[GroupNeed], plan: Plan | None
) -> Iterator[ClassActivity]:
    """Yield the minutes of activity of every class.

    Own lessons are as long as the shortest of the school, those of a plan as long as they are. Of
    clubs the mean pupil has the share that is in them; clubs without a size count for nothing, and
    neither do arts.

    Parameters
    ----------
    centre : Centre
    problem : Problem
        The one that follows from the centre.
    groups : iterable of GroupNeed
        Classes and clubs.
    plan : Plan or None
    """
    held = None if plan is None else _minutes_held(problem, plan)
    timetable, daily = Timetable(problem), _daily_of(centre.daily)
    active = [one for one in groups if not centre.subjects.get(one.skill)]
    for site_id, of_site in group_by(active, lambda one: one.site_id).items():
        clubs = [one for one in of_site if one.kind != LESSON and one.share is not None]
        lessons = [one for one in of_site if one.kind == LESSON]
        bells = [bell for day in lesson_week(timetable, site_id).values() for bell in day]
        lesson_min = min((bell.end - bell.start for bell in bells), default=0)
        exercise = daily.get(site_id, daily.get(None, ()))
        for cohort, mine in group_by(lessons, lambda one: one.cohort).items():
            own = sum(count for one in mine for _, count in one.own)
            yield ClassActivity(
                site_id=site_id,
                cohort=cohort,
                own_min=own * lesson_min,
                pool_min=None if held is None else _sum_minutes(mine, held),
                club_min=None if held is None else _mean_club(clubs, held),
                daily_min=sum(row.minutes for row in exercise),
                strong_daily_min=sum(row.minutes for row in exercise if row.strong),
            )


def _minutes_held(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Return the minutes a week that a plan gives each demand."""
    minutes = Counter[str]()
    for name, events in Itinerary(problem, plan).events_of.items():
        minutes[name] += sum(one.end_min - one.start_min for one in events)
    return minutes


def _sum_minutes(groups: Iterable[GroupNeed], held: Mapping[str, int]) -> int:
    return sum(held[name] for one in groups for name in one.demand_ids)


def _mean_club(clubs: Iterable[GroupNeed], held: Mapping[str, int]) -> Fraction:
    """Return the minutes of clubs that the mean pupil has."""
    return sum((Fraction(one.share or 0) * _sum_minutes([one], held) for one in clubs), Fraction())


def _daily_of(rows: Sequence[DailyActivity]) -> dict[str | None, list[DailyActivity]]:
    found = defaultdict(list)
    for row in rows:
        found[row.site_id].append(row)
    return dict(found)
