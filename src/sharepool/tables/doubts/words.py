"""Words that nobody else uses, or that differ from another by next to nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sharepool.base.errors import Fault
from sharepool.problem.rows import Bell, ChainMember, Demand, Pair, Row, Site, Skill, Staff
from sharepool.problem.vocabulary import all_words, folded, known_words
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import NAME_OF, ParsedTables

OPEN_COLUMNS: tuple[tuple[type[Row], str, str], ...] = (
    (Site, "stage", "stage"),
    (Bell, "part", "part"),
    (Demand, "kind", "kind"),
    (Demand, "parts", "part"),
    (ChainMember, "stage", "stage"),
)
"""Columns whose words are a county's to choose, and the vocabulary of those that are usual."""

NAMED: dict[str, tuple[tuple[type[Row], str], ...]] = {
    "skill": (
        (Skill, "skill"),
        (Demand, "skill"),
        (Demand, "also_requires"),
        (ChainMember, "skill"),
    ),
    "employer": ((Staff, "employer"),),
    "group": ((Site, "group"), (Pair, "group")),
    "county": ((Site, "county"),),
    "cohort": ((Demand, "cohort"),),
}
"""Columns that name one thing, which two spellings would make two."""

Found = tuple[str, int, str]
"""Table, row and column in which a word stands first."""


def unusual_words(tables: ParsedTables) -> Iterator[Fault]:
    """Find kinds, parts of day and stages that are not usual; they are kept as the county's own."""
    for kind, column, vocabulary in OPEN_COLUMNS:
        usual = set(known_words(vocabulary))
        told: set[str] = set()
        hints = Hints(all_words(vocabulary))
        for number, row in tables.numbered(kind):
            given = getattr(row, column)
            for word in (given,) if isinstance(given, str) else given:
                if word and word not in usual | told:
                    told.add(word)
                    fields = {"near": hints.near(word)}
                    yield Fault(NAME_OF[kind], number, column, "unusual_word", word, fields)


def twin_words(tables: ParsedTables) -> Iterator[Fault]:
    """Find names of skills, employers, groups and classes that differ by case or spaces alone."""
    for what, columns in NAMED.items():
        first: dict[tuple[str, str], str] = {}
        for (scope, word), (table, number, column) in _words(tables, what, columns).items():
            other = first.setdefault((scope, folded(word)), word)
            if other != word:
                yield Fault(table, number, column, "twin_word", word, {"other": other})


def _words(
    tables: ParsedTables, what: str, columns: Iterable[tuple[type[Row], str]]
) -> dict[tuple[str, str], Found]:
    """Return where each word stands first; cohorts are of their site."""
    found: dict[tuple[str, str], Found] = {}
    for kind, column in columns:
        for number, row in tables.numbered(kind):
            given = getattr(row, column)
            words = (given,) if isinstance(given, str) else (one.skill for one in given)
            for word in words:
                scope = getattr(row, "site_id", "") if what == "cohort" else ""
                if word:
                    found.setdefault((scope, word), (NAME_OF[kind], number, column))
    return found


def unasked_skills(tables: ParsedTables) -> Iterator[Fault]:
    """Find skills that somebody holds and no demand asks for, though one asks for a like one."""
    if not tables.are_whole("skills", "demands"):
        return
    held: dict[str, int] = {}
    for number, row in tables.numbered(Skill):
        held.setdefault(row.skill, number)
    asked: dict[str, list[int]] = defaultdict(list)
    for number, demand in tables.numbered(Demand):
        for requirement in demand.requirements:
            asked[requirement.skill].append(number)
    missing = Hints(skill for skill in asked if skill not in held)
    for skill, number in held.items():
        near = "" if skill in asked else missing.near(skill)
        if near:
            yield Fault("skills", number, "skill", "unasked_skill", skill, {"other": near})


CHECKS = (unusual_words, twin_words, unasked_skills)
