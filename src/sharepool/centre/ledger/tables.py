"""The rates of a sharing scheme from ``rates.toml``, with every fault at once."""

from __future__ import annotations

from pathlib import Path

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.ledger.rates import Rates
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
