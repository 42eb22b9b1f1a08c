"""Who is to confirm which sessions of a term, what they have answered, what follows from it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sharepool.base.errors import Fault
from sharepool.centre.term.rows import Acknowledgement, Answer, Party
from sharepool.centre.term.types import Term, TermBook
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Pin, WeekSpan
from sharepool.tables.display import shown

TABLE = "acknowledgements"

SessionPlace = tuple[str, str, int, int]
"""Person, demand, day and first slot."""


@dataclass(frozen=True)
class AskedSession:
    """A session of one time of the week that somebody is to confirm, and in which weeks it is.

    Attributes
    ----------
    row : Assignment
    weeks : tuple of int
    site_id : str
    start_min, end_min : int
    """

    row: Assignment
    weeks: tuple[int, ...]
    site_id: str
    start_min: int
    end_min: int

    @property
    def place(self) -> SessionPlace:
        """Which session it is."""
        return place_of(self.row)


def place_of(row: Assignment | Acknowledgement) -> SessionPlace:
    """Return which session of the week a row is about."""
    return row.staff_id, row.demand_id, row.day, row.slot


def list_asked(term: Term) -> tuple[AskedSession, ...]:
    """Return every session of the term by time of the week, each with its weeks."""
    from sharepool.problem.itinerary import Itinerary

    weeks: dict[tuple[Assignment, str, int, int], list[int]] = defaultdict(list)
    for planned in term.weeks:
        for session in Itinerary(planned.week.problem, planned.week.plan).sessions:
            times = session.start_min, session.end_min
            weeks[session.row, session.demand.site_id, *times].append(planned.number)
    return tuple(
        AskedSession(row, tuple(numbers), site_id, start, end)
        for (row, site_id, start, end), numbers in sorted(
            weeks.items(), key=lambda one: (one[0][0].day, one[0][2], one[0][0].staff_id)
        )
    )


def as_spans(weeks: Sequence[int]) -> tuple[WeekSpan, ...]:
    """Return some weeks as few spans, as a cell holds them."""
    spans: list[WeekSpan] = []
    for number in sorted(weeks):
        if spans and spans[-1].last == number - 1:
            spans[-1] = WeekSpan(spans[-1].first, number, None)
        else:
            spans.append(WeekSpan(number, number, None))
    return tuple(spans)


@dataclass(frozen=True)
class AnswerSurvey:
    """Who has confirmed, and who has declined.

    Attributes
    ----------
    people, schools : tuple of str
        Who has confirmed every session of theirs.
    all_people, all_schools : int
        Who is to confirm.
    declined : tuple of Acknowledgement
        As they were given.
    """

    people: tuple[str, ...]
    schools: tuple[str, ...]
    all_people: int
    all_schools: int
    declined: tuple[Acknowledgement, ...]


def survey_answers(term: Term) -> AnswerSurvey:
    """Return who has confirmed every session that the term has for them.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> found = sp.survey_answers(term)
    >>> len(found.people), found.all_people
    (0, 2)
    """
    yes: dict[Party, dict[SessionPlace, set[int]]] = {party: defaultdict(set) for party in Party}
    numbers = [week.number for week in term.weeks]
    for row in term.book.answers:
        weeks = {number for number in numbers if any(number in span for span in row.weeks)}
        mine = yes[row.party][place_of(row)]
        mine |= weeks
        if row.answer is Answer.NO:
            mine -= weeks
    open_of: dict[Party, dict[str, int]] = {party: {} for party in Party}
    for one in list_asked(term):
        for party, who in ((Party.PERSON, one.row.staff_id), (Party.SCHOOL, one.site_id)):
            lacking = set(one.weeks) - yes[party][one.place]
            open_of[party][who] = open_of[party].get(who, 0) + len(lacking)
    people, schools = (
        tuple(who for who, lacking in open_of[party].items() if not lacking) for party in Party
    )
    return AnswerSurvey(
        people=people,
        schools=schools,
        all_people=len(open_of[Party.PERSON]),
        all_schools=len(open_of[Party.SCHOOL]),
        declined=tuple(row for row in term.book.answers if row.answer is Answer.NO),
    )


def find_answer_faults(term: Term, rows: Sequence[tuple[int, Acknowledgement]]) -> Iterator[Fault]:
    """Yield every fault of a table of answers.

    Parameters
    ----------
    term : Term
    rows : sequence of (int, Acknowledgement)
        Each with the number of its row.
    """
    weeks = {week.number: {place_of(row) for row in week.week.plan} for week in term.weeks}
    first: dict[tuple[Party, SessionPlace, int], tuple[int, Answer]] = {}
    for number, row in rows:
        mine = [week for week in weeks if any(week in span for span in row.weeks)]
        value = shown(f"{row.staff_id} {row.demand_id} {row.day}-{row.slot}")
        if not any(place_of(row) in weeks[week] for week in mine):
            yield Fault(TABLE, number, "", "not_planned", value, {"kind": "weeks"})
        for week in mine:
            key = row.party, place_of(row), week
            earlier, answer = first.setdefault(key, (number, row.answer))
            if answer is not row.answer:
                fields = {"first": earlier, "answer": answer.value, "week": week}
                yield Fault(TABLE, number, "answer", "two_answers", row.answer.value, fields)
                break


def merge_answers(
    known: Iterable[Acknowledgement], rows: Iterable[Acknowledgement]
) -> tuple[Acknowledgement, ...]:
    """Return all answers, what is answered again last."""
    return tuple(dict.fromkeys((*known, *rows)))


def declined_pins(book: TermBook, number: int, week: Problem, plan: Plan) -> tuple[Pin, ...]:
    """Return the pins that keep what was declined out of a week.

    A person declines to give a session at its time; a school declines to have it then from anybody.
    What is past is past.

    Parameters
    ----------
    book : TermBook
    number : int
        Of the week in the term.
    week : Problem
    plan : Plan
        In force.
    """
    until = book.reported_until or dt.date.min
    there = {place_of(row) for row in plan if week.week[row.day - 1] > until}
    last: dict[tuple[Party, SessionPlace], Acknowledgement] = {
        (row.party, place_of(row)): row
        for row in book.answers
        if place_of(row) in there and any(number in span for span in row.weeks)
    }
    return tuple(
        Pin(
            kind="forbid",
            staff_id=row.staff_id if row.party is Party.PERSON else None,
            demand_id=row.demand_id,
            day=row.day,
            slot=row.slot,
        )
        for row in last.values()
        if row.answer is Answer.NO
    )
