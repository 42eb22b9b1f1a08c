"""``pair``: which hub school supports which other school."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.pairing.load import Load
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    ProblemPath,
    SearchLimit,
    given_path,
    listed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sharepool.centre.pairing.rows import Hub
    from sharepool.centre.pairing.types import Pairing
    from sharepool.problem.problem import Problem


def pair_schools(
    path: ProblemPath,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=given_path,
            help="The pairs.csv to write.",
        ),
    ],
    capacity: Annotated[
        int | None,
        typer.Option(min=0, help="Schools, or hours a week, that each hub can take on."),
    ] = None,
    load: Annotated[Load, typer.Option(help="What the capacity counts.")] = Load.SITES,
    hubs: Annotated[
        list[str] | None,
        typer.Option(
            "--hub", metavar="ID", help="Hubs, with commas. Default: schools in town with a group."
        ),
    ] = None,
    hubs_path: Annotated[
        Path | None,
        typer.Option("--hubs", metavar="FILE", help="A hubs.csv: hubs, capacities and stages."),
    ] = None,
    n_hubs: Annotated[
        int | None, typer.Option("--n-hubs", min=1, help="Use at most so many of the hubs.")
    ] = None,
    tie_min: Annotated[
        int, typer.Option(min=0, help="Minutes on the road that keeping a tie is worth.")
    ] = 15,
    stage_min: Annotated[
        int,
        typer.Option(min=0, help="Minutes on the road that a hub of another stage counts like."),
    ] = 30,
    short_price: Annotated[
        int,
        typer.Option(
            min=0, help="With supply: minutes that each one counts like that a group cannot give."
        ),
    ] = 1,
    max_way_min: Annotated[
        int | None, typer.Option(min=0, help="No hub supports a school farther away.")
    ] = None,
    min_sessions: Annotated[
        int, typer.Option(min=0, help="Sessions a week that each school should receive.")
    ] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="They must, not only should.")] = False,
    time_limit: SearchLimit = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide which hub school supports which township school, and write pairs.csv.

    Every school once, by the shortest ways, within its stage, existing ties kept at a price; with
    --load supply so that a hub's group can give what its schools want. Exit code 1 if no pairing
    exists or none was found in time.
    """
    with endings.told(as_json=as_json):
        from sharepool.tables import read_problem, write_rows

        problem = read_problem(path)
        from sharepool.centre.pairing.decision import pair_sites
        from sharepool.centre.pairing.tables import read_hub_table

        if hubs and hubs_path is not None:
            raise ProblemError([Fault("", None, "--hub", "two_ways", hubs[0])])
        given: Sequence[str | Hub] | None = listed(hubs, problem.site_of) or None
        warnings: tuple[Fault, ...] = ()
        if hubs_path is not None:
            given, warnings = read_hub_table(hubs_path)
        endings.mind_target(out)
        pairing = pair_sites(
            problem,
            hub_capacity=capacity,
            hubs=given,
            n_hubs=n_hubs,
            load=load,
            tie_min=tie_min,
            stage_min=stage_min,
            short_price=short_price,
            max_way_min=max_way_min,
            stop=time_limit,
            seed=seed,
        )
        found = pairing.objective is not None
        if found:
            rows = pairing.to_pairs(min_sessions=min_sessions, strict=strict)
            write_rows("pairs", rows, out)
        if as_json:
            told = screen.fault_data(warnings, lang)
            screen.write_json(_as_data(problem, pairing, lang) | {"warnings": told})
        else:
            screen.write_warnings(warnings)
            _tell(problem, pairing, lang)
            if found:
                screen.write("\n" + say("written", files=out))
    if not found:
        raise typer.Exit(endings.NO_PLAN)


def _tell(problem: Problem, pairing: Pairing, lang: str) -> None:

    if pairing.objective is None:
        screen.write(say("pair.none", status=say(f"status.{pairing.status.value}")))
        screen.write("\n".join(one.text(problem, lang) for one in pairing.obstacles))
        return
    title = problem.site_of
    rows = (
        (
            title[one.site_id].title,
            title[one.hub_id].title,
            one.group,
            str(one.way_min),
            say({None: "pair.new", True: "pair.kept", False: "pair.changed"}[one.kept]),
            "" if one.fits_stage else say("pair.other_stage"),
        )
        for one in pairing.supports
    )
    columns = ("school", "hub", "group", "minutes", "tie", "stage")
    screen.write_table(say("pair.support"), [say(f"pair.{one}") for one in columns], rows)
    hubs = (
        (title[one.hub_id].title, str(one.sites), str(one.hours), str(one.capacity))
        for one in pairing.hubs
    )
    shown = ("hub", "schools", "hours", "capacity")
    screen.write_table(say("pair.hubs"), [say(f"pair.{one}") for one in shown], hubs)
    supplies = (
        (one.group, str(one.wanted_hours), str(one.short_hours)) for one in pairing.supplies
    )
    groups = [say(f"pair.{one}") for one in ("group", "hours", "short")]
    screen.write_table(say("pair.supplies"), groups, supplies)
    screen.write_outcome(pairing.status, pairing.objective, pairing.bound, pairing.gap)


def _as_data(problem: Problem, pairing: Pairing, lang: str) -> dict[str, object]:

    supports = [asdict(one) for one in pairing.supports]
    hubs = [asdict(one) | {"hours": float(one.hours)} for one in pairing.hubs]
    supplies = [
        {
            "group": one.group,
            "wanted_hours": float(one.wanted_hours),
            "short_hours": float(one.short_hours),
        }
        for one in pairing.supplies
    ]
    told = [one.text(problem, lang) for one in pairing.obstacles]
    return {
        "status": pairing.status,
        "supports": supports,
        "hubs": hubs,
        "supplies": supplies,
        "objective": pairing.objective,
        "bound": pairing.bound,
        "obstacles": told,
        "wall_seconds": pairing.wall_seconds,
        "gap": pairing.gap,
    }
