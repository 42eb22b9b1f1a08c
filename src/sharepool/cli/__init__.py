"""The command line: ``solve``, ``check``, ``score``, ``explain``, ``validate``, ``generate``."""

from sharepool.cli.app import app, main

__all__ = ["app", "main"]
