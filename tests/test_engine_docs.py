"""docs/engine.md describes the engine that there is: its equations, files, names, rules, terms."""

import re
from pathlib import Path

import pytest

from sharepool.engine.cpsat import formulation

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sharepool"
ENGINE = SOURCE / "engine"
TEXT = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
CODE = {
    path: path.read_text(encoding="utf-8")
    for path in SOURCE.rglob("*.*")
    if path.suffix in {".py", ".c", ".h"}
}
NUMBERED = r"\(([MPSADE]\d+)\)"
"""An equation of the page, by the letter of its part."""

TAGS = re.findall(r"\\tag\{(\w+)\}", TEXT)


def spans():
    """Return what the page sets as code within its lines."""
    return set(re.findall(r"`([^`\n]+)`", TEXT))


def test_every_equation_has_a_number_of_its_own():
    assert len(TAGS) > 20
    assert sorted(set(TAGS)) == sorted(TAGS)


def test_every_equation_referred_to_is_there():
    prose = re.sub(r"\\tag\{\w+\}", "", TEXT)
    assert set(re.findall(NUMBERED, prose)) <= set(TAGS)


def test_the_equations_of_the_code_have_the_numbers_of_the_page():
    found = {
        number
        for path, text in CODE.items()
        if ENGINE in path.parents
        for number in re.findall(NUMBERED, text)
    }
    assert len(found) > 8
    assert found <= set(TAGS)


def test_every_file_named_is_there():
    files = [one for one in spans() if re.fullmatch(r"[\w/]+\.(?:py|c|h)", one)]
    assert len(files) > 30
    known = [path.relative_to(SOURCE).as_posix() for path in CODE]
    assert [one for one in files if not any(f"/{name}".endswith(f"/{one}") for name in known)] == []


def test_every_name_of_the_code_is_there():
    names = [one for one in spans() if re.fullmatch(r"[A-Za-z]+_\w+|[A-Z]\w+|MOST_\w+", one)]
    assert len(names) > 40
    words = {word for text in CODE.values() for word in re.findall(r"\w+", text)}
    assert [one for one in names if one not in words] == []


def test_every_rule_of_the_model_has_its_row():
    rows = re.findall(r"^\| (H\d\d.*?) \|", TEXT, re.MULTILINE)
    described = {code for row in rows for code in expand(row)}
    asked = {code for rule in formulation.RULES for code in expand_name(rule.__name__)}
    assert asked <= described


def test_every_term_of_the_model_has_its_row():
    named = re.findall(r"^\| [\w, ]+ \| [^|]* \| `(\w+)` \|", TEXT, re.MULTILINE)
    assert {term.__name__ for term in formulation.TERMS} <= set(named)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("H00–H02, H18", ["H00", "H01", "H02", "H18"]),
        ("H04 one place, H05 drivable", ["H04", "H05"]),
    ],
)
def test_codes_of_a_row_are_read(row, codes):
    assert expand(row) == codes


def expand(row):
    """Return the codes of a row, where a dash means all between two."""
    return [
        f"H{number:02}"
        for first, last in re.findall(r"H(\d\d)(?:–H(\d\d))?", row)
        for number in range(int(first), int(last or first) + 1)
    ]


def expand_name(name):
    """Return the codes that a function of the model is named after (``h05_to_h08_itinerary``)."""
    return expand(name.upper().replace("_TO_", "–"))
