"""What a family gives and what a method gives back: all that the runner knows of either.

A family is a module of :mod:`benchmarks.families` with ``list_cases(argument)``, a method one of
:mod:`benchmarks.methods` with ``DISTRIBUTIONS`` and ``solve``. A new one is a new file.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import NamedTuple, Protocol, cast

from benchmarks import families, methods
from sharepool import Plan, Problem


class Point(NamedTuple):
    """Where a run stood: seconds since the call, best objective and best bound so far."""

    seconds: float
    objective: int | None
    bound: int | None


@dataclass(frozen=True)
class Case:
    """A problem of a family.

    Attributes
    ----------
    name : str
    load : callable
        Gives the problem.
    optimum : int or None
        Objective that others have proven best, where one is published.
    """

    name: str
    load: Callable[[], Problem]
    optimum: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What a method made of a problem.

    Attributes
    ----------
    plan : Plan or None
        To be judged; None if it found none.
    bound : int or None
        No legal plan has a smaller objective, says the method.
    history : tuple of Point
        As far as the method reports.
    raw_sessions : int or None
        Sessions of the plan before it was made legal, if the method cannot express every rule.
    notes : str
        What a reader of the figures should know.
    """

    plan: Plan | None
    bound: int | None = None
    history: tuple[Point, ...] = ()
    raw_sessions: int | None = None
    notes: str = ""


class Family(Protocol):
    """A module that gives problems."""

    def list_cases(self, argument: str) -> list[Case]:
        """Return the problems; `argument` is what follows the colon on the command line."""
        ...


class Method(Protocol):
    """A module that solves problems."""

    DISTRIBUTIONS: tuple[str, ...]
    """Installed packages that it needs, and whose versions stand beside its figures."""

    def solve(self, problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
        """Return what the method reaches in about so many seconds on so many cores."""
        ...


def list_families() -> list[str]:
    """Return the names of all families."""
    return sorted(module.name for module in pkgutil.iter_modules(families.__path__))


def list_methods() -> list[str]:
    """Return the names of all methods, sharepool first."""
    names = sorted(module.name for module in pkgutil.iter_modules(methods.__path__))
    return sorted(names, key=lambda name: name != "sharepool")


def find_cases(spec: str) -> dict[str, Case]:
    """Return the cases of ``family`` or ``family:argument`` by name."""
    name, _, argument = spec.partition(":")
    if name not in list_families():
        raise ValueError(f"family {name!r}: there are {', '.join(list_families())}")
    family = cast("Family", import_module(f"benchmarks.families.{name}"))
    cases = family.list_cases(argument)
    found = {case.name: case for case in cases}
    if len(found) < len(cases):
        raise ValueError(f"{spec}: two problems have one name; give them as two families")
    return found


def find_method(name: str) -> Method:
    """Return a method by name."""
    if name not in list_methods():
        raise ValueError(f"method {name!r}: there are {', '.join(list_methods())}")
    return cast("Method", import_module(f"benchmarks.methods.{name}"))


def find_missing(name: str) -> str | None:
    """Return what a method lacks on this machine, as a sentence, or None if it can run."""
    method = find_method(name)
    absent = [wanted for wanted in method.DISTRIBUTIONS if _version(wanted) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    own_check: Callable[[], str | None] = getattr(method, "find_missing", lambda: None)
    return own_check()


def list_versions(name: str) -> dict[str, str]:
    """Return the versions of sharepool and of all that a method is built on."""
    wanted = dict.fromkeys(("sharepool", *find_method(name).DISTRIBUTIONS))
    versions = {distribution: _version(distribution) for distribution in wanted}
    return {distribution: found for distribution, found in versions.items() if found is not None}


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
