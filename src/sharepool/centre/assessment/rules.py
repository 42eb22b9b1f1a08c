"""What counts how much: ``assessment.toml``. Sharepool has no weights of its own."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from sharepool.centre.needs.rows import Share
from sharepool.centre.training.filters import PeopleFilter, parse_filter
from sharepool.problem.cells import Number, Text
from sharepool.problem.rules import Section

ASSESSMENT_FILE = "assessment.toml"

AboveZero = Annotated[Number, Field(gt=0)]
Chosen = Annotated[PeopleFilter, BeforeValidator(parse_filter)]
Name = Annotated[Text, Field(min_length=1)]


class SubjectKind(StrEnum):
    """Who is assessed."""

    PEOPLE = "people"
    SCHOOLS = "schools"
    ASSOCIATIONS = "associations"


class ComponentRules(Section):
    """A part of an assessment.

    Attributes
    ----------
    name : str
    source : str
        What is counted: docs/yearly.md lists the sources.
    expected : Decimal
        The value that earns the whole weight.
    weight : Decimal
        Points for it.
    cap : Decimal or None
        Points at most, however large the value; no limit by default.
    """

    name: Name
    source: Name
    expected: AboveZero = Decimal(1)
    weight: Number
    cap: Number | None = None


class BandRules(Section):
    """A band of an assessment.

    Attributes
    ----------
    name : str
    max_share : Decimal
        Share of those assessed who may be in it at most.
    min_points : Decimal
    minimums : dict of str to Decimal
        Least value of each component named.
    """

    name: Name
    max_share: Share = Decimal(1)
    min_points: Number = Decimal(0)
    minimums: dict[str, Number] = Field(default_factory=dict)


class SubjectRules(Section):
    """How those of one kind are assessed.

    Attributes
    ----------
    chosen : PeopleFilter
        Who is assessed, of people; everybody by default.
    components : tuple of ComponentRules
    bands : tuple of BandRules
        The best first; whoever fits none is in no band.
    """

    chosen: Chosen = Field(default=PeopleFilter(), alias="for")
    components: Annotated[tuple[ComponentRules, ...], Field(min_length=1)]
    bands: tuple[BandRules, ...] = ()


class AssessmentRules(Section):
    """Everything of ``assessment.toml``.

    Attributes
    ----------
    source : str
        The document that the figures come from, or ``example``.
    people, schools, associations : SubjectRules or None
        None where nobody of the kind is assessed.
    """

    source: Name
    people: SubjectRules | None = None
    schools: SubjectRules | None = None
    associations: SubjectRules | None = None

    def of(self, kind: SubjectKind) -> SubjectRules | None:
        """Return how those of a kind are assessed."""
        rules: SubjectRules | None = getattr(self, kind.value)
        return rules
