"""Equations as MathML, made while the site is built: they need no script, font or network."""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
ESCAPED = re.compile(r"\\([_{}])")
SIZE = re.compile(r"\\[bB]igg?[lr]?(?![a-zA-Z])")
"""Parentheses of MathML grow by themselves."""

TAG = re.compile(r"\\tag\{(\w+)\}")


def render(latex: str, display: str) -> str:
    """Return the MathML of LaTeX.

    The converter knows ``aligned`` by its other name, and leaves the escapes of underscores in text
    and of large braces. What it does not know it leaves as it is: a warning says so.
    """
    known = SIZE.sub("", latex.replace("{aligned}", "{align*}"))
    mathml = ESCAPED.sub(r"\1", convert(known, display=display))
    if "\\" in mathml:
        LOGGER.warning("this equation cannot be shown: %s", latex)
    return mathml


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Write an equation within a line."""
    translator.body.append(render(node.astext(), "inline"))
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write an equation of its own line, its number beside it."""
    latex = node.astext()
    numbers = "".join(f"({html.escape(number)})" for number in TAG.findall(latex))
    translator.body.append(
        f'<div class="equation"><div class="formula">{render(TAG.sub("", latex), "block")}</div>'
        f'<span class="number">{numbers}</span></div>\n'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Offer the renderer to Sphinx, as ``html_math_renderer = "mathml"``."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
