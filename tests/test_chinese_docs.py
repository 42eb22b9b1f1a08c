"""The Chinese pages of tables say what the code says."""

import re
from pathlib import Path

import chinese_format
import pytest

from sharepool.messages.columns import FURTHER_RULES, MEANINGS, RULES
from sharepool.messages.headings import TERMS as TERM_NAMES
from sharepool.problem.rows import TABLES
from sharepool.problem.rules import Rules
from sharepool.rules import RULES as HARD_RULES
from sharepool.rules.scoring import TERMS
from sharepool.tables.headers import columns_of, read_header
from sharepool.tables.rulebook import flatten

TEXT = chinese_format.PAGES[0].read_text(encoding="utf-8")
ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page", chinese_format.PAGES, ids=lambda page: page.name)
def test_a_page_has_what_the_code_says_today(page):
    text = page.read_text(encoding="utf-8")
    assert chinese_format.fill(text) == text, "run: python docs/extensions/chinese_format.py"


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_meaning_in_both_languages(table):
    meanings = [MEANINGS.get(f"{table}.{column}", ("", "", "")) for column in columns_of(table)]
    assert all(english and not chinese.isascii() for english, chinese, _ in meanings)


@pytest.mark.parametrize("table", TABLES)
def test_the_headers_of_the_page_are_read(table):
    below = TEXT.split(f"\n### {chinese_format.title_of(table)}\n")[1]
    section = re.split(r"^##", below, maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| (\S+) \| `(\w+)` \|", section, re.MULTILINE)
    assert [column for _, column in rows] == list(columns_of(table))
    assert [read_header(table, header) for header, _ in rows] == list(columns_of(table))


def test_every_rule_that_has_a_value_has_a_meaning():
    keys = {".".join(path) for path, _ in flatten(Rules())}
    weights = {key for key in keys if key.startswith("weights.")}
    assert keys - weights - {"travel.speed_kmh", "employers"} <= set(RULES | FURTHER_RULES)


def test_every_hard_rule_and_every_term_is_on_the_page():
    codes = re.findall(r"^\| (H\d\d) \| .", TEXT, re.MULTILINE)
    assert codes == [rule.__name__[:3].upper() for rule in HARD_RULES]
    section = TEXT.split("### 目标值")[1]
    rows = re.findall(r"^\| (\w+) (\S+) \| .", section, re.MULTILINE)
    assert rows == [(name, TERM_NAMES[name]) for name in TERMS]
