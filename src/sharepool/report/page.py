"""A report as one HTML page that needs nothing else: no network, no font, and no script to read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from sharepool.analysis.reasons.types import Verdict
from sharepool.centre.chains.report_page import draw_chains
from sharepool.centre.pairing.report_page import lay_out_support
from sharepool.centre.term.report_page import lay_out_term
from sharepool.messages.labels import label, word
from sharepool.messages.texts import describe_session, weekday
from sharepool.problem.atlas import Atlas, draw_atlas
from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import DAYS
from sharepool.report.centre import COLUMNS, SHARES, lay_out_centre
from sharepool.report.report import MEASURES, Report
from sharepool.report.sheets import Sheet, person_sheets, site_sheets, tell_way
from sharepool.report.story import (
    delivered_share,
    gap_of,
    is_at_start,
    missing_by_verdict,
    percent,
    tell_story,
)
from sharepool.report.tables.burdens import EARLY_MIN, FAR_LEG_MIN
from sharepool.report.tables.shares import group_shares
from sharepool.report.trips import Trip, find_trips
from sharepool.report.yearly import PARTS
from sharepool.tables.records import Record, list_records

if TYPE_CHECKING:
    from jinja2 import Environment

SECTIONS = (
    *("summary", "map", "coverage", "support", "chains"),
    *("fairness", "centre", "term", *PARTS, "changes", "timetables", "itineraries"),
)
"""Parts of the page, each with a template of its name or one of the yearly decisions."""

SHAPES = {
    "urban": "m-5,-5h10v10h-10z",
    "township": "m-5.6,0a5.6,5.6 0 1 0 11.2,0a5.6,5.6 0 1 0 -11.2,0z",
    "rural": "m0,-6.6l6.2,11h-12.4z",
}
"""Marks of sites on the map by area, as SVG paths about their middle."""


def write_page(report: Report) -> str:
    """Return the page; whatever names hold, it is text there."""
    environment = _environment(report.lang)
    style, script = _static("style.css"), _static("script.js") + _static("map.js")
    timetables, people = site_sheets(report), person_sheets(report)
    anchor_of = {sheet.key: sheet.anchor for sheet in timetables}
    rows_in = {
        "support": len(report.support),
        "chains": len(report.chains),
        "centre": len(report.centre),
        "term": report.term is not None,
        **{feature: len(report.decided.get(feature, {})) for feature in PARTS},
        "changes": len(report.changes),
    }
    return environment.get_template("report.html.j2").render(
        _summary(report)
        | _map(report, anchor_of, people)
        | _coverage(report, anchor_of)
        | lay_out_support(report.problem, report.support, report.lang, anchor_of)
        | lay_out_term(report.term, report.lang, anonymous=report.anonymous)
        | draw_chains(report.chains, report.lang, anchor_of)
        | _fairness(report, people),
        report=report,
        centre=lay_out_centre(report.centre, report.lang),
        centre_columns=COLUMNS,
        centre_shares=SHARES,
        parts=PARTS,
        yearly=report.decided,
        title=label(
            "page.title", report.lang, name=report.problem.rules.name, date=report.problem.week[0]
        ),
        week=report.problem.week,
        sections=[name for name in SECTIONS if rows_in.get(name, 1)],
        style=style,
        script=script,
        style_hash=_digest(style),
        script_hash=_digest(script),
        version=version("sharepool"),
        changed=list_records(report.changes),
        total={name: int(report.changes[name].sum()) for name in ("kept", "moved", "new", "gone")},
        timetables=timetables,
        people=people,
        anchors={person.key: person.anchor for person in people},
    )


def classify(row: Record) -> str:
    """Return how well a site is served, as the class of its mark on the map."""
    if not row["missing"]:
        return "whole"
    return "below" if row["below_floor"] else "partial"


def _environment(lang: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sharepool.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "t": partial(label, lang=lang),
        "word": partial(word, lang=lang),
        "weekday": partial(weekday, lang=lang),
        "meaning": partial(Verdict.meaning, lang=lang),
        "way": partial(tell_way, lang=lang),
        "describe": lambda row: describe_session(row["skill"], row["kind"], row["cohort"], lang),
        "percent": percent,
        "number": _number,
        "classify": classify,
    }
    return environment


def _static(name: str) -> str:
    """Return a file that goes into the page as it is: it is ours, and no word of a user's in it."""
    return files("sharepool.report").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return what the page's policy knows its own style and script by; no other may run."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def _summary(report: Report) -> Record:
    working = len({row.staff_id for row in report.plan})
    return {
        "sentences": tell_story(report),
        "delivered_share": delivered_share(report),
        "floor": float(report.problem.rules.equity.floor),
        "at_floor": int((report.sites["below_floor"] == 0).sum()),
        "road_each": round(report.score.travel_min / max(1, working)),
        "gap": None if is_at_start(report) else gap_of(report),
        "gap_note": _gap_note(report),
    }


def _gap_note(report: Report) -> str:
    if is_at_start(report):
        return "figure.gap_start"
    return "figure.gap_unknown" if gap_of(report) is None else "figure.gap_proven"


def _map(report: Report, anchor_of: Mapping[str, str], people: list[Sheet]) -> Record:
    shares = {row["site_id"]: row for row in list_records(report.sites)}
    sites = sorted(
        report.problem.sites,
        key=lambda site: -shares.get(site.site_id, {"wanted": 0})["wanted"],
    )
    atlas = draw_atlas(sites)
    if atlas is None:
        return {"atlas": None}
    points = [
        _point(report, atlas, site.site_id, shares.get(site.site_id), anchor_of)
        for site in reversed(sites)
        if site.site_id in atlas.points
    ]
    return {
        "atlas": atlas,
        "points": points,
        "routes": _routes(report, atlas, people),
        "days": [day for day in DAYS if (report.timetable["day"] == day).any()],
        "unplaced": sum(site_id not in atlas.points for site_id in shares),
        "shapes": SHAPES,
        "backdrop": report.background and report.background.on(atlas),
    }


def _point(
    report: Report, atlas: Atlas, site_id: str, share: Record | None, anchor_of: Mapping[str, str]
) -> Record:
    site = report.problem.site_of[site_id]
    x, y = atlas.points[site_id]
    title = (
        label("map.idle", report.lang, name=site.title)
        if share is None
        else label("map.site", report.lang, name=site.title, **share)
    )
    return {
        "x": x,
        "y": y,
        "name": site.title,
        "area": site.area,
        "kind": "idle" if share is None else classify(share),
        "title": title,
        "anchor": anchor_of.get(site_id),
    }


def _routes(report: Report, atlas: Atlas, people: list[Sheet]) -> list[Record]:
    number_of = {sheet.key: number for number, sheet in enumerate(people, 1)}
    sites = report.problem.site_of
    routes = (
        {
            "d": _path(trip, atlas),
            "person": number_of[trip.staff_id],
            "day": trip.day,
            "title": label(
                "map.trip",
                report.lang,
                name=trip.staff_name,
                day=weekday(trip.day, report.lang),
                way="; ".join(" → ".join(sites[one].title for one in line) for line in trip.lines),
                minutes=trip.minutes,
            ),
        }
        for trip in find_trips(report.journeys)
    )
    return [route for route in routes if route["d"]]


def _path(trip: Trip, atlas: Atlas) -> str:
    """Return a trip as the ``d`` of an SVG path; empty if none of its ends is on the map."""
    pieces = []
    for line in trip.lines:
        known = [atlas.points[site] for site in line if site in atlas.points]
        if len(known) > 1:
            pieces.append("M" + "L".join(f"{x:g},{y:g}" for x, y in known))
    return "".join(pieces)


def _coverage(report: Report, anchor_of: Mapping[str, str]) -> Record:
    shares = sorted(list_records(report.sites), key=lambda row: (row["share"], row["delivered"]))
    short = [row for row in list_records(report.demands) if row["missing"]]
    gaps = group_by(short, lambda row: str(row["site_id"]))
    return {
        "verdicts": missing_by_verdict(report),
        "sites": [row | {"anchor": anchor_of.get(row["site_id"])} for row in shares],
        "gaps": [{"site_name": rows[0]["site_name"], "demands": rows} for rows in gaps.values()],
    }


def _fairness(report: Report, people: list[Sheet]) -> Record:
    anchor_of = {sheet.key: sheet.anchor for sheet in people}
    everybody = [] if report.burdens is None else list_records(report.burdens)
    rows = [row | {"anchor": anchor_of[row["staff_id"]]} for row in everybody if row["sessions"]]
    rows.sort(key=lambda row: -row["travel_min"])
    columns = ("area", "county") if report.sites["county"].nunique() > 1 else ("area",)
    return {
        "shares": [
            (name, list_records(group_shares(report.sites, name)))
            for name in columns
            if len(report.sites)
        ],
        "spreads": [(name, list_records(frame)) for name, frame in report.spreads.items()],
        "beyond_fair": report.beyond_fair,
        "early": format_clock(EARLY_MIN),
        "far": FAR_LEG_MIN,
        "measures": MEASURES,
        "counted": ("early_starts", "far_days"),
        "burdens": rows,
        "resting": [row["staff_name"] for row in everybody if not row["sessions"]],
        "most": {name: max((row[name] or 0 for row in rows), default=0) for name in MEASURES},
    }
