"""Experiments: many solves, one row each; what was solved before is not solved again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.base.interrupts import noted
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, Stop
from sharepool.solving.solver import solve
from sharepool.tables.files import write_whole
from sharepool.tables.frames import records_frame
from sharepool.tables.names import name_files
from sharepool.tables.reading import read_problem

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]
"""What is kept of one solve."""

_FIELDS = ("objective", "bound", "gap", "sessions_delivered", "sessions_wanted", "travel_min")
_PLAIN = (bool, int, float, str, type(None))


@noted()
def experiment(
    problems: Mapping[str, Problem | str | Path],
    settings: Mapping[str, Mapping[str, Any]],
    seeds: Iterable[int] = (0,),
    *,
    folder: str | Path,
    stop: float | Stop = 60.0,
    workers: int | None = None,
    on_row: Callable[[Record], None] | None = None,
) -> pd.DataFrame:
    """Solve every problem with every setting and seed, and return a row for each.

    Each outcome is a file in the folder as soon as it is there. A call that was cut short goes on
    where it was; so does one with more problems, settings or seeds.

    Parameters
    ----------
    problems : mapping of str to Problem or path
        By the name that the rows give them.
    settings : mapping of str to mapping
        Arguments of :func:`sharepool.solve`, by the name that the rows give them, such as
        ``{"as it is": {}, "short roads": {"weights": {"travel": 3}}}``.
    seeds : iterable of int
    folder : str or Path
        Where outcomes are kept.
    stop : float or Stop
        Of each solve whose setting gives none.
    workers : int, optional
        Of each solve whose setting gives none.
    on_row : callable, optional
        Receives each row as it is there.

    Returns
    -------
    pandas.DataFrame
        `problem`, `setting`, `seed`, `status`, `objective`, `bound`, `gap`, `sessions_delivered`,
        `sessions_wanted`, `travel_min`, `wall_seconds`, and a column ``term_…`` for each term.
        After Ctrl-C, the rows so far.

    Raises
    ------
    TypeError
        Problems or settings have no names.
    ValueError
        A setting has a seed or a problem.

    Notes
    -----
    An outcome is found again by problem, name and plain arguments of the setting, seed and limits.
    Functions, tables and objects among the arguments are known by their kind alone: give a setting
    another name where they change.

    Examples
    --------
    >>> import sharepool as sp
    >>> tiny = "data/samples/tiny"
    >>> settings = {"usual": {}, "near": {"weights": {"travel": 3}}}
    >>> frame = sp.experiment({"tiny": tiny}, settings, [1, 2], folder="runs", stop=5, workers=1)
    >>> frame.groupby("setting")["objective"].mean().to_dict()
    {'near': 3355.0, 'usual': 2855.0}
    """
    _mind_names(problems, settings)
    records: list[Record] = []
    for run in _runs(problems, settings, seeds, stop, workers):
        record = run.known(Path(folder))
        if record is None:
            result = run.solve()
            if result.interrupted:
                break
            record = run.keep(Path(folder), result)
        records.append(record)
        if on_row is not None:
            on_row(record)
    return records_frame(records)


def _mind_names(problems: Any, settings: Any) -> None:
    """Raise if problems or settings have no names, or a setting has what each row has."""
    for name, given in (("problems", problems), ("settings", settings)):
        if not isinstance(given, Mapping):
            raise TypeError(f"{name}: give a mapping of names to {name}, not {given!r:.80}")
    for setting, arguments in settings.items():
        if not isinstance(arguments, Mapping):
            told = f"a mapping of arguments of solve, not {arguments!r:.80}"
            raise TypeError(f"settings: give {setting!r} {told}")
        if taken := arguments.keys() & {"seed", "problem"}:
            told = f"{setting!r} has a {min(taken)}; give {min(taken)}s of their own"
            raise ValueError(f"settings: {told}")


@dataclass(frozen=True)
class _Run:
    """One solve of an experiment."""

    problem_name: str
    problem: Problem
    setting_name: str
    arguments: Mapping[str, Any]
    seed: int

    @property
    def _names(self) -> Record:
        return {"problem": self.problem_name, "setting": self.setting_name, "seed": self.seed}

    def _file(self, folder: Path) -> Path:
        asked = [self.problem.fingerprint, self._names, _described(self.arguments)]
        key = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
        (name,) = name_files([f"{self.problem_name}-{self.setting_name}-{self.seed}"])
        return folder / f"{name}-{key}.json"

    def known(self, folder: Path) -> Record | None:
        """Return what is kept of it; None if it is still to be solved."""
        try:
            kept = json.loads(self._file(folder).read_bytes())
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) else None

    def solve(self) -> Result:
        """Solve it."""
        return solve(self.problem, seed=self.seed, **self.arguments)

    def keep(self, folder: Path, result: Result) -> Record:
        """Keep the outcome, and return what is kept."""
        record = {
            **self._names,
            "status": result.status.value,
            **{name: getattr(result, name) for name in _FIELDS},
            "wall_seconds": round(result.wall_seconds, 3),
            **{f"term_{name}": value for name, value in result.terms.items()},
        }
        write_whole(self._file(folder), json.dumps(record, ensure_ascii=False))
        return record


def _runs(
    problems: Mapping[str, Problem | str | Path],
    settings: Mapping[str, Mapping[str, Any]],
    seeds: Iterable[int],
    stop: float | Stop,
    workers: int | None,
) -> Iterator[_Run]:
    chosen = [int(seed) for seed in seeds]
    for problem_name, given in problems.items():
        problem = given if isinstance(given, Problem) else read_problem(given)
        for setting_name, setting in settings.items():
            arguments = {"stop": stop, "workers": workers, **setting}
            for seed in chosen:
                yield _Run(problem_name, problem, setting_name, arguments, seed)


def _described(value: Any) -> Any:
    """Return what a setting says, as far as it can be written down."""
    if isinstance(value, Mapping):
        return {str(name): _described(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_described(one) for one in value]
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Real):  # of NumPy, as a setting drawn from an array has
        return int(value) if isinstance(value, Integral) else float(value)
    kind = type(value)
    if hasattr(value, "__dataclass_fields__"):
        return [kind.__qualname__, repr(value)]
    return f"{kind.__module__}.{getattr(value, '__qualname__', kind.__qualname__)}"
