"""What is agreed for a term, from and to ``term.toml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.term.types import TermSettings, Unreported
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.csv_files import read_toml
from sharepool.tables.findings import TableFindings

SETTINGS_FILE = "term.toml"
DEFAULT = """\
unless_reported = "given"       # or "not_given": what a session counts as of which nothing is told
catch_up = true                 # whether weeks make up for what earlier ones lost
"""


class _Keys(BaseModel):
    """The keys of the file."""

    model_config = ConfigDict(extra="forbid")

    unless_reported: Unreported = Unreported.GIVEN
    catch_up: bool = True


def read_settings(folder: Path) -> TermSettings:
    """Return what the ``term.toml`` of a term's folder says; the defaults if there is none.

    Raises
    ------
    ProblemError
        With every fault at once: keys that are unknown or wrong.
    """
    path, findings = folder / SETTINGS_FILE, TableFindings()
    if not path.is_file():
        return TermSettings()
    items = read_toml(path, findings)
    findings.raise_faults()
    try:
        keys = _Keys.model_validate(dict(items))
    except ValidationError as error:
        raise ProblemError(
            [
                _unknown_key(str(detail["loc"][0]))
                if detail["type"] == "extra_forbidden"
                else cell_fault("term", None, str(detail["loc"][0]), dict(detail))
                for detail in error.errors(include_url=False)
            ]
        ) from None
    return TermSettings(keys.unless_reported, keys.catch_up)


def _unknown_key(key: str) -> Fault:
    fields = {"kind": "settings", "keys": list(_Keys.model_fields)}
    return Fault("term", None, key, "unknown_key", "", fields)
