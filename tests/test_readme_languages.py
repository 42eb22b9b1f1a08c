"""Pages in English and Chinese say the same: commands, code, figures, links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md", ROOT / "README.zh.md")
COMMANDS = (ROOT / "docs" / "commands.md", ROOT / "docs" / "commands.zh.md")
PAIRS = [README, COMMANDS]
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


def read(pair):
    return [page.read_text(encoding="utf-8") for page in pair]


def code(text):
    return re.findall(r"```\w+\n.*?```", text, re.DOTALL)


def inline_code(text):
    return sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))))


def tables(text):
    """Return the body rows of each table as lists of cells."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [[row.strip("|").split("|") for row in table.splitlines()[2:]] for table in found]


def figures(text):
    """Return the numbers in each cell of each table, those among its words too."""
    return [[[numbers_in(cell) for cell in row] for row in table] for table in tables(text)]


def commands(text):
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def links(text):
    """Return where a page leads, whatever the language; short guides are one page in Chinese."""
    found = set(re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text))
    pages = {link.replace(".zh.md", ".md") for link in found}
    return {re.sub(r"guides/(?!importing)\w+\.md", "guides.md", page) for page in pages}


def quoted_results(text):
    """Return the numbers that the README takes from the results."""
    (part,) = re.findall(r"<!-- results: begin.*?-->(.*?)<!-- results: end -->", text, re.DOTALL)
    return numbers_in(part)


def numbers_in(text):
    return sorted(re.findall(NUMBER, text))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_both_lead_to_the_same_pages(pair):
    english, chinese = read(pair)
    assert links(english)
    assert links(chinese) == links(english)


def test_both_readmes_show_the_same_code_and_output():
    english, chinese = read(README)
    assert len(code(english)) == 3
    assert code(chinese) == code(english)


def test_both_readmes_quote_the_same_results():
    english, chinese = read(README)
    assert quoted_results(chinese) == quoted_results(english)


def test_both_pages_of_commands_have_the_same_commands_options_and_files():
    english, chinese = read(COMMANDS)
    assert len(commands(english)) > 20
    assert commands(chinese) == commands(english)
    assert inline_code(chinese) == inline_code(english)


def test_every_cell_of_every_table_of_commands_has_the_same_numbers():
    english, chinese = read(COMMANDS)
    assert figures(chinese) == figures(english)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_each_leads_to_the_other(pair):
    english, chinese = pair
    assert f"]({chinese.name})" in english.read_text(encoding="utf-8")
    assert f"]({english.name})" in chinese.read_text(encoding="utf-8")
