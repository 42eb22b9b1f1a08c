"""Labels of reports: one place, two languages, the same fields."""

from string import Formatter
from typing import get_args

import pytest

from sharepool.analysis.reasons.types import Verdict
from sharepool.messages.labels import LABELS, LANGUAGE_ORDER, label, word
from sharepool.messages.languages import LANGUAGES
from sharepool.messages.texts import describe_session, weekday
from sharepool.problem.rows import Demand, Site


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_labels_are_in_the_languages_of_the_sentences():
    assert set(LANGUAGE_ORDER) == set(LANGUAGES)


@pytest.mark.parametrize("key", LABELS)
def test_a_label_says_the_same_in_every_language(key):
    texts = LABELS[key]
    assert len(texts) == len(LANGUAGE_ORDER)
    assert all(texts)
    assert len({frozenset(fields(text)) for text in texts}) == 1


def test_only_chinese_labels_are_chinese():
    english, chinese = zip(*LABELS.values(), strict=True)
    assert not [text for text in english if any(sign >= "一" for sign in text)]
    assert sum(any(sign >= "一" for sign in text) for text in chinese) > len(chinese) * 0.9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_format_has_a_word(lang):
    areas = get_args(Site.model_fields["area"].annotation)
    deliveries = get_args(Demand.model_fields["delivery"].annotation)
    codes = {"area": areas, "delivery": deliveries, "verdict": list(Verdict)}
    for column, values in codes.items():
        assert len({word(column, value, lang) for value in values}) == len(values) > 1
        assert all(f"{column}.{value}" in LABELS for value in values)
    assert len({verdict.meaning(lang) for verdict in Verdict}) == len(Verdict)
    assert len({weekday(day, lang) for day in range(1, 8)}) == 7


def test_what_planners_named_themselves_stays_as_it_is():
    assert word("kind", "{odd}", "zh") == "{odd}"
    assert describe_session("冰壶", "camp", "", "en") == "冰壶 camp"


def test_numbers_carry_their_noun():
    assert label("person.public", "en", sessions=1) == "1 session"
    assert label("person.public", "en", sessions=2) == "2 sessions"
    assert label("person.public", "zh", sessions=2) == "2次课"
