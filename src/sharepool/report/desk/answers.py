"""What a page may ask of a desk, however it asks: by HTTP or as a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sharepool.base.errors import ProblemError
from sharepool.report.desk.desk import Desk, LateError, StaleError
from sharepool.report.desk.solving import MOST_SECONDS
from sharepool.report.desk.view import assignment, say, show_desk, show_solve, show_targets


class Outcome(StrEnum):
    """How a question is answered."""

    DONE = "done"
    STALE = "stale"
    """Another page was first."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """It is no question of a page."""


@dataclass(frozen=True)
class DeskAnswer:
    """What a page is told: data, or why not.

    Attributes
    ----------
    outcome : Outcome
    data : dict
        Plain data; a ``message`` where it is not done.
    """

    outcome: Outcome
    data: dict[str, Any]


def answer(desk: Desk, name: str, asked: Any, lang: str) -> DeskAnswer:
    """Return the answer to a question of a page.

    Parameters
    ----------
    desk : Desk
    name : str
        One of those below.
    asked : dict
        Its data; where the plan may change, the `version` that is meant is among them.
    lang : str
    """
    if name in _READS:
        return DeskAnswer(Outcome.DONE, _READS[name](desk, lang))
    if name not in _ACTIONS or not isinstance(asked, dict):
        return DeskAnswer(Outcome.UNKNOWN, {})
    try:
        with desk.at(int(asked["version"])):
            return DeskAnswer(Outcome.DONE, _ACTIONS[name](desk, asked, lang))
    except StaleError:
        return _refused("stale", lang, Outcome.STALE)
    except LateError:
        return _refused("late", lang)
    except (OSError, ProblemError) as error:
        if name == "solve" and isinstance(error, ProblemError):
            told = "\n".join(fault.text(lang) for fault in error.faults)
            return DeskAnswer(Outcome.REFUSED, {"message": told})
        is_file = name == "save" or isinstance(error, OSError)
        return _refused("unwritten" if is_file else "bad", lang)
    except (KeyError, TypeError, ValueError):
        return _refused("bad", lang)


def _refused(key: str, lang: str, outcome: Outcome = Outcome.REFUSED) -> DeskAnswer:
    return DeskAnswer(outcome, {"message": say(key, lang)})


def _state(desk: Desk, lang: str) -> dict[str, Any]:
    with desk.now():
        return show_desk(desk, lang)


def _progress(desk: Desk, lang: str) -> dict[str, Any]:
    """Say where the solve stands, without waiting for whoever changes the plan."""
    return {"version": desk.version, "solve": show_solve(desk, lang)}


def _stop(desk: Desk, lang: str) -> dict[str, Any]:
    solve = desk.solve
    if solve is not None:
        solve.stop()
    return _progress(desk, lang)


def _targets(desk: Desk, asked: dict[str, Any], lang: str) -> dict[str, Any]:
    return show_targets(desk, asked["session"], asked.get("person"), lang)


def _change(desk: Desk, asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.change([*map(assignment, asked["add"])], [*map(assignment, asked["drop"])])
    return show_desk(desk, lang)


def _drop(desk: Desk, asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.drop(assignment(asked["session"]))
    return show_desk(desk, lang)


def _keep(desk: Desk, asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.keep(assignment(asked["session"]))
    return show_desk(desk, lang)


def _undo(desk: Desk, _asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.undo()
    return show_desk(desk, lang)


def _save(desk: Desk, _asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.save()
    return show_desk(desk, lang)


def _solve(desk: Desk, asked: dict[str, Any], lang: str) -> dict[str, Any]:
    seconds = int(asked["seconds"])
    if not 1 <= seconds <= MOST_SECONDS:
        raise ValueError("seconds: too few or too many")
    desk.begin_solve(seconds)
    return show_desk(desk, lang)


def _take(desk: Desk, _asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.take_over()
    return show_desk(desk, lang)


def _discard(desk: Desk, _asked: dict[str, Any], lang: str) -> dict[str, Any]:
    desk.end_solve()
    return show_desk(desk, lang)


_READS: dict[str, Callable[[Desk, str], dict[str, Any]]] = {
    "state": _state,
    "progress": _progress,
    "stop": _stop,
}
"""What changes no plan, so that any version may ask it."""

_ACTIONS: dict[str, Callable[[Desk, dict[str, Any], str], dict[str, Any]]] = {
    "targets": _targets,
    "change": _change,
    "drop": _drop,
    "keep": _keep,
    "undo": _undo,
    "save": _save,
    "solve": _solve,
    "take": _take,
    "discard": _discard,
}
