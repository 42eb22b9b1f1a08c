"""How coordinator and workers hear of each other: by files in a folder.

Files serve every executor alike, threads, processes or somebody else's pool, and what was posted
outlives a worker that is killed. A worker that cannot reach the folder just works to its deadline.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sharepool.problem.plan import Plan
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.result import Conflict


@dataclass(frozen=True)
class ComponentReport:
    """How far a component is solved.

    Attributes
    ----------
    plan : Plan or None
        The best legal plan of the component.
    objective, bound : int or None
        Of `plan`, and proven.
    infeasible : bool
        Whether it is proven that no legal plan exists.
    conflict : Conflict or None
        Why, in the component's terms.
    prices : ShadowPrices or None
        At its best bound by columns.
    """

    plan: Plan | None = None
    objective: int | None = None
    bound: int | None = None
    infeasible: bool = False
    conflict: Conflict | None = None
    prices: ShadowPrices | None = None


class MessageFolder:
    """The folder of one solve.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_reached = folder.is_dir()

    def post(self, component: int, report: ComponentReport) -> None:
        """Say how far a component is, instead of what was said before."""
        new = self._folder / f"{component}.new"
        # A disk that is full, or a folder that is gone: the result is still handed back at the end.
        with suppress(OSError):
            new.write_bytes(_reports().dump_json(report))
            new.replace(self._message(component))

    def read(self, component: int) -> ComponentReport | None:
        """Return what was posted last of a component, or None."""
        try:
            return _reports().validate_json(self._message(component).read_bytes())
        except (OSError, ValidationError):
            return None

    def date(self, component: int) -> int:
        """Return a number that changes with what was posted of a component; 0 for nothing."""
        try:
            return self._message(component).stat().st_mtime_ns
        except OSError:
            return 0

    def stop(self) -> None:
        """Let everybody hand back what there is."""
        with suppress(OSError):
            self._stop_sign.touch()

    def is_stopped(self) -> bool:
        """Return whether to hand back what there is: on request, or as nobody waits any more."""
        return self._is_reached and (self._stop_sign.exists() or not self._folder.is_dir())

    @property
    def _stop_sign(self) -> Path:
        return self._folder / "stop"

    def _message(self, component: int) -> Path:
        return self._folder / f"{component}.json"


@cache
def _reports() -> TypeAdapter[ComponentReport]:
    return TypeAdapter(ComponentReport)
