"""The program that runs kernels of other systems, tried on those of this one."""

import shutil

import pytest
from hatch_build import KERNELS, choose_target, name_platform

from builders import make_township
from hosts import ROOT, Host, judge_plan
from sharepool.engine.instance.preparation import prepare

pytestmark = pytest.mark.usefixtures("compiler")


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    folder = tmp_path_factory.mktemp("host")
    for library in KERNELS:
        shutil.copy(ROOT / library, folder / library.name)
    return Host.compiled(folder, name_platform(*choose_target())[0])


@pytest.fixture(scope="module")
def instance():
    return prepare(make_township(3))


def test_the_kernels_of_this_machine_have_no_fault(host, instance):
    assert list(host.find_faults(instance)) == []


def test_a_function_that_is_missing_is_named(host):
    assert host.ask("exports", "search.so", "roster_new", "no_such") == [
        ["no", "no_such"],
        ["ended", "with", "1"],
    ]


def test_a_plan_that_costs_something_else_is_a_fault(instance):
    answer = [["objective", "-1"], ["row", "0", "0", "0"]]
    assert "its plan does not cost -1" in set(judge_plan(instance, answer))
