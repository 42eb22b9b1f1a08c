"""Which hub teaches the stage of which school."""

from __future__ import annotations

from collections.abc import Iterable

from sharepool.problem.rows import Site

STAGES_TAUGHT: dict[str, frozenset[str]] = {
    "point": frozenset({"primary"}),
    "nine_year": frozenset({"primary", "junior"}),
}
"""Stages that schools teach whose own stage is another word."""


def fits_stage(hub: Site, stages: Iterable[str], site: Site) -> bool:
    """Return whether a hub teaches a stage of a school, or nothing says which stages they are of.

    Parameters
    ----------
    hub : Site
    stages : iterable of str
        Those that the hub is for; its own if none is given.
    site : Site
    """
    of_hub = _taught(stages) or _taught([hub.stage])
    of_site = _taught([site.stage])
    return not of_hub or not of_site or not of_hub.isdisjoint(of_site)


def _taught(stages: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(
        *(STAGES_TAUGHT.get(stage, frozenset({stage})) for stage in stages if stage)
    )
