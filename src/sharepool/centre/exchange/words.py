"""How an exchange becomes words."""

from __future__ import annotations

from sharepool.centre.exchange.eligibility import Barred, TeacherStanding
from sharepool.centre.exchange.sentences import WORDS
from sharepool.centre.exchange.types import Exchange, MoveReason, QuotaFigure, TeacherMove
from sharepool.messages.labels import word
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording


class ExchangeWording(Wording):
    """Says who moves and why, in one language.

    Parameters
    ----------
    exchange : Exchange
    lang : str
    """

    WORDS = WORDS

    def __init__(self, exchange: Exchange, lang: str) -> None:
        super().__init__(exchange.centre.problem, find_language(lang))
        self._exchange, self._rules, self._lang = exchange, exchange.rules, lang
        self._since = {one.resident.staff_id: one.resident.since for one in exchange.standings}

    def of_move(self, move: TeacherMove) -> str:
        """Return why somebody moves."""
        return self._say(
            f"move.{move.why}",
            site=self._site(move.from_site),
            since=self._since.get(move.staff_id),
            years=Number(move.years or 0),
            limit=self._rules.years,
            choice=move.choice,
        )

    def of_standing(self, standing: TeacherStanding) -> str:
        """Return whether somebody is eligible, and if not, why."""
        limit = self._rules.oldest if standing.barred is Barred.OLD else self._rules.years
        return self._say(
            f"barred.{standing.barred or 'none'}",
            reason=standing.resident.exempt,
            until=standing.resident.until,
            years=Number(standing.years or 0),
            limit=limit,
        )

    def of_quota(self, quota: QuotaFigure) -> str:
        """Return how far a quota holds."""
        fields = {
            "subject": word("skill", quota.subject, self._lang),
            "base": quota.base,
            "due": quota.due,
            "moved": quota.moved,
        }
        said = [self._say(f"quota.{quota.kind}", **fields)]
        if quota.short:
            said.append(self._say("quota.short", short=quota.short, able=quota.able))
        return self._language.space.join(said)

    def of_outcome(self) -> list[str]:
        """Return what the exchange comes to, a sentence each."""
        exchange = self._exchange
        said = [
            self._say(
                "outcome.uncovered",
                before=exchange.uncovered_before,
                after=exchange.uncovered_after,
            )
        ]
        if not any(quota.able for quota in exchange.quotas if quota.kind == "moved"):
            said.append(self._say("outcome.nobody"))
        elif exchange.bound is None:
            said.append(self._say("outcome.none"))
        else:
            said.append(self._say("outcome.proven", bound=exchange.bound))
        return said + [self.of_quota(quota) for quota in exchange.quotas]

    def of_letter(self, move: TeacherMove) -> list[str]:
        """Return the lines of the notice that somebody gets: title, address, text."""
        fields = {
            "name": move.name or move.staff_id,
            "staff_id": move.staff_id,
            "subject": word("skill", move.subject, self._lang),
            "lessons": move.lessons,
            "from_site": self._problem.site_of[move.from_site].title,
            "to_site": self._problem.site_of[move.to_site].title,
            "since": move.since,
            "until": move.until,
            "minutes": move.way_min,
        }
        codes = ["letter.title", "letter.to", "letter.body"]
        codes += [] if move.until is None else ["letter.until"]
        codes += [] if move.way_min is None else ["letter.way"]
        lines = [self._say(code, **fields) for code in codes]
        if move.why is not MoveReason.ELIGIBLE:
            lines.append(self.of_move(move))
        return [*lines, self._say("letter.sign")]


def wording(exchange: Exchange, lang: str) -> ExchangeWording:
    """Return who says it."""
    return ExchangeWording(exchange, lang)
