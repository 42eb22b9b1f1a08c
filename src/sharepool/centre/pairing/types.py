"""Which hub school supports which other school."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, relative_gap
from sharepool.problem.rows import Pair

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Support:
    """One school and the hub that supports it.

    Attributes
    ----------
    site_id, hub_id : str
    group : str
        Group of the hub.
    way_min : int
        From the hub to the school.
    kept : bool or None
        Whether it was supported by that group before; None if by none.
    fits_stage : bool
        Whether the hub teaches a stage of the school.
    """

    site_id: str
    hub_id: str
    group: str
    way_min: int
    kept: bool | None
    fits_stage: bool


@dataclass(frozen=True)
class HubLoad:
    """What a hub has taken on.

    Attributes
    ----------
    hub_id : str
    sites : int
        Schools that it supports.
    hours : Decimal
        Hours a week of the sessions that they want.
    capacity : int
        Schools or hours that it could take on.
    """

    hub_id: str
    sites: int
    hours: Decimal
    capacity: int


@dataclass(frozen=True)
class GroupSupply:
    """What the schools of a group's hubs want, and what people of the group cannot give.

    Attributes
    ----------
    group : str
    wanted_hours, short_hours : Decimal
        Hours of sessions a week. Short is the least: if all who are based in the group gave all
        their hours where they qualify.
    """

    group: str
    wanted_hours: Decimal
    short_hours: Decimal


@dataclass(frozen=True)
class PairingObstacle:
    """Why no pairing exists.

    Attributes
    ----------
    kind : str
        ``far``, ``unknown`` or ``large`` of one school; ``sites`` or ``hours`` of all together;
        ``together`` if each fits a hub, but not all do.
    site_id : str or None
    amount, limit : int or None
        What is wanted and what there is room for; of ``far``, the minutes allowed.
    """

    kind: str
    site_id: str | None = None
    amount: int | None = None
    limit: int | None = None

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return it as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.pairing.words import wording

        return wording(problem, lang).of_obstacle(self)


@dataclass(frozen=True)
class Pairing:
    """Who supports whom.

    Attributes
    ----------
    status : Status
    supports : tuple of Support
        One for each school, in the problem's order; empty if there is no pairing.
    hubs : tuple of HubLoad
        Those that support somebody, in the problem's order.
    supplies : tuple of GroupSupply
        The groups of these hubs.
    objective : int or None
        Minutes of all ways, and the prices of ties that are cut, of other stages and, where the
        load is ``supply``, of minutes that are short.
    bound : int or None
        No pairing has a smaller objective (proven). None if `status` is infeasible.
    obstacles : tuple of PairingObstacle
        What stands in the way, if `status` is infeasible.
    wall_seconds : float
    problem : Problem
        Whose schools they are.
    """

    status: Status
    supports: tuple[Support, ...] = field(repr=False)
    hubs: tuple[HubLoad, ...] = field(repr=False)
    supplies: tuple[GroupSupply, ...] = field(repr=False)
    objective: int | None
    bound: int | None
    obstacles: tuple[PairingObstacle, ...]
    wall_seconds: float
    problem: Problem = field(repr=False, compare=False, kw_only=True)

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``: how much better another could be."""
        return relative_gap(self.objective, self.bound)

    def to_pairs(self, *, min_sessions: int = 1, strict: bool = False) -> tuple[Pair, ...]:
        """Return the rows of ``pairs.csv``, which steer the plan.

        Parameters
        ----------
        min_sessions : int
            Sessions a week that each school should receive from the group of its hub.
        strict : bool
            Whether it must.
        """
        return tuple(
            Pair(
                site_id=support.site_id,
                group=support.group,
                min_sessions=min_sessions,
                strict=strict,
            )
            for support in self.supports
        )

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the pairing as data frames.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``supports``: a row a school, with its hub and the minutes between them; `kept` is 1 or
            0 for a school that was supported before.
            ``hubs``: a row a hub, with what it has taken on.
            ``supplies``: a row a group, with what its people cannot give of it.
        """
        from sharepool.centre.pairing.report_tables import make_frames

        return make_frames(self)
