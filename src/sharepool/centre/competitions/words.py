"""How what concerns a season becomes words."""

from __future__ import annotations

from sharepool.centre.competitions.check import FixtureFlaw
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.sentences import WORDS
from sharepool.centre.competitions.types import Fixtures, Match, Side, UnplannedMatch
from sharepool.messages.language import Language
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.result import Status


class SeasonWording(Wording):
    """Says things about one season in one language.

    Parameters
    ----------
    season : Season
    language : Language
    """

    WORDS = WORDS

    def __init__(self, season: Season, language: Language) -> None:
        super().__init__(season.problem, language)
        self._season = season

    def word(self, key: str, **words: object) -> str:
        """Return a word or short sentence by its code."""
        return self._say(key, **words)

    def column(self, name: str) -> str:
        """Return the heading of a column."""
        return self._say(f"column.{name}")

    def weekday(self, day: int) -> str:
        """Return the name of a weekday, Monday = 1."""
        return self._language.weekdays[day - 1]

    def team(self, team_id: str) -> str:
        """Return what people call a team."""
        team = self._season.team_of.get(team_id)
        return team.title if team else team_id

    def side(self, side: Side) -> str:
        """Return a team, or where it will come from."""
        if side.team_id:
            return self.team(side.team_id)
        kind, _, match_id = side.source.partition(":")
        if match_id:
            return self._say("side.winner" if kind == "W" else "side.loser", match=match_id)
        rank = side.source.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or side.source
        return self._say("side.rank", rank=rank, group=side.source[len(rank) :])

    def round(self, match: Match) -> str:
        """Return which round of its competition a match belongs to."""
        if match.stage == "bracket":
            key = f"places.{match.places}"
            return self._say(key if key in WORDS else "places", places=match.places)
        key = "round.group" if match.group else "round.league"
        return self._say(key, group=match.group, round=match.round)

    def match(self, match: Match) -> str:
        """Return the two sides of a match and its number."""
        return self._say(
            "match", home=self.side(match.home), away=self.side(match.away), match_id=match.match_id
        )

    def of_unplanned(self, one: UnplannedMatch) -> str:
        """Return why a match has no date."""
        total = Number(sum(one.causes.values()))
        why = self._say(f"unplanned.{one.verdict}", match=self.match(one.match), total=total)
        if not one.impossible:
            return why
        return self._language.space.join((why, self._say("unplanned.impossible")))

    def of_flaw(self, flaw: FixtureFlaw) -> str:
        """Return which rule fixtures break."""
        matches = self._language.comma.join(flaw.match_ids)
        return self._say(flaw.code, matches=matches, subject=self._subject(flaw.subject))

    def of_outcome(self, fixtures: Fixtures) -> str:
        """Return how many matches have a date, and how good that is."""
        planned = len(fixtures.matches)
        key = "none" if fixtures.bound is None else "bound"
        if fixtures.status is Status.OPTIMAL:
            key = "optimal"
        return self._say(
            f"status.{key}",
            planned=planned,
            total=planned + len(fixtures.unplanned),
            objective=fixtures.objective,
            bound=fixtures.bound,
            gap="" if fixtures.gap is None else f"{fixtures.gap:.1%}",
        )

    def _subject(self, own_id: str) -> str:
        season = self._season
        named = season.team_of.get(own_id) or season.venue_of.get(own_id)
        person = season.problem.person_of.get(own_id)
        site = season.problem.site_of.get(own_id)
        found = named or person or site
        return found.title if found else own_id


def wording(season: Season, lang: str) -> SeasonWording:
    """Return who says it.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    return SeasonWording(season, find_language(lang))
