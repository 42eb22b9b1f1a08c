"""Limits are given one way wherever something is looked for."""

import inspect

import pytest

from annotations import public_things
from builders import make_problem
from sharepool import Stop, design_chains, diagnose, pair_sites


def test_seconds_are_limits_too():
    assert Stop.of(5) == Stop(seconds=5.0)
    assert Stop.of(Stop(work=1)) == Stop(work=1)


@pytest.mark.parametrize("stop", [-1, Stop(None), Stop(gap=0.1), Stop(work=1)])
@pytest.mark.parametrize("search", [diagnose, design_chains, pair_sites])
def test_what_time_alone_limits_takes_no_other_limit(search, stop):
    options = {"hub_capacity": 1} if search is pair_sites else {}
    with pytest.raises(ValueError, match="stop: give 0 seconds or more"):
        search(make_problem(), stop=stop, **options)


def test_no_public_function_has_a_limit_by_another_name():
    taken = {
        name: {"seconds", "work", "time_limit", "timeout"} & {*inspect.signature(thing).parameters}
        for name, thing in public_things().items()
        if inspect.isfunction(thing)
    }
    assert {name: names for name, names in taken.items() if names} == {}
