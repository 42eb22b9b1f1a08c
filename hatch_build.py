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
OPTIMIZED = ("-O3",)
NO_COMPILER = (
    "The kernels need the C compiler of the package ziglang. Let pip fetch it (install with "
    "build isolation, that is without --no-build-isolation), or install it: pip install ziglang"
)


def name_platform() -> tuple[str, str]:
    """Return this platform as Zig names it and as a wheel does.

    The systems are the oldest that the library shall run on: glibc 2.17 is that of manylinux2014.
    """
    machine = platform.machine()
    arm = machine.lower() in {"arm64", "aarch64"}
    zig = "aarch64" if arm else "x86_64" if machine == "AMD64" else machine
    if sys.platform == "darwin":
        return f"{zig}-macos.11.0", f"macosx_11_0_{machine}"
    if sys.platform == "win32":
        return f"{zig}-windows-gnu", "win_arm64" if arm else "win_amd64"
    return f"{zig}-linux-gnu.2.17", f"manylinux_2_17_{machine}"


def find_sources(root: Path, library: Path) -> list[Path]:
    """Return the C sources of a kernel."""
    folders = KERNELS[library]
    return [source for folder in folders for source in sorted((root / folder).glob("*.c"))]


def find_zig() -> list[str]:
    """Return the command of Zig's C compiler, for this platform."""
    target, _ = name_platform()
    return [sys.executable, "-m", "ziglang", "cc", *OPTIMIZED, "-target", target]


def compile_library(
    root: Path, sources: Sequence[Path], library: Path, compiler: Sequence[str]
) -> None:
    """Compile C sources of the kernels into a library."""
    fresh = library.with_suffix(".new.so")
    # Zig builds the stubs of the C library once and keeps them.
    cache = str(root / "build" / "zig-cache")
    subprocess.run(
        [*compiler, *FLAGS, *map(str, sources), "-lm", "-o", str(fresh)],
        env={"ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache} | os.environ,
        check=True,
    )
    # At once: a search that runs now keeps the library that it has loaded.
    fresh.replace(library)


class KernelBuildHook(BuildHookInterface[Any]):
    """Compile the kernels and add them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel is built, an editable one too."""
        if find_spec("ziglang") is None:
            self.app.abort(NO_COMPILER)
        _, tag = name_platform()
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{tag}"
        root = Path(self.root).absolute()
        for library in KERNELS:
            compile_library(root, find_sources(root, library), root / library, find_zig())
            build_data["artifacts"].append(library.as_posix())
