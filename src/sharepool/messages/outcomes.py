"""How the outcome of a solve is said in a few lines."""

from __future__ import annotations

from sharepool.base.extensions import TEXTS
from sharepool.messages.headings import name_term
from sharepool.messages.languages import find_language
from sharepool.messages.terminal import TERMINAL
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.result import Result


class Lines:
    """Says lines of :data:`sharepool.messages.terminal.TERMINAL` in one language."""

    def __init__(self, lang: str) -> None:
        self._language = find_language(lang)

    def __call__(self, key: str, **fields: object) -> str:
        """Return a line with its fields filled in."""
        return self._language.pick(TERMINAL[key]).format_map(fields)


def result_lines(result: Result, lang: str) -> str:
    """Return the outcome of a solve: status, sessions, road, objective with bound, terms."""
    say = Lines(lang)

    def number(value: int | None) -> str:
        return say("none") if value is None else f"{value:,}"

    gap = "" if result.gap is None else say("outcome.gap", gap=result.gap)
    status = say(f"status.{result.status.value}")
    lines = [
        say("result.status", status=status, seconds=result.wall_seconds, seed=result.seed),
        say(
            "result.sessions",
            delivered=result.sessions_delivered,
            wanted=result.sessions_wanted,
        ),
        say("result.travel", minutes=result.travel_min),
        say(
            "result.objective",
            objective=number(result.objective),
            bound=number(result.bound),
            gap=gap,
        ),
    ]
    if result.unavoidable and result.gap_reducible is not None:
        rest = {"value": result.unavoidable, "gap": result.gap_reducible}
        lines.append(say("result.unavoidable", **rest))
    if result.bound_without:
        names = say("comma").join(result.bound_without)
        lines.append(say("result.bound_without", names=names))
    for place, step in enumerate(result.steps, start=1):
        title = ", ".join(name_term(name, lang) for name in step.title.split(", "))
        told = {"number": place, "title": title, "value": step.value, "bound": step.bound}
        lines.append(say("result.step", **told))
    lines += [
        f"  {name_term(name, lang):<12} {value:>12,}"
        for name, value in result.terms.items()
        if value
    ]
    return "\n".join(lines)


def meaning_of_price(kind: str, lang: str) -> str:
    """Return what a shadow price of a kind says."""
    key = f"price.{kind}"
    if key not in TERMINAL:
        raise ValueError(f"kind: {kind!r} is none of sessions, people, budgets")
    return Lines(lang)(key)


TEXTS[Result] = result_lines
TEXTS[ShadowPrices] = meaning_of_price
