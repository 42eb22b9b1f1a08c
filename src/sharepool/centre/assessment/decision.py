r"""Points from facts, and bands from points: plain arithmetic, exact.

.. math:: \text{points}_c = \min\Bigl(\text{cap}_c,\;
          \frac{\text{weight}_c \cdot \text{value}_c}{\text{expected}_c}\Bigr)

each rounded half up to a hundredth, and added up with the corrections. Bands are filled from the
best total down: as many as the share allows, with the points and the least values that it asks for.
Equal totals are in one band, or in none of its places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import floor

from sharepool.base.errors import InternalError
from sharepool.centre.assessment.check import check_assessment
from sharepool.centre.assessment.facts import Evidence, find_facts, list_schools
from sharepool.centre.assessment.rules import (
    BandRules,
    ComponentRules,
    SubjectKind,
    SubjectRules,
)
from sharepool.centre.assessment.types import (
    Assessment,
    AssessmentFact,
    AssessmentTables,
    BandChange,
    ComponentScore,
    SubjectScore,
)
from sharepool.centre.ledger.types import Ledger
from sharepool.centre.points.rows import Association
from sharepool.centre.points.types import GivenHours
from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem

CENTS = 100


def assess_term(
    problem: Problem,
    ledger: Ledger,
    tables: AssessmentTables,
    *,
    associations: Sequence[Association] = (),
    given: Sequence[GivenHours] = (),
    sensitivity: int = 0,
) -> Assessment:
    """Return what people, schools and associations are assessed at.

    Parameters
    ----------
    problem : Problem
        Whose people and schools they are.
    ledger : Ledger
        What was given in the term.
    tables : AssessmentTables
    associations : sequence of Association
    given : sequence of GivenHours
        What associations promised and gave, from :func:`sharepool.count_hours`.
    sensitivity : int
        Percent by which each weight is changed, up and down, to see whose band depends on it; 0:
        not at all.

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> rates = sp.read_rates("data/samples/county/centre/rates.toml")
    >>> ledger = sp.keep_ledger(problem, sp.repeat_week(problem, sp.Plan(), weeks=20), rates)
    >>> tables = sp.read_assessment("data/samples/county", problem)
    >>> assessment = sp.assess_term(problem, ledger, tables)
    >>> assessment.scores[0].total, assessment.scores[0].rank
    (Decimal('16.83'), 1)
    """
    evidence = Evidence(problem, ledger, tables, associations, given)
    scores: list[SubjectScore] = []
    changes: list[BandChange] = []
    for kind in SubjectKind:
        rules = tables.rules.of(kind)
        if rules is None:
            continue
        facts = _by_subject(find_facts(evidence, kind))
        names = _subjects(evidence, kind, rules)
        found = _score_all(tables, kind, rules, names, facts)
        scores += found
        if sensitivity:
            changes += _find_changes(tables, kind, rules, names, facts, found, sensitivity)
    assessment = Assessment(tables.rules, tuple(scores), tuple(changes), problem)
    flaws = check_assessment(assessment)
    if flaws:
        raise InternalError(f"the assessment has {len(flaws)} flaws, such as {flaws[0]}")
    return assessment


Facts = Mapping[tuple[str, str], Sequence[AssessmentFact]]
"""Facts by subject and source."""


def _by_subject(facts: Sequence[AssessmentFact]) -> Facts:
    found: dict[tuple[str, str], list[AssessmentFact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject, fact.source].append(fact)
    return found


def _subjects(evidence: Evidence, kind: SubjectKind, rules: SubjectRules) -> dict[str, str]:
    """Return the names of those assessed, by id."""
    problem = evidence.problem
    if kind is SubjectKind.PEOPLE:
        return {one.staff_id: one.title for one in rules.chosen.select(problem)}
    if kind is SubjectKind.SCHOOLS:
        return {one.site_id: one.title for one in list_schools(problem)}
    return {one.association_id: one.title for one in evidence.associations}


def _score_all(
    tables: AssessmentTables,
    kind: SubjectKind,
    rules: SubjectRules,
    names: Mapping[str, str],
    facts: Facts,
) -> list[SubjectScore]:
    """Return everybody of a kind with their band, the best first; equals by id."""
    scores = [
        SubjectScore(
            kind=kind,
            subject=subject,
            name=name,
            components=tuple(
                _component(tables, one, subject, facts.get((subject, one.source), ()))
                for one in rules.components
            ),
            rank=0,
            band="",
        )
        for subject, name in names.items()
    ]
    scores.sort(key=lambda one: (-one.total, one.subject))
    bands = _fill_bands(rules.bands, scores)
    ranks = {one.total: place for place, one in reversed(list(enumerate(scores, 1)))}
    return [
        SubjectScore(kind, one.subject, one.name, one.components, ranks[one.total], band)
        for one, band in zip(scores, bands, strict=True)
    ]


def _component(
    tables: AssessmentTables, rules: ComponentRules, subject: str, facts: Sequence[AssessmentFact]
) -> ComponentScore:
    value = value_of(facts)
    corrections = [
        (index, row)
        for index, row in enumerate(tables.corrections)
        if (row.subject, row.component) == (subject, rules.name)
    ]
    return ComponentScore(
        name=rules.name,
        source=rules.source,
        value=value,
        points=points_of(rules, value),
        corrected=sum((row.points for _, row in corrections), Decimal(0)),
        facts=tuple(facts),
        corrections=tuple(
            f"{tables.origin('corrections', index)}: {row.allowed_by}" for index, row in corrections
        ),
    )


def value_of(facts: Sequence[AssessmentFact]) -> Fraction | None:
    """Return the sum of amounts, by the sum of the bases where there are any."""
    if not facts:
        return None
    amount = sum((one.amount for one in facts), Fraction())
    base = sum((one.base for one in facts), Fraction())
    return amount / base if base else amount


def points_of(rules: ComponentRules, value: Fraction | None) -> Decimal:
    """Return what a value earns, to a hundredth."""
    whole = Fraction(rules.weight) * (value or 0) / Fraction(rules.expected)
    if rules.cap is not None:
        whole = min(whole, Fraction(rules.cap))
    return Decimal(round_half_up(CENTS * whole)) / CENTS


def _fill_bands(bands: Sequence[BandRules], scores: Sequence[SubjectScore]) -> list[str]:
    """Return the band of each score, given the best first."""
    found = [""] * len(scores)
    for band in bands:
        room = floor(Fraction(band.max_share) * len(scores))
        waiting = [place for place, name in enumerate(found) if not name]
        able = [place for place in waiting if may_be_in(band, scores[place])]
        for _, equals in groupby(able, key=lambda place: scores[place].total):
            places = list(equals)
            if len(places) > room:
                break
            room -= len(places)
            for place in places:
                found[place] = band.name
    return found


def may_be_in(band: BandRules, score: SubjectScore) -> bool:
    """Return whether somebody has the points and the least values of a band."""
    values = {one.name: one.value for one in score.components}
    return score.total >= band.min_points and all(
        (values.get(name) or Fraction()) >= Fraction(least) for name, least in band.minimums.items()
    )


def _find_changes(
    tables: AssessmentTables,
    kind: SubjectKind,
    rules: SubjectRules,
    names: Mapping[str, str],
    facts: Facts,
    found: Sequence[SubjectScore],
    percent: int,
) -> Iterator[BandChange]:
    """Yield whose band is another if one weight is so many percent larger or smaller."""
    before = {one.subject: one.band for one in found}
    for place, component in enumerate(rules.components):
        for change in (percent, -percent):
            weight = component.weight * (CENTS + change) / CENTS
            changed = component.model_copy(update={"weight": weight})
            components = (*rules.components[:place], changed, *rules.components[place + 1 :])
            other = rules.model_copy(update={"components": components})
            for one in _score_all(tables, kind, other, names, facts):
                if one.band != before[one.subject]:
                    yield BandChange(
                        kind, one.subject, component.name, change, before[one.subject], one.band
                    )
