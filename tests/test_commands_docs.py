"""The pages of commands list each command once, in its group, with options that exist."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sharepool.cli.app import COMMANDS, app
from sharepool.messages.help import in_chinese
from sharepool.terminal import endings

DOCS = Path(__file__).parents[1] / "docs"
ENGLISH, CHINESE = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("commands.md", "commands.zh.md")
)


def listed(text):
    """Return the command lines of a page, by the heading that they stand under."""
    groups = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        lines = re.findall(r"^\| `sharepool ([^`]+)`", body, re.MULTILINE)
        if lines:
            groups[heading] = [shlex.split(line) for line in lines]
    return groups


def command_of(words):
    """Return the words of a command line that name the command: two of ``term status``."""
    every = {name for commands in COMMANDS.values() for name in commands}
    return words[:2] if " ".join(words[:2]) in every else words[:1]


def lines():
    return [words for group in listed(ENGLISH).values() for words in group]


@pytest.mark.parametrize("words", lines(), ids=lambda words: words[0])
def test_a_command_exists_with_the_options_shown(words):
    shown = CliRunner().invoke(app, [*command_of(words), "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert all(word in shown.output for word in words if word.startswith("--"))


@pytest.mark.parametrize(
    ("text", "heading"),
    [(ENGLISH, str), (CHINESE, in_chinese)],
    ids=["English", "Chinese"],
)
def test_every_command_is_listed_once_in_its_group(text, heading):
    names = {
        panel: [" ".join(command_of(words)) for words in group]
        for panel, group in listed(text).items()
    }
    assert names == {heading(panel): list(commands) for panel, commands in COMMANDS.items()}


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_the_exit_codes_are_those_of_the_command_line(text):
    documented = [int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    codes = {0, endings.NO_PLAN, endings.BAD_INPUT, endings.INTERNAL, endings.INTERRUPTED}
    assert documented == sorted(codes)
