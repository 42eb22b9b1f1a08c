"""``chains``: how the feeder pyramids of sports stand, or how they could."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.messages.headings import name_term
from sharepool.messages.labels import word
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    DEFAULT_PATTERN,
    AsJson,
    Lang,
    LanguageOption,
    Pattern,
    ProblemPath,
    SearchLimit,
    as_pattern,
    given_path,
    listed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.centre.chains.types import ChainDesign, ChainState
    from sharepool.problem.problem import Problem


def show_chains(
    path: ProblemPath,
    *,
    plan_path: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="Say whether this plan serves each member."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", parser=given_path, help="Design new chains; the chains.csv to write."
        ),
    ] = None,
    pattern: Pattern = DEFAULT_PATTERN,
    sports: Annotated[
        list[str] | None,
        typer.Option(
            "--sport", metavar="SPORT", help="Design: sports, the strongest first, with commas."
        ),
    ] = None,
    n_sports: Annotated[
        int, typer.Option(min=1, help="Design: how many sports, if none is named.")
    ] = 5,
    most_sports: Annotated[
        int, typer.Option(min=1, help="Design: chains that one school can be in.")
    ] = 2,
    together: Annotated[
        bool, typer.Option("--together", help="Design: one chain of a sport for all counties.")
    ] = False,
    time_limit: SearchLimit = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Design: of the search.")] = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say which chains are broken, and where; or, with --out, design new ones.

    Exit code 1 if no design was found in time.
    """
    stages = as_pattern(pattern)
    with endings.told(as_json=as_json):
        from sharepool.tables import read_plan, read_problem, write_rows

        problem = read_problem(path)
        plan = None if plan_path is None else read_plan(plan_path, problem)
        if out is None:
            from sharepool.centre.chains.survey import survey_chains

            _tell_states(problem, survey_chains(problem, plan, pattern=stages), lang, as_json)
            return
        from sharepool.centre.chains.decision import design_chains

        endings.mind_target(out)
        design = design_chains(
            problem,
            stages,
            sports=listed(sports, {one.skill for one in problem.demands}) or None,
            n_sports=n_sports,
            most_sports=most_sports,
            apart=not together,
            stop=time_limit,
            seed=seed,
        )
        found = design.objective is not None
        if found:
            write_rows("chains", design.members, out)
        _tell_design(problem, design, lang, as_json)
        if found and not as_json:
            screen.write("\n" + say("written", files=out))
    if not found:
        raise typer.Exit(endings.NO_PLAN)


def _tell_states(
    problem: Problem, states: tuple[ChainState, ...], lang: str, as_json: bool
) -> None:

    told = [gap.text(problem, lang) for state in states for gap in state.gaps]
    if as_json:
        chains = [
            {**asdict(state), "sentences": [gap.text(problem, lang) for gap in state.gaps]}
            for state in states
        ]
        screen.write_json({"chains": chains})
        return
    if not states:
        screen.write(say("chains.none"))
        return
    stages = [*dict.fromkeys(stage for state in states for stage in state.schools)]
    rows = (
        (
            state.chain_id,
            state.skill,
            *(str(state.schools.get(stage, 0)) for stage in stages),
            str(len(state.gaps)),
        )
        for state in states
    )
    names = [word("stage", stage, lang) for stage in stages]
    columns = (say("chains.chain"), say("chains.sport"), *names, say("chains.gaps"))
    screen.write_table(say("chains.title"), columns, rows)
    screen.write("\n".join(told) or say("chains.whole"))


def _tell_design(problem: Problem, design: ChainDesign, lang: str, as_json: bool) -> None:

    told = [gap.text(problem, lang) for gap in design.gaps]
    if as_json:
        data = {name: value for name, value in vars(design).items() if name not in _NESTED}
        members = [member.model_dump() for member in design.members]
        feeds = [asdict(feed) for feed in design.feeds]
        gaps = [
            {**asdict(gap), "sentence": one} for gap, one in zip(design.gaps, told, strict=True)
        ]
        screen.write_json(
            {**data, "gap": design.gap, "members": members, "feeds": feeds, "gaps": gaps}
        )
        return
    if design.objective is None:
        screen.write(say("chains.late"))
        return
    feed_of = {(feed.chain_id, feed.site_id): feed for feed in design.feeds}
    rows = []
    for member in design.members:
        feed = feed_of.get((member.chain_id, member.site_id))
        onward = ("", "") if feed is None else (_title(problem, feed.next_id), str(feed.way_min))
        rows.append((member.chain_id, member.stage, _title(problem, member.site_id), *onward))
    columns = [say(f"chains.{one}") for one in ("chain", "stage", "school", "next", "minutes")]
    screen.write_table(say("chains.title"), columns, rows)
    screen.write("\n".join([*told, ""]))
    screen.write_outcome(design.status, design.objective, design.bound, design.gap)
    screen.write(
        "\n".join(
            f"  {name_term(name, lang):<12} {value:>9,}" for name, value in design.terms.items()
        )
    )


_NESTED = ("members", "feeds", "gaps", "problem")


def _title(problem: Problem, site_id: str) -> str:
    return problem.site_of[site_id].title
