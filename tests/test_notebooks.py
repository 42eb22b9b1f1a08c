"""The notebooks run from top to bottom, say nothing on stderr, and are kept without outputs."""

import re

import nbformat
import pytest
from notebooks import NOTEBOOKS, run

from publicnames import hidden_names

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_they_are_numbered_each_once():
    numbers = [int(path.stem.partition("_")[0]) for path in NOTEBOOKS]
    assert len(numbers) > 5
    assert numbers == sorted(set(numbers))


@each
def test_a_notebook_is_kept_without_outputs(path):
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in code_of(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert cell.metadata == {}


@each
def test_a_notebook_uses_public_names_only(path):
    source = "\n".join(cell.source for cell in code_of(read(path)))
    assert hidden_names(source) == []
    assert not re.search(r"\._[a-z]", source)


@each
def test_a_notebook_runs_and_shows_what_it_is_about(path):
    notebook = run(path)
    outputs = [output for cell in code_of(notebook) for output in cell.outputs]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    shown = [output.get("data", {}) for output in outputs]
    assert any('class="sharepool"' in data.get("text/html", "") for data in shown)
    # The line of progress is gone when the solve is over.
    assert not any("<progress" in data.get("text/html", "") for data in shown)
