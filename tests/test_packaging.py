"""What is shipped and what is locked agree with pyproject.toml."""

import re
import tomllib
from importlib.metadata import metadata, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("runtime", "build", "dev")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normalize(requirement):
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def read_lock(name):
    """Return version specifiers by package: a package may have one for each Python."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found = {}
    for package, pinned in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
        found.setdefault(normalize(package), set()).add(pinned)
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_package_index(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for entry in re.split(r"^(?=[\w])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_the_package_needs_is_locked(pyproject):
    needed = {normalize(requirement) for requirement in pyproject["project"]["dependencies"]}
    assert needed <= set(read_lock("runtime"))


def test_what_development_needs_is_locked(pyproject):
    needed = {normalize(requirement) for requirement in pyproject["dependency-groups"]["dev"]}
    assert needed <= set(read_lock("dev"))


def test_what_builds_the_package_is_locked(pyproject):
    needed = {normalize(requirement) for requirement in pyproject["build-system"]["requires"]}
    assert needed <= set(read_lock("build"))


@pytest.mark.parametrize("name", ["runtime", "build"])
def test_development_uses_the_versions_that_users_get(name):
    dev = read_lock("dev")
    assert {package: dev.get(package) for package in read_lock(name)} == read_lock(name)


def test_the_changelog_knows_the_version_installed():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{version('sharepool')}]" in changelog


def test_the_package_is_typed_and_says_what_python_it_needs(pyproject):
    assert (ROOT / "src" / "sharepool" / "py.typed").is_file()
    assert metadata("sharepool")["Requires-Python"] == pyproject["project"]["requires-python"]
