"""What can go wrong, as one small tree.

::

    SharepoolError
    ├── ProblemError        the input is at fault: every fault of it at once
    │   └── PlanError       a plan file cannot be read as a plan
    ├── NoPlanError         a result has no plan: none exists, or none was found in time
    ├── FontError           no installed font has the signs of a picture that is to be made
    └── InternalError       sharepool itself is at fault: please report it
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sharepool.base.extensions import TEXTS


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong (or suspicious) in the input, as a code with fields.

    What it says is made from code and fields, in English or Chinese: see :meth:`text`.

    Attributes
    ----------
    table : str
        Table it was found in (``"demands"``, ``"rules"``, …); empty for the problem as a whole.
    row : int or None
        Row as a spreadsheet counts it, or None for the whole table.
    column : str
        Column (English name) or rule key; empty for the whole row.
    code : str
        Stable name of the kind of fault, e.g. ``"unknown_id"``.
    value : str
        The offending cell as it was read.
    fields : mapping of str to object
        What the sentence says besides; ``kind`` chooses between the sentences of one code, and
        ``near`` is the known word that was probably meant.
    sheet, header : str
        File or sheet, and column header, as they were found; empty where there is none.
    """

    table: str
    row: int | None = field(compare=False)
    column: str
    code: str
    value: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False)
    sheet: str = field(default="", compare=False)
    header: str = field(default="", compare=False)

    def text(self, lang: str = "en") -> str:
        """Return what is wrong and what to do, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        said: str = TEXTS.find(Fault)(self, lang)
        return said

    @property
    def advice(self) -> str:
        """What is wrong and what to do, in English."""
        return self.text()

    def __str__(self) -> str:
        row = "" if self.row is None else f" row {self.row}"
        name = self.header or self.column
        column = f" {name}" if name else ""
        value = f" {self.value!r}" if self.value else ""
        place = f"{self.sheet or self.table}{row}{column}{value}".strip()
        return f"{place}: {self.text()} [{self.code}]"


class SharepoolError(Exception):
    """Base of every error that sharepool raises on purpose."""


class ProblemError(SharepoolError):
    """The input is at fault.

    Parameters
    ----------
    faults : sequence of Fault
        Every fault that was found, in table and row order.
    warnings : sequence of Fault, optional
        What was suspicious beside them.
    """

    def __init__(self, faults: Sequence[Fault], warnings: Sequence[Fault] = ()) -> None:
        self.faults, self.warnings = tuple(faults), tuple(warnings)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PlanError(ProblemError):
    """A plan file cannot be read as a plan (missing file or columns)."""


class NoPlanError(SharepoolError):
    """A result has no plan.

    Attributes
    ----------
    status : str
        How the solve ended: ``"infeasible"`` or ``"unknown"``.
    """

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status

    def __str__(self) -> str:
        """Return why there is none, and what to do."""
        if self.status == "infeasible":
            return "infeasible: no legal plan exists; diagnose(problem) says why"
        return (
            f"{self.status}: no plan was found in time; give more of it (stop=), "
            "or let diagnose(problem) say whether one exists"
        )


class FontError(SharepoolError):
    """No installed font has all the signs of a picture; it says which font to install."""


class InternalError(SharepoolError):
    """Sharepool contradicted itself; the result is withheld. Please report it."""
