"""The checker of wheels passes what is built here, and names what is wrong with another."""

import platform
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from hatch_build import CSRC, KERNELS, TARGETS, choose_target, name_platform

from wheels import check_kernel, check_wheel, functions_of

ROOT = Path(__file__).parents[1]
SEARCH = CSRC / "search.so"
ZIG, TAG = name_platform(*choose_target())

pytestmark = pytest.mark.skipif(
    (ZIG, TAG) not in {name_platform(*target) for target in TARGETS.values()},
    reason="no wheel is offered for this machine",
)


def pack(folder, libraries, tag=TAG, stated=TAG):
    """Write a wheel that holds files by their names within it."""
    wheel = folder / f"sharepool-1.0-py3-none-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("sharepool-1.0.dist-info/WHEEL", f"Tag: py3-none-{stated}\n")
        for name, content in libraries.items():
            archive.writestr(name, content)
    return wheel


@pytest.fixture(scope="module")
def kernels():
    """The kernels of this editable install, by their names in a wheel."""
    return {
        library.relative_to("src").as_posix(): (ROOT / library).read_bytes() for library in KERNELS
    }


@pytest.mark.parametrize(
    ("target", "zig", "tag"),
    [
        ("linux-x86_64", "x86_64-linux-gnu.2.17", "manylinux_2_17_x86_64"),
        ("linux-aarch64", "aarch64-linux-gnu.2.17", "manylinux_2_17_aarch64"),
        ("macos-x86_64", "x86_64-macos.11.0", "macosx_11_0_x86_64"),
        ("macos-arm64", "aarch64-macos.11.0", "macosx_11_0_arm64"),
        ("windows-x86_64", "x86_64-windows-gnu", "win_amd64"),
    ],
)
def test_a_target_is_a_platform_of_zig_and_of_wheels(target, zig, tag):
    assert name_platform(*choose_target(target)) == (zig, tag)


def test_a_target_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match=r"SHAREPOOL_TARGET is amiga.*windows-x86_64"):
        choose_target("amiga")


def test_without_a_choice_the_target_is_this_machine():
    assert choose_target() == choose_target("") == (sys.platform, platform.machine())


def test_the_kernels_of_this_machine_make_a_sound_wheel(kernels, tmp_path):
    assert list(check_wheel(pack(tmp_path, kernels))) == []


def test_a_wheel_with_more_or_fewer_libraries_is_not_sound(kernels, tmp_path):
    (missing, content), *others = kernels.items()
    (fault,) = check_wheel(pack(tmp_path, dict(others) | {"sharepool/search.lib": content}))
    assert "sharepool/search.lib" in fault
    assert missing not in fault


@pytest.mark.parametrize(
    "changed",
    [{"tag": "any"}, {"stated": "any"}, {"tag": "linux_x86_64", "stated": "linux_x86_64"}],
)
def test_a_wheel_of_another_tag_is_not_sound(kernels, tmp_path, changed):
    (fault,) = check_wheel(pack(tmp_path, kernels, **changed))
    assert "tag" in fault


@pytest.mark.parametrize("target", TARGETS)
def test_a_kernel_for_another_platform_is_found_out(kernels, target):
    zig, _ = name_platform(*TARGETS[target])
    faults = list(check_kernel(kernels["sharepool/engine/csrc/search.so"], SEARCH, zig))
    assert (faults == []) == (zig == ZIG)


def test_a_kernel_without_a_function_is_found_out(kernels):
    content = kernels["sharepool/engine/csrc/search.so"]
    assert b"roster_anneal" in content
    faults = check_kernel(content.replace(b"roster_anneal", b"roster_normal"), SEARCH, ZIG)
    assert [fault for fault in faults if fault.endswith("roster_anneal")]


def test_a_kernel_of_other_structs_is_found_out(kernels):
    fixtures = kernels["sharepool/centre/competitions/csrc/fixtures.so"]
    faults = check_kernel(fixtures, SEARCH, ZIG)
    assert [fault for fault in faults if "laid out" in fault]


def test_a_kernel_that_tells_where_it_was_built_is_found_out(kernels):
    content = kernels["sharepool/engine/csrc/search.so"] + str(ROOT).encode()
    assert list(check_kernel(content, SEARCH, ZIG)) == ["it names a folder of this machine"]


def test_a_program_is_no_kernel(kernels):
    program = Path(shutil.which("true") or sys.executable).resolve().read_bytes()
    faults = list(check_kernel(program, SEARCH, ZIG))
    assert any("does not export" in fault for fault in faults)


@pytest.mark.skipif("linux" not in ZIG, reason="names the C library of Linux")
def test_what_a_kernel_needs_beyond_the_system_is_named(kernels):
    content = kernels["sharepool/engine/csrc/search.so"]
    faults = check_kernel(content.replace(b"libc.so.6", b"libz.so.6"), SEARCH, ZIG)
    assert [fault for fault in faults if "libz.so.6" in fault]


def test_every_kernel_has_functions_to_export():
    for library in KERNELS:
        assert len(functions_of(library)) > 5
