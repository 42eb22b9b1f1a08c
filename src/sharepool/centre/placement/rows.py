"""Who wants to move up (升学), and the places that schools have for each sport."""

from __future__ import annotations

from decimal import Decimal

from sharepool.problem.cells import Count, Id, Number, Term, Text, Words
from sharepool.problem.rows import Row


class Athlete(Row):
    """Somebody who wants to be taken by a school for a sport."""

    key = ("athlete_id",)

    athlete_id: Id
    skill: Term
    score: Number
    home_site: Text = ""
    choices: Words = ()


class Place(Row):
    """How many athletes of a sport a school takes, and the score that it asks for."""

    key = ("site_id", "skill")

    site_id: Id
    skill: Term
    places: Count
    min_score: Number = Decimal(0)


ATHLETE_TABLES: dict[str, type[Row]] = {"athletes": Athlete, "places": Place}
"""The two tables by name (their files without ``.csv``)."""
