"""How an assessment becomes words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sharepool.centre.assessment.rules import SubjectKind
from sharepool.centre.assessment.sentences import WORDS
from sharepool.centre.assessment.types import Assessment
from sharepool.messages.language import Language
from sharepool.messages.languages import find_language


class AssessmentWording:
    """Says what everybody was assessed at, in one language.

    Parameters
    ----------
    language : Language
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, key: str, **words: object) -> str:
        """Return a sentence, or a label."""
        return self._language.pick(WORDS[key]).format_map(words)

    def band(self, name: str) -> str:
        """Return the name of a band, or that there is none."""
        return name or self.say("sheet.none")

    def of_assessment(self, assessment: Assessment, percent: int) -> Iterator[str]:
        """Yield how many are in each band, and whose band depends on a weight."""
        for kind in SubjectKind:
            scores = assessment.of(kind)
            rules = assessment.rules.of(kind)
            if rules is None or not scores:
                continue
            counts = Counter(one.band for one in scores)
            told = self._language.comma.join(
                self.say("assessment.band", band=self.band(name), count=f" {counts[name]}".strip())
                for name in [*(band.name for band in rules.bands), ""]
                if counts[name]
            )
            title = self.say(f"kind.{kind}")
            yield self.say("assessment.bands", kind=title, counts=told, total=len(scores))
        name_of = {(one.kind, one.subject): one.name for one in assessment.scores}
        for change in assessment.changes:
            yield self.say(
                "assessment.change",
                name=name_of[change.kind, change.subject],
                before=self.band(change.before),
                after=self.band(change.after),
                component=change.component,
                percent=f"{change.percent:+d}",
            )
        if percent and not assessment.changes:
            yield self.say("assessment.stable", percent=percent)


def wording(lang: str) -> AssessmentWording:
    """Return who says it."""
    return AssessmentWording(find_language(lang))
