"""One way in which a plan breaks a hard rule: a code and what it concerns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sharepool.base.extensions import TEXTS

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class Violation:
    """One thing of a plan that breaks a hard rule.

    A field that does not concern the rule is None. Violations sort by their fields in this order,
    None first, so that the same faults always come in the same order.

    Attributes
    ----------
    code : str
        The rule, ``"H00"`` to ``"H18"``.
    kind : str or None
        Which side of the rule, where it has several (``"day"`` or ``"week"`` of H10, …).
    day : int or None
        Weekday, Monday = 1.
    staff_id, demand_id, site_id : str or None
        Whom, what and where it concerns; of a leg, `site_id` is where it starts.
    other_id : str or None
        The other of two: the demand whose session is overlapped (H04), the site that a leg leads
        to (H05, H07, H08).
    name : str or None
        Skill (H01), employer (H12), cohort (H15), group (H16) or what is not neutral (H18).
    role : str or None
        In a team, whose role it is (H00, H01, H14, H17).
    slot : int or None
        First slot of the session.
    start_min, end_min : int or None
        When, minutes after midnight.
    amount, limit : int or None
        What there is and what the rule allows or asks for: sessions, sites, days, people, minutes
        or levels.
    row : int or None
        Index in ``problem.pins`` or ``problem.pairs`` (H16).
    """

    code: str
    kind: str | None = None
    day: int | None = None
    staff_id: str | None = None
    demand_id: str | None = None
    site_id: str | None = None
    other_id: str | None = None
    name: str | None = None
    role: str | None = None
    slot: int | None = None
    start_min: int | None = None
    end_min: int | None = None
    amount: int | None = None
    limit: int | None = None
    row: int | None = None

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return what it means, as a sentence.

        Parameters
        ----------
        problem : Problem
            Where the titles of people and sites come from.
        lang : str
            ``"en"`` or ``"zh"``.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        said: str = TEXTS.find(type(self))(self, problem, lang)
        return said

    def __lt__(self, other: Violation) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[tuple[bool, str | int | None], ...]:
        """What violations sort by: every field, None first."""
        values = (getattr(self, name) for name in _FIELDS)
        return tuple((value is not None, value) for value in values)


_FIELDS = tuple(field.name for field in fields(Violation))
