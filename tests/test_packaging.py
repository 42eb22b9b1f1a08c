"""What is shipped, and what is locked, agree with pyproject.toml."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from datetime import date
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

import pytest
import yaml
from hatch_build import CHOICE, KERNELS
from packaging.requirements import Requirement

from wheels import check_wheel

ROOT = Path(__file__).parents[1]
RELEASE = r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)$"
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
    for package, pinned in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE):
        found.setdefault(normalize(package), set()).add(pinned)
    return found


def read_extras(name):
    """Return the extras with which each package is locked."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    locked = re.findall(r"^([\w.-]+)(?:\[([^\]]*)\])?==", text, re.MULTILINE)
    return {normalize(package): set(filter(None, extras.split(","))) for package, extras in locked}


def asked_extras(package, own_extras):
    """Return what an installed package asks for with an extra: package to extras."""
    found = {}
    for line in requires(package) or ():
        requirement = Requirement(line)
        environments = [{"extra": extra} for extra in ("", *own_extras)]
        marker = requirement.marker
        if requirement.extras and (marker is None or any(map(marker.evaluate, environments))):
            found[normalize(requirement.name)] = requirement.extras
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


@pytest.mark.parametrize("name", [*LOCKS, "rivals"])
def test_a_lock_has_the_extras_that_its_packages_ask_of_each_other(name):
    """In hash mode, pip refuses an extra that is not locked as soon as a newer version is out."""
    locked = read_extras(name)
    checked = 0
    for package, extras in locked.items():
        try:
            asked = asked_extras(package, extras)
        except PackageNotFoundError:
            continue  # for another platform or Python
        checked += 1
        for other, wanted in asked.items():
            assert wanted <= locked[other], f"{package} asks for {other}{sorted(wanted)}"
    assert checked


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


def test_the_version_is_the_same_wherever_it_stands(pyproject):
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, released = re.findall(RELEASE, changelog, re.MULTILINE)[0]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    stated = {version("sharepool"), pyproject["project"]["version"], citation["version"]}
    assert stated == {newest}
    assert citation["date-released"] == released


def test_the_citation_says_what_citing_takes(pyproject):
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["license"] == pyproject["project"]["license"]


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda form: form.name
)
def test_an_issue_form_is_one_that_can_be_filled_in(form):
    read = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.name == "config.yml":
        assert set(read) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= set(read)
    fields = [one for one in read["body"] if one["type"] != "markdown"]
    assert any(one["validations"]["required"] for one in fields if "validations" in one)
    assert len({one["id"] for one in fields}) == len(fields)


def test_every_version_of_the_changelog_has_its_date_the_newest_first():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    dates = [heading.rpartition(" - ")[2] for heading in headings[headings[0] == "[Unreleased]" :]]
    assert dates
    assert dates == sorted(map(str, map(date.fromisoformat, dates)), reverse=True)


def test_the_package_is_typed_and_says_what_python_it_needs(pyproject):
    assert (ROOT / "src" / "sharepool" / "py.typed").is_file()
    assert metadata("sharepool")["Requires-Python"] == pyproject["project"]["requires-python"]


def build(target, source, folder):
    """Build a distribution as pip does, and return its file."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder],
        cwd=source,
        env={**os.environ, "ZIG_GLOBAL_CACHE_DIR": str(ROOT / "build" / "zig-cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    """The wheel that is built from the source distribution, beside stray libraries."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    for library in KERNELS:
        (source / library).with_name("left_over.so").touch()
    return build("wheel", source, tmp_path_factory.mktemp("wheel"))


def test_the_source_distribution_has_what_a_wheel_is_built_and_developed_from(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "hatch_build.py",
        "Makefile",
        "CONTRIBUTING.md",
        "CITATION.cff",
        "docs/format.md",
    } <= names
    assert {f"requirements/{name}.txt" for name in LOCKS} <= names
    for folder in {folder for sources in KERNELS.values() for folder in sources}:
        sources = {path.name for path in (ROOT / folder).glob("*.[ch]")}
        prefix = f"{folder.as_posix()}/"
        assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == sources


def test_the_wheel_holds_the_compiled_kernels_and_no_other_library(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    libraries = [name for name in names if Path(name).suffix in {".so", ".dll", ".dylib", ".pyd"}]
    assert sorted(libraries) == sorted(str(library.relative_to("src")) for library in KERNELS)
    assert "sharepool/py.typed" in names
    assert "sharepool/report/jupyter/templates/view.html.j2" in names


def test_the_wheel_holds_what_a_report_is_made_with(wheel):
    folder = ROOT / "src" / "sharepool" / "report" / "templates"
    templates = {f"sharepool/report/templates/{path.name}" for path in folder.iterdir()}
    assert templates
    assert templates <= set(zipfile.ZipFile(wheel).namelist())


def test_one_wheel_of_a_platform_serves_every_python(wheel):
    assert re.fullmatch(r"sharepool-[\d.]+-py3-none-(?!any)\w+\.whl", wheel.name)


def test_the_wheel_is_sound(wheel):
    assert list(check_wheel(wheel)) == []


def test_for_an_unknown_target_the_build_says_which_there_are(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        env={**os.environ, CHOICE: "amiga"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SHAREPOOL_TARGET is amiga, but must be one of linux-x86_64, " in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_compiler_the_build_says_what_to_do(tmp_path):
    hidden = "import sys; sys.modules['ziglang'] = None; from hatchling.build import build_wheel; "
    done = subprocess.run(
        [sys.executable, "-c", hidden + "build_wheel(sys.argv[1])", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "pip install ziglang" in done.stderr
    assert "Traceback" not in done.stderr
