"""What upper floors bring to lower ones: words, pictures, tables of features; loaded when needed.

Plain data shows itself, says itself and is read from tables that belong to features. None of that
is imported here: whoever brings it registers it, and :func:`load` sees that they have done so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

K = TypeVar("K")

_PROVIDERS: dict[str, list[str]] = {}


def provide(what: str, *modules: str) -> None:
    """Say which modules register things of a kind, such as ``"views"``, as they are imported."""
    _PROVIDERS.setdefault(what, []).extend(modules)


@cache
def load(what: str) -> None:
    """Import whatever brings things of a kind."""
    for module in _PROVIDERS.get(what, ()):
        import_module(module)


class Registry(dict[type, Callable[..., Any]]):
    """Functions by the type that they are for, filled by upper floors when first asked.

    Parameters
    ----------
    what : str
        Their kind, see :func:`provide`.
    """

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def find(self, kind: type) -> Callable[..., Any]:
        """Return the function for a type.

        Raises
        ------
        TypeError
            There is none.
        """
        load(self._what)
        if kind not in self:
            names = ", ".join(sorted(known.__name__ for known in self))
            raise TypeError(f"{kind.__name__} has no {self._what}: give one of {names}")
        return self[kind]


TEXTS = Registry("texts")
"""How a thing of the week is said: a function of the thing, its problem and a language."""

TO_FRAME, FROM_FRAME = Registry("frames"), Registry("frames")
"""A thing as data frames, and back."""


class Shown:
    """Something that shows itself in a notebook, in English (see :func:`sharepool.show`)."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from sharepool import show

        return show(self).html
