"""What the documentation site is made of besides its pages: reference, equations, no network."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import generated
import mathml
import offline
import outside
import pytest
import typer.main

from annotations import public_things
from sharepool.cli.app import COMMANDS, app
from sharepool.engine.cpsat import formulation

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", sorted(typer.main.get_command(app).commands))
def test_the_page_of_commands_has_every_option_with_its_words(name):
    section = re.split(r"^###? ", generated.command_page(), flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(f"{name}\n")]
    for parameter in typer.main.get_command(app).commands[name].params:
        shown = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
        assert f"| `{shown or parameter.name}".casefold() in text.casefold()
        assert generated.cell(parameter.help or "") in text


def test_the_commands_stand_in_their_groups():
    headings = re.findall(r"^(###?) (.*)$", generated.command_page(), re.MULTILINE)
    wanted = [
        one
        for panel, names in COMMANDS.items()
        for one in [("##", panel), *(("###", name) for name in names)]
    ]
    assert headings == wanted


def test_the_pages_of_public_names_have_each_once():
    pages = "\n".join(map(generated.api_page, generated.TOPICS))
    named = re.findall(r"^\.\. auto\w+:: ([\w.]+)$", pages, re.MULTILINE)
    assert sorted(named) == sorted(map(generated.full, public_things()))


def test_a_name_stands_where_its_topic_is():
    topics = {name: generated.topic_of(thing).page for name, thing in public_things().items()}
    assert topics["Problem"] == "problem"
    assert topics["Result"] == topics["SolveParams"] == "solving"
    assert topics["replan"] == topics["Ledger"] == "term"
    assert topics["Needs"] == "centre"
    assert topics["plots.draw_map"] == "publishing"


def test_the_page_of_the_formulation_has_every_rule_and_term():
    page = generated.formulation_page()
    named = re.findall(r"^\.\. autofunction:: \S+\.(\w+)$", page, re.MULTILINE)
    assert named == [one.__name__ for one in (*formulation.RULES, *formulation.TERMS)]


def equations():
    pages = [path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")]
    texts = [re.sub(r"```.*?```", "", page, flags=re.DOTALL) for page in pages]
    return [latex for text in texts for latex in re.findall(r"\$\$(.*?)\$\$", text, re.DOTALL)]


def test_every_equation_becomes_mathml_without_a_rest_of_latex():
    assert len(equations()) > 10
    for latex in equations():
        shown = mathml.render(mathml.TAG.sub("", latex), "block")
        assert ET.fromstring(shown).tag.endswith("math")  # noqa: S314 - our own pages
        assert "\\" not in shown
        assert "&amp;" not in shown


def test_an_equation_that_cannot_be_shown_is_told(caplog):
    mathml.render(r"\nosuchsign", "inline")
    assert "cannot be shown" in caplog.text


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '<img src="http://example.org/a.png">',
        "<style>@import 'https://example.org/a.css'; </style>",
        '<p style="background: url(https://example.org/a.png)">',
    ],
)
def test_what_a_page_would_fetch_elsewhere_is_found(page):
    (address,) = offline.fetched_by_page(page)
    assert "example" in address


def test_links_and_files_of_the_site_are_not_held_to_be_fetched():
    page = '<a href="https://ziglang.org">Zig</a><script src="_static/a.js"></script>'
    assert offline.fetched_by_page(page) == []


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("[x](engine.md#1-who)", "[x](engine.md#1-who)"),
        ("[x](../CONTRIBUTING.md)", "[x](generated/contributing.md)"),
        ("[x](../src/sharepool/travel.py)", "x"),
        ("![x](images/a.png)", "![x](images/a.png)"),
        ("[x](https://ziglang.org)", "[x](https://ziglang.org)"),
    ],
)
def test_a_link_of_a_page_is_led_within_the_site(link, led):
    assert outside.lead(link, "docs/format.md", "docs") == led


def test_a_link_of_a_file_beside_the_docs_is_led_from_its_page():
    text = outside.lead(
        "[x](docs/format.md) ![y](docs/images/a.png)", "README.md", "docs/generated"
    )
    assert text == "[x](../format.md) ![y](../images/a.png)"
