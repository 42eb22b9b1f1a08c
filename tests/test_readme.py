"""What the README tells people to type works."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sharepool.cli.app import app

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SECONDS = 4


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_python_code_runs_and_gives_a_plan():
    (code,) = blocks("python")
    assert "stop=60" in code
    code = code.replace("stop=60", f"stop={SECONDS}") + "print(list(result.plan.to_frame()))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *summary, columns = done.stdout.splitlines()
    assert "objective" in "\n".join(summary)
    assert columns.startswith("['staff_id', 'demand_id', 'day', 'slot'")


def test_the_make_targets_exist():
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = re.findall(r"^make (\w+)", "".join(blocks("sh")), re.MULTILINE)
    assert wanted == ["demo", "test"]
    assert set(wanted) <= set(rules)


def commands():
    return [
        shlex.split(line) for line in re.findall(r"^\| `sharepool ([^`]+)`", TEXT, re.MULTILINE)
    ]


@pytest.mark.parametrize("words", commands(), ids=lambda words: words[0])
def test_the_commands_exist_with_the_options_shown(words):
    shown = CliRunner().invoke(app, [words[0], "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert all(word in shown.output for word in words if word.startswith("--"))


def test_every_command_is_listed():
    named = {command.name for command in app.registered_commands}
    assert {words[0] for words in commands()} == named


def test_the_exit_codes_are_those_of_the_command_line():
    from sharepool.terminal import endings

    documented = [int(code) for code in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)]
    codes = {0, endings.NO_PLAN, endings.BAD_INPUT, endings.INTERNAL, endings.INTERRUPTED}
    assert documented == sorted(codes)


def test_the_files_linked_exist():
    links = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_rooms_of_the_house_are_those_of_the_source_tree():
    (tree,) = re.findall(r"```\nsrc/sharepool/\n(.*?)```", TEXT, re.DOTALL)
    rooms = {word.rstrip("/") for word in re.findall(r"^[├└]── (\S+)", tree, re.MULTILINE)}
    source = ROOT / "src" / "sharepool"
    found = {path.name for path in source.iterdir() if not path.name.startswith(("_", "py."))}
    assert rooms == found
