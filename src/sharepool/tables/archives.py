"""What is wrong with a zipped workbook, and what its cells hide, before anything else opens it.

Readers of workbooks trip over damage in their own ways, take any amount of memory for one stray
cell, and give a formula without a value as a blank. So the parts are looked at first.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat

MOST_BYTES = 600 * 2**20
"""Bytes that the parts of a workbook may have in all when unpacked."""
MOST_CELLS = 12_000_000
"""Rows times columns of a sheet: a reader keeps a place for each."""
FORMULA, ERROR = "formula", "error"

_WORKSHEETS, _STRINGS = "worksheets/", "xl/sharedStrings.xml"
_STRICT = b"purl.oclc.org/ooxml"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*+)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
"""A cell with something in it; one that is only formatted closes itself."""
_REFERENCE = re.compile(rb'\br\s*=\s*"([A-Za-z]+)([0-9]+)"')
_STYLE = re.compile(rb'\bs\s*=\s*"([0-9]+)"')
_IS_ERROR = re.compile(rb'\bt\s*=\s*"e"')
_IS_SHARED = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt\s*=\s*"s"')
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</|<(?:\w+:)?t(?:\s[^>]*)?>[^<]+</")
_WHOLE = re.compile(rb"[0-9]+(?:\.0+)?")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE_AND_TIME = 22
"""Number of the built-in format that shows a date with its time."""
_LETTERS = 26


class DamagedError(Exception):
    """A workbook cannot be read.

    Attributes
    ----------
    kind : str
        Which sentence says so.
    part : str
        The part at fault.
    """

    def __init__(self, kind: str, part: str = "") -> None:
        super().__init__(kind, part)
        self.kind, self.part = kind, part


@dataclass
class SheetFacts:
    """What a reader of values does not say of a sheet; rows and columns are counted from 0.

    Attributes
    ----------
    bad : dict of (int, int) to (str, str)
        Cells with an error or with a formula that has no value: which of the two, and what stands
        there.
    moments : set of (int, int)
        Cells whose format shows a date with its time.
    stray : str
        A cell so far out that no reader has room for the sheet; empty if there is none.
    """

    bad: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    moments: set[tuple[int, int]] = field(default_factory=set)
    stray: str = ""


def inspect(data: bytes) -> dict[str, SheetFacts]:
    """Return what is to know of each sheet of an ``.xlsx`` workbook; nothing for other kinds.

    Raises
    ------
    DamagedError
        If a part cannot be unpacked or is no XML, or the workbook is of a kind that is not read.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DamagedError("damaged", "zip") from None
    with archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise DamagedError("unpacked")
        sheets = _sheet_parts(archive)
        timed = _timed_styles(archive)
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and name not in sheets.values():
                _unpack(archive, name)
            elif name.endswith(".bin") and name.startswith("xl/"):
                _unpack(archive, name, is_xml=False)
        return {title: _look_at(_unpack(archive, part), timed) for title, part in sheets.items()}


def _unpack(archive: zipfile.ZipFile, name: str, *, is_xml: bool = True) -> bytes:
    """Return a part, whole and well-formed."""
    try:
        data = archive.read(name)
    except NotImplementedError:
        raise DamagedError("compression", name) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise DamagedError("damaged", name) from None
    if _WORKSHEETS in name and _IS_SHARED.search(data) and _STRINGS not in archive.namelist():
        raise DamagedError("damaged", _STRINGS)
    if is_xml:
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError:
            raise DamagedError("damaged", name) from None
    return data


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each worksheet by its title; none of other kinds of workbooks."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        if names & {"xl/workbook.bin", "content.xml"}:
            return {}
        raise DamagedError("workbook")
    workbook = _unpack(archive, "xl/workbook.xml")
    if _STRICT in workbook:
        raise DamagedError("strict")
    if "xl/_rels/workbook.xml.rels" not in names:
        raise DamagedError("damaged", "xl/_rels/workbook.xml.rels")
    relations = ET.fromstring(_unpack(archive, "xl/_rels/workbook.xml.rels"))
    parts = {
        one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target", "")))
        if not one.get("Target", "").startswith("/")
        else one.get("Target", "")[1:]
        for one in relations
        if one.get("Type", "").endswith("/worksheet")
    }
    found = {}
    for element in ET.fromstring(workbook).iter():
        if _local(element.tag) == "sheet":
            ids = [value for key, value in element.attrib.items() if _local(key) == "id"]
            part = parts.get(ids[0]) if ids else None
            if part is not None:
                if part not in names:
                    raise DamagedError("damaged", part)
                found[element.get("name", "")] = part
    return found


def _timed_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """Return the numbers of the cell styles that show a date with its time."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    root = ET.fromstring(_unpack(archive, "xl/styles.xml"))
    codes: dict[str, str] = {}
    styles: list[str] = []
    for element in root.iter():
        if _local(element.tag) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif _local(element.tag) == "cellXfs":
            styles = [one.get("numFmtId", "0") for one in element]
    timed = {str(_DATE_AND_TIME)} | {number for number, code in codes.items() if _shows_both(code)}
    return {str(place).encode() for place, number in enumerate(styles) if number in timed}


def _shows_both(code: str) -> bool:
    signs = set(_LITERAL.sub("", code).lower())
    return bool(signs & {"d", "y"}) and bool(signs & {"h", "s"})


def _look_at(data: bytes, timed: set[bytes]) -> SheetFacts:
    """Return what is to know of the cells of a sheet."""
    facts = SheetFacts()
    rows = columns = 0
    first: tuple[int, int] | None = None
    for attributes, content in _cells(data):
        reference = _REFERENCE.search(attributes)
        if reference is None:
            continue
        place = int(reference[2]) - 1, _column(reference[1])
        first = first or place
        rows, columns = max(rows, place[0] + 1), max(columns, place[1] + 1)
        if rows * columns > MOST_CELLS:
            facts.stray = (reference[1] + reference[2]).decode().upper()
            return facts
        value = _VALUE.search(content)
        if _IS_ERROR.search(attributes):
            facts.bad[place] = (
                ERROR,
                value[1].decode(errors="replace") if value and value[1] else "",
            )
        elif value is None and _HAS_FORMULA.search(content):
            facts.bad[place] = FORMULA, ""
        elif timed and value is not None and value[1] and _WHOLE.fullmatch(value[1]):
            style = _STYLE.search(attributes)
            if style and style[1] in timed:
                facts.moments.add(place)
    return facts


def _cells(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for match in _CELL.finditer(data):
        yield match[1], match[2]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1


def _local(name: str) -> str:
    return name.rpartition("}")[2]
