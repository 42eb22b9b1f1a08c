"""A term on the page of a report: weeks across, what is lost and why, what is owed, who drove."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from sharepool.centre.term.lost import LossReason
from sharepool.centre.term.types import Term
from sharepool.centre.term.words import TermWording, make_wording
from sharepool.tables.records import Record, list_records

ACROSS = ("letter", "source", "wanted", "given", "made_up", "lost", "owed")
"""What is told of each week."""

TABLES = {
    "owed": ("site_name", "demand_id", "wanted", "given", "lost", "owed"),
    "roads": ("staff_name", "sessions", "rural_sessions", "road_min", "fair_min", "beyond_min"),
}
OF_PEOPLE, OF_CLASSES = {"roads"}, {"demand_id"}
"""What a page without names leaves out."""

MOST_ROWS = 30
"""Of what is owed and who drove, the most first; the tables have all."""


def lay_out_term(term: Term | None, lang: str, *, anonymous: bool = False) -> Record:
    """Return what the page tells of a term; without names nothing of people and classes."""
    if term is None:
        return {"term": None}
    say, frames = make_wording(term.problem, lang), term.to_frames()
    weeks = list_records(frames["term"])
    tables = []
    for name, columns in TABLES.items():
        if len(frames[name]) and not (anonymous and name in OF_PEOPLE):
            told = [one for one in columns if not (anonymous and one in OF_CLASSES)]
            rows = list_records(frames[name].head(MOST_ROWS))
            tables.append(
                {
                    "title": say.word(f"title.{name}"),
                    "columns": [say.column(one) for one in told],
                    "rows": [[say.cell(one, row[one]) for one in told] for row in rows],
                }
            )
    laid_out = {
        "story": say.story(term),
        "week": say.column("week"),
        "weeks": [{"number": row["week"], "week_of": row["week_of"]} for row in weeks],
        "title": say.word("title.term"),
        "lines": [
            {"title": say.column(name), "cells": [say.cell(name, row[name]) for row in weeks]}
            for name in ACROSS
        ],
        "title_lost": say.word("title.lost"),
        "losses": _losses(term, say),
        "tables": tables,
    }
    return {"term": laid_out}


def _losses(term: Term, say: TermWording) -> list[Record]:
    """Return how many sessions each reason takes from each week, the greatest reason first."""
    counts: dict[LossReason, Counter[dt.date | None]] = defaultdict(Counter)
    for loss in term.accounts.losses:
        counts[loss.reason][loss.week_of] += 1
    return [
        {
            "title": say.reason(reason),
            "cells": [of_week[week.week_of] or "" for week in term.weeks],
            "total": of_week.total(),
        }
        for reason, of_week in sorted(counts.items(), key=lambda one: -one[1].total())
    ]
