"""The command line: ``sharepool solve``, ``check``, ``score``, ``validate`` and ``generate``."""

from sharepool.cli.app import app, main

__all__ = ["app", "main"]
