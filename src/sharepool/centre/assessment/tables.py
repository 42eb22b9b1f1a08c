"""What an assessment is made of, from files, with every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.assessment.facts import is_source, list_schools, sources_of
from sharepool.centre.assessment.rows import ASSESSMENT_TABLES, HostRating, PointCorrection
from sharepool.centre.assessment.rules import (
    ASSESSMENT_FILE,
    AssessmentRules,
    SubjectKind,
    SubjectRules,
)
from sharepool.centre.assessment.types import AssessmentTables
from sharepool.centre.ledger.other_duties import DUTY_TABLES, OtherDuty
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.tables.feature_tables import (
    NumberedRows,
    read_feature_tables,
    rows_of,
    unknown_values,
)
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.settings import read_settings

R = TypeVar("R", bound=Row)


def read_assessment(
    path: str | Path,
    problem: Problem,
    *,
    rules: str | Path | None = None,
    associations: Sequence[str] = (),
) -> AssessmentTables:
    """Read ``assessment.toml``, and ratings, duties and corrections as far as there are any.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook.
    problem : Problem
        Whose people and sites they name.
    rules : str or Path, optional
        The settings, if they are not the folder's ``assessment.toml``.
    associations : sequence of str
        Ids of associations, which corrections may name.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_assessment("data/samples/county", problem)
    >>> tables.rules.source, len(tables.ratings)
    ('example', 101)
    """
    findings = TableFindings()
    file = Path(rules) if rules is not None else Path(path) / ASSESSMENT_FILE
    settings = None
    if file.is_file():
        settings = read_settings(AssessmentRules, file, findings, "assessment")
    else:
        missing = Fault("assessment", None, "", "missing_file", str(file), {"kind": "weights"})
        findings.faults.append(missing)
    if settings is not None and settings.people is not None:
        findings.warnings += [
            Fault("assessment", None, "people.for", "nobody_fits", condition)
            for condition in settings.people.chosen.list_unmet(problem)
        ]
    tables = read_feature_tables(path, {**ASSESSMENT_TABLES, **DUTY_TABLES}, findings)
    findings.faults += _unknown_names(problem, tables)
    if settings is not None:
        findings.faults += _faults_of_rules(settings)
        findings.faults += _nobody_chosen(problem, settings)
        findings.faults += _lost_corrections(problem, settings, tables, associations)
    if findings.faults or settings is None:
        raise ProblemError(findings.in_order(findings.faults))
    return AssessmentTables(
        rules=settings,
        ratings=rows_of(HostRating, tables),
        duties=rows_of(OtherDuty, tables),
        corrections=rows_of(PointCorrection, tables),
        numbers={name: tuple(number for number, _ in rows) for name, rows in tables.items()},
        warnings=findings.in_order(findings.warnings),
    )


def _unknown_names(problem: Problem, tables: dict[str, NumberedRows]) -> Iterator[Fault]:
    for table in ("ratings", "duties"):
        people = problem.person_of
        yield from unknown_values(table, tables[table], "staff_id", people, "staff")
        yield from unknown_values(table, tables[table], "site_id", problem.site_of, "sites")


def _faults_of_rules(rules: AssessmentRules) -> Iterator[Fault]:
    """Find sources that are not known, names given twice, minimums of nothing, shares above 1."""
    if all(rules.of(kind) is None for kind in SubjectKind):
        fields = {"kind": "assessed", "words": [str(kind) for kind in SubjectKind]}
        yield Fault("assessment", None, "", "missing_value", "", fields)
    for kind in SubjectKind:
        section = rules.of(kind)
        if section is not None:
            yield from _faults_of_section(kind, section)


def _faults_of_section(kind: SubjectKind, section: SubjectRules) -> Iterator[Fault]:
    known = {one.name for one in section.components}
    for number, component in enumerate(section.components):
        if not is_source(kind, component.source):
            key = f"{kind}.components.{number}.source"
            fields: dict[str, object] = {"kind": "source", "words": sources_of(kind)}
            yield Fault("assessment", None, key, "unknown_word", component.source, fields)
    for key, names in (
        ("components", [one.name for one in section.components]),
        ("bands", [one.name for one in section.bands]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                twice = {"kind": "name"}
                yield Fault("assessment", None, f"{kind}.{key}", "duplicate_id", name, twice)
    for number, band in enumerate(section.bands):
        for name in band.minimums:
            if name not in known:
                key = f"{kind}.bands.{number}.minimums"
                lacking = {"kind": "component", "near": Hints(known).near(name)}
                yield Fault("assessment", None, key, "unknown_id", name, lacking)


def _nobody_chosen(problem: Problem, rules: AssessmentRules) -> Iterator[Fault]:
    """Find people named whom the tables lack, and a choice that nobody fits."""
    if rules.people is None:
        return
    chosen = rules.people.chosen
    strangers = [one for one in chosen.named if one not in problem.person_of]
    for staff_id in strangers:
        fields = {"target": "staff", "near": Hints(problem.person_of).near(staff_id)}
        yield Fault("assessment", None, "people.for", "unknown_id", staff_id, fields)
    if problem.staff and not strangers and not any(chosen.select(problem)):
        fields = {"kind": "chosen"}
        yield Fault("assessment", None, "people.for", "missing_value", str(chosen), fields)


def _lost_corrections(
    problem: Problem,
    rules: AssessmentRules,
    tables: dict[str, NumberedRows],
    associations: Sequence[str],
) -> Iterator[Fault]:
    """Find corrections of nobody, or of a component that nobody has."""
    people = () if rules.people is None else rules.people.chosen.select(problem)
    ids = {
        SubjectKind.PEOPLE: {one.staff_id for one in people},
        SubjectKind.SCHOOLS: {one.site_id for one in list_schools(problem)},
        SubjectKind.ASSOCIATIONS: set(associations),
    }
    components = {
        kind: {one.name for one in section.components}
        for kind in SubjectKind
        if (section := rules.of(kind)) is not None
    }
    for number, row in tables["corrections"]:
        if not isinstance(row, PointCorrection):
            continue
        kinds = [kind for kind in components if row.subject in ids[kind]]
        if not kinds:
            fields = {"kind": "assessed"}
            yield Fault("corrections", number, "subject", "unknown_id", row.subject, fields)
        elif not any(row.component in components[kind] for kind in kinds):
            fields = {"kind": "component"}
            yield Fault("corrections", number, "component", "unknown_id", row.component, fields)
