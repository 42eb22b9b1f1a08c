"""Files beside ``docs/`` as pages of the site, and links to them.

The pages are written for plain Markdown viewers: they link to ``../CONTRIBUTING.md``, or to a
module. Here such a link leads to the file's page if it has one, else only its words are left.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx

PAGES = {
    "README.md": "readme",
    "README.zh.md": "readme-zh",
    "CONTRIBUTING.md": "contributing",
    "CHANGELOG.md": "changelog",
    "benchmarks/README.md": "benchmarks",
    "benchmarks/RESULTS.md": "results",
    "data/samples/tiny/README.md": "sample-tiny",
    "data/samples/county/README.md": "sample-county",
}
LINK = re.compile(r"(!?)\[([^\]]+)\]\(([^)#:\s]+)(#[^)\s]*)?\)")


def write_pages(app: Sphinx) -> None:
    """Write the pages of the files beside ``docs/``, their links led from the new place."""
    for source, page in PAGES.items():
        text = (Path(app.srcdir).parent / source).read_text(encoding="utf-8")
        target = Path(app.srcdir) / "generated" / f"{page}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(lead(text, source, "docs/generated"), encoding="utf-8")


def lead(text: str, source: str, folder: str) -> str:
    """Return the Markdown of a file with its links as they must be in a folder of ``docs``."""

    def led(match: re.Match[str]) -> str:
        image, label, link, anchor = match.groups()
        target = os.path.normpath(PurePosixPath(source).parent / link).replace(os.sep, "/")
        if target in PAGES:
            target = f"docs/generated/{PAGES[target]}.md"
        if target.startswith("notebooks/"):
            target = f"docs/generated/{target}"
        if not target.startswith("docs/"):
            return label
        way = os.path.relpath(target, folder).replace(os.sep, "/")
        return f"{image}[{label}]({way}{anchor or ''})"

    return LINK.sub(led, text)


def lead_page(app: Sphinx, name: str, content: list[str]) -> None:
    """Lead the links of a page that is read."""
    if not name.startswith("generated/") and Path(app.env.doc2path(name)).suffix == ".md":
        source = f"docs/{name}.md"
        content[0] = lead(content[0], source, str(PurePosixPath(source).parent))


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages when a build begins, and lead the links of all others."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", lead_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
