"""How what stands in the way of a pairing becomes words."""

from __future__ import annotations

from sharepool.centre.pairing.sentences import WORDS
from sharepool.centre.pairing.types import PairingObstacle
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem


class PairingWording(Wording):
    """Says why no pairing exists, in one problem and one language."""

    WORDS = WORDS

    def of_obstacle(self, obstacle: PairingObstacle) -> str:
        """Return what stands in the way, as a sentence."""
        return self._say(
            f"pairing.{obstacle.kind}",
            site=self._site(obstacle.site_id),
            amount=Number(obstacle.amount or 0),
            limit=Number(obstacle.limit or 0),
        )


def wording(problem: Problem, lang: str) -> PairingWording:
    """Return who says it."""
    return PairingWording(problem, find_language(lang))
