"""How training becomes words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sharepool.centre.training.proving import ProvenWeek
from sharepool.centre.training.sentences import WORDS
from sharepool.centre.training.types import (
    MeetingTime,
    Training,
    TrainingTables,
    WithoutPlace,
)
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.cells import format_clock
from sharepool.problem.problem import Problem


class TrainingWording(Wording):
    """Says what was decided of training, in one problem and one language."""

    WORDS = WORDS

    def of_without(self, one: WithoutPlace) -> str:
        """Return why somebody has no place."""
        return self._say(f"without.{one.why}")

    def of_training(self, tables: TrainingTables, training: Training) -> Iterator[str]:
        """Yield what was decided, a sentence each."""
        goal_of = {goal.name: goal for goal in training.goals}
        if tables.courses:
            yield self._say(
                "training.places",
                placed=len(training.places),
                people=len(training.places) + len(training.without),
                lost=Number(sum(len(one.lost) for one in training.places)),
            )
            cost = goal_of["cost"]
            code = "training.proven" if cost.value == cost.bound else "training.gap"
            yield self._say(code, value=cost.value, bound=cost.bound)
        if tables.wishes:
            yield self._say(
                "training.shadows",
                weeks=Number(len(training.shadows)),
                wanted=sum(wish.weeks for wish in tables.wishes),
                lessons=Number(sum(one.lessons for one in training.shadows)),
                covered=sum(one.covered for one in training.shadows),
            )
        yield from map(self.of_meeting, training.meetings)

    def of_meeting(self, time: MeetingTime) -> str:
        """Return when people meet, and how many can come."""
        return self._say(
            "training.meeting",
            meeting=time.meeting_id,
            day=self._day(time.day),
            time=format_clock(time.start_min),
            site=self._site(time.site_id) if time.site_id else self._say("training.online"),
            able=len(time.able),
            people=len(time.able) + len(time.absent),
        )

    def of_weeks(self, weeks: Sequence[ProvenWeek]) -> Iterator[str]:
        """Yield how each week that is planned anew comes out."""
        for week in weeks:
            yield self._say(
                "training.week",
                date=week.monday,
                lapsed=Number(week.lapsed),
                delivered=week.delivered,
                wanted=week.wanted,
                cover=week.cover_delivered,
                covers=week.cover_wanted,
            )


def wording(problem: Problem, lang: str) -> TrainingWording:
    """Return who says it."""
    return TrainingWording(problem, find_language(lang))
