"""The compiled kernels: one that cannot be used is refused in words that say what to do."""

from dataclasses import replace

import pytest

from sharepool.base.errors import InternalError
from sharepool.engine import compiled
from sharepool.engine.abi import header
from sharepool.engine.abi.description import Function
from sharepool.engine.abi.kernels import KERNELS, SEARCH
from sharepool.engine.compiled import load

EACH = pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
INSTALL_AGAIN = "of another version: install sharepool again"


@pytest.fixture
def afresh(monkeypatch):
    """Let kernels be loaded as if none were known, so that each is compared again."""
    monkeypatch.setattr(compiled, "_load", compiled._load.__wrapped__)


@EACH
def test_a_kernel_is_loaded_once(kernel):
    assert load(kernel) is load(kernel)


def test_a_missing_kernel_calls_for_an_install(tmp_path):
    with pytest.raises(InternalError, match="the compiled search is missing: install sharepool"):
        load(SEARCH, tmp_path)


@EACH
def test_a_kernel_of_another_description_calls_for_another_install(kernel, afresh, monkeypatch):
    monkeypatch.setattr(header, "version", lambda: 1)
    with pytest.raises(InternalError, match=f"{INSTALL_AGAIN}.*description"):
        load(kernel)


@EACH
def test_a_kernel_of_another_layout_calls_for_another_install(kernel, afresh, monkeypatch):
    name, place = header.layout()[-1]
    monkeypatch.setattr(header, "layout", lambda: [*_LAYOUT[:-1], (name, place + 8)])
    with pytest.raises(InternalError, match=f"{INSTALL_AGAIN}.*{name} at {place}"):
        load(kernel)


_LAYOUT = header.layout()


@EACH
def test_a_kernel_without_a_function_calls_for_another_install(kernel):
    more = Function("no_such_function", "void", (), "")
    with pytest.raises(InternalError, match=f"{INSTALL_AGAIN}.*no function no_such_function"):
        load(replace(kernel, functions=(*kernel.functions, more)))


@pytest.mark.parametrize(("status", "error"), [(1, MemoryError), (2, InternalError)])
def test_a_function_that_fails_raises(status, error):
    with pytest.raises(error, match="roster_new"):
        compiled._raise_failure(status, load(SEARCH).roster_new, ())
