"""How events become words."""

from __future__ import annotations

from collections.abc import Iterator

from sharepool.centre.events.sentences import WORDS
from sharepool.centre.events.types import EventGoal, EventPlan, LeftOut
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem


class EventWording(Wording):
    """Says what was decided of events, in one problem and one language."""

    WORDS = WORDS

    def why(self, one: LeftOut) -> str:
        """Return why something has no date."""
        return self._say(f"left.{one.why}")

    def of_plan(self, plan: EventPlan) -> Iterator[str]:
        """Yield what was decided, a sentence each."""
        if plan.shifts:
            yield self._say(
                "events.shifts",
                events=Number(len({shift.event_id for shift in plan.shifts})),
                people=sum(one.count for shift in plan.shifts for one in shift.staff),
                shifts=Number(len(plan.shifts)),
            )
        for days in plan.team_days:
            placed = sum(stop.tour_id == days.tour_id for stop in plan.stops)
            missing = sum(one.row_id == days.tour_id for one in plan.left_out)
            yield self._say(
                "events.tour",
                tour=days.tour_id,
                placed=placed,
                schools=placed + missing,
                used=Number(days.used_min),
                days=Number(days.least_days),
                room=days.room_days,
            )
        if plan.tables.visits:
            yield self._say(
                "events.trips",
                placed=len(plan.trips),
                groups=len(plan.tables.visits),
                bus=Number(sum(trip.bus_min for trip in plan.trips)),
            )
        yield from map(self._of_goal, plan.goals)
        for one in plan.left_out:
            what = f"{one.row_id} {self._site(one.site_id)}"
            yield self._say("events.left", what=what, why=self.why(one))

    def _of_goal(self, goal: EventGoal) -> str:
        task = self._say("events.visits") if goal.task == "visits" else goal.task
        name = self._say("events.goal", task=task, name=self._say(f"goal.{goal.name}"))
        key = "proven" if goal.value == goal.bound else "gap"
        if goal.bound is None:
            key = "none"
        return self._say(f"events.{key}", goal=name, value=goal.value, bound=goal.bound)


def wording(problem: Problem, lang: str) -> EventWording:
    """Return who says it."""
    return EventWording(problem, find_language(lang))
