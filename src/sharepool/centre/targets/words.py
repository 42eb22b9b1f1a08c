"""How progress becomes words."""

from __future__ import annotations

from decimal import Decimal

from sharepool.centre.targets.indicators import INDICATORS
from sharepool.centre.targets.sentences import WORDS
from sharepool.centre.targets.types import TargetStanding
from sharepool.messages.language import Language
from sharepool.messages.languages import find_language

DECIMALS = 2
"""That people read of a value that is no share."""


class TargetWording:
    """Says where targets stand, in one language.

    Parameters
    ----------
    language : Language
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, key: str, **words: object) -> str:
        """Return a sentence, or a label."""
        return self._language.pick(WORDS[key]).format_map(words)

    def indicator(self, name: str) -> str:
        """Return what an indicator is called; a county's own goes by its name."""
        key = f"indicator.{name}"
        return self.say(key) if key in WORDS else name

    def county(self, name: str) -> str:
        """Return the county, or that it is all together."""
        return name or self.say("county.all")

    def number(self, indicator: str, value: Decimal | None) -> str:
        """Return a value as people write it: shares of known indicators in percent."""
        if value is None:
            return "–"
        if indicator in INDICATORS:
            return f"{value * 100:.1f} %"
        return f"{round(value, DECIMALS).normalize():f}"

    def change(self, indicator: str, value: Decimal | None) -> str:
        """Return by how much a value changes: a share of a known indicator in points."""
        if value is not None and indicator in INDICATORS:
            return self.say("change.points", points=f"{value * 100:.1f}")
        return self.number(indicator, value)

    def of_standing(self, one: TargetStanding) -> str:
        """Return where a target stands, as a sentence."""
        name = one.target.indicator
        return self.say(
            f"target.{one.state}",
            indicator=self.indicator(name),
            county=self.county(one.county),
            value=self.number(name, one.value),
            target=self.number(name, one.target.value),
            expected=self.number(name, one.expected),
            needed=self.change(name, one.needed_term),
            by=one.target.by,
        )


def wording(lang: str) -> TargetWording:
    """Return who says it."""
    return TargetWording(find_language(lang))
