"""What the README shows is so: its code, its output, its targets, its figures and its links."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
TEXT = READMES[0].read_text(encoding="utf-8")
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
LINES_OF_A_SCREEN = 60


def blocks(language, text=TEXT):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def words_of(text):
    return [line.split() for line in text.splitlines()]


def results_part(text):
    """Return what the README says of results, where links are left out."""
    (part,) = re.findall(r"<!-- results: begin.*?-->(.*?)<!-- results: end -->", text, re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "", part)


def test_the_python_code_runs_and_prints_what_is_shown():
    (code,) = blocks("python")
    (shown,) = blocks("text")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # pandas' widths of columns differ by version.
    assert words_of(done.stdout) == words_of(shown)


def test_the_make_targets_exist():
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = re.findall(r"`make (\w+)`", TEXT)
    assert {"demo", "test", "docs", "wheel"} == set(wanted)
    assert set(wanted) <= set(rules)


def test_install_code_output_and_picture_stand_on_the_first_screen():
    first = "\n".join(TEXT.splitlines()[:LINES_OF_A_SCREEN])
    places = [first.index(one) for one in ("pip install .", "```python", "```text", "![")]
    assert places == sorted(places)
    assert "benchmarks/RESULTS.md" in first


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_figure_quoted_is_one_of_the_results(readme):
    measured = set(re.findall(NUMBER, RESULTS.read_text(encoding="utf-8")))
    quoted = set(re.findall(NUMBER, results_part(readme.read_text(encoding="utf-8"))))
    assert quoted - measured == set()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_files_linked_exist(readme):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", readme.read_text(encoding="utf-8"))
    assert len(links) > 20
    assert [link for link in links if not (ROOT / link).exists()] == []
