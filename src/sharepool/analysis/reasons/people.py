"""Who could take one more session of a demand, and what stands in each person's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.reasons.types import Candidate
from sharepool.engine.instance.types import Instance
from sharepool.problem.rows import Assignment, Demand
from sharepool.problem.timetable import SessionTime
from sharepool.problem.violation import Violation

NEAREST = 5
"""Where fewer people than this are in reach, the nearest of the others are looked at too."""

_LASTING = {("H10", "week"), ("H11", "sites_week"), ("H14", None)}
"""What stands in a person's way at every time of the week alike."""


@dataclass(frozen=True)
class Trial:
    """A session tried out.

    Attributes
    ----------
    row : Assignment
        Of a team, one person's part in it.
    obstacles : tuple of Violation
        What it would newly break; not that others are missing in the team.
    change : int or None
        What it adds if it breaks nothing; None if it does, or if others are missing.
    """

    row: Assignment
    obstacles: tuple[Violation, ...]
    change: int | None


class People:
    """The people who could take one more session of a demand, each at the best time for it.

    Parameters
    ----------
    whole : Whole
    instance : Instance
        Options of the same problem: which of them can be part of any legal plan.
    demand : Demand
    role : str, optional
        Of a team, the role that they would take.
    """

    def __init__(self, whole: Whole, instance: Instance, demand: Demand, role: str = "") -> None:
        self._whole, self._instance, self.demand, self.role = whole, instance, demand, role
        self.task = instance.task_of_row[demand.demand_id, role]
        self._is_team = demand.demand_id in whole.problem.roles_of
        self._held = {
            (event.day, event.slot) for event in whole.week.events_of.get(demand.demand_id, ())
        }
        self._closed: dict[tuple[int, int], int] = {}
        self.times = whole.timetable.sessions(demand)
        in_reach = [instance.problem.staff[row].staff_id for row in instance.people_of[self.task]]
        able = in_reach if len(in_reach) >= NEAREST else self._holders()
        by_way = sorted(dict.fromkeys([*in_reach, *able]), key=self._nearness)
        reached = set(in_reach)
        beyond = [staff_id for staff_id in by_way if staff_id not in reached]
        self._beyond = frozenset(beyond[: max(0, NEAREST - len(reached))])
        listed = reached | self._beyond
        self.listed = [staff_id for staff_id in by_way if staff_id in listed]

    def count_others(self) -> int:
        """Return how many people hold the skills and are not listed."""
        return len(self._holders()) - len(self.listed)

    def without_skills(self) -> list[str]:
        """Return everybody who lacks a skill, by distance."""
        holders = set(self._holders())
        staff_ids = (person.staff_id for person in self._whole.problem.staff)
        return sorted((one for one in staff_ids if one not in holders), key=self._nearness)

    def way_min(self, staff_id: str) -> int | None:
        """Return a person's minutes from home to the place of the session."""
        problem = self._whole.problem
        person = problem.person_of[staff_id]
        place = problem.place_of(person, self.demand)
        minutes = self._whole.travel.minutes(problem.mode_of(person), person.home_site, place)
        return None if minutes < 0 else minutes

    def rows(self, staff_id: str) -> Iterator[Assignment]:
        """Yield the sessions of a person that might be part of a legal plan; if none, all.

        Of a team, those that do not take place yet.
        """
        options = self._instance.options(self._instance.person_of[staff_id], self.task)
        starts = [self._instance.starts[option.start] for option in options]
        times = [(start.day + 1, start.slot) for start in starts]
        for day, slot in times or [(time.day, time.slot) for time in self.times]:
            if not self._is_team or (day, slot) not in self._held:
                yield self.row(staff_id, day, slot)

    def row(self, staff_id: str, day: int, slot: int) -> Assignment:
        """Return a session of the demand as a row of a plan."""
        return Assignment(
            staff_id=staff_id,
            demand_id=self.demand.demand_id,
            day=day,
            slot=slot,
            role=self.role,
        )

    def trials(self, staff_id: str, *, is_brief: bool = False) -> list[Trial]:
        """Try a person's times, except those at which no less can stand in the way than found.

        Parameters
        ----------
        staff_id : str
        is_brief : bool
            Whether to leave it at what the demand itself rules out, where it does: enough for whom
            all that counts is what could come, and what could go for it.
        """
        tried: list[Trial] = []
        for row in sorted(self.rows(staff_id), key=self._closed_to_all):
            closed = self._closed_to_all(row)
            if closed and any(len(one.obstacles) <= closed for one in tried):
                break
            broken = self._whole.find_obstacles_of_demand(row) if is_brief else ()
            excerpt = self._whole.around(row)
            broken = broken or excerpt.find_obstacles(row)
            change = None if broken else excerpt.find_change(row)
            obstacles = tuple(one for one in broken if not self._is_of_others(one))
            tried.append(Trial(row, obstacles, change))
            self._closed[row.day, row.slot] = sum(one.code == "H13" for one in obstacles)
            if obstacles and all(map(self._is_lasting, obstacles)):
                break
        return tried

    def candidate(self, staff_id: str, trials: Iterable[Trial]) -> Candidate:
        """Return what stands in a person's way where it is least."""
        way_min = self.way_min(staff_id)
        best = min(trials, key=self._hardness, default=None)
        if best is None:
            return Candidate(staff_id, way_min, role=self.role)
        row = best.row
        return Candidate(
            staff_id, way_min, row.day, row.slot, best.obstacles, best.change, self.role
        )

    def _hardness(self, trial: Trial) -> tuple[bool, int, int]:
        """Return what trials sort by: the fewest obstacles, then the smallest change.

        Where sessions overlap, the checker says nothing of the way. For somebody out of reach, that
        is not what keeps them away.
        """
        overlaps = any(obstacle.code == "H04" for obstacle in trial.obstacles)
        hides = overlaps and trial.row.staff_id in self._beyond
        return hides, len(trial.obstacles), trial.change or 0

    def _closed_to_all(self, row: Assignment) -> int:
        """Return how many rules about the demand's own days its time is known to break."""
        return self._closed.get((row.day, row.slot), 0)

    def _is_lasting(self, violation: Violation) -> bool:
        if violation.code == "H12":
            return not self._whole.problem.rules.limits.count_travel_as_work and _same_length(
                self.times
            )
        return (violation.code, violation.kind) in _LASTING

    def _is_of_others(self, violation: Violation) -> bool:
        """Return whether it says that others are missing in the team."""
        return self._is_team and violation.code == "H17"

    def _holders(self) -> tuple[str, ...]:
        return self._whole.holders(self.demand, self.role)

    def _nearness(self, staff_id: str) -> tuple[bool, int, str]:
        way_min = self.way_min(staff_id)
        return way_min is None, way_min or 0, staff_id


def _same_length(times: tuple[SessionTime, ...]) -> bool:
    return len({time.end_min - time.start_min for time in times}) <= 1
