"""Every fault that the code can make has its sentence in both languages, with its fields."""

import ast
import re
import string
from pathlib import Path

import pytest

from sharepool.base.errors import Fault
from sharepool.messages.faults import sentences_of_faults
from sharepool.messages.terminal import TERMINAL
from sharepool.problem.vocabulary import VOCABULARIES
from sharepool.tables.headers import list_groups
from sharepool.tables.importing.sentences import MEANINGS, QUESTIONS
from sharepool.tables.titles import column_name, table_name

SOURCES = sorted(Path("src/sharepool").rglob("*.py"))
CHINESE = re.compile("[\u4e00-\u9fff]")
INTERNAL = re.compile(r"\b[a-z]+_[a-z_]+\b")
MAKERS = {"Fault", "fault", "_fault"}

SENTENCES = dict(sentences_of_faults())
PAIRS = {**SENTENCES, **TERMINAL, **QUESTIONS, **MEANINGS}


def calls():
    """Yield every call that makes a fault: file, line, and its code where that is written there."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or _name(node.func) not in MAKERS:
                continue
            codes = [one for one in node.args if isinstance(one, ast.Constant)]
            words = [one.value for one in codes if isinstance(one.value, str)]
            words += [one.value.value for one in node.keywords if one.arg == "code"]
            yield f"{path}:{node.lineno}", words


def _name(func):
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def kinds():
    """Return every word that the code uses as the kind of a fault."""
    found = set()
    for path in SOURCES:
        text = path.read_text()
        found |= set(re.findall(r'"kind": "(\w+)"', text)) | set(re.findall(r'kind="(\w+)"', text))
        found |= set(re.findall(r'wrong\("(\w+)"', text))
    return found


def test_every_code_that_is_written_in_a_fault_has_a_sentence():
    known = {key.partition(".")[0] for key in SENTENCES}
    columns = {
        column
        for group in list_groups()
        for kind in group.kinds.values()
        for column in kind.model_fields
    }
    unknown = {
        (where, word)
        for where, words in calls()
        for word in words
        if INTERNAL.fullmatch(word) and word not in known
    }
    tables = {name for group in list_groups() for name in group.kinds}
    parameters = {"experienced_years", "home_site", "hub_capacity", "lend_share", "week_of"}
    parameters |= {"previous_plan"}
    assert {one for one in unknown if one[1] not in columns | tables | parameters} == set()


def test_every_kind_of_a_cell_that_cannot_be_read_has_a_sentence():
    raised = {
        kind for path in SOURCES for kind in re.findall(r'wrong\(\s*"(\w+)"', path.read_text())
    }
    assert {kind for kind in raised if f"bad_value.{kind}" not in SENTENCES} == set()


@pytest.mark.parametrize("key", PAIRS)
def test_a_sentence_stands_in_both_languages_with_the_same_fields(key):
    english, chinese = PAIRS[key]
    assert english
    assert chinese
    if key not in {"comma", "outcome.line", "broken.and"}:
        assert CHINESE.search(chinese), key
        assert not CHINESE.search(INTENDED.sub("", english)), key
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(one) if name} for one in PAIRS[key]
    ]
    assert fields[0] == fields[1]


def fields_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


INTENDED = re.compile("周一|高德|腾讯")


NAMES = re.compile(r"\{[^}]*\}|--[\w-]+|sharepool \w+|\[\[?\w+\]?\]|\w+\.(?:toml|csv)")
"""Fields, options, commands, sections and files, which are called what they are called."""


@pytest.mark.parametrize("key", PAIRS)
def test_a_sentence_says_no_internal_name(key):
    allowed = {"via_town", "after_school"} if key in QUESTIONS else set()
    for text in PAIRS[key]:
        plain = re.sub(
            r"\{[^}]*\}|--[\w-]+|sharepool \w+|\[\[?\w+\]?\]|\w+\.(?:toml|csv)", "", text
        )
        assert set(INTERNAL.findall(plain)) <= allowed


FIELDS = {
    "count": 3, "row": 3, "first": 2, "like": 4, "limit": 10, "most": 5, "least": 0, "above": 0,
    "day": 2, "words": ["a", "b"], "found": ["x"], "skills": ["体育"], "target": "staff",
    "table": "staff", "column": "home_site", "digits": 9, "megabytes": 400, "outside": 1,
    "staying": 2, "room": 3, "matches": 4, "given": 5,
}  # fmt: skip


@pytest.mark.parametrize("key", SENTENCES)
def test_a_fault_says_its_sentence_in_both_languages(key):
    code, _, kind = key.partition(".")
    names = set().union(*map(fields_of, SENTENCES[key]))
    fields = {name: FIELDS.get(name, "x") for name in names} | ({"kind": kind} if kind else {})
    if key.startswith("end_before_start") and kind != "day":
        fields["first"] = "start"
    fault = Fault("staff", 3, "home_site", code, "v", fields | {"near": "y"})
    english, chinese = fault.text("en"), fault.text("zh")
    assert "did you mean 'y'?" in english
    assert "是否为“y”" in chinese
    assert "{" not in english + chinese


@pytest.mark.parametrize("group", list_groups(), ids=lambda group: next(iter(group.kinds)))
def test_every_table_and_column_has_a_chinese_name(group):
    for table, kind in group.kinds.items():
        assert CHINESE.search(table_name(table, "zh")), table
        for name, field in kind.model_fields.items():
            column = field.alias or name
            assert CHINESE.search(column_name(table, column, "zh")), (table, column)
            assert "_" not in column_name(table, column, "en")


def test_words_of_a_vocabulary_can_be_said_in_chinese():
    for words in VOCABULARIES.values():
        for others in words.values():
            assert any(CHINESE.search(word) or not word.isascii() for word in others)
