"""CONTRIBUTING.md describes the house as it stands: rooms, targets, files and tests."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sharepool"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORDS = {
    word
    for folder in (SOURCE, ROOT / "tests", ROOT / "docs" / "extensions")
    for path in folder.rglob("*.*")
    if path.suffix in {".py", ".pyi", ".c", ".h"}
    for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
}


def spans():
    """Return what the page sets as code within its lines."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))


def test_the_rooms_of_the_house_are_those_of_the_source_tree():
    (tree,) = re.findall(r"```\nsrc/sharepool/\n(.*?)```", TEXT, re.DOTALL)
    rooms = {word.rstrip("/") for word in re.findall(r"^[├└]── (\S+)", tree, re.MULTILINE)}
    found = {path.name for path in SOURCE.iterdir() if not path.name.startswith(("_", "py."))}
    assert rooms == found


def test_the_make_targets_described_are_in_the_makefile():
    rules = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    described = set(re.findall(r"^\| `make (\w+)`", TEXT, re.MULTILINE))
    assert {"test", "lint", "tests", "docs", "wheel", "sanitize", "format", "lock"} <= described
    assert described <= rules


def test_the_files_named_exist():
    files = [one for one in spans() if re.fullmatch(r"[\w./]+\.(?:py|pyi|c|h|md|toml|cff)", one)]
    assert len(files) > 30
    folders = [ROOT / name for name in ("src", "tests", "docs", "benchmarks")]
    paths = [*ROOT.glob("*.*"), *(path for folder in folders for path in folder.rglob("*.*"))]
    known = [path.relative_to(ROOT).as_posix() for path in paths]
    assert [one for one in files if not any(f"/{name}".endswith(f"/{one}") for name in known)] == []


def test_the_functions_constants_and_tests_named_exist():
    named = [one for one in spans() if re.fullmatch(r"[A-Za-z]*_\w+|[A-Z]{4,}", one)]
    assert len(named) > 25
    assert [one for one in named if one not in WORDS] == []
