"""The compiled kernels: one that cannot be used is refused in words that say what to do."""

import pytest

from builders import make_problem
from sharepool.engine.columns import pricing
from sharepool.engine.compiled import load
from sharepool.engine.instance.arrays import build_tables
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search import roster
from sharepool.errors import InternalError

SIZE = build_tables(prepare(make_problem()), hard_weight=0).data_size
LIBRARIES = pytest.mark.parametrize("library", [roster.LIBRARY, pricing.LIBRARY])


@LIBRARIES
def test_a_kernel_of_these_tables_is_loaded_once(library):
    assert load(library, (), SIZE) is load(library, (), SIZE)


def test_a_missing_kernel_calls_for_an_install(tmp_path):
    with pytest.raises(InternalError, match="the compiled search is missing: install sharepool"):
        load(tmp_path / "search.so", (), SIZE)


@LIBRARIES
def test_a_kernel_of_other_tables_calls_for_another_install(library):
    with pytest.raises(InternalError, match="of another version: install sharepool again"):
        load(library, (), SIZE + 8)


@LIBRARIES
def test_a_kernel_without_a_function_calls_for_another_install(library):
    with pytest.raises(InternalError, match="of another version: install sharepool again"):
        load(library, (("no_such_function", None, ()),), SIZE)
