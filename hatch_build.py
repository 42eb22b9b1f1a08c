"""Compile the search kernel while the wheel is built.

The C compiler is Zig's, a build requirement that pip fetches like any other, so that a machine with
nothing but Python can install sharepool from source. The library needs nothing of Python: one wheel
per platform serves every version.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = Path("src/sharepool/engine/search/kernel")
FLAGS = ("-std=c11", "-O3", "-Wall", "-Wextra", "-Werror", "-shared", "-fno-sanitize=all")
GLIBC = (2, 17)
"""The oldest glibc that a Linux library runs on: that of manylinux2014."""


def compile_kernel(root: Path) -> Path:
    """Compile ``search.c`` and return the library, which lies beside it."""
    suffix = ".dll" if sys.platform == "win32" else ".so"
    library = root / KERNEL / f"search{suffix}"
    linux = sys.platform == "linux"
    target = f"{platform.machine()}-linux-gnu.{GLIBC[0]}.{GLIBC[1]}"
    options = ["-target", target, "-fPIC", "-lm"] if linux else []
    with tempfile.TemporaryDirectory() as cache:
        subprocess.run(  # noqa: S603 (our own compiler on our own source)
            [sys.executable, "-m", "ziglang", "cc", *FLAGS, "search.c", "-o", str(library), *options],
            cwd=root / KERNEL,
            env=os.environ | {"ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache},
            check=True,
        )
    return library


def wheel_tag() -> str:
    """Return the tag of a wheel that any Python 3 of this platform may install."""
    if sys.platform == "linux":
        return f"py3-none-manylinux_{GLIBC[0]}_{GLIBC[1]}_{platform.machine()}"
    return "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")


class KernelBuildHook(BuildHookInterface[Any]):
    """Compile the kernel and add it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before a wheel is built, an editable one too."""
        library = compile_kernel(Path(self.root))
        build_data["pure_python"] = False
        build_data["tag"] = wheel_tag()
        build_data["artifacts"].append(library.relative_to(self.root).as_posix())
