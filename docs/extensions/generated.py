"""The reference pages that the code itself writes: commands, public names, the formulation."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import typer
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from typer.main import get_command

import sharepool
from sharepool.cli.app import COMMANDS
from sharepool.cli.app import app as commands
from sharepool.engine.cpsat import formulation

FOLDER = "generated"
OPTION = re.compile(r"--[a-z-]+")


class Topic(NamedTuple):
    """A page of public names.

    Attributes
    ----------
    page, title : str
    about : str
        What it is about, in a sentence.
    homes : tuple of str
        Modules whose public names stand there, those within them too.
    """

    page: str
    title: str
    about: str
    homes: tuple[str, ...]


TOPICS = (
    Topic(
        "problem",
        "A problem and a plan",
        "The tables and rules of a week, what a plan is, and how both are read and written.",
        ("problem", "tables"),
    ),
    Topic(
        "solving",
        "Solving",
        "From a problem to a plan with a proven bound; goals in order; trade-offs; parameters.",
        ("solving", "engine", "problem.result", "problem.order"),
    ),
    Topic(
        "understanding",
        "Understanding a plan",
        "Whether a plan is legal, what it costs, who goes where, why sessions are missing, what "
        "would cover them, what changes between two plans, why no plan exists.",
        (
            *("rules", "analysis", "report.tables"),
            *("problem.findings", "problem.violation", "problem.score"),
        ),
    ),
    Topic(
        "centre",
        "The sharing centre",
        "From class counts to demands, how evenly schools are served, the talent pool, and what "
        "features bring to a week.",
        ("centre",),
    ),
    Topic(
        "term",
        "The term",
        "A week planned again when something is different, and what the weeks add up to.",
        ("analysis.replanning", "centre.ledger"),
    ),
    Topic(
        "yearly",
        "Yearly decisions",
        "Who supports whom, where each sport lives, where athletes go; who moves to which school, "
        "who learns what, where associations go, what all are assessed at, where targets stand.",
        (
            *("centre.pairing", "centre.chains", "centre.placement"),
            *("centre.exchange", "centre.training", "centre.points"),
            *("centre.assessment", "centre.targets"),
        ),
    ),
    Topic(
        "events",
        "Events",
        "Sports meets, tours of body tests, days at labour bases.",
        ("centre.events",),
    ),
    Topic(
        "competitions",
        "Competitions",
        "Draws, fixtures, officials and standings of a season.",
        ("centre.competitions",),
    ),
    Topic(
        "publishing",
        "Publishing",
        "Reports, what Jupyter shows, and pictures (``sharepool.plots``).",
        ("report",),
    ),
    Topic(
        "generating",
        "Generating",
        "Invented counties, centres, athletes and seasons to try things on.",
        ("generate",),
    ),
    Topic("errors", "Errors", "What can go wrong, as one small tree.", ("base.errors",)),
)
"""The pages of public names; a name stands on the page with the longest home of it."""


def write_pages(app: Sphinx) -> None:
    """Write all pages again, before Sphinx looks for its sources."""
    folder = Path(app.srcdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "api").mkdir(parents=True)
    pages = {
        "commands.md": command_page(),
        "formulation.rst": formulation_page(),
        "api/index.rst": api_index(),
        **{f"api/{topic.page}.rst": api_page(topic) for topic in TOPICS},
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def command_page() -> str:
    """Return the page of the command line, by what people come for, with every option."""
    group = get_command(commands)
    parts = ["# Every option", group.epilog]
    for panel, names in COMMANDS.items():
        parts.append(f"## {panel}")
        for name in names:
            parts += describe_command(name, group.commands[name])
    return "\n\n".join(parts) + "\n"


def describe_command(name: str, command: Any) -> list[str]:
    """Return the paragraphs on a command, with all of its arguments and options."""
    with typer.Context(command, info_name=f"sharepool {name}") as context:
        usage = " ".join(command.collect_usage_pieces(context))
        records = [one.get_help_record(context) for one in command.get_params(context)]
    rows = [f"| `{left}` | {cell(right)} |" for left, right in filter(None, records)]
    return [
        f"### {name}",
        inspect.cleandoc(command.help or ""),
        f"```text\nsharepool {name} {usage}\n```",
        "\n".join(["| argument or option | what it says |", "|---|---|", *rows]),
    ]


def cell(text: str) -> str:
    """Return text that stays within a cell of a Markdown table, and is no markup there."""
    for sign in ("\\", "|", "[", "]", "<", ">", "*", "_"):
        text = text.replace(sign, "\\" + sign)
    return OPTION.sub(r"`\g<0>`", text)


def public_things() -> dict[str, Any]:
    """Return every public name with what it stands for; pictures by their dotted names."""
    names = [name for name in sharepool.__all__ if name not in ("__version__", "plots")]
    things = {name: getattr(sharepool, name) for name in names}
    plots = sharepool.plots
    return things | {f"plots.{name}": getattr(plots, name) for name in plots.__all__}


def topic_of(thing: Any) -> Topic:
    """Return the page on which a public thing stands."""
    module = thing.__module__.removeprefix("sharepool.")
    fits = [
        (len(home), topic)
        for topic in TOPICS
        for home in topic.homes
        if f"{module}.".startswith(f"{home}.")
    ]
    return max(fits, key=lambda fit: fit[0])[1]


def api_index() -> str:
    """Return the page that leads to all pages of public names."""
    listed = "\n".join(f"   {topic.page}" for topic in TOPICS)
    about = "\n".join(f"- :doc:`{topic.title} <{topic.page}>`: {topic.about}" for topic in TOPICS)
    lead = "Every public name, ``import sharepool as sp``; each function with an example."
    tree = f".. toctree::\n   :hidden:\n\n{listed}"
    return "\n\n".join([heading("Python"), lead, about, tree]) + "\n"


def api_page(topic: Topic) -> str:
    """Return a page of public names: functions, then types."""
    own = {name: one for name, one in public_things().items() if topic_of(one) == topic}
    functions = [name for name, thing in own.items() if inspect.isfunction(thing)]
    parts = [heading(topic.title), topic.about, ".. currentmodule:: sharepool"]
    if functions:
        parts.append(heading("Functions", "-"))
        parts += [f".. autofunction:: {full(name)}" for name in functions]
    parts.append(heading("Errors" if topic.page == "errors" else "Types", "-"))
    parts += [f".. autoclass:: {full(name)}\n   :members:" for name in own if name not in functions]
    return "\n\n".join(parts) + "\n"


def full(name: str) -> str:
    """Return how a page names a public thing; dotted names in full."""
    return f"sharepool.{name}" if "." in name else name


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


def skip_fields(*member: Any) -> bool:
    """Leave out what Python itself says of the fields of named tuples."""
    _, _, _, value, skip, _ = member
    return skip or (inspect.getdoc(value) or "").startswith("Alias for field number")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages when a build begins."""
    app.connect("builder-inited", write_pages)
    app.connect("autodoc-skip-member", skip_fields)
    app.connect("missing-reference", find_public_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
