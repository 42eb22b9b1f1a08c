"""How points become words."""

from __future__ import annotations

from collections.abc import Iterator

from sharepool.centre.points.sentences import WORDS
from sharepool.centre.points.types import PointTables, SchoolSports, SportsPoints
from sharepool.messages.labels import word
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem

MOST_TOLD = 12
"""Schools that are told one by one; the table of sports has all of them."""


class PointsWording(Wording):
    """Says which associations go where, in one problem and one language."""

    WORDS = WORDS

    def of_points(self, tables: PointTables, placed: SportsPoints) -> Iterator[str]:
        """Yield what was decided, a sentence each."""
        areas = tables.rules.rural_areas
        yield self._say(
            "points.total",
            points=Number(len(placed.points)),
            schools=Number(len({one.site_id for one in placed.points})),
            rural=sum(self._problem.site_of[one.site_id].area in areas for one in placed.points),
            minutes=sum(one.road_min for one in placed.points),
        )
        code = "points.proven" if placed.objective == placed.bound else "points.gap"
        yield self._say(code, objective=placed.objective, bound=placed.bound)
        title = {one.association_id: one.title for one in tables.associations}
        for load in placed.associations:
            if load.short:
                yield self._say(
                    "points.short",
                    association=title[load.association_id],
                    points=Number(load.points),
                    least=load.min_points,
                )
        large = [one for one in placed.schools if one.is_large]
        if large:
            whole = sum(not one.ball_games_lacking for one in large)
            yield self._say("points.balls", large=Number(len(large)), whole=whole)
            lacking = [one for one in large if one.ball_games_lacking]
            yield from map(self.of_school, lacking[:MOST_TOLD])
            if len(lacking) > MOST_TOLD:
                more = Number(len(lacking) - MOST_TOLD)
                yield self._say("points.more", schools=more)

    def of_school(self, school: SchoolSports) -> str:
        """Return which ball games a large school lacks."""
        games = [word("skill", game, self._language.code) for game in school.ball_games_lacking]
        return self._say(
            "points.lacking",
            site=self._site(school.site_id),
            games=self._language.comma.join(games),
        )


def wording(problem: Problem, lang: str) -> PointsWording:
    """Return who says it."""
    return PointsWording(problem, find_language(lang))
