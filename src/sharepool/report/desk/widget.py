"""The widget that carries the questions of the desk's view in a notebook, and the answers back."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import anywidget
from traitlets import Unicode

from sharepool.report.desk.answers import DeskAnswer


def _static(name: str) -> str:
    return files("sharepool.report.desk").joinpath("static", name).read_text(encoding="utf-8")


class DeskWidget(anywidget.AnyWidget):
    """The desk's view in a notebook.

    Parameters
    ----------
    reply : callable
        Gives the answer to a question, by its name and data.
    version : callable
        Gives the version of the plan in hand.
    """

    _esm = _static("desk.js")
    # Not `style`: widgets have one, which their views look for in the kernel.
    sheet = Unicode(_static("desk.css")).tag(sync=True)

    def __init__(self, reply: Callable[[str, Any], DeskAnswer], version: Callable[[], int]) -> None:
        super().__init__()
        self._reply, self._version = reply, version
        self.on_msg(self._answer)

    def _answer(self, _: Any, asked: Any, __: Any) -> None:
        """Answer the view, which knows its question by the id it gave; tell others of changes."""
        if isinstance(asked, dict) and isinstance(asked.get("name"), str):
            before = self._version()
            found = self._reply(asked["name"], asked.get("data"))
            told = {"id": asked.get("id"), "outcome": found.outcome.value, "data": found.data}
            self.send(told)
            if self._version() != before:
                self.send({"version": self._version()})
