"""What a language has to give so that sentences can be made in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

ORDER = ("en", "zh")
"""In what order texts of all languages stand side by side."""


@dataclass(frozen=True)
class Language:
    """The words of one language.

    Attributes
    ----------
    code : str
        ``"en"`` or ``"zh"``.
    sentences : dict of str to str
        Sentence by code (``"H09"``) or code and kind (``"H10.day"``), with fields such as
        ``{person}`` or ``{amount:session}`` (a number and its noun, in the plural if need be).
    weekdays : tuple of str
        Monday first.
    day, slot : str
        A day that is no weekday, and a slot, as ``{number}`` of such.
    titled : str
        Something with both ``{title}`` and ``{id}``.
    located : str
        A ``{demand}`` at its ``{site}``.
    hours, minutes : str
        A duration of whole ``{hours}``, and one of ``{minutes}``.
    space : str
        What stands between the two, and between sentences.
    comma : str
        What stands between the parts of an enumeration.
    anything : str
        What a pin without any cell concerns.
    """

    code: str
    sentences: dict[str, str]
    weekdays: tuple[str, ...]
    day: str
    slot: str
    titled: str
    located: str
    hours: str
    minutes: str
    space: str
    comma: str
    anything: str

    def pick(self, texts: Sequence[T]) -> T:
        """Return the one of two texts, English and Chinese, that is in this language."""
        return texts[ORDER.index(self.code)]
