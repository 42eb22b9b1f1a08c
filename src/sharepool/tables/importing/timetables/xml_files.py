"""XML from other programs: well-formed, of the right kind, and without entities that grow."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.files import read_file

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_MANY_BYTES = re.compile("gb|big5|euc|shift|ms9", re.IGNORECASE)
"""Encodings that the parser does not know itself."""


class _EntityError(Exception):
    """An XML file declares entities, which none of these programs does."""


def read_xml(path: Path) -> ET.Element:
    """Return the root of an XML file.

    Raises
    ------
    ProblemError
        If it cannot be read, is not well-formed, or declares entities.
    """
    data = read_file(path)
    try:
        text = _decoded(data)
        _refuse_entities(text)
        return ET.fromstring(text)
    except _EntityError:
        kind, reason = "entities", ""
    except (ET.ParseError, expat.ExpatError, LookupError, ValueError) as error:
        kind, reason = "damaged", str(error)
    fields = {"kind": kind, "reason": reason}
    raise ProblemError([Fault("", None, "", "bad_xml", path.name, fields)])


def _decoded(data: bytes) -> bytes | str:
    """Return what the parser reads: text, where it does not know the encoding."""
    declared = _DECLARED.match(data)
    if declared is None or not _MANY_BYTES.match(name := declared[1].decode()):
        return data
    return data[declared.end() :].decode("gb18030" if name.lower().startswith("gb") else name)


def _refuse_entities(text: bytes | str) -> None:
    def refuse(*_: object) -> None:
        raise _EntityError

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.Parse(text, True)
