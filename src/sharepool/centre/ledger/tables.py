"""The rates of a sharing scheme from ``rates.toml``, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sharepool.centre.ledger.rates import Rates
from sharepool.errors import Fault, ProblemError
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.raw import TableFindings
from sharepool.tables.sources import read_toml


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
        advice = "there is no such file; give the path of a rates.toml"
        raise ProblemError([Fault("rates", None, "", "missing_file", str(path), advice)])
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
        return Fault("rates", None, key, "unknown_key", "", "no rate has this key; mend or drop it")
    if detail["type"] == "missing":
        advice = "rates.toml lacks this key; sharepool has no rates of its own"
        return Fault("rates", None, key, "missing_value", "", advice)
    return cell_fault("rates", None, key, detail)
