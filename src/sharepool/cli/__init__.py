"""The command line: one module for each command, or for a few that are alike."""

from sharepool.cli.app import app, main

__all__ = ["app", "main"]
