"""Run the kernels of a wheel for Windows under Wine: ``python -m tests.hosts FOLDER``.

A small program (``engine/host.c``), compiled for the system that the kernels are for, calls them.
What they answer is judged here: by the checker and the scorer, and by the kernels of this machine.
"""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hatch_build import CSRC, KERNELS, TARGETS, find_zig, name_platform
from tests.wheels import functions_of

from sharepool.engine.abi import header
from sharepool.engine.abi.structs import DATA, PRICES
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.instance.arrays import build_tables
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option
from sharepool.rules import check
from sharepool.rules.scoring import score
from sharepool.tables import read_problem

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tests" / "engine" / "host.c"
SAMPLE = ROOT / "data" / "samples" / "county"
MOVES = 200_000
SECONDS = 300
"""The longest that a call may take; the first one sets Wine up."""
WINE = ("wine", "wine64", "/usr/lib/wine/wine64")
NO_WINE = "skipped: there is no Wine here to run the Windows kernels with (apt-get install wine64)"


@dataclass(frozen=True)
class Host:
    """The program that calls kernels, and the folder where it and they are."""

    folder: Path
    command: Sequence[str]

    @classmethod
    def compiled(cls, folder: Path, target: str, runner: Sequence[str] = ()) -> "Host":
        """Compile the program for a platform as Zig names it; `runner` starts it."""
        program = f"host{'.exe' if 'windows' in target else ''}"
        libraries = ["-ldl"] if "linux" in target else []
        compiler = [*find_zig(target), "-std=gnu11", f"-I{ROOT / CSRC}", str(SOURCE), *libraries]
        cache = str(ROOT / "build" / "zig-cache")
        caches = {"ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache}
        subprocess.run([*compiler, "-o", program], cwd=folder, env=caches | os.environ, check=True)
        return cls(folder, (*runner, str(folder / program)))

    def ask(self, *words: str) -> list[list[str]]:
        """Return what the program prints, line by line in words."""
        own = {"WINEPREFIX": str(self.folder / "prefix"), "WINEDEBUG": "-all"}
        ran = subprocess.run(
            [*self.command, *words],
            cwd=self.folder,
            env=os.environ | own,
            stdout=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
        lines = [line.split() for line in ran.stdout.decode().splitlines()]
        return lines if ran.returncode == 0 else [*lines, ["ended", "with", str(ran.returncode)]]

    def find_faults(self, instance: Instance) -> Iterator[str]:
        """Yield what is wrong with the kernels in the folder, run on an instance."""
        (self.folder / "problem").write_bytes(pack(instance))
        for library in KERNELS:
            for line in self.ask("exports", library.name, *sorted(functions_of(library))):
                yield f"{library.name}: {' '.join(line)}"
        for words in (("search", "search.so", "problem", str(MOVES)), _PRICING):
            version, layout, *answer = self.ask(*words)
            if version != ["version", f"{header.version():016x}"]:
                yield f"{words[1]}: {' '.join(version)}"
            elif list(map(int, layout[1:])) != [place for _, place in header.layout()]:
                yield f"{words[1]}: its structs are laid out in another way"
            else:
                judge = judge_plan if words[0] == "search" else judge_bounds
                yield from (f"{words[1]}: {fault}" for fault in judge(instance, answer))


_PRICING = "pricing", "pricing.so", "problem"


def judge_plan(instance: Instance, answer: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield what checker and scorer have against what the search has found."""
    (_, objective), *rows = answer
    if not rows or any(row[0] != "row" for row in rows):
        yield f"it ends with {' '.join(answer[-1])}"
        return
    plan = instance.decode([Option(*map(int, row[1:])) for row in rows])
    yield from (f"its plan breaks {one.code}" for one in check(instance.problem, plan))
    if score(instance.problem, plan).objective != int(objective):
        yield f"its plan does not cost {objective}"


def judge_bounds(instance: Instance, answer: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the people whose cheapest weeks are not bounded as by the kernel of this machine."""
    pricer = Pricer(instance)
    if len(answer) != len(instance.problem.staff):
        yield f"it bounds {len(answer)} people's weeks"
        return
    for person, (_, bound) in enumerate(answer):
        usage = pricer.multipliers[person].copy()
        if abs(pricer.relax(person, usage) - float(bound)) > 1e-5:
            yield f"it bounds a week of person {person} by {bound}"


def pack(instance: Instance) -> bytes:
    """Return an instance as the program reads it: two structs, each with what it points at."""
    tables, pricer = build_tables(instance, 0), Pricer(instance)
    return _pack(tables.data(), DATA, tables) + _pack(pricer._prices, PRICES, pricer.prices)


def _pack(made, description, arrays) -> bytes:
    pointers = [field for field in description.fields if isinstance(field.type, str)]
    parts = [struct.pack("<q", ctypes.sizeof(made)), bytes(made), struct.pack("<q", len(pointers))]
    for field in pointers:
        content = getattr(arrays, field.name).tobytes()
        place = getattr(description.ctype, field.name).offset
        parts += [struct.pack("<qq", place, len(content)), content]
    return b"".join(parts)


def main(folder: Path) -> int:
    """Run the kernels of the Windows wheel in a folder; return how many faults they have."""
    wine = next((found for name in WINE if (found := shutil.which(name))), None)
    if wine is None:
        print(NO_WINE)
        return 0
    target, tag = name_platform(*TARGETS["windows-x86_64"])
    (wheel,) = folder.glob(f"*{tag}.whl")
    with zipfile.ZipFile(wheel) as archive:
        for library in KERNELS:
            content = archive.read(library.relative_to("src").as_posix())
            (folder / library.name).write_bytes(content)
    host = Host.compiled(folder.absolute(), target, [wine])
    faults = list(host.find_faults(prepare(read_problem(SAMPLE))))
    for line in faults or [f"the kernels of {wheel.name} search and price under Wine"]:
        print(line)
    return len(faults)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
