"""Whether an assessment keeps its rules: a checker that knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sharepool.centre.assessment.rules import BandRules, SubjectKind, SubjectRules
from sharepool.centre.assessment.types import Assessment, SubjectScore


@dataclass(frozen=True)
class AssessmentFlaw:
    """One thing wrong with an assessment.

    Attributes
    ----------
    kind : str
        ``points`` that do not follow from the facts, a ``crowded`` band, somebody who is in a band
        without what it ``requires``, or ``passed_over`` for somebody with fewer points.
    subject, what : str
    """

    kind: str
    subject: str
    what: str


def check_assessment(assessment: Assessment) -> tuple[AssessmentFlaw, ...]:
    """Return what is wrong with an assessment; nothing if all is well.

    Parameters
    ----------
    assessment : Assessment

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> rates = sp.read_rates("data/samples/county/centre/rates.toml")
    >>> ledger = sp.keep_ledger(problem, sp.repeat_week(problem, sp.Plan(), weeks=20), rates)
    >>> tables = sp.read_assessment("data/samples/county", problem)
    >>> assessment = sp.assess_term(problem, ledger, tables)
    >>> sp.check_assessment(assessment)
    ()
    """
    flaws: list[AssessmentFlaw] = []
    for kind in SubjectKind:
        rules, scores = assessment.rules.of(kind), assessment.of(kind)
        if rules is not None:
            flaws += [*_points(rules, scores), *_bands(rules, scores)]
    return tuple(flaws)


def _points(rules: SubjectRules, scores: tuple[SubjectScore, ...]) -> Iterator[AssessmentFlaw]:
    """Find points that are farther than half a hundredth from what the facts earn."""
    rules_of = {one.name: one for one in rules.components}
    for score in scores:
        for one in score.components:
            rule = rules_of[one.name]
            amount = sum((fact.amount for fact in one.facts), Fraction())
            base = sum((fact.base for fact in one.facts), Fraction())
            earned = Fraction(rule.weight) * (amount / base if base else amount)
            earned /= Fraction(rule.expected)
            if rule.cap is not None and earned > rule.cap:
                earned = Fraction(rule.cap)
            if abs(Fraction(one.points) - earned) > Fraction(1, 200):
                yield AssessmentFlaw("points", score.subject, one.name)


def _bands(rules: SubjectRules, scores: tuple[SubjectScore, ...]) -> Iterator[AssessmentFlaw]:
    counts = Counter(score.band for score in scores)
    for number, band in enumerate(rules.bands):
        if counts[band.name] > Fraction(band.max_share) * len(scores):
            yield AssessmentFlaw("crowded", "", band.name)
        members = [score for score in scores if score.band == band.name]
        for score in members:
            if not _meets(band, score):
                yield AssessmentFlaw("requires", score.subject, band.name)
        lower = {one.name for one in rules.bands[number + 1 :]} | {""}
        least = min((score.total for score in members), default=None)
        for score in scores:
            if (
                least is not None
                and score.band in lower
                and score.total >= least
                and _meets(band, score)
            ):
                yield AssessmentFlaw("passed_over", score.subject, band.name)


def _meets(band: BandRules, score: SubjectScore) -> bool:
    values = {one.name: one.value or Fraction() for one in score.components}
    enough = all(values[name] >= Fraction(least) for name, least in band.minimums.items())
    return enough and score.total >= band.min_points
