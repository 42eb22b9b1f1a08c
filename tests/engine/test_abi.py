"""What Python and the kernels have in common: one description, and nobody keeps another."""

from dataclasses import replace

import numpy as np
import pytest

from builders import make_problem
from sharepool.base.errors import InternalError
from sharepool.engine.abi import header, structs
from sharepool.engine.abi.description import Field
from sharepool.engine.abi.structs import DATA, EFFORT, NUMBERS, STRUCTS
from sharepool.engine.columns.pricing import effort_struct
from sharepool.engine.instance import types
from sharepool.engine.instance.arrays import build_tables
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import PricingEffort

TABLES = build_tables(prepare(make_problem()), hard_weight=0)


def names(struct):
    return [field.name for field in struct.fields]


def test_the_header_is_that_of_the_description():
    assert header.HEADER.read_text(encoding="utf-8") == header.header_text(), "run `make abi`"


def test_no_line_of_the_header_is_too_long():
    assert max(map(len, header.header_text().splitlines())) <= 100


def test_every_field_says_what_it_is():
    assert all(field.comment for struct in STRUCTS for field in struct.fields)


@pytest.mark.parametrize(
    ("row", "struct"),
    [
        (types.Person, structs.PERSON),
        (types.Task, structs.TASK),
        (types.Start, structs.START),
        (types.PlaceLimits, structs.PLACE),
        (types.Required, structs.PIN),
    ],
)
def test_rows_have_the_fields_of_their_structs_in_order(row, struct):
    common = min(len(row._fields), len(struct.fields))
    shorter = row._fields[:common] if row is types.Required else row._fields
    assert tuple(names(struct)[: len(shorter)]) == shorter


def test_an_effort_reaches_the_kernel_by_name():
    effort = PricingEffort(labels=5.0, bound_steps=6, list_steps=7, days=8, route_steps=9.0)
    struct = effort_struct(-4.0, effort)
    assert [getattr(struct, name) for name in names(EFFORT)] == [-4.0, 5.0, 6, 7, 8, 9.0]


def test_numbers_reach_the_kernel_by_name():
    data = TABLES.data()
    assert {name: getattr(data.n, name) for name in names(NUMBERS)} == TABLES.numbers


def test_a_number_too_few_or_too_many_is_refused():
    for numbers in ({**TABLES.numbers, "more": 1}, {"people": 1}):
        with pytest.raises(InternalError, match="fields of numbers_t"):
            replace(TABLES, numbers=numbers).data()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("travel", TABLES.travel.astype(np.int64)),
        ("travel", np.zeros((4, 4, 4), dtype=np.int32)[::2]),
        ("fits", TABLES.fits.astype(np.int8)),
        ("person", TABLES.person[:, :-1].copy()),
        ("set_even", TABLES.set_even.astype(np.float64)),
    ],
)
def test_an_array_that_a_kernel_would_misread_is_refused(name, wrong):
    with pytest.raises(InternalError, match=f"^{name} is "):
        replace(TABLES, **{name: wrong}).data()


def test_a_field_of_another_name_or_type_is_another_version(monkeypatch):
    version = header.version()
    for changed in (
        Field("site", "num", DATA.fields[1].comment),
        replace(structs.PERSON.fields[0], name="house"),
        replace(structs.PERSON.fields[0], type="int32_t"),
    ):
        person = replace(structs.PERSON, fields=(changed, *structs.PERSON.fields[1:]))
        monkeypatch.setattr(header, "STRUCTS", (person, *STRUCTS[1:]))
        assert header.version() != version
