"""``place``: which school takes which athlete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    given_path,
    listed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.centre.placement.rows import Athlete, Camp, Place
    from sharepool.centre.placement.types import Placement
    from sharepool.problem.problem import Problem


def place_all(
    athletes_path: Annotated[
        Path, typer.Argument(metavar="ATHLETES", help="The athletes.csv: who wants to move up.")
    ],
    places_path: Annotated[
        Path, typer.Argument(metavar="PLACES", help="The places.csv: what there is.")
    ],
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=given_path,
            help="The CSV file to write: a row an athlete.",
        ),
    ],
    problem_path: Annotated[
        Path | None,
        typer.Option(
            "--problem", metavar="PROBLEM", help="For the names of schools, and their chains."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the lots: announced once all choices are handed in.")
    ],
    camps_path: Annotated[
        Path | None, typer.Option("--camps", help="A camps.csv: camps are asked for like schools.")
    ] = None,
    feed_path: Annotated[
        Path | None,
        typer.Option(
            "--feed",
            metavar="FOLDER",
            parser=given_path,
            help="With --camps: where to write feed/, the coaching that weeks must know.",
        ),
    ] = None,
    withdrawn: Annotated[
        list[str] | None,
        typer.Option("--withdraw", metavar="ID", help="Takes no place; others keep their lots."),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Give schools' places to athletes: by score, of equal ones by lot, each as high as can be.

    Stable, and nobody gains by other choices than their own. The file has each athlete's lot, and
    why each choice before the place failed.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.feed_files import write_feed
        from sharepool.centre.placement.camps import feed_camps
        from sharepool.centre.placement.decision import place_athletes
        from sharepool.centre.placement.tables import read_applications, warn_of_choices
        from sharepool.tables import read_problem
        from sharepool.tables.files import safe_csv, write_whole

        problem = None if problem_path is None else read_problem(problem_path)
        if feed_path is not None and camps_path is None:
            raise ProblemError([Fault("", None, "--camps", "missing_value", "", {"kind": "camps"})])
        athletes, places, camps, warnings = read_applications(
            athletes_path, places_path, camps_path
        )
        out_of_it = listed(withdrawn, {one.athlete_id for one in athletes})
        _refuse_strangers(out_of_it, athletes)
        warnings += warn_of_choices(athletes, places)
        if problem is not None:
            warnings += _strangers_to(problem, athletes, places, camps)
        endings.mind_target(out)
        placement = place_athletes(
            athletes, places, problem=problem, seed=seed, withdrawn=out_of_it
        )
        before = place_athletes(athletes, places, problem=problem, seed=seed)
        write_whole(out, safe_csv(placement.to_frames(lang)["placement"]))
        if feed_path is not None:
            going = Counter(one.site_id for one in placement.answers if one.site_id)
            # After a withdrawal a camp may need fewer coaches than before, or none.
            write_feed(feed_camps(camps, going), feed_path, ("demands", "roles"))
        if as_json:
            told = screen.fault_data(warnings, lang)
            screen.write_json(
                {**_as_data(placement), "moved": _moved(before, placement), "warnings": told}
            )
        else:
            screen.write_warnings(warnings)
            screen.write(placement.summary(lang))
            if withdrawn:
                screen.write("\n".join(f"  {line}" for line in _moved(before, placement)))
            files = out if feed_path is None else f"{out}, {feed_path}"
            screen.write(f"\n{say('written', files=files)}")


def _strangers_to(
    problem: Problem,
    athletes: Sequence[Athlete],
    places: Sequence[Place],
    camps: Sequence[Camp],
) -> tuple[Fault, ...]:
    """Return schools that the problem does not know: nothing is known of their chains."""
    own_camps = {camp.camp_id for camp in camps}
    named = [("athletes", "home_site", one.home_site) for one in athletes]
    named += [("places", "site_id", one.site_id) for one in places if one.site_id not in own_camps]
    named += [("camps", "site_id", one.site_id) for one in camps]
    return tuple(
        Fault(table, None, column, "unknown_id", site_id, {"target": "sites"})
        for table, column, site_id in dict.fromkeys(named)
        if site_id and site_id not in problem.site_of
    )


def _refuse_strangers(withdrawn: Sequence[str], athletes: Sequence[Athlete]) -> None:
    known = {athlete.athlete_id for athlete in athletes}
    faults = [
        Fault("athletes", None, "--withdraw", "unknown_id", one, {"kind": "withdraw"})
        for one in withdrawn
        if one not in known
    ]
    if faults:
        raise ProblemError(faults)


def _moved(before: Placement, after: Placement) -> list[str]:
    """Return who moves up because others withdrew (递补), and where to."""
    was = {one.athlete.athlete_id: one for one in before.answers}
    return [
        f"{one.athlete.athlete_id}: {was[one.athlete.athlete_id].site_id or '-'} -> {one.site_id}"
        for one in after.answers
        if (one.site_id, one.athlete.skill)
        != (was[one.athlete.athlete_id].site_id, was[one.athlete.athlete_id].athlete.skill)
    ]


def _as_data(placement: Placement) -> dict[str, object]:
    return {
        "athletes": len(placement.answers),
        "places": placement.places,
        "seed": placement.seed,
        "digests": dict(placement.digests),
        "placed": placement.placed,
        "first_choice": placement.first_choice,
        "unplaced": {why.value: count for why, count in placement.unplaced.items()},
        "chain_members": placement.chain_members,
        "stayed": placement.stayed,
        "cutoffs": [
            {"site_id": site_id, "skill": skill, "score": float(cutoff.score), "lot": cutoff.lot}
            for (site_id, skill), cutoff in placement.cutoffs.items()
        ],
    }
