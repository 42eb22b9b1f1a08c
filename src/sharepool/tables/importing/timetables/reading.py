"""Reads a school's timetable of any kind into closures and availability."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.problem import Problem
from sharepool.problem.vocabulary import plain
from sharepool.tables.headers import columns_of
from sharepool.tables.importing.answers import Answer, Answers, read_mapping
from sharepool.tables.importing.draft import ANSWERED, DERIVED, Draft, Value
from sharepool.tables.importing.timetables.asc import read_asc
from sharepool.tables.importing.timetables.fet import read_fet
from sharepool.tables.importing.timetables.grids import read_grids
from sharepool.tables.importing.timetables.known import KnownProblem
from sharepool.tables.importing.timetables.lessons import SchoolTimetable, TimetablePeriod
from sharepool.tables.importing.timetables.occupancy import (
    add_closures,
    add_windows,
    find_people,
    find_sports,
)
from sharepool.tables.importing.timetables.periods import PeriodTimes
from sharepool.tables.importing.workbook import Imported

if TYPE_CHECKING:
    import pandas as pd

TimetableKind = Literal["grid", "asc", "fet"]
TABLES = ("closures", "availability")
"""The tables that a timetable makes."""

_SCHOOL = re.compile(
    r"[\w（）()]*?(?:小学|中学|一小|二小|学校|教学点|幼儿园|school)", re.IGNORECASE
)


def read_timetable(
    path: str | Path,
    kind: TimetableKind = "grid",
    mapping: str | Path | Mapping[str, Answer] | None = None,
    problem: Problem | None = None,
) -> Imported:
    """Read a school's weekly timetable: when its ground is taken, and when its teachers are free.

    The school's own PE lessons become ``closures``, the periods without a lesson of teachers whose
    whole week it tells become windows of ``availability``.

    Parameters
    ----------
    path : str or Path
    kind : str
        ``grid``: a workbook of weekly grids, each of a class, a teacher or the whole school;
        ``asc``: an XML export of aSc Timetables; ``fet``: a CSV or XML file that FET wrote.
    mapping : str, Path or mapping, optional
        Answers by question: a mapping file, or a dict.
    problem : Problem, optional
        What it is for. Its bells say when periods are, its staff whose weeks matter; its other
        closures and windows stay. Lessons of people who come from elsewhere close no ground.

    Returns
    -------
    Imported
        With the two tables whole; ``to_problem()`` is the problem with them.

    Raises
    ------
    ProblemError
        If the file or the mapping cannot be read, there is no timetable in it, or an answer cannot
        be used.

    Examples
    --------
    >>> import openpyxl
    >>> import sharepool as sp
    >>> book = openpyxl.Workbook()
    >>> book.active.title = "三(1)班"
    >>> for row in [["节次", "周一", "周二"], ["1 8:20-9:00", "语文", "体育"]]:
    ...     book.active.append(row)
    >>> book.save("timetable.xlsx")
    >>> found = sp.read_timetable("timetable.xlsx", mapping={"site:timetable.xlsx": "HILL"})
    >>> found.frames["closures"].to_dict("records")
    [{'site_id': 'HILL', 'day': '2', 'start': '08:20', 'end': '09:00', 'taken': '1',
      'reason': '体育：三(1)班'}]
    """
    given = (
        mapping if isinstance(mapping, Mapping) else read_mapping(Path(mapping)) if mapping else {}
    )
    path, answers, draft, known = Path(path), Answers(given), Draft(), KnownProblem(problem)
    if not path.exists():
        raise ProblemError([Fault("", None, "", "missing_file", str(path))])
    timetable = _read(path, kind, known, answers)
    site = _site(timetable, path, known, answers)
    times = PeriodTimes(_periods(timetable), site.text, known, answers, path.name)
    sports = find_sports(timetable, path.name, answers)
    own = [
        one
        for one in sports
        if not any(known.comes_from_elsewhere(name, site.text) for name in one.teachers)
    ]
    wanted = (
        (name for one in sports for name in one.teachers)
        if timetable.names_all
        else timetable.weeks
    )
    people = find_people(timetable.weeks, wanted, site.text, known, answers)
    replaced = known.keep(draft, {site.text}, {person.text for _, person in people.values()})
    add_closures(own, site, times, draft)
    add_windows(people, timetable.lessons, times, draft)
    return Imported(
        frames={name: _frame(draft, name) for name in TABLES},
        rules={},
        questions=answers.questions,
        traces=tuple(draft.traces),
        listings=timetable.listings,
        left=timetable.left,
        base=problem,
        kept=draft.kept,
        replaced=replaced,
        visits=len(sports) - len(own),
    )


def _read(
    path: Path, kind: TimetableKind, known: KnownProblem, answers: Answers
) -> SchoolTimetable:
    match kind:
        case "grid":
            return read_grids(path, known, answers)
        case "asc":
            return read_asc(path, answers)
        case "fet":
            return read_fet(path, answers)
    raise ValueError(f"a timetable is of kind grid, asc or fet, not {kind!r}")


def _site(timetable: SchoolTimetable, path: Path, known: KnownProblem, answers: Answers) -> Value:
    """Return which school it is: as a title names it, or as answered."""
    for cell in timetable.titles:
        if site_id := known.find_named(cell.text):
            return Value(site_id, cell, DERIVED)
    key = f"site:{path.name}"
    titles = [cell.text for cell in timetable.titles]
    match = next(filter(None, map(_SCHOOL.search, map(plain, titles))), None)
    named = match[0] if match else path.stem
    proposed = (
        known.find_named(path.stem)
        or known.home_of(timetable.weeks)
        or known.like_site(named)
        or named
    )
    answer = answers.text(key, proposed, "timetable_site", file=path.name)
    found = known.find_site(answer)
    if found is None and known.problem is not None:
        fields = {"kind": "site", "near": known.like_site(answer)}
        raise ProblemError([Fault("", None, key, "bad_answer", answer, fields)])
    return Value(found or answer, None, ANSWERED, key)


def _periods(timetable: SchoolTimetable) -> list[TimetablePeriod]:
    own = [slot.period for week in timetable.weeks.values() for slot in week.slots]
    return list(dict.fromkeys([*timetable.periods, *own]))


def _frame(draft: Draft, name: str) -> pd.DataFrame:
    import pandas as pd

    used = {column for row in draft.rows[name] for column in row}
    columns = [column for column, needed in columns_of(name).items() if column in used or needed]
    return pd.DataFrame(draft.rows[name], columns=columns, dtype=object)
