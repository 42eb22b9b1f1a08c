"""Check built wheels, for this platform or another: ``python -m tests.wheels FOLDER``.

No kernel is run. What it is, what it needs and what it offers is read from its headers.
"""

import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lief
from hatch_build import FIXTURES, KERNELS, TARGETS, name_platform

from sharepool.engine.abi import header
from sharepool.engine.abi.kernels import KERNELS as DESCRIBED

lief.logging.disable()  # it warns of what is merely unusual
ROOT = Path(__file__).parents[1]
MACHINES = {
    lief.ELF.ARCH.X86_64: "x86_64",
    lief.ELF.ARCH.AARCH64: "aarch64",
    lief.MachO.Header.CPU_TYPE.X86_64: "x86_64",
    lief.MachO.Header.CPU_TYPE.ARM64: "aarch64",
    lief.PE.Header.MACHINE_TYPES.AMD64: "x86_64",
}
SYSTEM_LIBRARIES = {  # whole names
    "linux": r"lib[cm]\.so\.6|ld-linux-[\w-]+\.so\.\d",
    "macos": r"/usr/lib/libSystem\.B\.dylib",
    "windows": r"(?i)(kernel32|ntdll|ucrtbase|msvcrt|api-ms-win-[\w-]+)\.dll",
}


def check_wheel(wheel: Path) -> Iterator[str]:
    """Yield what is wrong with a wheel."""
    tags = {f"py3-none-{tag}": zig for zig, tag in _platforms()}
    target = tags.get("-".join(wheel.stem.split("-")[2:]))
    if target is None:
        yield "its name has the tag of no target"
        return
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/WHEEL"))
        tag = re.findall(r"^Tag: (\S+)\s*$", archive.read(metadata).decode(), re.MULTILINE)
        if [tags.get(one) for one in tag] != [target]:
            yield f"its metadata have the tags {tag}"
        expected = {library.relative_to("src").as_posix(): library for library in KERNELS}
        found = {name for name in names if re.search(r"\.(so|dll|dylib|pyd|lib|pdb|a|o)$", name)}
        if found != set(expected):
            yield f"its libraries are {sorted(found)}"
        for name in sorted(found & set(expected)):
            for fault in check_kernel(archive.read(name), expected[name], target):
                yield f"{name}: {fault}"


def check_kernel(content: bytes, library: Path, target: str) -> Iterator[str]:
    """Yield what is wrong with a kernel, compiled for a target as Zig names it."""
    machine, system = re.match(r"(\w+)-(\w+)", target).groups()
    binary = lief.parse(content)
    readers = {
        lief.ELF.Binary: ("linux", read_elf),
        lief.MachO.Binary: ("macos", read_mach_o),
        lief.PE.Binary: ("windows", read_pe),
    }
    found, read = readers.get(type(binary), ("no system", None))
    if found != system:
        yield f"it is for {found}, not for {system}"
        return
    shared, needed, faults = read(binary, target)
    yield from faults
    if not shared:
        yield "it is no shared library"
    if MACHINES.get(machine_of(binary)) != machine:
        yield f"it is for {machine_of(binary)}, not for {machine}"
    for name in needed:
        if not re.fullmatch(SYSTEM_LIBRARIES[system], name):
            yield f"it needs {name}, which is not of the system"
    exported = {function.name.removeprefix("_") for function in binary.exported_functions}
    missing = sorted(functions_of(library) - exported)
    if missing:
        yield f"it does not export {', '.join(missing)}"
    if str(ROOT).encode() in content:
        yield "it names a folder of this machine"
    if library.parent != FIXTURES and packed_layout() not in content:
        yield "its structs are laid out in another way than Python's"


def read_elf(binary, target):
    """Return whether a library is shared, what it needs, and what else is wrong with it."""
    limit = as_version(target.rpartition("gnu.")[2])
    asked = {
        version.name
        for requirement in binary.symbols_version_requirement
        for version in requirement.get_auxiliary_symbols()
    }
    late = sorted(name for name in asked if as_version(name.removeprefix("GLIBC_")) > limit)
    shared = binary.header.file_type == lief.ELF.Header.FILE_TYPE.DYN
    return shared, list(binary.libraries), [f"it needs {name}" for name in late]


def read_mach_o(binary, target):
    """Return the same for macOS; an Apple chip runs no library without a signature."""
    limit = as_version(target.rpartition("macos.")[2])
    faults = []
    if not binary.has_build_version or tuple(binary.build_version.minos)[:2] > limit:
        faults.append(f"it does not say that it runs on macOS {limit[0]}.{limit[1]}")
    if target.startswith("aarch64") and not binary.has_code_signature:
        faults.append("it is not signed, not even ad hoc")
    own = lief.MachO.LoadCommand.TYPE.ID_DYLIB
    needed = [library.name for library in binary.libraries if library.command != own]
    return binary.header.file_type == lief.MachO.Header.FILE_TYPE.DYLIB, needed, faults


def read_pe(binary, target):
    """Return the same for Windows."""
    shared = binary.header.has_characteristic(lief.PE.Header.CHARACTERISTICS.DLL)
    return shared, [library.name for library in binary.imports], []


def machine_of(binary):
    """Return the machine that a library is for, as its format calls it."""
    of_format = {lief.ELF.Binary: "machine_type", lief.MachO.Binary: "cpu_type"}
    return getattr(binary.header, of_format.get(type(binary), "machine"))


def functions_of(library: Path) -> set[str]:
    """Return what Python calls in a kernel."""
    if library.parent == FIXTURES:
        declared = (ROOT / FIXTURES / "fixtures.h").read_text(encoding="utf-8")
        return set(re.findall(r"^EXPORT .*?(\w+)\(", declared, re.MULTILINE))
    (kernel,) = (kernel for kernel in DESCRIBED if kernel.name == library.stem)
    return {"abi_version", "abi_layout", *(function.name for function in kernel.functions)}


def packed_layout() -> bytes:
    """Return the constant of `abi.c` that says where the structs' fields are."""
    places = [place for _, place in header.layout()]
    return struct.pack(f"<{len(places)}q", *places)


def as_version(text: str) -> tuple[int, ...]:
    """Return a version as numbers."""
    return tuple(map(int, text.split(".")))


def _platforms() -> Iterator[tuple[str, str]]:
    for system, machine in TARGETS.values():
        yield name_platform(system, machine)


def main(folder: Path) -> int:
    """Check that a folder has a sound wheel for every target; return how many faults it has."""
    wheels = sorted(folder.glob("*.whl"))
    faults = [f"{wheel.name}: {fault}" for wheel in wheels for fault in check_wheel(wheel)]
    built = {wheel.stem.split("-")[-1] for wheel in wheels}
    faults += [f"there is no wheel for {tag}" for _, tag in _platforms() if tag not in built]
    for line in faults or [f"{wheel.name} is sound" for wheel in wheels]:
        print(line)
    return len(faults)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
