"""The rates of a sharing scheme from ``rates.toml``, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sharepool.centre.ledger.rates import Rates
from sharepool.errors import Fault, ProblemError
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.csv_files import read_toml
from sharepool.tables.findings import TableFindings


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
    items = read_toml(path, findings, "rates")
    if findings.faults:
        raise ProblemError(findings.faults)
    try:
        return Rates.model_validate(dict(items))
    except ValidationError as error:
        raise ProblemError([_fault(one) for one in error.errors(include_url=False)]) from None


def _fault(detail: Mapping[str, Any]) -> Fault:
    key = ".".join(map(str, detail["loc"]))
    if detail["type"] == "extra_forbidden":
        return Fault("rates", None, key, "unknown_key", "", {"kind": "rate"})
    if detail["type"] == "missing":
        return Fault("rates", None, key, "missing_value", "", {"kind": "key"})
    return cell_fault("rates", None, key, detail)
