"""The compiled kernels in variants for tests: with sanitizers, or with C sources of our own."""

from pathlib import Path

from hatch_build import (
    CSRC,
    choose_target,
    compile_library,
    find_sources,
    find_zig,
    name_platform,
)

ROOT = Path(__file__).parents[1]

SANITIZING = (
    *("cc", "-O1", "-g", "-fno-omit-frame-pointer"),
    *("-fsanitize=address,undefined", "-fno-sanitize-recover=all"),
)
"""The system's compiler, which brings the sanitizers along. What they find ends the process."""


def compile_variant(folder, kernel, compiler, extra=(), without=()):
    """Compile a kernel into a folder, with more sources and without some of its own."""
    library = f"{kernel}.so"
    sources = [path for path in find_sources(ROOT, CSRC / library) if path.name not in without]
    compile_library(ROOT, [*sources, *extra], folder / library, [*compiler, f"-I{ROOT / CSRC}"])


def choose_compiler(sanitized):
    """Return the command of the compiler."""
    return SANITIZING if sanitized else find_zig(name_platform(*choose_target())[0])
