"""``generate``: write a sample problem."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.messages.headings import heading
from sharepool.messages.terminal import TERMINAL
from sharepool.terminal import endings, screen
from sharepool.terminal.options import AsJson, Lang, LanguageOption, OutFolder, refuse_to_overwrite
from sharepool.terminal.speech import current, say, speak

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem


class Kind(StrEnum):
    """Which sample problem to generate."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    CENTRE = "centre"
    SEASON = "season"


def generate_problem(
    kind: Annotated[
        Kind,
        typer.Argument(
            help="A county, a prefecture, what a county's centre keeps, or a season of matches."
        ),
    ],
    out: OutFolder,
    seed: Annotated[int, typer.Option(min=0, help="Which one of its kind.")] = 0,
    supply: Annotated[
        float, typer.Option(help="For a county: how large its pool is, times the usual one.")
    ] = 1.0,
    teams: Annotated[
        float,
        typer.Option(
            metavar="SHARE",
            min=0,
            max=1,
            help="For a county: the share of its sessions that take several people.",
        ),
    ] = 0.0,
    lifeguards: Annotated[
        bool,
        typer.Option(
            "--lifeguards", help="For a county: a lifeguard beside the coach when pupils swim."
        ),
    ] = False,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Write a realistic problem into a new or empty folder, and athletes who want to move up."""
    from sharepool.generate import generate_county, generate_prefecture

    with endings.told(as_json=as_json):
        speak(lang)
        refuse_to_overwrite(out)
        if kind is Kind.CENTRE:
            name, counts = _write_centre(seed, out)
        elif kind is Kind.SEASON:
            name, counts = _write_season(seed, out)
        else:
            problem = (
                generate_county(seed, supply, teams, lifeguards=lifeguards)
                if kind is Kind.COUNTY
                else generate_prefecture(seed)
            )
            name, counts = _write_problem(problem, seed, out)
        if as_json:
            screen.write_json({"out": str(out), "name": name, "seed": seed, **counts})
        else:
            told = say("comma").join(f"{count:,} {_noun(what)}" for what, count in counts.items())
            screen.write(say("generate.written", name=name, out=out, told=told))


def _noun(what: str) -> str:
    return say(f"count.{what}") if f"count.{what}" in TERMINAL else heading(what, current())


def _write_problem(problem: Problem, seed: int, out: Path) -> tuple[str, dict[str, int]]:
    """Write a problem and its athletes; return its name and what is in it."""
    from sharepool.centre.assessment.rules import ASSESSMENT_FILE
    from sharepool.centre.events.tables import write_event_tables
    from sharepool.centre.points.rules import POINTS_FILE
    from sharepool.centre.points.tables import write_point_tables
    from sharepool.centre.training.tables import write_training_tables
    from sharepool.generate import (
        generate_athletes,
        generate_events,
        generate_points,
        generate_ratings,
        generate_targets,
        generate_training,
    )
    from sharepool.generate.assessments import EXAMPLE_RULES as ASSESSMENT_RULES
    from sharepool.generate.points import EXAMPLE_RULES as POINT_RULES
    from sharepool.tables import write_problem, write_rows
    from sharepool.tables.files import write_whole

    write_problem(problem, out)
    athletes, places = generate_athletes(problem, seed)
    write_rows("athletes", athletes, out / "athletes.csv")
    write_rows("places", places, out / "places.csv")
    write_training_tables(generate_training(problem, seed), out)
    write_event_tables(generate_events(problem, seed), out)
    write_point_tables(generate_points(problem, seed), out)
    write_whole(out / POINTS_FILE, POINT_RULES)
    ratings, duties = generate_ratings(problem, seed)
    write_rows("ratings", ratings, out / "ratings.csv")
    write_rows("duties", duties, out / "duties.csv")
    write_whole(out / ASSESSMENT_FILE, ASSESSMENT_RULES)
    following = generate_targets(problem)
    write_rows("targets", following.targets, out / "targets.csv")
    write_rows("measures", following.measures, out / "measures.csv")
    return problem.rules.name, {
        "sites": len(problem.sites),
        "staff": len(problem.staff),
        "demands": len(problem.demands),
        "athletes": len(athletes),
    }


def _write_centre(seed: int, out: Path) -> tuple[str, dict[str, int]]:
    """Write what a county's centre keeps, with example rates; return its name and counts."""
    from sharepool.centre.exchange.rules import EXCHANGE_FILE
    from sharepool.centre.ledger.headers import RATES_FILE
    from sharepool.centre.needs.tables import write_centre
    from sharepool.generate import example_rates, generate_centre, generate_posts
    from sharepool.generate.exchanges import EXAMPLE_RULES
    from sharepool.tables import write_rows
    from sharepool.tables.files import write_whole

    centre = generate_centre(seed)
    write_centre(centre, out)
    write_rows("posts", generate_posts(centre), out / "posts.csv")
    write_whole(out / RATES_FILE, example_rates())
    write_whole(out / EXCHANGE_FILE, EXAMPLE_RULES)
    return centre.problem.rules.name, {
        "sites": len(centre.problem.sites),
        "staff": len(centre.problem.staff),
        "residents": len(centre.residents),
        "classes": sum(row.classes for row in centre.classes),
    }


def _write_season(seed: int, out: Path) -> tuple[str, dict[str, int]]:
    """Write a district's season, not drawn yet; return its name and what is in it."""
    from sharepool.centre.competitions.tables import write_season
    from sharepool.generate import generate_season

    season = generate_season(seed)
    write_season(season, out)
    return season.problem.rules.name, {
        "competitions": len(season.competitions),
        "teams": len(season.teams),
        "grounds": len(season.venues),
        "people": len(season.problem.staff),
    }
