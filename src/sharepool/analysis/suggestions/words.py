"""How a suggestion becomes words."""

from __future__ import annotations

from collections.abc import Mapping

from sharepool.analysis.suggestions.sentences import WORDS
from sharepool.analysis.suggestions.types import Suggestion, Workload
from sharepool.messages.headings import name_term
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.wording import Wording
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.violation import Violation


class SuggestionWording(Wording):
    """Says what could be done with a session, in one problem and one language."""

    WORDS = WORDS

    def of_suggestion(self, one: Suggestion) -> str:
        """Return a suggestion with all that it does, on one line."""
        loads = [*self._of_loads(one.week, "load"), *self._of_loads(one.term, "term")]
        terms = self.of_terms(one.terms)
        line = self._say(
            "suggestion.line",
            rows=self.of_rows(one.add),
            change=f"{one.change:+,}",
            terms=self._say("suggestion.terms", terms=terms) if terms else "",
            loads=self._language.space.join(loads),
        )
        if not one.obstacles:
            return line
        return self._say("suggestion.blocked", line=line, obstacles=self.of_obstacles(one))

    def of_rows(self, rows: tuple[Assignment, ...]) -> str:
        """Return who comes when."""
        return self._language.comma.join(map(self._of_row, rows))

    def of_terms(self, terms: Mapping[str, int]) -> str:
        """Return what each term gains, those that gain nothing left out."""
        lang = self._language.code
        told = (f"{name_term(name, lang)} {value:+,}" for name, value in terms.items() if value)
        return self._language.comma.join(told)

    def of_obstacles(self, one: Suggestion) -> str:
        """Return the rules that it would break, as sentences."""
        return self._language.space.join(map(self.of_violation, one.obstacles))

    def _of_row(self, row: Assignment) -> str:
        about = Violation("row", staff_id=row.staff_id, day=row.day, slot=row.slot, role=row.role)
        return self._say(f"suggestion.{'part' if row.role else 'row'}", **self._words(about))

    def _of_loads(self, loads: Mapping[str, Workload], key: str) -> list[str]:
        return [
            self._say(
                f"suggestion.{key}",
                person=self._person(staff_id),
                sessions=Number(load.sessions),
                road=Number(load.road_min),
            )
            for staff_id, load in loads.items()
        ]


def wording(problem: Problem, lang: str) -> SuggestionWording:
    """Return who says it."""
    return SuggestionWording(problem, find_language(lang))
