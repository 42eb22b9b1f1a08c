"""What holds for every test."""

import pytest


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """Let no test depend on a terminal's width, which the workers of a parallel run set."""
    monkeypatch.delenv("COLUMNS", raising=False)
