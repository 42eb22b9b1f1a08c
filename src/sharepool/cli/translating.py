"""The command line's own words in Chinese: help, panels, usage errors."""

from __future__ import annotations

from typing import Any

import typer
from typer import rich_utils

from sharepool.messages.help import in_chinese
from sharepool.terminal.speech import preferred

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "用法错误",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ABORTED_TEXT": "已中止。",
    "RICH_HELP": "运行 [blue]'{command_path} {help_option}'[/] 查看帮助。",
}


def language_of(arguments: list[str]) -> str:
    """Return the language that a command line asks for: its ``--lang``, else the locale's."""
    for place, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return preferred()


def build_command(app: typer.Typer, lang: str) -> Any:
    """Return the command that an app makes, with its help in a language."""
    command = typer.main.get_command(app)
    if lang != "zh":
        return command
    for name, text in _PANELS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, text)
    for one in (command, *getattr(command, "commands", {}).values()):
        one.help = in_chinese(one.help)
        one.short_help = None
        if getattr(one, "rich_help_panel", None):
            one.rich_help_panel = in_chinese(one.rich_help_panel)
        for param in one.params:
            if getattr(param, "help", None):
                param.help = in_chinese(param.help)
    return command
