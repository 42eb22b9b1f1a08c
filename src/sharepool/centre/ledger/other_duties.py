"""What people do beside sessions (其他工作量): competitions, training, mentoring, refereeing."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sharepool.problem.cells import Count, Date, Id, Number, Text, Word
from sharepool.problem.rows import Row


class OtherDuty(Row):
    """Something that a person did, or will do, on a day, and that is no session of the week."""

    staff_id: Id
    date: Date
    kind: Annotated[Word, Field(min_length=1)]
    amount: Number = Decimal(1)
    site_id: Text = ""
    minutes: Count = 0
    km: Number = Decimal(0)
    note: Text = ""


PERSON_CANCELLED, SCHOOL_CANCELLED = "person_cancelled", "school_cancelled"
"""Kinds that are no work: they say who called a planned session off, `amount` of them."""

DUTY_TABLES: dict[str, type[Row]] = {"duties": OtherDuty}
"""The table by name (its file without ``.csv``)."""
