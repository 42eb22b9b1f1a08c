"""The command line: every command, how it ends, and what the user sees."""

from sharepool.cli.app import app, main

__all__ = ["app", "main"]
