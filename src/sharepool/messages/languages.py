"""Every language that sharepool speaks."""

from sharepool.messages.chinese import CHINESE
from sharepool.messages.english import ENGLISH
from sharepool.messages.language import Language

LANGUAGES: dict[str, Language] = {"en": ENGLISH, "zh": CHINESE}
"""Every language by its code."""


def find_language(lang: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    ValueError
        If it is not known.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: write one of {', '.join(LANGUAGES)}")
    return LANGUAGES[lang]
