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
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE = Path("src/sharepool/engine")
KERNELS = (ENGINE / "search/kernel/search.c", ENGINE / "columns/kernel/pricing.c")
FLAGS = ("-std=c11", "-O3", "-Wall", "-Wextra", "-Werror", "-fPIC", "-fno-sanitize=all", "-shared")
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


def compile_kernel(root: Path, source: Path, target: str) -> Path:
    """Compile a kernel and return the library, which lies beside it."""
    library = (root / source).with_suffix(".so")  # so called on every system
    fresh = library.with_suffix(".new.so")
    # Zig builds the stubs of the C library once and keeps them.
    cache = str(root / "build" / "zig-cache")
    command = [sys.executable, "-m", "ziglang", "cc", *FLAGS, "-target", target]
    subprocess.run(
        [*command, source.name, "-lm", "-o", str(fresh)],
        cwd=root / source.parent,
        env={"ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache} | os.environ,
        check=True,
    )
    # At once: a search that runs now keeps the library that it has loaded.
    return fresh.replace(library)


class KernelBuildHook(BuildHookInterface[Any]):
    """Compile the kernels and add them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel is built, an editable one too."""
        if find_spec("ziglang") is None:
            self.app.abort(NO_COMPILER)
        target, tag = name_platform()
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{tag}"
        for source in KERNELS:
            library = compile_kernel(Path(self.root), source, target)
            build_data["artifacts"].append(library.relative_to(self.root).as_posix())
