"""What each school has and gets, and as which schools it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sharepool.centre.balance.stages import join_points, split_school
from sharepool.centre.balance.types import SchoolBalance, StageBalance
from sharepool.centre.needs.classes import LESSON
from sharepool.centre.needs.types import Needs
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site
from sharepool.problem.travel import UNKNOWN, TravelTimes

POINT = "point"
CENTRE_STAGES = ("primary", "nine_year")
"""Stages of the schools that teaching points belong to."""


class Counting:
    """Counts schools, with what a plan brings them; lessons of arts are left out.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    needs : Needs or None
        Classes, teachers and own lessons of schools.
    weights : mapping of str to Decimal
        Of a pupil, by stage, where a school is split.

    Attributes
    ----------
    knows_all : bool
        Whether the teachers of sport and those of arts are known.
    """

    def __init__(
        self, problem: Problem, plan: Plan, needs: Needs | None, weights: Mapping[str, Decimal]
    ) -> None:
        self._problem, self._weights = problem, weights
        sites, groups = ((), ()) if needs is None else (needs.sites, needs.groups)
        self._needs = {one.site_id: one for one in sites}
        is_art = {one.subject: one.is_art for site in sites for one in site.subjects}
        self.knows_all = set(is_art.values()) == {True, False}
        sport = [one for one in groups if not is_art.get(one.skill)]
        self._groups = group_by(sport, lambda one: one.site_id)
        self._hosted = {
            site_id: [
                (cohort, event) for cohort, event in held if not is_art.get(event.demand.skill)
            ]
            for site_id, held in Itinerary(problem, plan).hosted.items()
        }

    def list_schools(
        self, small_point_pupils: int, centre_of: Mapping[str, str]
    ) -> list[SchoolBalance]:
        """Return every site of which a table or the plan says anything.

        Parameters
        ----------
        small_point_pupils : int
            Teaching points with fewer pupils count in no indicator.
        centre_of : mapping of str to str
            Centre school by teaching point.
        """
        return [
            self._school(site, small_point_pupils, centre_of)
            for site in self._problem.sites
            if site.site_id in self._needs
            or site.pupils is not None
            or self._hosted.get(site.site_id)
        ]

    def _school(
        self, site: Site, small_point_pupils: int, centre_of: Mapping[str, str]
    ) -> SchoolBalance:
        need, pupils = self._needs.get(site.site_id), self._pupils(site.site_id)
        centre = centre_of.get(site.site_id, "")
        events = [event for _, event in self._hosted.get(site.site_id, ())]
        excluded = "" if pupils else "no_pupils"
        if pupils and site.stage == POINT and pupils < small_point_pupils:
            excluded = "small_point"
        return SchoolBalance(
            site_id=site.site_id,
            name=site.title,
            county=site.county,
            stage=site.stage,
            area=site.area,
            pupils=pupils,
            classes=None if need is None else need.classes,
            teachers=None if need is None else need.teachers,
            required=None
            if need is None
            else sum(one.required for one in need.subjects if not one.is_art),
            own_lessons=sum(
                one.covered for one in self._groups.get(site.site_id, ()) if one.kind == LESSON
            ),
            pool_lessons=sum(one.demand.periods for one in events if one.demand.kind == LESSON),
            pool_slots=sum(one.demand.periods for one in events),
            excluded=excluded,
            counted_with=centre if centre and not excluded and self._pupils(centre) else "",
        )

    def _pupils(self, site_id: str) -> int | None:
        need = self._needs.get(site_id)
        return self._problem.site_of[site_id].pupils if need is None else need.pupils

    def list_stages(
        self, schools: Sequence[SchoolBalance], centre_of: Mapping[str, str]
    ) -> list[StageBalance]:
        """Return what schools that are not excluded count as."""
        stages = {
            one.site_id: split_school(
                one,
                self._needs.get(one.site_id),
                self._groups.get(one.site_id, ()),
                self._hosted.get(one.site_id, ()),
                self._weights,
            )
            for one in schools
            if not one.excluded
        }
        return join_points(stages, centre_of)


def find_centres(problem: Problem) -> dict[str, str]:
    """Return the centre school (中心校) of each teaching point that has one.

    It is the primary or nine-year school of the point's county and group, the nearest of several.
    """
    travel, mode = TravelTimes(problem), problem.rules.travel.default_mode
    schools = group_by(
        (one for one in problem.sites if one.stage in CENTRE_STAGES and one.group),
        lambda one: (one.county, one.group),
    )
    found = {}
    for point in problem.sites:
        near = schools.get((point.county, point.group), ()) if point.stage == POINT else ()
        ways = {one.site_id: travel.minutes(mode, point.site_id, one.site_id) for one in near}
        if ways:
            found[point.site_id] = min(ways, key=lambda name: (ways[name] == UNKNOWN, ways[name]))
    return found
