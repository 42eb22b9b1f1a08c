"""How gaps in chains become words."""

from __future__ import annotations

from sharepool.centre.chains.sentences import WORDS
from sharepool.centre.chains.types import ChainGap, ChainGapKind
from sharepool.messages.labels import word
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem


class GapWording(Wording):
    """Says where chains are broken, in one problem and one language."""

    WORDS = WORDS

    def of_gap(self, gap: ChainGap) -> str:
        """Return where a chain is broken, as a sentence."""
        key = f"chain.{gap.kind}"
        if gap.kind is ChainGapKind.FAR and gap.amount is None:
            key = "chain.far.unknown"
        return self._say(
            key,
            chain=gap.chain_id,
            skill=self._word("skill", gap.skill),
            stage=word("stage", gap.stage, self._language.code),
            site=self._site(gap.site_id),
            amount=Number(gap.amount or 0),
            limit=Number(gap.limit or 0),
        )


def wording(problem: Problem, lang: str) -> GapWording:
    """Return who says it."""
    return GapWording(problem, find_language(lang))
