"""What can go wrong, as one small tree.

::

    SharepoolError
    ├── ProblemError        the input is at fault: every fault of it at once
    │   └── PlanError       a plan file cannot be read as a plan
    ├── NoPlanError         a result has no plan: none exists, or none was found in time
    ├── FontError           no installed font has the signs of a picture that is to be made
    └── InternalError       sharepool itself is at fault: please report it
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong (or suspicious) in the input, and what to do about it.

    Attributes
    ----------
    table : str
        Table it was found in (``"demands"``, ``"rules"``, …); empty for the problem as a whole.
    row : int or None
        Row as a spreadsheet counts it (the header is row 1), or None for the whole table.
    column : str
        Column (English name) or rule key; empty for the whole row.
    code : str
        Stable name of the kind of fault, e.g. ``"unknown_id"``.
    value : str
        The offending cell as it was read.
    advice : str
        What is wrong and what to do, as a sentence.
    """

    table: str
    row: int | None = field(compare=False)
    column: str
    code: str
    value: str
    advice: str

    def __str__(self) -> str:
        row = "" if self.row is None else f" row {self.row}"
        column = f" {self.column}" if self.column else ""
        value = f" {self.value!r}" if self.value else ""
        return f"{self.table}{row}{column}{value}: {self.advice} [{self.code}]"


class SharepoolError(Exception):
    """Base of every error that sharepool raises on purpose."""


class ProblemError(SharepoolError):
    """The input is at fault.

    Parameters
    ----------
    faults : sequence of Fault
        Every fault that was found, in table and row order.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
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
