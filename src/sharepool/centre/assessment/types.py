"""What each was assessed at, and by which rows: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault
from sharepool.centre.assessment.rows import HostRating, PointCorrection
from sharepool.centre.assessment.rules import AssessmentRules, SubjectKind
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class AssessmentTables:
    """What an assessment is made of, besides the ledger.

    Attributes
    ----------
    rules : AssessmentRules
    ratings : tuple of HostRating
    duties : tuple of OtherDuty
    corrections : tuple of PointCorrection
    numbers : mapping of str to tuple of int
        Row of each row in its file, by table.
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    rules: AssessmentRules
    ratings: tuple[HostRating, ...] = ()
    duties: tuple[OtherDuty, ...] = ()
    corrections: tuple[PointCorrection, ...] = ()
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)

    def origin(self, table: str, index: int) -> str:
        """Return a row of a table by its place, as people cite it."""
        number = self.numbers[table][index] if table in self.numbers else index + 2
        return f"{table} {number}"


@dataclass(frozen=True)
class AssessmentFact:
    """One thing that counts for somebody.

    Attributes
    ----------
    subject : str
        Id of the person, school or association.
    source : str
    amount : Fraction
    base : Fraction
        Of a share or a mean: what the amounts are divided by, in sum; 0 of what is counted.
    origin : str
        The row that it follows from.
    """

    subject: str
    source: str
    amount: Fraction
    base: Fraction
    origin: str


@dataclass(frozen=True)
class ComponentScore:
    """What somebody has of one component.

    Attributes
    ----------
    name, source : str
    value : Fraction or None
        The sum of the amounts, by the sum of the bases where there are any; None without a fact.
    points : Decimal
        Weight × value / expected, at most the cap, rounded half up to a hundredth.
    corrected : Decimal
        Points added after objections.
    facts : tuple of AssessmentFact
    corrections : tuple of str
        Rows of corrections, with who allowed them.
    """

    name: str
    source: str
    value: Fraction | None
    points: Decimal
    corrected: Decimal
    facts: tuple[AssessmentFact, ...] = field(repr=False)
    corrections: tuple[str, ...]


@dataclass(frozen=True)
class SubjectScore:
    """What somebody was assessed at.

    Attributes
    ----------
    kind : SubjectKind
    subject, name : str
    components : tuple of ComponentScore
    rank : int
        1 the best of the kind; equal totals have one rank.
    band : str
        Empty if none fits.
    """

    kind: SubjectKind
    subject: str
    name: str
    components: tuple[ComponentScore, ...]
    rank: int
    band: str

    @property
    def total(self) -> Decimal:
        """Points of all components, corrections included."""
        return sum((one.points + one.corrected for one in self.components), Decimal(0))


@dataclass(frozen=True)
class BandChange:
    """Somebody whose band depends on one weight.

    Attributes
    ----------
    kind : SubjectKind
    subject, component : str
    percent : int
        By which the weight is changed.
    before, after : str
        Bands.
    """

    kind: SubjectKind
    subject: str
    component: str
    percent: int
    before: str
    after: str


@dataclass(frozen=True)
class Assessment:
    """What everybody was assessed at.

    Attributes
    ----------
    rules : AssessmentRules
    scores : tuple of SubjectScore
        People, schools, associations; each the best first.
    changes : tuple of BandChange
        Whose band changes if one weight does.
    problem : Problem
        Where names come from.
    """

    rules: AssessmentRules
    scores: tuple[SubjectScore, ...]
    changes: tuple[BandChange, ...]
    problem: Problem = field(repr=False)

    def of(self, kind: SubjectKind) -> tuple[SubjectScore, ...]:
        """Return the scores of a kind, the best first."""
        return tuple(one for one in self.scores if one.kind is kind)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return the assessment as data frames, named as the files of ``sharepool assess``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``people``, ``schools``, ``associations``: a row each, with its points by component,
            its total, rank and band. ``facts``: every row that counts, and for which component.
            ``sensitivity``: whose band changes if one weight does.
        """
        from sharepool.centre.assessment.report_tables import make_frames

        return make_frames(self, lang)
