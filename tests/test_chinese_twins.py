"""Every page for planners has a Chinese twin with the same commands, code, tables and columns."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
OTHERS = {
    *("engine.md", "engine-history.md", "extending.md"),
    *("glossary.md", "index.md", "jupyter.md"),
}
"""Pages for researchers and programmers."""
GUIDES = DOCS / "guides.zh.md"
"""The short guides stand on one Chinese page."""

PAGES = sorted(
    page
    for page in [*DOCS.glob("*.md"), *DOCS.glob("guides/*.md")]
    if not page.name.endswith(".zh.md") and page.name not in OTHERS
)


def twin_of(page):
    twin = page.with_name(f"{page.stem}.zh.md")
    return GUIDES if page.parent.name == "guides" and not twin.exists() else twin


ALONE = [page for page in PAGES if twin_of(page) != GUIDES]
"""Pages whose twin is theirs alone."""


def read(page):
    return page.read_text(encoding="utf-8")


def title(page):
    return str(page.relative_to(DOCS))


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", read(page), re.DOTALL)


def without_language(line):
    """Return a line of code or of a shell as it is in any language."""
    line = re.sub(r' --lang (zh|en)|,? ?lang="zh"', "", line)
    return re.sub(r"\s+#.*", "", line).rstrip()


def commands(page):
    lines = "".join(blocks(page, "sh")).splitlines()
    return {without_language(line) for line in lines if line.startswith("sharepool ")}


def code(page):
    lines = "".join(blocks(page, "python")).splitlines()
    return [without_language(line) for line in lines]


def tables(page):
    """Return the rows of cells of each table, its header first."""
    text = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
    for lines in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in lines.splitlines()]
        yield [[cell.strip() for cell in row] for row in rows if row[0].strip(" -")]


def columns(page):
    """Return the English and the Chinese name of each column that a page describes."""
    found = set()
    for head, *rows in tables(page):
        if head[0] == "column":
            pairs = [(row[0].replace("*", ""), row[1]) for row in rows]
        elif head[:2] == ["表头", "英文列名"]:
            pairs = [(row[1].replace("`", ""), row[0]) for row in rows]
        else:
            continue
        for english, chinese in pairs:
            names = zip(re.split(", |、", english), re.split(", |、", chinese), strict=True)
            found.update(names)
    return found


def keys(page):
    """Return what stands in the first cells of tables as code: options, files, keys, kinds."""
    firsts = [row[0] for _, *rows in tables(page) for row in rows]
    return {key for first in firsts for key in re.findall(r"`([^`]+)`", first)}


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_a_page_and_its_twin_lead_to_each_other(page):
    (led,) = re.findall(r"^\[中文\]\(([^)#]+)(?:#\S+)?\)$", read(page), re.MULTILINE)
    assert (page.parent / led).resolve() == twin_of(page)
    back = page.relative_to(twin_of(page).parent)
    assert f"]({back.as_posix()})" in read(twin_of(page))


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_a_twin_shows_the_same_commands(page):
    shown = {line for line in commands(page) if not line.endswith("/zh")}  # the same in Chinese
    assert shown - commands(twin_of(page)) == set()


@pytest.mark.parametrize("page", ALONE, ids=title)
def test_a_twin_has_the_same_code(page):
    assert code(twin_of(page)) == code(page)


# The columns of format.zh.md are written from the code: see test_chinese_docs.py.
@pytest.mark.parametrize("page", [page for page in ALONE if page.stem != "format"], ids=title)
def test_a_twin_has_the_same_columns(page):
    assert columns(page) - columns(twin_of(page)) == set()


@pytest.mark.parametrize("page", ALONE, ids=title)
def test_a_twin_has_what_the_tables_are_about(page):
    assert {key for key in keys(page) if f"`{key}`" not in read(twin_of(page))} == set()
