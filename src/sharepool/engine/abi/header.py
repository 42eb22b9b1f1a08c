"""The C header of the description: ``csrc/common/abi.h``, which ``make abi`` writes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from sharepool.engine.abi.description import Field, Kernel, Struct, declare
from sharepool.engine.abi.kernels import KERNELS
from sharepool.engine.abi.structs import CONSTANTS, STATUS, STRUCTS

HEADER = Path(__file__).parents[1] / "csrc" / "common" / "abi.h"

_WIDTH = 100
_JOINED = "~"
"""A space at which no line ends, until the lines are broken."""

_OPENING = """\
/* What Python and the kernels have in common. Written by `make abi` from sharepool.engine.abi:
 * change it there. */
#ifndef SHAREPOOL_ABI_H
#define SHAREPOOL_ABI_H
/* clang-format off */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What Python calls; everything else is hidden. */
#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* A whole number: a row, a count, minutes or a weight. */
typedef int64_t num;
"""
_CHECKS = """\
/* Of this description: Python refuses a kernel of another one. */
EXPORT uint64_t abi_version(void);

/* Write the numbers of ABI_LAYOUT, if there is where; return how many there are. */
EXPORT num abi_layout(num *numbers);

/* The size of each struct, and where each of its fields begins, in bytes. */
"""
_CLOSING = """\
/* clang-format on */
#endif
"""


def write_header() -> None:
    """Write the header from the description."""
    HEADER.write_text(header_text(), encoding="utf-8", newline="\n")


def version() -> int:
    """Return a number that stands for the description: 64 bits of its digest."""
    text = "\n".join(_body())
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def layout() -> list[tuple[str, int]]:
    """Return the size of each struct and where each of its fields begins, in bytes."""
    return [entry for struct in STRUCTS for entry in struct.layout()]


def header_text() -> str:
    """Return the text of the header."""
    stamp = f"#define ABI_VERSION UINT64_C(0x{version():016X})\n"
    return "\n".join((_OPENING, *_body(), stamp, _CHECKS + _layout(), _CLOSING))


def _body() -> Iterator[str]:
    """Yield what C declares, part by part: what the version stands for."""
    yield _enum("", CONSTANTS)
    yield _enum("status_t", STATUS)
    for struct in STRUCTS:
        yield _struct(struct)
    for kernel in KERNELS:
        yield from _functions(kernel)


def _comment(text: str) -> str:
    return _wrapped(f"/* {text}{_JOINED}*/", " * ")


def _wrapped(text: str, indent: str, width: int = _WIDTH) -> str:
    """Break lines at spaces, but at none that shall join what is on both sides of it."""
    return textwrap.fill(text, width, subsequent_indent=indent).replace(_JOINED, " ")


def _aligned(rows: Iterable[tuple[str, str]]) -> str:
    """Return lines of code, their comments one below the other."""
    rows = list(rows)
    width = max(len(code) for code, _ in rows)
    return "".join(f"    {code:<{width}} /* {comment} */\n" for code, comment in rows)


def _enum(name: str, members: dict[str, tuple[int, str]]) -> str:
    rows = [(f"{member} = {value},", comment) for member, (value, comment) in members.items()]
    opening = "typedef enum" if name else "enum"
    return f"{opening} {{\n{_aligned(rows)}}}{f' {name}' if name else ''};\n"


def _struct(struct: Struct) -> str:
    rows = [(f"{field.declaration};", _said(field)) for field in struct.fields]
    return f"{_comment(struct.comment)}\ntypedef struct {{\n{_aligned(rows)}}} {struct.name};\n"


def _said(field: Field) -> str:
    return f"{field.shape} {field.comment}".strip()


def _functions(kernel: Kernel) -> Iterator[str]:
    yield f"/* The kernel {kernel.name}. */\n"
    handles = {
        kind.removeprefix("const ").rstrip(" *")
        for function in kernel.functions
        for kind, name in function.parameters
        if name == function.name.partition("_")[0]
    }
    for handle in sorted(handles):
        yield f"typedef struct {handle.removesuffix('_t')} {handle};\n"
    for function in kernel.functions:
        given = (declare(kind, name).replace(" ", _JOINED) for kind, name in function.parameters)
        code = declare(function.returns, f"{function.name}({', '.join(given)});")
        yield f"{_comment(function.comment)}\n{_wrapped(f'EXPORT {code}', '    ')}\n"


def _layout() -> str:
    """Return the macro that lists a layout, a struct after the other."""
    lines = []
    for struct in STRUCTS:
        fields = (f"offsetof({struct.name},{_JOINED}{field.name})" for field in struct.fields)
        text = _wrapped(", ".join((f"sizeof({struct.name})", *fields)), "", _WIDTH - 7)
        lines += f"{text},".splitlines()
    return "#define ABI_LAYOUT \\\n    " + " \\\n    ".join(lines)[:-1] + "\n"


if __name__ == "__main__":
    write_header()
