"""Schools of a workbook: their names, kinds, places and classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from rapidfuzz import fuzz, process

from sharepool.problem.vocabulary import find_grade, find_word, folded
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.draft import ANSWERED, DERIVED, Draft, Value
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.quantities import cells_with_units, read_km

NEW = "new"
"""Answer for a place of work that is no school of the list."""
LIKE = 75
"""Per cent of common signs from which one school's name may be meant for another's."""

_CLASSES = re.compile(r"([一二三四五六七八九1-9]年级|初[一二三]|高[一二三])[共有]?(\d+)个?班")
_LETTERS = re.compile(r"[县市区]?(.*)")


class Places:
    """The schools that are known, and which of them a name means.

    Parameters
    ----------
    draft : Draft
    answers : Answers

    Attributes
    ----------
    stages : dict of str to str
        Kind of school, by id.
    classes : dict of str to dict
        Classes of each grade, by id.
    distances : dict of str to Value
        Kilometres from the county town, by id.
    towns : dict of str to str
        Township, by id.
    """

    def __init__(self, draft: Draft, answers: Answers) -> None:
        self._draft, self._answers = draft, answers
        self._id_of: dict[str, str] = {}
        self._same: dict[str, list[str]] = {}
        self.stages: dict[str, str] = {}
        self.classes: dict[str, dict[int, Value]] = {}
        self.distances: dict[str, Value] = {}
        self.towns: dict[str, str] = {}
        self.named: dict[str, dict[str, Value | None]] = {}

    def read(self, listing: SheetListing) -> None:
        """Take in a list of schools."""
        for record in listing.records:
            name = listing.get(record, "school")
            if name is None:
                continue
            code, town = listing.get(record, "code"), listing.get(record, "town")
            site_id = self._new_id(name.text, code, town)
            if not site_id:
                continue
            self.towns[site_id] = town.text if town else ""
            self._name(site_id, name.text, code)
            stage = listing.get(record, "stage")
            self.stages[site_id] = stage.text if stage else _stage_of(name.text)
            for cell, unit in cells_with_units(listing, record, "km_town"):
                self._note_distance(site_id, cell, unit)
            self.classes[site_id] = dict(_classes(listing, record))
            self.named[site_id] = self._cells(listing, record, site_id, name)

    def _new_id(self, name: str, code: SheetCell | None, town: SheetCell | None) -> str:
        """Return the id of a school that was not listed before, blank for one that was.

        Schools of one name are told apart by their codes, else by their townships.
        """
        others = self._same.get(folded(name), [])
        if code:
            return "" if code.text in self.named else code.text
        if not others:
            return name
        is_new = town and all(folded(self.towns[one]) != folded(town.text) for one in others)
        return f"{name}（{town.text}）" if town and is_new else ""

    def _name(self, site_id: str, name: str, code: SheetCell | None) -> None:
        """Let a school be found by its code and its name; with its township, if others share it."""
        form = folded(name)
        same = self._same.setdefault(form, [])
        same.append(site_id)
        self._id_of[form] = site_id
        if code:
            self._id_of[folded(code.text)] = site_id
        if len(same) == 1:
            return
        for one in same:
            if town := self.towns[one]:
                self._id_of[folded(town + name)] = one
        del self._id_of[form]

    def _cells(
        self, listing: SheetListing, record: ListedRow, site_id: str, name: SheetCell
    ) -> dict[str, Value | None]:
        def own(concept: str) -> Value | None:
            cell = listing.get(record, concept)
            return Value.read(cell) if cell else None

        code = listing.get(record, "code")
        stage = own("stage") or Value(self.stages[site_id], name)
        known = {"lon": own("lon"), "lat": own("lat"), "pupils": own("pupils")}
        return {
            "site_id": Value(site_id, code or name, "read" if code else DERIVED),
            "name": Value.read(name),
            "group": own("town"),
            "stage": Value(find_word("stage", stage.text) or stage.text, stage.source, stage.how),
            "area": own("area"),
            "capacity": own("capacity"),
            **known,
        }

    def _note_distance(self, site_id: str, cell: SheetCell, unit: str) -> None:
        km = read_km(cell.text, unit)
        if km is None:
            self._draft.refuse(cell, "unread_km")
        else:
            self.distances.setdefault(site_id, Value(f"{km.normalize():f}", cell))

    def known(self, text: str) -> str:
        """Return the school that a text names exactly, empty if none."""
        return self._id_of.get(folded(text), "") if text else ""

    def find(self, cell: SheetCell, kind: str) -> str:
        """Return the school that a cell names; who is in no list is asked for.

        Parameters
        ----------
        cell : SheetCell
        kind : str
            ``"home"`` where it may be a place of its own, else ``"school"``.
        """
        form = folded(cell.text)
        if form in self._id_of:
            return self._id_of[form]
        if form in self._same:
            return self._ask_which(cell, self._same[form])
        near = process.extractOne(form, list(self._id_of), scorer=fuzz.ratio, score_cutoff=LIKE)
        inside = [known for known in self._id_of if form in known or known in form]
        proposed = self._id_of[near[0]] if near else ""
        if len(inside) == 1:
            proposed = self._id_of[inside[0]]
        key = f"{kind}:{cell.text}"
        site_id = self._answers.read(key, proposed or NEW, self._read_place, kind, place=cell.text)
        if site_id == NEW:
            site_id = cell.text
            self._add(site_id, cell, key)
        self._id_of[form] = site_id
        return site_id

    def _read_place(self, text: str) -> str | None:
        """Return which school an answer means, or that it is a place of its own."""
        if folded(text) == NEW:
            return NEW
        # An id is always its school's, also where it is the name of others too.
        ids = {folded(one): one for one in self.named}
        return ids.get(folded(text)) or self._id_of.get(folded(text))

    def _ask_which(self, cell: SheetCell, schools: list[str]) -> str:
        """Return which of the schools of one name a cell means."""
        key = f"which:{cell.sheet}!{cell.ref}"
        named = "、".join(
            f"{one}（{self.towns[one]}）" if self.towns[one] else one for one in schools
        )
        fields = {"place": cell.text, "sheet": cell.sheet, "cell": cell.ref, "schools": named}
        return self._answers.read(key, schools[0], self._read_place, "which", **fields)

    def _add(self, site_id: str, cell: SheetCell, key: str) -> None:
        """Take in a place that stands in no list."""
        self._id_of[folded(site_id)] = site_id
        self.stages[site_id] = _stage_of(site_id)
        self.classes[site_id], self.towns[site_id] = {}, ""
        self.named[site_id] = {
            "site_id": Value(site_id, cell, ANSWERED, key),
            "name": Value(cell.text, cell, ANSWERED, key),
            "stage": Value(find_word("stage", self.stages[site_id]) or self.stages[site_id], cell),
        }
        if self.distances:
            key = f"distance:{site_id}"
            km = self._answers.read(key, "0", read_km, "distance", place=site_id)
            self.distances[site_id] = Value(f"{km.normalize():f}", None, ANSWERED, key)

    def write(self, bells: Mapping[str, Value]) -> None:
        """Add the rows of every school, now that all are known."""
        areas = self._areas()
        for site_id, cells in self.named.items():
            area = cells.get("area") or areas.get(site_id)
            self._draft.add("sites", {**cells, "area": area, "bell_id": bells.get(site_id)})
            for grade, count in self.classes[site_id].items():
                row = {"site_id": Value(site_id), "grade": Value(str(grade), count.source)}
                self._draft.add("classes", {**row, "classes": count})

    def _areas(self) -> dict[str, Value]:
        """Return town or country by school, asked by township where the list does not say."""
        unsaid = [one for one, cells in self.named.items() if not cells.get("area")]
        towns = list(dict.fromkeys(self.towns[one] for one in unsaid if self.towns[one]))
        if not towns:
            return {}
        proposed = {town: _area_of(town) for town in towns}
        chosen = self._answers.table("area", proposed, partial(find_word, "area"))
        found = {}
        for site_id in unsaid:
            word = chosen.get(self.towns[site_id])
            if word and word == "township" and self.stages[site_id] and _is_village(site_id):
                word = "rural"
            if word:
                found[site_id] = Value(word, None, ANSWERED, "area")
        return found


def _stage_of(name: str) -> str:
    """Return the kind of school that a name shows."""
    for sign, stage in (
        ("教学点", "教学点"),
        ("体校", "体校"),
        ("体育学校", "体校"),
        ("九年", "九年一贯制"),
        ("初级中学", "初中"),
        ("初中", "初中"),
        ("高级中学", "高中"),
        ("高中", "高中"),
        ("小学", "小学"),
        ("中学", "初中"),
        ("中心", "中心"),
    ):
        if sign in name:
            return stage
    return ""


def _area_of(town: str) -> str:
    """Return what is proposed for a township: the county town is in town, others are not."""
    if re.search("城关|城区|街道|县城|市区", town):
        return "urban"
    if town.endswith("镇"):
        return "township"
    return "rural" if town.endswith(("乡", "村")) else "urban"


def _is_village(name: str) -> bool:
    return "教学点" in name or (re.search("小学$", name) is not None and "中心" not in name)


def _classes(listing: SheetListing, record: ListedRow) -> Iterable[tuple[int, Value]]:
    """Yield the classes of each grade, from columns of grades or from the remarks."""
    for column in listing.find("grade"):
        cell = record.cells.get(column.place)
        grade = find_grade(column.title.split(" ")[-1])
        if cell and grade and (number := re.fullmatch(r"(\d+)(?:个班|班)?", cell.text)):
            yield grade, Value(number[1], cell)
    for cell in record.cells.values():
        for name, count in _CLASSES.findall(cell.text):
            if grade := find_grade(name):
                yield grade, Value(count, cell)
