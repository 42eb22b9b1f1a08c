"""Commands as the tests of commands run them."""

from cli.conftest import run

__all__ = ["run"]
