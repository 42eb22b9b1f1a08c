"""``roads``: the travel table, asked of a routing engine or found in an extract on disk."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.live import waiting
from sharepool.terminal.options import AsJson, Lang, LanguageOption, ProblemPath
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sharepool.tables.roads.measuring import RoadTable

KEY = "SHAREPOOL_ROADS_KEY"
"""Variable of the environment that holds the key of an engine, which no command line should."""


class EngineName(StrEnum):
    """Kinds of routing engines."""

    OSRM = "osrm"
    VALHALLA = "valhalla"
    ORS = "ors"
    GRAPHHOPPER = "graphhopper"


def measure_all(
    path: ProblemPath,
    *,
    engine: Annotated[
        EngineName | None, typer.Option(help="What kind of routing engine it is.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Its address, e.g. http://localhost:5000.")
    ] = None,
    extract: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Instead of an engine: an extract of OpenStreetMap, .osm.pbf or .osm.",
        ),
    ] = None,
    mode: Annotated[str, typer.Option(help="Mode of travel that the rows are for.")] = "car",
    profile: Annotated[
        str | None,
        typer.Option(
            help="What the engine calls it, if not as usual; of an extract: car, bike, walk."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The travel table to write (default: travel.csv of the folder)."
        ),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where answers are kept (default: beside the travel table)."
        ),
    ] = None,
    chunk: Annotated[
        int, typer.Option(min=1, max=1000, help="Origins and destinations of one request.")
    ] = 50,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Find the minutes by road between all sites, and write the travel table.

    They are asked of a routing engine, or found in an extract of OpenStreetMap on disk, which needs
    no network. Rows of other modes stay; both directions are written, and pairs without a way as
    none. Answers of an engine are kept, so that a call that was cut short goes on where it was. The
    key of an engine that asks for one is read from SHAREPOOL_ROADS_KEY.
    """
    del lang
    with endings.told(as_json=as_json):
        from sharepool.tables import read_problem
        from sharepool.tables.roads.extracts import measure_extract
        from sharepool.tables.roads.measuring import measure_roads, merge_legs
        from sharepool.tables.writing import write_rows

        table = out or Path(path) / "travel.csv"
        if out is None and not Path(path).is_dir():
            raise _fault("--out", path, "out")
        if (engine is None or url is None) == (extract is None) or (extract and (engine or url)):
            raise _fault("--extract", extract or "", "source")
        endings.mind_target(table)
        problem = read_problem(path)
        said = "waiting.roads" if extract is None else "waiting.roads.file"
        with waiting(say(said), quiet=as_json) as show:
            if extract is not None:
                found = measure_extract(
                    problem,
                    extract,
                    mode=mode,
                    profile=profile,
                    on_progress=_counted("waiting.roads.sites", show),
                )
            elif engine is not None and url is not None:
                found = measure_roads(
                    problem,
                    engine=engine.value,
                    url=url,
                    cache=cache or table.with_name(f"{table.stem}.roads"),
                    mode=mode,
                    profile=profile,
                    key=os.environ.get(KEY, ""),
                    chunk=chunk,
                    on_progress=_counted("waiting.roads.count", show),
                )
        write_rows("travel", merge_legs(problem.travel, found.legs), table)
        _tell(found, table, as_json=as_json, is_asked=extract is None)


def _tell(found: RoadTable, table: Path, *, as_json: bool, is_asked: bool) -> None:
    counts = {
        "rows": len(found.legs),
        "asked": found.asked,
        "unreachable": len(found.unreachable),
    }
    if as_json:
        far = {one.site_id: one.metres for one in found.far}
        lists = {"left_out": list(found.left_out), "roadless": list(found.roadless)}
        screen.write_json({**counts, "far": far, **lists})
        return
    screen.write(say("roads.done" if is_asked else "roads.found", **counts))
    for one in found.far:
        screen.write(say("roads.far", site=one.site_id, metres=one.metres))
    if found.roadless:
        screen.write(say("roads.roadless", sites=say("comma").join(found.roadless)))
    if found.left_out:
        screen.write(say("roads.left_out", sites=say("comma").join(found.left_out)))
    screen.write(say("written", files=table))


def _counted(key: str, show: Callable[[str], None] | None) -> Callable[[int, int], None] | None:
    """Return what shows how much is done, if anything is shown."""
    if show is None:
        return None
    return lambda done, total: show(say(key, done=done, total=total))


def _fault(option: str, value: object, kind: str) -> ProblemError:
    return ProblemError([Fault("", None, option, "road_engine", str(value), {"kind": kind})])
