"""The rules as keys and values: dotted in a workbook, nested in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from sharepool.base.errors import Fault
from sharepool.problem.rules import Rules
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.raw import is_blank

Path = tuple[str, ...]

_NAMED = re.compile(
    r"(?P<section>employers|travel\.speed_kmh)\.(?P<name>.+?)(?:\.(?P<key>max_hours_week))?",
    re.DOTALL,
)
"""Keys with a name in them that planners choose, dots and quotes and all."""


def read_rules(items: Iterable[tuple[str, Any]], findings: TableFindings) -> Rules:
    """Return the rules that keys and values make; every key that cannot be used is a fault.

    Parameters
    ----------
    items : iterable of (str, object)
        A key may be dotted (``limits.max_leg_min``) and a value may be a mapping of further keys.
    findings : TableFindings
        Takes the faults.
    """
    nested: dict[str, Any] = {}
    for key, value in items:
        _put(nested, split_key(str(key)), value, findings)
    try:
        return Rules.model_validate(nested)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            findings.faults.append(_rule_fault(detail))
            _drop(nested, tuple(map(str, detail["loc"])))
    return Rules.model_validate(nested)


def split_key(key: str) -> Path:
    """Return the parts of a dotted key; the name of an employer or a mode is one part."""
    match = _NAMED.fullmatch(key.strip())
    if not match:
        return tuple(part.strip() for part in key.split("."))
    last = (match["key"],) if match["key"] else ()
    return (*match["section"].split("."), _unquote(match["name"]), *last)


def join_key(path: Path) -> str:
    """Return the dotted key of its parts, quoted where it must be; undoes :func:`split_key`."""
    section = next(
        (name for name in ("employers", "travel.speed_kmh") if _inside(path, name)), None
    )
    if section is None:
        return ".".join(path)
    depth = section.count(".") + 1
    name = path[depth].replace("\\", "\\\\").replace('"', '\\"')
    return ".".join((section, f'"{name}"', *path[depth + 1 :]))


def flatten(rules: BaseModel | Mapping[str, Any], prefix: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every rule as its path and value, sections in order; an empty section as None."""
    for name, value in dict(rules).items():
        path = (*prefix, name)
        if isinstance(value, BaseModel | Mapping):
            yield from flatten(value, path)
        else:
            yield path, value


def known_keys() -> list[str]:
    """Return every key and section of the rules, dotted."""
    keys = [".".join(path) for path, _ in flatten(Rules())]
    sections = {key.rpartition(".")[0] for key in keys} - {""}
    return [*keys, *sorted(sections), "employers", "travel.speed_kmh"]


def _inside(path: Path, section: str) -> bool:
    parts = tuple(section.split("."))
    return path[: len(parts)] == parts and len(path) > len(parts)


def _unquote(name: str) -> str:
    """Return a name without the quotes that TOML would need around it."""
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        try:
            return str(tomllib.loads(f"name = {name}")["name"])
        except tomllib.TOMLDecodeError:
            return name
    return name


def _put(nested: dict[str, Any], path: Path, value: Any, findings: TableFindings) -> None:
    """Put a value where its path leads; a blank one makes its section and no more."""
    if isinstance(value, Mapping):
        _section(nested, path, findings)
        for name, inner in value.items():
            _put(nested, (*path, str(name)), inner, findings)
        return
    section = _section(nested, path[:-1], findings)
    if section is None or is_blank(value):
        return
    if path[-1] in section:
        findings.faults.append(Fault("rules", None, ".".join(path), "duplicate_key"))
    section[path[-1]] = value


def _section(nested: dict[str, Any], path: Path, findings: TableFindings) -> dict[str, Any] | None:
    """Return the mapping at a path, made if need be; None if a plain value stands there."""
    section = nested
    for part in path:
        inner = section.setdefault(part, {})
        if not isinstance(inner, dict):
            fault = Fault("rules", None, ".".join(path), "duplicate_key", "", {"kind": "section"})
            findings.faults.append(fault)
            return None
        section = inner
    return section


def _drop(nested: dict[str, Any], path: Path) -> None:
    """Remove the value at a path (or what stands in its way), so that its default counts."""
    for part in path[:-1]:
        inner = nested.get(part)
        if not isinstance(inner, dict):
            break
        nested, path = inner, path[1:]
    nested.pop(path[0], None)


def _rule_fault(detail: Mapping[str, Any]) -> Fault:
    path = tuple(map(str, detail["loc"]))
    key = ".".join(path)
    if detail["type"] == "extra_forbidden":
        return Fault("rules", None, key, "unknown_key", "", {"near": _near(path)})
    if detail["type"] in {"model_type", "dict_type"}:
        fields = {"example": _example(key)}
        return Fault("rules", None, key, "not_a_section", shown(detail["input"]), fields)
    return cell_fault("rules", None, key, detail)


def _near(path: Path) -> str:
    """Return the key that was meant; one with the same last part comes first."""
    keys = known_keys()
    same = [key for key in keys if key.rpartition(".")[2] == path[-1]]
    return same[0] if same else Hints(keys).near(".".join(path))


def _example(section: str) -> str:
    if section.startswith("employers"):
        return 'employers."name".max_hours_week'
    if section == "travel.speed_kmh":
        return "travel.speed_kmh.car"
    return next(key for key in known_keys() if key.startswith(f"{section}."))
