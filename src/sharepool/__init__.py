"""sharepool decides which coach or PE teacher of a shared pool goes to which school, when.

Read a :class:`Problem`, :func:`solve` it, and look at the :class:`Result`. :func:`check`,
:func:`score`, :func:`explain` and :func:`compare` judge any plan, and :func:`recommend` says what
would cover what is missing. docs/format.md has every table and rule. :func:`pair_sites`,
:func:`design_chains` and :func:`place_athletes` decide what stands for a year.
"""

import logging
from importlib import import_module
from typing import Any

import lazy_loader

from sharepool.base import extensions

# Quiet unless a program asks for it: logging.getLogger("sharepool") has what a solve does.
logging.getLogger(__name__).addHandler(logging.NullHandler())

# Imported when first used: the engine takes seconds to import, reading a table does not need it.
_find, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += ["__version__"]

extensions.provide(
    "texts",
    "sharepool.messages.texts",
    "sharepool.messages.outcomes",
    "sharepool.tables.fault_texts",
)
extensions.provide("frames", "sharepool.tables.frames")
extensions.provide("tables", "sharepool.centre.features")


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sharepool")
    if name == "plots":
        return import_module("sharepool.report.plots")
    return _find(name)
