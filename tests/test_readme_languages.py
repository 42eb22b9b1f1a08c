"""The READMEs in English and Chinese tell the same: commands, code, tree, figures, links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")
)
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


def code(text):
    return re.findall(r"```\w+\n.*?```", text, re.DOTALL)


def tables(text):
    """Return the body rows of each table as lists of cells."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[row.strip("|").split("|") for row in table.splitlines()[2:]] for table in found]


def figures(text):
    """Return the numbers in each cell of each table, those among its words too."""
    return [[[numbers_in(cell) for cell in row] for row in table] for table in tables(text)]


def commands(text):
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def rooms(text):
    (tree,) = re.findall(r"```\nsrc/sharepool/\n(.*?)```", text, re.DOTALL)
    return re.findall(r"^(.*?── .*?)(?<!,) ", tree, re.MULTILINE)


def links(text):
    found = set(re.findall(r"\]\(([^)]+)\)", text))
    return found - {"README.md", "README.zh.md"}


def measured_prose(text):
    """Return the numbers of the measured part, without its tables."""
    (part,) = re.findall(r"<!-- measured: begin.*?-->(.*?)<!-- measured: end -->", text, re.DOTALL)
    return numbers_in(re.sub(r"^\|.*\n", "", part, flags=re.MULTILINE))


def numbers_in(text):
    return sorted(re.findall(NUMBER, text))


@pytest.mark.parametrize("part", [code, commands, rooms, links], ids=lambda part: part.__name__)
def test_both_have_the_same(part):
    assert part(ENGLISH)
    assert part(CHINESE) == part(ENGLISH)


def test_every_cell_of_every_table_has_the_same_numbers():
    assert figures(CHINESE) == figures(ENGLISH)


def test_the_words_around_what_was_measured_have_the_same_numbers():
    assert measured_prose(ENGLISH)
    assert measured_prose(CHINESE) == measured_prose(ENGLISH)


def test_each_leads_to_the_other():
    assert "](README.zh.md)" in ENGLISH
    assert "](README.md)" in CHINESE
