"""The tables of an assessment: what hosts think, and what was corrected after objections."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from sharepool.problem.cells import Date, Id, Text, parse_decimal
from sharepool.problem.rows import Row

LEAST_RATING, MOST_RATING = 1, 5

SignedNumber = Annotated[Decimal, BeforeValidator(parse_decimal)]
Stars = Annotated[Decimal, BeforeValidator(parse_decimal), Field(ge=LEAST_RATING, le=MOST_RATING)]


class HostRating(Row):
    """What a school thinks of somebody who came, 1 to 5."""

    site_id: Id
    staff_id: Id
    rating: Stars
    date: Date | None = None
    note: Text = ""


class PointCorrection(Row):
    """Points added (or taken) after an objection, and who allowed it."""

    subject: Id
    component: Id
    points: SignedNumber
    reason: Text = ""
    allowed_by: Id
    date: Date | None = None


ASSESSMENT_TABLES: dict[str, type[Row]] = {
    "ratings": HostRating,
    "corrections": PointCorrection,
}
"""The tables by name (their files without ``.csv``)."""
