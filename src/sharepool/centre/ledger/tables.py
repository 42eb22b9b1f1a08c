"""The rates of a sharing scheme, and other duties, from files, with every fault at once."""

from __future__ import annotations

from pathlib import Path

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.ledger.other_duties import DUTY_TABLES, OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.problem.problem import Problem
from sharepool.tables.feature_tables import read_feature_tables, rows_of, unknown_values
from sharepool.tables.findings import TableFindings
from sharepool.tables.settings import read_settings


def read_rates(path: str | Path) -> Rates:
    """Read what sharing is worth.

    Raises
    ------
    ProblemError
        With every fault at once: no such file, keys that are missing, unknown or wrong.

    Examples
    --------
    >>> import sharepool as sp
    >>> rates = sp.read_rates("data/samples/county/centre/rates.toml")
    >>> rates.source, rates.converted_lessons["club"]
    ('example', Decimal('0.5'))
    """
    path, findings = Path(path), TableFindings()
    if not path.is_file():
        fault = Fault("rates", None, "", "missing_file", str(path), {"kind": "rates"})
        raise ProblemError([fault])
    rates = read_settings(Rates, path, findings, "rates")
    if rates is None:
        raise ProblemError(findings.faults)
    return rates


def read_duties(path: str | Path, problem: Problem) -> tuple[OtherDuty, ...]:
    """Read what people did beside sessions: ``duties`` of a folder or workbook; it may be missing.

    Parameters
    ----------
    path : str or Path
    problem : Problem
        Whose people and sites they name.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> duties = sp.read_duties("data/samples/county", problem)
    >>> duties[0].kind, duties[0].amount
    ('mentoring', Decimal('2'))
    """
    duties, _ = read_duty_table(path, problem)
    return duties


def read_duty_table(
    path: str | Path, problem: Problem
) -> tuple[tuple[OtherDuty, ...], tuple[Fault, ...]]:
    """Read what people did beside sessions, and what looks suspicious in it, though legal.

    Parameters
    ----------
    path : str or Path
    problem : Problem
    """
    findings = TableFindings()
    tables = read_feature_tables(path, DUTY_TABLES, findings)
    rows = tables["duties"]
    findings.faults += unknown_values("duties", rows, "staff_id", problem.person_of, "staff")
    findings.faults += unknown_values("duties", rows, "site_id", problem.site_of, "sites")
    if findings.faults:
        raise ProblemError(findings.in_order(findings.faults))
    return rows_of(OtherDuty, tables), findings.in_order(findings.warnings)
