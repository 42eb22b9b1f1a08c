"""Captions of displays and plots: in both languages, with the same fields, none without use."""

import re
import string
from pathlib import Path

import pytest

import sharepool
from sharepool.messages.captions import CAPTIONS, Captions

SOURCES = [
    path.read_text(encoding="utf-8")
    for room in ("report/jupyter", "report/plots")
    for path in (Path(sharepool.__file__).parent / room).glob("*.py")
]
MADE_UP = ("area.", "diagnosis.", "result.", "verdict.")
"""Beginnings of keys whose end is a status, verdict or area."""


def fields_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", CAPTIONS)
def test_both_languages_say_the_same_of_the_same_fields(key):
    english, chinese = CAPTIONS[key]
    assert fields_of(chinese) == fields_of(english)
    assert not re.search("[一-鿿]", english)
    assert re.search("[一-鿿]", chinese) or fields_of(chinese)


def test_every_caption_is_used():
    used = {key for key in CAPTIONS if any(f'"{key}"' in source for source in SOURCES)}
    assert {key for key in CAPTIONS if not key.startswith(MADE_UP)} <= used


def test_numbers_stand_with_their_nouns():
    assert Captions().count("comparison.sites", count=1) == "1 site affected"
    assert Captions("zh").count("comparison.sites", count=2) == "涉及2个校点"
