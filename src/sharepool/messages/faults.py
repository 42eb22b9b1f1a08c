"""The sentences of faults: those of tables and arguments, and those that features bring."""

from __future__ import annotations

from collections.abc import Mapping

from sharepool.base.errors import Fault
from sharepool.base.extensions import load
from sharepool.messages.fault_sentences import FAULTS

_SENTENCES: dict[str, tuple[str, str]] = dict(FAULTS)


def register_faults(sentences: Mapping[str, tuple[str, str]]) -> None:
    """Make what a feature says of its own faults known, by code, in English and Chinese."""
    _SENTENCES.update(sentences)


def sentences_of_faults() -> Mapping[str, tuple[str, str]]:
    """Return every sentence of a fault that there is, by code or code and kind."""
    load("tables")
    return _SENTENCES


def find_sentence(fault: Fault) -> tuple[str, str]:
    """Return what is said of a fault, in English and Chinese, its fields not yet filled in."""
    kind = fault.fields.get("kind")
    return sentences_of_faults()[f"{fault.code}.{kind}" if kind else fault.code]
