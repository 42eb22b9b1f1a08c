"""The site needs no network: a page or a style that would fetch something is an error."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

ELSEWHERE = re.compile(r"^(https?:)?//")
FETCHED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""")


class _Fetches(HTMLParser):
    """What a browser fetches to show a page: not the links that a reader may follow."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            followed = name == "href" and tag in ("a", "area")
            if name in ("src", "srcset", "href", "data", "poster") and not followed:
                self.addresses.append(value or "")


def fetched_by_page(page: str) -> list[str]:
    """Return the addresses elsewhere that showing a page of HTML would fetch."""
    parser = _Fetches()
    parser.feed(page)
    found = [address for address in parser.addresses if ELSEWHERE.match(address)]
    return found + fetched_by_style(page)


def fetched_by_style(style: str) -> list[str]:
    """Return the addresses elsewhere that a style sheet would fetch."""
    return FETCHED_BY_STYLE.findall(style)


def check_site(app: Sphinx, failure: Exception | None) -> None:
    """Look through the whole site when it is built."""
    if failure is not None:
        return
    looks = {"*.html": fetched_by_page, "*.css": fetched_by_style}
    found = [
        f"{path.name} fetches {address}"
        for pattern, look in looks.items()
        for path in sorted(Path(app.outdir).rglob(pattern))
        for address in look(path.read_text(encoding="utf-8"))
    ]
    if found:
        raise ExtensionError("the site must work without a network: " + "; ".join(found))


def setup(app: Sphinx) -> dict[str, bool]:
    """Look when a build is over."""
    app.connect("build-finished", check_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
