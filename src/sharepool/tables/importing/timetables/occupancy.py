"""What a timetable means for visiting coaches: ground that is taken, and people who are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.cells import MINUTES_PER_DAY, format_clock
from sharepool.problem.vocabulary import find_word, folded
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.concepts import is_sport
from sharepool.tables.importing.draft import ANSWERED, DERIVED, READ, Draft, Value
from sharepool.tables.importing.timetables.known import KnownProblem
from sharepool.tables.importing.timetables.lessons import (
    SchoolTimetable,
    TeacherSlot,
    TimetableLesson,
    TimetableWeek,
    class_key,
)
from sharepool.tables.importing.timetables.periods import PeriodTimes

NOBODY = "ignore"
"""Answer for a teacher who is nobody of the pool."""
YES, NO = "yes", "no"
NEVER = (7, MINUTES_PER_DAY - 1, MINUTES_PER_DAY)
"""The window of somebody without a free period: Sunday's last minute, too short for any session.

A person without windows would be available always.
"""

Moment = tuple[int, int, int]
"""Day, start and end."""


def find_sports(
    timetable: SchoolTimetable, file: str, answers: Answers
) -> tuple[TimetableLesson, ...]:
    """Return the lessons that need the sports ground; subjects that leave it open are asked."""
    named = {subject: is_sport(subject) for subject in {one.subject for one in timetable.lessons}}
    if not any(named.values()):
        subjects = sorted(filter(None, named))
        key = f"sports:{file}"
        told = answers.text(key, NOBODY, "sports", file=file, subjects="、".join(subjects))
        chosen = {folded(one) for one in told.replace("；", ";").replace("、", ";").split(";")}
        if chosen - {NOBODY} - set(map(folded, subjects)):
            raise ProblemError([Fault("", None, key, "bad_answer", told, {"kind": "sports"})])
        named |= {subject: True for subject in subjects if folded(subject) in chosen}
    for subject in sorted(one for one, known in named.items() if one and known is None):
        named[subject] = _is_yes(answers, f"sport:{subject}", NO, "sport", subject=subject)
    found = []
    for one in timetable.lessons:
        if one.subject:
            takes = bool(named[one.subject])
        else:
            name = "、".join(one.teachers)
            takes = _is_yes(answers, f"sport:{file}:{name}", YES, "sport_of", person=name)
        if takes:
            found.append(one)
    return tuple(found)


def _is_yes(answers: Answers, key: str, proposed: str, kind: str, **fields: object) -> bool:
    answer = answers.text(key, proposed, kind, **fields)
    word = find_word("flag", answer)
    if word is None:
        raise ProblemError([Fault("", None, key, "bad_answer", answer, {"kind": "yes_no"})])
    return word == "1"


def add_closures(
    lessons: Iterable[TimetableLesson], site: Value, times: PeriodTimes, draft: Draft
) -> None:
    """Add when how many classes take the ground, a row a moment."""
    for (day, start, end), held in sorted(_by_moment(lessons, times).items()):
        first, how = held[0]
        when = Value("", first.source, how.how, how.key)
        subjects = dict.fromkeys(one.subject for one, _ in held if one.subject)
        classes: dict[str, str] = {}
        for name in (name for one, _ in held for name in one.classes):
            classes.setdefault(class_key(name), name)
        reason = "、".join(subjects) + (f"：{'、'.join(classes.values())}" if classes else "")
        taken = count_at_once([one for one, _ in held])
        draft.add(
            "closures",
            {
                "site_id": site,
                "day": Value(str(day), first.source),
                "start": _with(when, format_clock(start)),
                "end": _with(when, format_clock(end)),
                "taken": Value(str(taken), first.source),
                "reason": Value(reason, first.source),
            },
        )
        for one, _ in held[1:]:
            draft.cite("closures", "taken", Value("", one.source))


def _by_moment(
    lessons: Iterable[TimetableLesson], times: PeriodTimes
) -> dict[Moment, list[tuple[TimetableLesson, Value]]]:
    found: dict[Moment, list[tuple[TimetableLesson, Value]]] = defaultdict(list)
    for one in lessons:
        if own := times.find(one.period, one.day):
            start, end, how = own
            found[one.day, start, end].append((one, how))
    return found


def count_at_once(lessons: Sequence[TimetableLesson]) -> int:
    """Return how many classes some lessons of one moment bring to the ground.

    In a cycle of weeks it is the most of any. A class counts once, however many teachers it has;
    a lesson of no named class counts for its teacher. What classes' and teachers' timetables both
    tell is one lesson.
    """
    cycle = {week for one in lessons for week in one.weeks} or {""}
    return max(
        _count([one for one in lessons if not one.weeks or week in one.weeks]) for week in cycle
    )


def _count(lessons: Sequence[TimetableLesson]) -> int:
    named = {class_key(name) for one in lessons for name in one.classes}
    views: dict[str, set[str]] = defaultdict(set)
    for one in lessons:
        keys = {class_key(name) for name in one.classes}
        views[one.view] |= keys or {f"{one.teachers} {one.subject}"}
    return max([len(named), *map(len, views.values())])


def add_windows(
    people: Mapping[str, tuple[TimetableWeek, Value]],
    lessons: Iterable[TimetableLesson],
    times: PeriodTimes,
    draft: Draft,
) -> None:
    """Add when people have no lesson: periods of a day one after the other are one window.

    Parameters
    ----------
    people : mapping of str to (TimetableWeek, Value)
        Weeks by the name of the timetable, and who that is.
    lessons : iterable of TimetableLesson
    times : PeriodTimes
    draft : Draft
    """
    busy: dict[str, list[Moment]] = defaultdict(list)
    for (day, start, end), held in _by_moment(lessons, times).items():
        for one, _ in held:
            for name in one.teachers:
                busy[folded(name)].append((day, start, end))
    for name, (week, person) in people.items():
        windows = list(_windows(week, busy[folded(name)], times))
        if not windows:
            windows = [(NEVER, Value("", week.name))]
        for (day, start, end), source in windows:
            draft.add(
                "availability",
                {
                    "staff_id": person,
                    "day": _with(source, str(day)),
                    "start": _with(source, format_clock(start)),
                    "end": _with(source, format_clock(end)),
                },
            )


def _windows(
    week: TimetableWeek, busy: Sequence[Moment], times: PeriodTimes
) -> Iterator[tuple[Moment, Value]]:
    placed = sorted(
        ((slot, own) for slot in week.slots if (own := times.find(slot.period, slot.day))),
        key=lambda one: (one[0].day, one[1][:2]),
    )

    def is_free(one: tuple[TeacherSlot, tuple[int, int, Value]]) -> tuple[int, bool]:
        slot, (start, end, _) = one
        taken = any(day == slot.day and s < end and start < e for day, s, e in busy)
        return slot.day, not taken

    for (day, free), run in groupby(placed, is_free):
        if free:
            slots = list(run)
            slot, (start, _, how) = slots[0]
            end = max(own[1] for _, own in slots)
            yield (day, start, end), Value("", slot.source, how.how, how.key)


def find_people(
    weeks: Mapping[str, TimetableWeek],
    wanted: Iterable[str],
    site_id: str,
    known: KnownProblem,
    answers: Answers,
) -> dict[str, tuple[TimetableWeek, Value]]:
    """Return whose weeks matter, by the name of the timetable, and who each is.

    Of a problem these are its people; a name that is only like one of theirs is asked. Without a
    problem they are the wanted ones, by name.
    """
    found = {}
    if known.problem is None:
        order = dict.fromkeys(wanted)
        return {
            name: (weeks[name], Value(name, weeks[name].name, READ))
            for name in order
            if name in weeks
        }
    for name, week in weeks.items():
        person, how = known.find_person(name), Value("", week.name, DERIVED)
        if person is None and (like := known.like_person(name)) is not None:
            key = f"person:{site_id}:{name}"
            answer = answers.text(key, like, "timetable_person", person=name, like=like)
            if folded(answer) == NOBODY:
                continue
            person, how = known.find_person(answer), Value("", week.name, ANSWERED, key)
            if person is None:
                fault = Fault("", None, key, "bad_answer", answer, {"kind": "person"})
                raise ProblemError([fault])
        if person is not None:
            found[name] = week, _with(how, person)
    return found


def _with(value: Value, text: str) -> Value:
    return Value(text, value.source, value.how, value.key)
