"""A workbook of claims: a sheet for each person, ready to be signed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from sharepool.centre.ledger.types import Account, Ledger
from sharepool.centre.ledger.words import claim_words
from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import Staff

MAX_TITLE = 31
"""Signs that Excel allows in the name of a sheet."""

NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
WIDTHS = (22, 14, 10, 28, 14, 16, 18, 14, 20, 10)

ALLOWANCES = (
    ("converted_lessons", "converted_lessons", "allowance_lessons"),
    ("km", "km", "allowance_km"),
    ("rural_sessions", "rural_sessions", "allowance_rural"),
    ("far_days", "far_days", "allowance_far"),
    ("early_starts", "early_starts", "allowance_early"),
)
"""Word, units and money of each line of a claim."""

Line = tuple[Any, ...]


def claims_workbook(found: Ledger, lang: str = "en") -> bytes:
    """Return an ``.xlsx`` file: a summary of all claims, then a sheet for each person.

    Parameters
    ----------
    found : Ledger
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    import openpyxl

    words = claim_words(lang)
    workbook = openpyxl.Workbook()
    accounts = group_by(found.accounts, lambda one: one.staff_id)
    _fill(workbook.active, words["summary"], _summary(found, accounts.values(), words))
    titles = {words["summary"].casefold()}
    for person in found.people:
        title = _title(person, titles)
        _fill(
            workbook.create_sheet(), title, _claim(found, person, accounts[person.staff_id], words)
        )
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _fill(sheet: Any, title: str, lines: Iterable[Line]) -> None:
    """Write lines to a sheet, the first in bold, texts as texts, one page wide in print."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place, float(value) if isinstance(value, Decimal) else value)
            if isinstance(value, str):
                # Otherwise a text that starts with = would become a formula.
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _summary(
    found: Ledger, accounts: Iterable[Sequence[Account]], words: dict[str, str]
) -> Iterator[Line]:
    yield (words["title"],)
    yield from _heading(found, words)
    amount = words["amount"].format(currency=found.rates.currency)
    yield (words["staff_id"], words["name"], words["employer"], words["points"], amount)
    for mine in accounts:
        person = mine[-1]
        yield person.staff_id, person.name, person.employer, _sum(mine, "points"), _total(mine)
    everything = found.accounts
    yield words["total"], "", "", _sum(everything, "points"), _total(everything)


def _claim(
    found: Ledger, person: Staff, accounts: Sequence[Account], words: dict[str, str]
) -> Iterator[Line]:
    yield (words["title"],)
    yield from _heading(found, words)
    for name, value in (
        ("staff_id", person.staff_id),
        ("name", person.title),
        ("employer", person.employer),
    ):
        yield words[name], value
    yield ()
    yield from _work(found, person, words)
    yield ()
    yield (
        words["item"],
        words["units"],
        words["amount"].format(currency=found.rates.currency),
    )
    for word, units, money in ALLOWANCES:
        yield words[word], _sum(accounts, units), _sum(accounts, money)
    yield words["total"], "", _total(accounts)
    yield words["points"], _sum(accounts, "points")
    yield ()
    for name in ("signed_by_person", "signed_by_centre"):
        yield words[name], "", "", words["signed_on"], ""


def _heading(found: Ledger, words: dict[str, str]) -> Iterator[Line]:
    if found.weeks:
        last = found.weeks[-1] + dt.timedelta(days=6)
        yield (words["term"].format(first=found.weeks[0], last=last),)
    yield (words["source"].format(source=found.rates.source),)


def _work(found: Ledger, person: Staff, words: dict[str, str]) -> Iterator[Line]:
    """Yield every session, the first of a day with the road of the day; then other duties."""
    columns = ("date", "start", "end", "site", "kind", "cohort", "converted_lessons")
    yield tuple(words[name] for name in (*columns, "leaves", "travel_min", "km"))
    journeys = {one.date: one for one in found.journeys if one.staff_id == person.staff_id}
    for duty in (one for one in found.duties if one.staff_id == person.staff_id):
        day = journeys.pop(duty.date, None)
        road: Line = () if day is None else (format_clock(day.leaves_min), day.travel_min, day.km)
        yield (
            duty.date.isoformat(),
            format_clock(duty.start_min),
            format_clock(duty.end_min),
            duty.site_name,
            duty.kind,
            duty.cohort,
            duty.converted_lessons,
            *road,
        )
    for done in (one for one in found.other_duties if one.row.staff_id == person.staff_id):
        row = done.row
        yield (
            row.date.isoformat(),
            "",
            "",
            done.site_name,
            row.kind,
            row.note,
            done.converted_lessons,
            "",
            "",
            row.km,
        )


def _title(person: Staff, taken: set[str]) -> str:
    """Return a sheet name that Excel takes: the person's, no two alike."""
    plain = NOT_IN_TITLES.sub("_", f"{person.staff_id} {person.name}".strip()).strip("'")
    title, number = plain[:MAX_TITLE], 1
    while title.casefold() in taken or not title:
        number += 1
        title = f"{plain[: MAX_TITLE - len(str(number)) - 1]}~{number}"
    taken.add(title.casefold())
    return title


def _sum(accounts: Iterable[Account], name: str) -> Any:
    return sum(getattr(one, name) for one in accounts)


def _total(accounts: Iterable[Account]) -> Any:
    return _sum(accounts, "allowance")
