"""The command line: a module for each kind of command, listed in :mod:`~sharepool.cli.app`."""

try:
    from sharepool.cli.app import app, main
except KeyboardInterrupt:  # while all that is imported
    raise SystemExit(130) from None

__all__ = ["app", "main"]
