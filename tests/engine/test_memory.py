"""Kernels without enough memory say so, wherever they ask for it, and give all of it back."""

import ctypes
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from builders import make_township
from kernels import compile_variant
from sharepool.engine import compiled
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.engine.search.roster import Roster

NO_END = -1
LEVELS = DEFAULTS.pricing.levels


@pytest.fixture(scope="module")
def folder(tmp_path_factory, compiler):
    """Kernels whose memory ends when a test says so."""
    folder = tmp_path_factory.mktemp("memory")
    memory = Path(__file__).with_name("failing_memory.c")
    for kernel in ("search", "pricing"):
        compile_variant(folder, kernel, compiler, [memory], without={"memory.c"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "FOLDER", folder)
        yield folder


@pytest.fixture(scope="module")
def instance():
    return prepare(make_township(3))


class Memory:
    """The memory of one kernel."""

    def __init__(self, folder, kernel):
        self._library = ctypes.CDLL(str(folder / f"{kernel}.so"))
        self._library.memory_end_after.argtypes = [ctypes.c_int64]
        self._library.memory_blocks.restype = ctypes.c_int64

    def end_after(self, allocations):
        self._library.memory_end_after(allocations)

    @property
    def blocks(self):
        """How many blocks have not been given back."""
        return self._library.memory_blocks()


def fail_everywhere(memory, call):
    """Make each allocation of a call fail in turn; return how many there are."""
    for allowed in range(100_000):
        memory.end_after(allowed)
        with suppress(MemoryError):
            call()
            memory.end_after(NO_END)
            break
        assert memory.blocks == 0
    assert memory.blocks == 0
    return allowed


def search(instance):
    Roster(instance).anneal(10, 10.0)


def price(instance, ask):
    """Ask a new pricer about everybody, at duals at which sessions earn."""
    pricer, master = Pricer(instance), Master(instance)
    master.set_prices(master.clip(np.full(master.size, 400.0)), pricer.prices)
    for person in range(len(instance.people)):
        ask(pricer, person)


ASKED = {
    "price": lambda pricer, person: pricer.price(person, 0.0, LEVELS[-1]),
    "relax": lambda pricer, person: pricer.relax(person, np.zeros_like(pricer.multipliers[person])),
    "list": lambda pricer, person: pricer.list_weeks(person, 1e6, LEVELS[-1], 1000),
}


def test_search_gives_all_memory_back_wherever_it_ends(folder, instance):
    assert fail_everywhere(Memory(folder, "search"), partial(search, instance)) > 20


@pytest.mark.parametrize("asked", ASKED)
def test_pricing_gives_all_memory_back_wherever_it_ends(folder, instance, asked):
    call = partial(price, instance, ASKED[asked])
    assert fail_everywhere(Memory(folder, "pricing"), call) > 40


@pytest.mark.parametrize("asked", ASKED)
def test_a_pricer_that_has_failed_is_not_believed_again(folder, instance, asked):
    memory, pricer = Memory(folder, "pricing"), Pricer(instance)
    memory.end_after(0)
    with pytest.raises(MemoryError):
        pricer.price(0, 0.0, LEVELS[0])
    memory.end_after(NO_END)
    with pytest.raises(MemoryError, match="not enough memory for pricer_"):
        ASKED[asked](pricer, 0)
