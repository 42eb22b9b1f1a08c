"""The parts of Chinese pages that the code itself says: tables, columns, words, rules.

    python docs/extensions/chinese_format.py

writes them into the pages, between their markers; what stands around them is written by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from sharepool.messages.columns import FURTHER_RULES, MEANINGS, RULES
from sharepool.messages.headings import TERMS
from sharepool.problem.cells import format_clock
from sharepool.problem.rows import TABLES
from sharepool.problem.rules import Rules
from sharepool.problem.vocabulary import OPEN, VOCABULARIES
from sharepool.tables.headers import columns_of, row_kind
from sharepool.tables.rulebook import flatten
from sharepool.tables.template import LISTS
from sharepool.tables.titles import column_name, table_name
from sharepool.tables.writing import CLOCKS

PAGES = [Path(__file__).parents[1] / name for name in ("format.zh.md", "centre.zh.md")]
CENTRE_TABLES = ("classes", "residents", "curriculum", "services")
REQUIRED = ("sites", "bells", "staff", "skills", "demands")
VOCABULARY_TITLES = {
    "kind": "类型",
    "part": "时段",
    "stage": "学段",
    "area": "城乡类型",
    "mode": "交通方式",
    "delivery": "授课方式",
    "pin": "指定的类型",
    "dates": "校历的类型",
    "flag": "是否",
    "day": "星期",
    "minutes": "分钟",
}


def overview() -> str:
    """Return the list of tables."""
    rows = [
        (f"[{title_of(name)}](#{anchor_of(name)})", "必填" if name in REQUIRED else "")
        for name in TABLES
    ]
    return markdown(("表", ""), rows)


def tables() -> str:
    """Return every table of a problem with its columns."""
    return sections(TABLES)


def centre() -> str:
    """Return the tables that a sharing centre has besides."""
    return sections(CENTRE_TABLES)


def sections(names: Iterable[str]) -> str:
    """Return some tables with their columns, each below its heading."""
    return "\n\n".join(f"### {title_of(name)}\n\n{columns_table(name)}" for name in names)


def title_of(name: str) -> str:
    """Return the heading of a table: its Chinese name, then its English one."""
    return f"{table_name(name, 'zh')} {name}"


def anchor_of(name: str) -> str:
    """Return what links to that heading are called."""
    return title_of(name).replace(" ", "-")


def columns_table(name: str) -> str:
    """Return what each column of a table means."""
    rows = []
    for column, is_needed in columns_of(name).items():
        _, chinese, example = MEANINGS.get(f"{name}.{column}", ("", "", ""))
        blank = "必填" if is_needed else default_of(name, column)
        rows.append((column_name(name, column, "zh"), f"`{column}`", blank, chinese, example))
    return markdown(("表头", "英文列名", "空白时", "含义", "示例"), rows)


def default_of(name: str, column: str) -> str:
    """Return what a blank cell means, as a planner would write it."""
    fields = {field.alias or key: field for key, field in row_kind(name).model_fields.items()}
    value = fields[column].default
    words = VOCABULARIES.get(LISTS.get(column, ""), {})
    if value in words:
        return chinese_of(words[value])
    return shown(column, value)


def words() -> str:
    """Return the words whose meaning is fixed."""
    rows = [
        (VOCABULARY_TITLES[name], f"`{known}`", "、".join(chinese_words(others)))
        for name, vocabulary in VOCABULARIES.items()
        for known, others in vocabulary.items()
    ]
    opened = "、".join(VOCABULARY_TITLES[name] for name in VOCABULARY_TITLES if name in OPEN)
    more = f"{opened}还可以使用本地自己的词；其余各项只认上面的词。"
    return f"{markdown(('用于', '英文', '可以写成'), rows)}\n\n{more}"


def rules() -> str:
    """Return the keys of the rules with their defaults, the weights by the names of their terms."""
    meanings = {key: chinese for key, (_, chinese) in (RULES | FURTHER_RULES).items()}
    values = {".".join(path): value for path, value in flatten(Rules())}
    weights = {key: TERMS[key.partition(".")[2]] for key in values if key.startswith("weights.")}
    rows = [
        (f"`{key}`", shown(key.rpartition(".")[2], values.get(key)), meaning)
        for key, meaning in (
            meanings | {key: f"{one}的权重" for key, one in weights.items()}
        ).items()
    ]
    return markdown(("键", "默认值", "含义"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "overview": overview,
    "tables": tables,
    "centre": centre,
    "words": words,
    "rules": rules,
}


def fill(page: str) -> str:
    """Return the page with each part as the code says it today."""
    for name, part in PARTS.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        text = f"{begin}\n\n{part()}\n\n{end}"
        page = pattern.sub(lambda _, text=text: text, page)
    return page


def shown(column: str, value: object) -> str:
    """Return a default as it is written into a cell; nothing where there is none."""
    if value is None or value in ((), "", {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column in CLOCKS and isinstance(value, int):
        return format_clock(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple | frozenset):
        return "".join(map(str, sorted(value)))
    return str(value)


def chinese_words(others: Iterable[str]) -> list[str]:
    """Return those of some words that are not English."""
    return [word for word in others if not word.isascii()]


def chinese_of(others: Iterable[str]) -> str:
    """Return the first Chinese word of some."""
    return chinese_words(others)[0]


def markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(fill(page.read_text(encoding="utf-8")), encoding="utf-8")
