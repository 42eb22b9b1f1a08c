"""The notebooks as pages of the site: run once, kept until they or what they run changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from outside import lead
from sphinx.application import Sphinx

import sharepool

ROOT = Path(__file__).parents[2]
SOURCE = Path(sharepool.__file__).parent
KEPT = ROOT / "build" / "notebooks"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
AT_ONCE = 2
HOUR = 3600
"""What only a hang lasts: no busy machine makes a notebook fail."""


def run(path: Path) -> NotebookNode:
    """Return a notebook with its outputs; it is run where they are not known yet."""
    kept = KEPT / f"{path.stem}-{_digest_of(path)}.ipynb"
    if kept.exists():
        return nbformat.read(kept, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=HOUR, startup_timeout=HOUR, resources=place).execute()
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob(f"{path.stem}-*.ipynb"):
        old.unlink()
    nbformat.write(notebook, kept)
    return notebook


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256(_digest_of_package())
    digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _digest_of_package() -> bytes:
    """Return a hash of the package and its samples."""
    digest = hashlib.sha256(sharepool.__version__.encode())
    for file in _files((SOURCE, ROOT / "data")):
        digest.update(file.read_bytes())
    return digest.digest()


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def write_pages(app: Sphinx) -> None:
    """Write the notebooks with their outputs where Sphinx looks for its sources."""
    folder = Path(app.srcdir) / "generated" / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as executor:
        for path, notebook in zip(NOTEBOOKS, executor.map(run, NOTEBOOKS), strict=True):
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    cell.source = lead(
                        cell.source, f"notebooks/{path.name}", "docs/generated/notebooks"
                    )
            nbformat.write(notebook, folder / path.name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages when a build begins."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
