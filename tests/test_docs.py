"""The code in the documentation runs, its commands exist, and its links lead somewhere."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from publicnames import hidden_names, is_public
from sharepool.cli.app import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.parent.name != "generated")
OUTSIDE = [
    ROOT / name
    for name in (
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "benchmarks/README.md",
    )
]
COMMANDS = typer.main.get_command(app).commands


def title(page):
    return str(page.relative_to(ROOT))


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def command_lines():
    """Return the words of each sharepool command shown, with its page."""
    return [
        pytest.param(shlex.split(line, comments=True)[1:], id=f"{title(page)}: {line}")
        for page in [*PAGES, *OUTSIDE]
        for block in blocks(page, "sh")
        for line in block.splitlines()
        if line.startswith("sharepool ")
    ]


def code(page):
    return "\n".join(blocks(page, "python"))


def running_pages():
    """Return the pages with code; of a page and its twin with the same code, the Chinese one."""
    same = {re.sub(r',? ?lang="zh"', "", code(page)): page for page in PAGES if code(page)}
    return {ast.dump(ast.parse(text)): page for text, page in same.items()}.values()


@pytest.mark.parametrize("page", running_pages(), ids=title)
def test_the_code_of_a_page_runs(page):
    command = [sys.executable, "-X", "utf8", "-W", "error", "-c", code(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [*PAGES, *OUTSIDE], ids=title)
def test_a_page_uses_public_names_only(page):
    assert hidden_names("\n".join(blocks(page, "python"))) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "engine"], ids=title)
def test_a_page_for_users_speaks_of_public_names_only(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(r"`(sharepool\.[a-z_]\w*(?:\.\w+)*)", text)
    assert [name for name in named if not is_public(name)] == []


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("import sharepool as sp\nsp.solve(sp.Plan.of([]))\nsp.plots.draw_map", []),
        ("from sharepool import solve", []),
        (
            "import sharepool as sp\nsp.solver.solve()",
            ["sharepool.solver", "sharepool.solver.solve"],
        ),
        ("import sharepool\nsharepool.plots.bars", ["sharepool.plots.bars"]),
        ("from sharepool.problem.rows import Pin", ["sharepool.problem.rows.Pin"]),
        ("import sharepool.rules", ["sharepool.rules"]),
    ],
)
def test_names_that_are_not_public_are_found(code, hidden):
    assert hidden_names(code) == hidden


@pytest.mark.parametrize("words", command_lines())
def test_a_command_shown_exists_and_takes_what_is_shown(words):
    name, *rest = words
    if rest and f"{name} {rest[0]}" in COMMANDS:
        name, rest = f"{name} {rest[0]}", rest[1:]
    command = COMMANDS[name]
    # Parses options, their values and the number of arguments; runs nothing.
    with command.make_context(name, rest) as context:
        assert context.args == []


@pytest.mark.parametrize("page", [*PAGES, *OUTSIDE], ids=title)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def anchors(page):
    """Return what links can lead to within a page, named as GitHub and the site do."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_links_lead_to_headings(page):
    text = page.read_text(encoding="utf-8")
    led = re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text)
    assert [
        (link, anchor)
        for link, anchor in led
        if anchor not in anchors(page.parent / link if link else page)
    ] == []


def test_every_word_of_the_glossary_leads_somewhere():
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)
    told = [row for row in rows if not row.startswith(("word |", "term |", "---"))]
    assert len(told) > 50
    assert [row for row in told if "](" not in row] == []


def test_the_index_lists_every_page():
    index = DOCS / "index.md"
    listed = re.findall(r"^- \[[^]]+\]\(([^)]+)\)", index.read_text(encoding="utf-8"), re.MULTILINE)
    listed = [one for one in listed if not one.startswith("../")]
    pages = [str(page.relative_to(DOCS)) for page in PAGES if page != index]
    assert sorted(listed) == sorted(pages)


def test_every_picture_is_shown_somewhere():
    texts = [page.read_text(encoding="utf-8") for page in [*PAGES, *OUTSIDE]]
    pictures = [path.name for path in (DOCS / "images").iterdir()]
    assert [name for name in pictures if not any(f"/{name})" in text for text in texts)] == []
