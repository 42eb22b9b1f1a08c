"""How standing decisions become words: gaps in chains, answers to athletes."""

from __future__ import annotations

from sharepool.data.chains import ChainGap, GapKind
from sharepool.data.placement import Answer, Refusal, Refused
from sharepool.data.problem import Problem
from sharepool.sentences.language import Language
from sharepool.sentences.wording import Number, Wording


class GapWording(Wording):
    """Says where chains are broken, in one problem and one language."""

    def of_gap(self, gap: ChainGap) -> str:
        """Return where a chain is broken, as a sentence."""
        key = f"chain.{gap.kind}"
        if gap.kind is GapKind.FAR and gap.amount is None:
            key = "chain.far.unknown"
        return self._language.sentences[key].format(
            chain=gap.chain_id,
            skill=gap.skill,
            stage=gap.stage,
            site=self._site(gap.site_id),
            amount=Number(gap.amount or 0),
            limit=Number(gap.limit or 0),
        )


class AnswerWording:
    """Says what athletes are told, in one language.

    Parameters
    ----------
    language : Language
    problem : Problem, optional
        Where the titles of schools come from; else they are their ids.
    """

    def __init__(self, language: Language, problem: Problem | None = None) -> None:
        self._language = language
        self._problem = problem

    def of_answer(self, answer: Answer) -> str:
        """Return where an athlete goes, or that nobody takes them."""
        key = "answer.unplaced" if answer.site_id is None else "answer.placed"
        return self._language.sentences[key].format(
            athlete=answer.athlete.athlete_id,
            skill=answer.athlete.skill,
            score=answer.athlete.score,
            site=self._site(answer.site_id),
            choice=answer.choice,
        )

    def of_refusals(self, answer: Answer) -> str:
        """Return why each choice before the place came to nothing, as sentences on one line."""
        if answer.why is Refused.NO_CHOICE:
            return self._language.sentences["refusal.no_choice"]
        told = (self._of_refusal(answer, refusal) for refusal in answer.refusals)
        return self._language.space.join(told)

    def _of_refusal(self, answer: Answer, refusal: Refusal) -> str:
        return self._language.sentences[f"refusal.{refusal.why}"].format(
            site=self._site(refusal.site_id),
            skill=answer.athlete.skill,
            limit=refusal.limit,
            lot=refusal.lot,
            own_lot=answer.lot,
        )

    def _site(self, site_id: str | None) -> str | None:
        site = self._problem.site_of.get(site_id or "") if self._problem else None
        if site is None or site.title == site_id:
            return site_id
        return self._language.titled.format(title=site.title, id=site_id)
