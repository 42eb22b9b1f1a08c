"""Compile the kernels of search and pricing while the wheel is built.

The C compiler is Zig's, a build requirement that pip fetches like any other, so that a machine with
nothing but Python can install sharepool from source. The library needs nothing of Python: one wheel
per platform serves every version.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CSRC = Path("src/sharepool/engine/csrc")
FIXTURES = Path("src/sharepool/centre/competitions/csrc")
KERNELS = {  # libraries, so called on every system, and the folders of their sources
    CSRC / "search.so": (CSRC / "common", CSRC / "search"),
    CSRC / "pricing.so": (CSRC / "common", CSRC / "pricing"),
    FIXTURES / "fixtures.so": (FIXTURES,),
}

WARNINGS = ("-Wall", "-Wextra", "-Wmissing-prototypes", "-Wshadow", "-Werror")
FLAGS = ("-std=c11", *WARNINGS, "-fPIC", "-fvisibility=hidden", "-shared")
OPTIMIZED = ("-O3", "-g0")  # without debugging information, which would name our folders
TARGETS = {  # what `make wheels` builds for: system and machine as Python calls them there
    "linux-x86_64": ("linux", "x86_64"),
    "linux-aarch64": ("linux", "aarch64"),
    "macos-x86_64": ("darwin", "x86_64"),
    "macos-arm64": ("darwin", "arm64"),
    "windows-x86_64": ("win32", "AMD64"),
}
CHOICE = "SHAREPOOL_TARGET"
NO_TARGET = f"{CHOICE} is {{}}, but must be one of {', '.join(TARGETS)}, or unset for this machine"
NO_COMPILER = (
    "The kernels need the C compiler of the package ziglang. Let pip fetch it (install with "
    "build isolation, that is without --no-build-isolation), or install it: pip install ziglang"
)


def choose_target(chosen: str | None = None) -> tuple[str, str]:
    """Return the system and machine to compile for: a target's, or without one this machine's.

    Raises
    ------
    ValueError
        If there is no such target.
    """
    if not chosen:
        return sys.platform, platform.machine()
    if chosen not in TARGETS:
        raise ValueError(NO_TARGET.format(chosen))
    return TARGETS[chosen]


def name_platform(system: str, machine: str) -> tuple[str, str]:
    """Return a platform as Zig names it and as a wheel does.

    The systems are the oldest that the library shall run on: glibc 2.17 is that of manylinux2014.
    """
    arm = machine.lower() in {"arm64", "aarch64"}
    zig = "aarch64" if arm else "x86_64" if machine == "AMD64" else machine
    if system == "darwin":
        return f"{zig}-macos.11.0", f"macosx_11_0_{machine}"
    if system == "win32":
        return f"{zig}-windows-gnu", "win_arm64" if arm else "win_amd64"
    return f"{zig}-linux-gnu.2.17", f"manylinux_2_17_{machine}"


def find_sources(root: Path, library: Path) -> list[Path]:
    """Return the C sources of a kernel."""
    folders = KERNELS[library]
    return [source for folder in folders for source in sorted((root / folder).glob("*.c"))]


def find_zig(target: str) -> list[str]:
    """Return the command of Zig's C compiler, for a platform as Zig names it."""
    return [sys.executable, "-m", "ziglang", "cc", *OPTIMIZED, "-target", target]


def compile_library(
    root: Path, sources: Sequence[Path], library: Path, compiler: Sequence[str]
) -> None:
    """Compile C sources of the kernels into a library."""
    library.parent.mkdir(parents=True, exist_ok=True)
    # Zig builds the stubs of the C library once and keeps them.
    cache = str(root / "build" / "zig-cache")
    # For Windows, Zig writes more than the library: that goes with the folder.
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        subprocess.run(
            [*compiler, *FLAGS, *map(str, sources), "-lm", "-o", library.name],
            cwd=folder,  # a library for macOS holds the path that it was written to
            env={"ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache} | os.environ,
            check=True,
        )
        # At once: a search that runs now keeps the library that it has loaded.
        (Path(folder) / library.name).replace(library)


class KernelBuildHook(BuildHookInterface[Any]):
    """Compile the kernels and add them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel is built, an editable one too.

        An editable install has its kernels in the source tree, for this machine. No other build
        touches those.
        """
        if find_spec("ziglang") is None:
            self.app.abort(NO_COMPILER)
        editable = version == "editable"
        try:
            chosen = choose_target(None if editable else os.environ.get(CHOICE))
        except ValueError as error:
            self.app.abort(str(error))
        target, tag = name_platform(*chosen)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{tag}"
        root = Path(self.root).absolute()
        folder = root if editable else root / "build" / "kernels" / tag
        for library in KERNELS:
            sources = find_sources(root, library)
            compile_library(root, sources, folder / library, find_zig(target))
            if not editable:
                packed = library.relative_to("src").as_posix()
                build_data["force_include"][str(folder / library)] = packed
