"""In which language a command speaks, and its words."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.messages.terminal import TERMINAL

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of the locale: Chinese where it is, English anywhere else."""
    given = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    name = given or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


_CHOSEN: list[str] = []


def speak(lang: str) -> str:
    """Make a language that of the command that runs, and return it."""
    _CHOSEN[:] = [lang]
    return lang


def current() -> str:
    """Return the language of the command that runs: its ``--lang``, else that of the locale."""
    return str(_CHOSEN[0]) if _CHOSEN else preferred()


def say(key: str, **fields: object) -> str:
    """Return what a command says, in its language, with its fields filled in."""
    numbers = {name: Number(value) for name, value in fields.items() if type(value) is int}
    return find_language(current()).pick(TERMINAL[key]).format_map(fields | numbers)
