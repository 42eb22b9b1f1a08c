"""What had to be asked, what is proposed, and the file in which the answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import tomlkit

from sharepool.base.errors import ProblemError
from sharepool.messages.language import ORDER
from sharepool.messages.languages import find_language
from sharepool.tables.csv_files import read_toml
from sharepool.tables.files import write_whole
from sharepool.tables.findings import TableFindings
from sharepool.tables.importing.sentences import EARLIER, MEANINGS, QUESTIONS, REFUSED

Read = TypeVar("Read")

Answer = str | int | float | dict[str, str] | list[str]

_HEAD = (
    "What the workbook does not say: answer here, or take the proposals with --accept.",
    "工作簿中没有说明的内容：请填写answer，或用--accept采用proposed；下次导入可继续使用。",
)


@dataclass(frozen=True)
class ImportQuestion:
    """Something that the workbook does not say.

    Attributes
    ----------
    key : str
        Names it from one workbook to the next.
    kind : str
        Which sentence asks it.
    proposed : str, dict or list
        What is taken if nobody says otherwise.
    fields : mapping of str to object
        What the sentence is about.
    answer : str, dict, list or None
        None while it is open.
    refused : str
        An answer that was not understood, so that the question is open.
    earlier : str
        An answer to what the last workbook said; this one says something else.
    """

    key: str
    kind: str
    proposed: Answer
    fields: Mapping[str, object] = field(default_factory=dict)
    answer: Answer | None = None
    refused: str = ""
    earlier: str = ""

    def text(self, lang: str = "en") -> str:
        """Return the question as a sentence, and what became of an answer to it."""
        pick, asked = find_language(lang).pick, self.sentence(lang)
        if self.refused:
            return pick(REFUSED).format(answer=self.refused, question=asked)
        if self.earlier:
            return pick(EARLIER).format(answer=self.earlier, question=asked)
        return asked

    @property
    def about(self) -> str:
        """What the workbook says that the question quotes."""
        return " ".join(str(field) for field in self.fields.values()).strip()

    def sentence(self, lang: str = "en") -> str:
        """Return the question alone."""
        fields = dict(self.fields)
        if "meaning" in fields:
            fields["meaning"] = MEANINGS[str(fields["meaning"])][ORDER.index(lang)]
        return find_language(lang).pick(QUESTIONS[self.kind]).format_map(fields).strip()


class KeptAnswers(dict[str, Answer]):
    """Answers of a mapping file.

    Attributes
    ----------
    asked : dict of str to dict
        The whole entry of each: what the question was about, and what was proposed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, Mapping[str, object]] = {}


class Answers:
    """Answers by question, and the questions that were asked.

    Parameters
    ----------
    given : mapping of str to object, optional
        Answers; those from a mapping file count only as long as the workbook says the same.

    Attributes
    ----------
    questions : dict of str to ImportQuestion
        Those that were asked, by key.
    """

    def __init__(self, given: Mapping[str, Answer] | None = None) -> None:
        self._given = dict(given or {})
        self._asked = given.asked if isinstance(given, KeptAnswers) else {}
        self.questions: dict[str, ImportQuestion] = {}

    def ask(self, key: str, proposed: Answer, kind: str = "", **fields: object) -> Answer:
        """Return the answer to a question, or what is proposed while it is open."""
        answer = self._given.get(key)
        if isinstance(proposed, dict) and isinstance(answer, dict):
            # A table of the last workbook may lack what is new in this one.
            answer = None if proposed.keys() - answer.keys() else answer
        question = ImportQuestion(key, kind or key.partition(":")[0], proposed, fields, answer)
        if answer is not None and self._has_changed(question):
            question = replace(question, answer=None, earlier=str(answer))
        self.questions[key] = question
        return proposed if question.answer is None else question.answer

    def _has_changed(self, question: ImportQuestion) -> bool:
        """Return whether a kept answer is to another question: what it is about has changed."""
        entry = self._asked.get(question.key, {})
        if isinstance(question.proposed, dict):
            return False
        now = {"about": question.about, "proposed": str(question.proposed)}
        return any(name in entry and str(entry[name]) != text for name, text in now.items())

    def table(
        self, key: str, proposed: dict[str, str], reads: Callable[[str], str | None]
    ) -> dict[str, str]:
        """Return the answers of a table, each as read; one that says nothing leaves it open."""
        said = self.ask(key, proposed)
        found = (
            {name: reads(str(text)) for name, text in said.items()}
            if isinstance(said, dict)
            else {}
        )
        known = {name: word for name, word in found.items() if word is not None}
        if proposed.keys() <= known.keys():
            return known
        self.refuse(key, str(said))
        return proposed

    def read(
        self,
        key: str,
        proposed: str,
        reads: Callable[[str], Read | None],
        kind: str = "",
        **fields: object,
    ) -> Read:
        """Return what an answer says; one that `reads` returns None of leaves the question open.

        What is proposed is always understood.
        """
        said = self.text(key, proposed, kind, **fields)
        found = reads(said)
        if found is None:
            self.refuse(key, said)
            found = reads(proposed)
        if found is None:
            raise ValueError(f"{key}: the proposal {proposed!r} is not understood")
        return found

    def refuse(self, key: str, said: str) -> None:
        """Leave a question open whose answer is not understood."""
        self.questions[key] = replace(self.questions[key], answer=None, refused=said)

    def given(self, key: str) -> str:
        """Return what a mapping says without being asked, empty if nothing."""
        return str(self._given.get(key, ""))

    def text(self, key: str, proposed: str, kind: str = "", **fields: object) -> str:
        """Return the answer to a question that is one word or sentence."""
        return str(self.ask(key, proposed, kind, **fields)).strip()

    @property
    def unanswered(self) -> tuple[ImportQuestion, ...]:
        """The questions that nobody has answered."""
        return tuple(one for one in self.questions.values() if one.answer is None)


def read_mapping(path: Path) -> KeptAnswers:
    """Return the answers that a mapping file holds; those that are blank are open.

    Raises
    ------
    ProblemError
        If it cannot be read.
    """
    findings = TableFindings()
    items = dict(read_toml(path, findings, "mapping"))
    if findings.faults:
        raise ProblemError(findings.faults)
    kept = KeptAnswers()
    for entry in items.get("questions", []):
        if isinstance(entry, Mapping) and entry.get("key") and entry.get("answer"):
            key = str(entry["key"])
            kept[key] = entry["answer"]
            kept.asked[key] = entry
    return kept


def write_mapping(path: Path, questions: Mapping[str, ImportQuestion], lang: str) -> None:
    """Write questions with their answers; those of an older file that were not asked stay."""
    document = tomlkit.document()
    document.add(tomlkit.comment(find_language(lang).pick(_HEAD)))
    entries = tomlkit.aot()
    for question in questions.values():
        entries.append(_entry(question, lang))
    before = read_mapping(path) if path.is_file() else KeptAnswers()
    for key in before:
        if key not in questions:
            entries.append(_plain_table(before.asked[key]))
    document.append("questions", entries)
    write_whole(path, tomlkit.dumps(document))


def accepted(questions: Mapping[str, ImportQuestion]) -> dict[str, ImportQuestion]:
    """Return questions of which the open ones are answered as proposed.

    An answer that was not understood is not what was meant by any proposal: it stays open.
    """
    return {
        key: one if one.answer is not None or one.refused else replace(one, answer=one.proposed)
        for key, one in questions.items()
    }


def _entry(question: ImportQuestion, lang: str) -> Any:
    return _plain_table(
        {
            "key": question.key,
            "question": question.sentence(lang),
            **({"about": question.about} if question.about else {}),
            "proposed": question.proposed,
            "answer": "" if question.answer is None else question.answer,
        }
    )


def _plain_table(cells: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for name, cell in cells.items():
        if isinstance(cell, Mapping):
            inline = tomlkit.inline_table()
            inline.update(cell)
            table.append(name, inline)
        else:
            table.append(name, cell)
    return table
