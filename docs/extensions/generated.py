"""The reference pages that the code itself writes: commands, public names, the formulation."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import typer
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from typer.main import get_command

import sharepool
from sharepool.cli.app import app as commands
from sharepool.engine.cpsat import formulation

FOLDER = "generated"
OPTION = re.compile(r"--[a-z-]+")


def write_pages(app: Sphinx) -> None:
    """Write the pages anew, before Sphinx looks for its sources."""
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    pages = {
        "commands.md": command_page(),
        "api.rst": api_page(),
        "formulation.rst": formulation_page(),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def command_page() -> str:
    """Return the page of the command line: each command with all of its arguments and options."""
    group = get_command(commands)
    parts = ["# Command line", group.epilog]
    for name, command in group.commands.items():
        with typer.Context(command, info_name=f"sharepool {name}") as context:
            usage = " ".join(command.collect_usage_pieces(context))
            records = [one.get_help_record(context) for one in command.get_params(context)]
        rows = [f"| `{left}` | {cell(right)} |" for left, right in filter(None, records)]
        parts += [
            f"## {name}",
            inspect.cleandoc(command.help or ""),
            f"```text\nsharepool {name} {usage}\n```",
            "\n".join(["| argument or option | what it says |", "|---|---|", *rows]),
        ]
    return "\n\n".join(parts) + "\n"


def cell(text: str) -> str:
    """Return text that stays within a cell of a Markdown table, and is no markup there."""
    for sign in ("\\", "|", "[", "]", "<", ">", "*", "_"):
        text = text.replace(sign, "\\" + sign)
    return OPTION.sub(r"`\g<0>`", text)


def api_page() -> str:
    """Return the page of every public name, by what kind of thing it is."""
    names = [name for name in sharepool.__all__ if name != "__version__"]
    kinds = {
        "Functions": [name for name in names if inspect.isfunction(getattr(sharepool, name))],
        "Errors": [name for name in names if is_error(getattr(sharepool, name))],
    }
    named = {name for group in kinds.values() for name in group}
    kinds["Classes"] = [name for name in names if name not in named]
    parts = [heading("Python"), ".. currentmodule:: sharepool"]
    for kind in ("Functions", "Classes", "Errors"):
        directive = "autofunction" if kind == "Functions" else "autoclass"
        members = "" if kind == "Functions" else "\n   :members:"
        parts.append(heading(kind, "-"))
        parts += [f".. {directive}:: {name}{members}" for name in kinds[kind]]
    return "\n\n".join(parts) + "\n"


def is_error(value: Any) -> bool:
    """Return whether a public name is an exception."""
    return inspect.isclass(value) and issubclass(value, Exception)


def formulation_page() -> str:
    """Return the page of the exact model: its one screen, then the equations of rules and terms."""
    parts = [
        heading("The formulation"),
        f".. automodule:: {formulation.__name__}\n   :no-members:",
    ]
    for title, functions in (("Rules", formulation.RULES), ("Terms", formulation.TERMS)):
        parts.append(heading(title, "-"))
        modules = {function.__module__: None for function in functions}
        parts += [f".. automodule:: {module}\n   :no-members:" for module in modules]
        parts += [f".. autofunction:: {one.__module__}.{one.__name__}" for one in functions]
    return "\n\n".join(parts) + "\n"


def heading(text: str, line: str = "=") -> str:
    """Return a heading of reStructuredText."""
    return f"{text}\n{line * len(text)}"


def find_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element
) -> nodes.Element | None:
    """Lead from a public name's home (``sharepool.problem.plan.Plan``) to where it is described."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in sharepool.__all__:
        return None
    return env.domains["py"].resolve_xref(
        env, node["refdoc"], app.builder, "obj", f"sharepool.{name}", node, content
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages when a build begins."""
    app.connect("builder-inited", write_pages)
    app.connect("missing-reference", find_public_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
