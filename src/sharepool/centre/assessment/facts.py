"""What counts for whom: every source of an assessment, row by row.

==============================  ===============================================================
source of people                what is counted
==============================  ===============================================================
``sessions``                    sessions given
``converted_lessons``           折算课时 of the ledger
``rural_sessions``              sessions in a rural place
``far_days``, ``early_starts``  days, by the thresholds of the rates
``points``, ``allowance``       of the ledger
``reliability``                 sessions given, by those and what the person called off
``ratings``                     mean rating by hosts
``duties.KIND``                 amounts of other duties of a kind
``hours.KIND``                  their minutes as hours
==============================  ===============================================================

Schools have ``lent_lessons`` and ``hosted_lessons`` (converted lessons given elsewhere by their
people, and there by others), ``reliability`` (sessions there, by those and what it called off),
``ratings`` (of their people) and ``duties.KIND``, ``hours.KIND`` at the school. Associations have
``given`` (share of the hours promised), ``hours``, ``sessions`` and ``ratings`` of their people.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sharepool.centre.assessment.rows import HostRating
from sharepool.centre.assessment.rules import SubjectKind
from sharepool.centre.assessment.types import AssessmentFact, AssessmentTables
from sharepool.centre.ledger.other_duties import (
    PERSON_CANCELLED,
    SCHOOL_CANCELLED,
    OtherDuty,
)
from sharepool.centre.ledger.types import Ledger
from sharepool.centre.points.feeding import skill_of
from sharepool.centre.points.rows import Association
from sharepool.centre.points.types import GivenHours
from sharepool.centre.term.types import CalledOff
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site

DUTIES, HOURS = "duties.", "hours."

ZERO, ONE = Fraction(0), Fraction(1)

SOURCES: dict[SubjectKind, frozenset[str]] = {
    SubjectKind.PEOPLE: frozenset(
        {
            *("sessions", "converted_lessons", "rural_sessions", "far_days", "early_starts"),
            *("points", "allowance", "reliability", "ratings"),
        }
    ),
    SubjectKind.SCHOOLS: frozenset({"lent_lessons", "hosted_lessons", "reliability", "ratings"}),
    SubjectKind.ASSOCIATIONS: frozenset({"given", "hours", "sessions", "ratings"}),
}
"""Sources of each kind; people and schools have those of duties besides."""


def sources_of(kind: SubjectKind) -> list[str]:
    """Return the names of the sources of a kind, those of duties with a placeholder."""
    of_duties = [] if kind is SubjectKind.ASSOCIATIONS else [f"{DUTIES}KIND", f"{HOURS}KIND"]
    return [*sorted(SOURCES[kind]), *of_duties]


def is_source(kind: SubjectKind, source: str) -> bool:
    """Return whether a source can be counted for a kind."""
    has_duties = kind is not SubjectKind.ASSOCIATIONS
    of_duties = any(
        source.startswith(prefix) and len(source) > len(prefix) for prefix in (DUTIES, HOURS)
    )
    return source in SOURCES[kind] or (has_duties and of_duties)


def list_schools(problem: Problem) -> list[Site]:
    """Return the sites that are assessed: neither centres nor homes."""
    return [site for site in problem.sites if site.stage != "centre" and not site.private]


@dataclass(frozen=True)
class Evidence:
    """All that facts are found in.

    Attributes
    ----------
    problem : Problem
    ledger : Ledger
    tables : AssessmentTables
    associations : sequence of Association
    given : sequence of GivenHours
    """

    problem: Problem
    ledger: Ledger
    tables: AssessmentTables
    associations: Sequence[Association] = ()
    given: Sequence[GivenHours] = ()

    def list_duties(self) -> Iterator[tuple[str, OtherDuty]]:
        """Yield the other duties of the ledger's weeks, with the place of each in its table."""
        first, last = self._span()
        for index, row in enumerate(self.tables.duties):
            if first <= row.date <= last:
                yield self.tables.origin("duties", index), row

    def list_ratings(self) -> Iterator[tuple[str, HostRating]]:
        """Yield the ratings that no earlier term has counted, with their places.

        Hosts may rate a term when it is over; a rating without a date is of this term.
        """
        first, _ = self._span()
        for index, row in enumerate(self.tables.ratings):
            if row.date is None or first <= row.date:
                yield self.tables.origin("ratings", index), row

    def _span(self) -> tuple[dt.date, dt.date]:
        weeks = self.ledger.weeks
        if not weeks:
            return dt.date.max, dt.date.min
        return weeks[0], weeks[-1] + dt.timedelta(days=6)


def find_facts(evidence: Evidence, kind: SubjectKind) -> list[AssessmentFact]:
    """Return everything that counts for those of a kind."""
    finders: dict[SubjectKind, tuple[Callable[[Evidence], Iterator[AssessmentFact]], ...]] = {
        SubjectKind.PEOPLE: (
            _sessions_of_people,
            _other_work_of_people,
            _days_of_people,
            _weeks_of_people,
            _ratings_of_people,
            _duties_of_people,
            _called_off_by_people,
        ),
        SubjectKind.SCHOOLS: (
            _sessions_of_schools,
            _ratings_of_schools,
            _duties_of_schools,
            _called_off_by_schools,
        ),
        SubjectKind.ASSOCIATIONS: (_hours_of_associations, _ratings_of_associations),
    }
    return [fact for finder in finders[kind] for fact in finder(evidence)]


def _sessions_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for duty in evidence.ledger.duties:
        origin = f"{duty.date} {duty.demand_id}"
        yield AssessmentFact(duty.staff_id, "sessions", ONE, ZERO, origin)
        lessons = Fraction(duty.converted_lessons)
        yield AssessmentFact(duty.staff_id, "converted_lessons", lessons, ZERO, origin)
        yield AssessmentFact(duty.staff_id, "reliability", ONE, ONE, origin)
        if duty.is_rural:
            yield AssessmentFact(duty.staff_id, "rural_sessions", ONE, ZERO, origin)


def _other_work_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for done in evidence.ledger.other_duties:
        if done.converted_lessons:
            lessons, origin = Fraction(done.converted_lessons), f"{done.row.date} {done.row.kind}"
            yield AssessmentFact(done.row.staff_id, "converted_lessons", lessons, ZERO, origin)


def _days_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for journey in evidence.ledger.journeys:
        for source, holds in (("far_days", journey.is_far), ("early_starts", journey.is_early)):
            if holds:
                yield AssessmentFact(journey.staff_id, source, ONE, ZERO, str(journey.date))


def _weeks_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for account in evidence.ledger.accounts:
        origin = f"ledger {account.week_of}"
        points, allowance = Fraction(account.points), Fraction(account.allowance)
        yield AssessmentFact(account.staff_id, "points", points, ZERO, origin)
        yield AssessmentFact(account.staff_id, "allowance", allowance, ZERO, origin)


def _ratings_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for origin, row in evidence.list_ratings():
        yield AssessmentFact(row.staff_id, "ratings", Fraction(row.rating), ONE, origin)


def _duties_of_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    for origin, row in evidence.list_duties():
        amount, hours = Fraction(row.amount), Fraction(row.minutes, MINUTES_PER_HOUR)
        yield AssessmentFact(row.staff_id, f"{DUTIES}{row.kind}", amount, ZERO, origin)
        yield AssessmentFact(row.staff_id, f"{HOURS}{row.kind}", hours, ZERO, origin)


def _called_off_by_people(evidence: Evidence) -> Iterator[AssessmentFact]:
    return _called_off(evidence, PERSON_CANCELLED, lambda one: one.staff_id)


def _called_off_by_schools(evidence: Evidence) -> Iterator[AssessmentFact]:
    return _called_off(evidence, SCHOOL_CANCELLED, lambda one: one.site_id)


def _called_off(
    evidence: Evidence, state: str, who: Callable[[CalledOff | OtherDuty], str]
) -> Iterator[AssessmentFact]:
    """Yield sessions that somebody called off, by reports of the term and by other duties.

    Both may say the same, so that of one day only what goes beyond the reports counts of duties.
    """
    reported: Counter[tuple[str, dt.date]] = Counter()
    for one in evidence.ledger.called_off:
        if one.state == state and who(one):
            reported[who(one), one.date] += 1
            origin = f"attendance {one.date} {one.demand_id} {one.staff_id}"
            yield AssessmentFact(who(one), "reliability", ZERO, ONE, origin)
    left = {key: Fraction(count) for key, count in reported.items()}
    for origin, row in evidence.list_duties():
        if row.kind != state or not who(row):
            continue
        key, amount = (who(row), row.date), Fraction(row.amount)
        known = min(amount, left.get(key, ZERO))
        left[key] = left.get(key, ZERO) - known
        if amount > known:
            yield AssessmentFact(who(row), "reliability", ZERO, amount - known, origin)


def _sessions_of_schools(evidence: Evidence) -> Iterator[AssessmentFact]:
    home_of = {person.staff_id: person.home_site for person in evidence.ledger.people}
    for duty in evidence.ledger.duties:
        origin = f"{duty.date} {duty.demand_id} {duty.staff_id}"
        lessons, home = Fraction(duty.converted_lessons), home_of.get(duty.staff_id, "")
        yield AssessmentFact(duty.site_id, "reliability", ONE, ONE, origin)
        if home != duty.site_id:
            yield AssessmentFact(home, "lent_lessons", lessons, ZERO, origin)
            yield AssessmentFact(duty.site_id, "hosted_lessons", lessons, ZERO, origin)


def _ratings_of_schools(evidence: Evidence) -> Iterator[AssessmentFact]:
    for origin, row in evidence.list_ratings():
        person = evidence.problem.person_of.get(row.staff_id)
        if person is not None:
            rating = Fraction(row.rating)
            yield AssessmentFact(person.home_site, "ratings", rating, ONE, origin)


def _duties_of_schools(evidence: Evidence) -> Iterator[AssessmentFact]:
    for origin, row in evidence.list_duties():
        if not row.site_id:
            continue
        amount, hours = Fraction(row.amount), Fraction(row.minutes, MINUTES_PER_HOUR)
        yield AssessmentFact(row.site_id, f"{DUTIES}{row.kind}", amount, ZERO, origin)
        yield AssessmentFact(row.site_id, f"{HOURS}{row.kind}", hours, ZERO, origin)


def _hours_of_associations(evidence: Evidence) -> Iterator[AssessmentFact]:
    for one in evidence.given:
        name, origin = one.association_id, "term"
        hours = Fraction(one.minutes_given, MINUTES_PER_HOUR)
        promised = Fraction(one.minutes_wanted, MINUTES_PER_HOUR)
        yield AssessmentFact(name, "hours", hours, ZERO, origin)
        yield AssessmentFact(name, "sessions", Fraction(one.sessions_given), ZERO, origin)
        if promised:
            yield AssessmentFact(name, "given", hours, promised, origin)


def _ratings_of_associations(evidence: Evidence) -> Iterator[AssessmentFact]:
    name_of = {skill_of(one.association_id): one.association_id for one in evidence.associations}
    people: Counter[tuple[str, str]] = Counter(
        (row.staff_id, name_of[row.skill])
        for row in evidence.problem.skills
        if row.skill in name_of
    )
    for origin, row in evidence.list_ratings():
        for staff_id, name in people:
            if staff_id == row.staff_id:
                yield AssessmentFact(name, "ratings", Fraction(row.rating), ONE, origin)
