"""How a fault becomes a sentence: tables and columns by the names that planners know."""

from __future__ import annotations

from string import Formatter
from typing import Any

from sharepool.base.errors import Fault
from sharepool.base.extensions import TEXTS
from sharepool.messages.faults import find_sentence
from sharepool.messages.labels import word
from sharepool.messages.languages import find_language
from sharepool.messages.numbers import Number
from sharepool.tables.titles import column_name, table_name

NEAR = ("; did you mean {near!r}?", "；是否为“{near}”？")
COMMA = (", ", "、")


class _Names(Formatter):
    """Fills in the fields of a sentence about one table in one language."""

    def __init__(self, table: str, lang: str) -> None:
        self._table, self._lang = table, lang
        self._language = find_language(lang)

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "column":
                return column_name(self._table, str(value), self._lang)
            case "table":
                return table_name(value, self._lang)
            case "day":
                return str(self._language.weekdays[value - 1])
            case "stage" | "sex":
                return word(format_spec, str(value), self._lang)
            case "list":
                return self._language.pick(COMMA).join(map(str, value))
        if isinstance(value, int) and format_spec.isalpha():
            return format(Number(value), format_spec)
        return str(super().format_field(value, format_spec))


def fault_text(fault: Fault, lang: str) -> str:
    """Return what is wrong and what to do, as a sentence."""
    language = find_language(lang)
    fields = {"table": fault.table, "column": fault.column, **fault.fields}
    names = _Names(fault.table, lang)
    said = names.vformat(language.pick(find_sentence(fault)), (), fields)
    return said + (language.pick(NEAR).format(near=fields["near"]) if fields.get("near") else "")


TEXTS[Fault] = fault_text
