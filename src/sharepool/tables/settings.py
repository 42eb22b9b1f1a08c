"""Settings of a feature from a TOML file of its own, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sharepool.base.errors import Fault
from sharepool.problem.rules import Section
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.csv_files import read_toml
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints

S = TypeVar("S", bound=Section)


def read_settings(kind: type[S], path: Path, findings: TableFindings, name: str) -> S | None:
    """Return what a TOML file says, or None where anything of it is at fault.

    Parameters
    ----------
    kind : type of Section
        Its keys are those of the file.
    path : Path
    findings : TableFindings
        Takes the faults: keys that are missing, unknown or wrong.
    name : str
        What faults call it, as they call a table by its name.
    """
    own = TableFindings()
    items = read_toml(path, own, name)
    settings = None
    try:
        settings = kind.model_validate(dict(items)) if not own.faults else None
    except ValidationError as error:
        own.faults += [_fault(kind, name, one) for one in error.errors(include_url=False)]
    findings.faults += [replace(fault, sheet=path.name) for fault in own.faults]
    return settings


def find_settings(
    kind: type[S], folder: Path, given: str | Path | None, findings: TableFindings, name: str
) -> S | None:
    """Return the settings of a feature: of the file given, else of the folder, else the defaults.

    None where there are faults, which `findings` takes; a file given that is not there is one.

    Parameters
    ----------
    kind : type of Section
    folder : Path
        May hold ``name.toml``.
    given : str or Path or None
        A file in place of that.
    findings : TableFindings
    name : str
        What faults call it.
    """
    file = folder / f"{name}.toml" if given is None else Path(given)
    if file.is_file():
        return read_settings(kind, file, findings, name)
    if given is None:
        return kind()
    missing = Fault(name, None, "", "missing_file", str(file), {"kind": "settings"})
    findings.faults.append(missing)
    return None


def _fault(kind: type[Section], name: str, detail: Mapping[str, Any]) -> Fault:
    key = ".".join(map(str, detail["loc"]))
    if detail["type"] == "extra_forbidden":
        near = Hints(kind.model_fields).near(str(detail["loc"][-1]))
        return Fault(name, None, key, "unknown_key", "", {"kind": "setting", "near": near})
    if detail["type"] == "missing":
        return Fault(name, None, key, "missing_value", "", {"kind": "setting"})
    return cell_fault(name, None, key, detail)
