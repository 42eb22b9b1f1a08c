"""How what concerns a term becomes words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.centre.term.acknowledging import AnswerSurvey
from sharepool.centre.term.lost import LossReason
from sharepool.centre.term.sentences import WORDS
from sharepool.centre.term.types import Term, WeekSource
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


class TermWording(Wording):
    """Says things about one term in one language."""

    WORDS = WORDS

    def word(self, key: str, **words: object) -> str:
        """Return a word or short sentence by its code."""
        return self._say(key, **words)

    def column(self, name: str) -> str:
        """Return the heading of a column."""
        return self._say(f"column.{name}")

    def reason(self, reason: LossReason) -> str:
        """Return why a session is lost."""
        return self._say(f"reason.{reason.value}")

    def source(self, source: WeekSource) -> str:
        """Return where the plan of a week comes from."""
        return self._say(f"source.{source.value}")

    def weekday(self, day: int) -> str:
        """Return the name of a weekday, Monday = 1."""
        return self._language.weekdays[day - 1]

    def cell(self, column: str, value: object) -> str:
        """Return a cell of a table in words: codes, and nothing where there is nothing."""
        if column == "reason":
            return self.reason(LossReason(str(value)))
        if column == "source":
            return self.source(WeekSource(str(value)))
        if column == "state" and value:
            return self._say(f"state.{value}")
        return "" if value is None else str(value)

    def in_words(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table of the term with its codes in words."""
        coded = [name for name in ("reason", "source", "state") if name in frame]
        return frame.assign(
            **{name: [self.cell(name, code) for code in frame[name]] for name in coded}
        )

    def translate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a table of the term with its codes and headings in words."""
        return self.in_words(frame).rename(columns=lambda name: self.column(str(name)))

    def answers(self, found: AnswerSurvey) -> str:
        """Return who has confirmed, as a sentence."""
        return self._say(
            "page.answers",
            people=len(found.people),
            all_people=Number(found.all_people),
            schools=len(found.schools),
            all_schools=Number(found.all_schools),
            declined=Number(len(found.declined)),
        )

    def story(self, term: Term) -> tuple[str, ...]:
        """Return what a term comes to, in sentences."""
        accounts = term.accounts
        sums = {
            name: sum(getattr(one, name) for one in accounts.demands)
            for name in ("wanted", "given", "lost", "owed")
        }
        made_up = sum(one.made_up for one in accounts.weeks)
        told = [
            self._say(
                "page.share",
                wanted=Number(sums["wanted"]),
                weeks=Number(len(term.weeks)),
                given=f"{sums['given']:,}",
                rate=f"{sums['given'] / max(1, sums['wanted']):.1%}",
                lost=f"{sums['lost']:,}",
                owed=f"{sums['owed']:,}",
            )
        ]
        if made_up:
            told.append(self._say("page.made_up", made_up=Number(made_up)))
        if term.gap is None or term.bound is None:
            told.append(self._say("page.gap_unknown", objective=f"{term.objective:,}"))
        else:
            costs = {"objective": f"{term.objective:,}", "bound": f"{term.bound:,}"}
            told.append(self._say("page.gap", gap=f"{term.gap:.1%}", **costs))
        return tuple(told)


def make_wording(problem: Problem, lang: str) -> TermWording:
    """Return who says it."""
    return TermWording(problem, find_language(lang))
