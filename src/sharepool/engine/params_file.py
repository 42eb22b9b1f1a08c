"""Parameters of a solve as TOML: read with every fault at once, written with what each one is."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from decimal import Decimal
from inspect import getdoc
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import TypeAdapter, ValidationError
from tomlkit.items import AoT, Table

from sharepool.base.errors import Fault, ProblemError
from sharepool.engine.params import SolveParams
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.csv_files import read_toml
from sharepool.tables.display import shown
from sharepool.tables.files import write_whole
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints

_TABLE = "params"
_WIDTH = 98
_ADVICE = "Leave out what should keep its default."
_FAULTS = {
    "float_type": "wrong_type",
    "int_type": "wrong_type",
    "tuple_type": "wrong_type",
    "finite_number": "out_of_range",
    "missing": "missing_value",
    "too_long": "wrong_length",
    "too_short": "wrong_length",
}
"""Code by pydantic's type of error, where it differs from that of a cell."""

_ATTRIBUTE = re.compile(r"^(\w+) : .*\n((?:    .*\n?)*)", re.MULTILINE)


def read_params(path: Path) -> SolveParams:
    """Return the parameters of a TOML file; what it does not name has its default.

    Raises
    ------
    ProblemError
        With every fault at once.
    """
    found = TableFindings()
    items = {name: _plain(value) for name, value in read_toml(path, found, _TABLE)}
    if not found.faults:
        try:
            return TypeAdapter(SolveParams).validate_python(_merged(asdict(SolveParams()), items))
        except ValidationError as error:
            hints = Hints(".".join(keys) for keys, _ in _leaves(SolveParams()))
            details = error.errors(include_url=False)
            found.faults += [_fault(one, hints) for one in details if not _is_echo(one)]
    raise ProblemError(found.faults)


def write_params(params: SolveParams, path: Path) -> Path:
    """Write parameters as TOML, each with a comment, and return the path."""
    document = tomlkit.document()
    for line in _comment(f"{_summary(SolveParams)} {_ADVICE}"):
        document.add(tomlkit.comment(line))
    _Writer().fill(document, params)
    write_whole(path, tomlkit.dumps(document))
    return path


def _plain(value: Any) -> Any:
    """Return a value as TOML has it, without the exact decimals of rules."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def _merged(defaults: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults with what is given in their place, section by section."""
    merged = dict(defaults)
    for name, value in given.items():
        inner = defaults.get(name)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            merged[name] = _merged(dict(inner), value)
        else:
            merged[name] = value
    return merged


def _fault(detail: Mapping[str, Any], hints: Hints) -> Fault:
    key = ".".join(map(str, detail["loc"]))
    if detail["type"] == "unexpected_keyword_argument":
        fields = {"kind": "parameter", "near": hints.near(key)}
        return Fault(_TABLE, None, key, "unknown_key", "", fields)
    if detail["type"] == "dataclass_type":
        section = {"kind": "parameter", "key": key}
        return Fault(_TABLE, None, key, "not_a_section", str(detail["input"]), section)
    if detail["type"] in _FAULTS:
        code = _FAULTS[detail["type"]]
        value = "" if code == "missing_value" else shown(detail["input"])
        return Fault(_TABLE, None, key, code, value, {"kind": detail["type"]})
    return cell_fault(_TABLE, None, key, detail)


def _is_echo(detail: Mapping[str, Any]) -> bool:
    """Return whether a list counts as too short only because what is in it has faults."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _leaves(params: Any, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the path and the value of each parameter."""
    for field in fields(params):
        value, path = getattr(params, field.name), (*prefix, field.name)
        if is_dataclass(value):
            yield from _leaves(value, path)
        else:
            yield path, value


class _Writer:
    """Writes sections; what the parameters of a kind of section are is said once."""

    def __init__(self) -> None:
        self._described: set[type] = set()

    def fill(self, table: tomlkit.TOMLDocument | Table, params: Any) -> None:
        """Put parameters into a table, those with sections of their own last, as TOML wants it."""
        said = dict(_ATTRIBUTE.findall(getdoc(type(params)) or ""))
        is_news = type(params) not in self._described
        self._described.add(type(params))
        values = {field.name: getattr(params, field.name) for field in fields(params)}
        for name, value in values.items():
            if not _is_section(value):
                for line in _comment(said.get(name, "")) if is_news else ():
                    table.add(tomlkit.comment(line))
                table.add(name, list(value) if isinstance(value, tuple) else value)
        for name, value in values.items():
            if isinstance(value, tuple) and _is_section(value):
                table.add(name, AoT([self._section(one, said.get(name, "")) for one in value]))
            elif _is_section(value):
                table.add(name, self._section(value, said.get(name, "")))

    def _section(self, params: Any, said: str) -> Table:
        section = tomlkit.table()
        for line in _comment(said or _summary(type(params))):
            section.add(tomlkit.comment(line))
        section.add(tomlkit.nl())
        self.fill(section, params)
        return section


def _is_section(value: Any) -> bool:
    """Return whether a value, or each one of several, has parameters of its own."""
    return is_dataclass(value[0] if isinstance(value, tuple) else value)


def _summary(kind: type) -> str:
    return (getdoc(kind) or "").partition("\n")[0]


def _comment(text: str) -> list[str]:
    """Return the lines of a comment, without the markup of docstrings."""
    plain = re.sub(r":\w+:`~?([\w.]+)`", r"\1", text).replace("`", "")
    return textwrap.wrap(" ".join(plain.split()), _WIDTH)
