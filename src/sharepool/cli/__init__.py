"""The command line: a module for each kind of command, listed in :mod:`~sharepool.cli.app`."""

from sharepool.cli.app import app, main

__all__ = ["app", "main"]
