"""The least over what may follow is the same by any instructions of the processor."""

import ctypes
from pathlib import Path

import numpy as np
import pytest
from hatch_build import CSRC, compile_library
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import ROOT

NEVER = 1e18


class Sequel(ctypes.Structure):
    _fields_ = (("costs", ctypes.c_void_p), ("way", ctypes.c_double))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory, compiler):
    library = tmp_path_factory.mktemp("least") / "least.so"
    source = Path(__file__).with_name("least_twice.c")
    compile_library(ROOT, [source], library, [*compiler, f"-I{ROOT / CSRC}"])
    return ctypes.CDLL(str(library))


@pytest.mark.parametrize("way", ["least_plainly", "least_quickly"])
@settings(max_examples=60, deadline=None)
@given(states=st.integers(1, 70), count=st.integers(0, 9), seed=st.integers(0, 2**16))
def test_the_least_is_found_however_many_states_there_are(kernel, way, states, count, seed):
    random = np.random.default_rng(seed)
    best = np.where(random.random(states) < 0.5, NEVER, random.uniform(-1e3, 1e3, states))
    costs, ways = random.uniform(-1e3, 1e3, (count, states)), random.uniform(0, 300, count)
    expected = np.vstack([best, costs + ways[:, None]]).min(axis=0)
    rows = zip(costs, ways, strict=True)
    sequels = (Sequel * count)(*(Sequel(row.ctypes.data, one) for row, one in rows))
    lower = getattr(kernel, way)
    lower.argtypes = [ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64]
    lower(best.ctypes.data, states, ctypes.addressof(sequels), count)
    assert best.tolist() == expected.tolist()
