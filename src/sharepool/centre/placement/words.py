"""How answers to athletes become words."""

from __future__ import annotations

from sharepool.centre.placement.sentences import WORDS
from sharepool.centre.placement.types import PlacementAnswer, Refusal, Refused
from sharepool.messages.language import Language
from sharepool.messages.languages import find_language
from sharepool.problem.problem import Problem


class AnswerWording:
    """Says what is published of athletes, in one language.

    Parameters
    ----------
    language : Language
    problem : Problem, optional
        Where the titles of schools come from; else they are their ids.
    """

    def __init__(self, language: Language, problem: Problem | None = None) -> None:
        self._language = language
        self._problem = problem

    def of_answer(self, answer: PlacementAnswer) -> str:
        """Return where an athlete goes, or that nobody takes them."""
        key = "answer.unplaced" if answer.site_id is None else "answer.placed"
        return self._say(
            key,
            athlete=answer.athlete.athlete_id,
            skill=answer.athlete.skill,
            score=answer.athlete.score,
            site=self._site(answer.site_id),
            choice=answer.choice,
        )

    def of_refusals(self, answer: PlacementAnswer) -> str:
        """Return why each choice before the place failed, as sentences on one line."""
        if answer.why is Refused.NO_CHOICE:
            return self._say("refusal.no_choice")
        told = (self._of_refusal(answer, refusal) for refusal in answer.refusals)
        return self._language.space.join(told)

    def _of_refusal(self, answer: PlacementAnswer, refusal: Refusal) -> str:
        return self._say(
            f"refusal.{refusal.why}",
            site=self._site(refusal.site_id),
            skill=refusal.skill or answer.athlete.skill,
            limit=refusal.limit,
            lot=refusal.lot,
            own_lot=answer.lot,
        )

    def _say(self, key: str, **words: object) -> str:
        return self._language.pick(WORDS[key]).format_map(words)

    def _site(self, site_id: str | None) -> str | None:
        site = self._problem.site_of.get(site_id or "") if self._problem else None
        if site is None or site.title == site_id:
            return site_id
        return self._language.titled.format(title=site.title, id=site_id)


def wording(problem: Problem | None, lang: str) -> AnswerWording:
    """Return who says it."""
    return AnswerWording(find_language(lang), problem)
