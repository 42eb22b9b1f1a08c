"""How long people drive: given times first, computed ones else.

Shared by checker and engine, like :mod:`sharepool.problem.timetable`; both have hand-computed
tests.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from sharepool.problem.cells import NO_WAY, round_up
from sharepool.problem.given import mind_problem
from sharepool.problem.problem import Problem

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG), as docs/format.md fixes it."""

FAR_MIN = 10**8
"""Minutes on the road that stand for more, so that whole numbers of 32 bits hold them."""

UNKNOWN = -1
"""Minutes of a pair that no table gives and that cannot be computed."""

NO_ROAD = -2
"""Minutes of a pair that a table says there is no way between."""


def great_circle_km(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""Return the great-circle distances between all pairs of points (haversine formula).

    .. math:: d = 2R \arcsin\sqrt{\sin^2\tfrac{\Delta\varphi}{2}
              + \cos\varphi_1 \cos\varphi_2 \sin^2\tfrac{\Delta\lambda}{2}}

    Parameters
    ----------
    lon, lat : array of shape (n,)
        WGS84 decimal degrees; NaN where not known.

    Returns
    -------
    array of shape (n, n)
        Kilometres; NaN where either point is not known.
    """
    phi, lam = np.radians(lat), np.radians(lon)
    half_phi = np.sin((phi[:, None] - phi[None, :]) / 2) ** 2
    half_lam = np.sin((lam[:, None] - lam[None, :]) / 2) ** 2
    chord = half_phi + np.cos(phi)[:, None] * np.cos(phi)[None, :] * half_lam
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return distance


class TravelTimes:
    r"""Minutes and kilometres between all sites, by mode of travel.

    The first of these that gives minutes counts: the row of the travel table from origin to
    destination with the mode, that without a mode, the reverse row with the mode, that without.
    A pair found in none takes, with the speed :math:`v` of the mode,

    .. math:: \lceil 60 \cdot \text{km} / v \rceil + \text{overhead}, \qquad
              \text{km} = \text{great circle} \times \text{detour factor}.

    Parameters
    ----------
    problem : Problem

    Attributes
    ----------
    index_of : dict of str to int
        Row and column of each site in the matrices, in the order of ``problem.sites``.
    """

    def __init__(self, problem: Problem) -> None:
        mind_problem(problem)
        self._problem = problem
        self.index_of = {site.site_id: index for index, site in enumerate(problem.sites)}
        lon = np.array([np.nan if s.lon is None else s.lon for s in problem.sites], dtype=float)
        lat = np.array([np.nan if s.lat is None else s.lat for s in problem.sites], dtype=float)
        self._road_km = great_circle_km(lon, lat) * float(problem.rules.travel.detour_factor)
        self._minutes: dict[str, NDArray[np.int32]] = {}
        self._km: dict[str, NDArray[np.float64]] = {}

    def minutes_matrix(self, mode: str) -> NDArray[np.int32]:
        """Return whole minutes from each site to each site, shape (sites, sites).

        The diagonal is 0; a pair that cannot be known is :data:`UNKNOWN`, one without a way
        :data:`NO_ROAD`, both below 0.
        """
        if mode not in self._minutes:
            self._compute(mode)
        return self._minutes[mode]

    def minutes(self, mode: str, origin: str, destination: str) -> int:
        """Return whole minutes from one site to another, :data:`UNKNOWN` or :data:`NO_ROAD`."""
        matrix = self.minutes_matrix(mode)
        return int(matrix[self.index_of[origin], self.index_of[destination]])

    def km(self, mode: str, origin: str, destination: str) -> float | None:
        """Return road kilometres from one site to another, or None if not known."""
        self.minutes_matrix(mode)
        km = float(self._km[mode][self.index_of[origin], self.index_of[destination]])
        return None if np.isnan(km) else km

    def _compute(self, mode: str) -> None:
        rules = self._problem.rules.travel
        km = self._road_km.copy()
        minutes = np.full(km.shape, UNKNOWN, dtype=np.int32)
        speed = rules.speeds.get(mode)
        if speed is not None:
            known = ~np.isnan(km)
            driven = np.ceil(np.minimum(60 * km[known] / float(speed), FAR_MIN) - 1e-9)
            minutes[known] = np.ceil(driven + float(rules.overhead_min) - 1e-9).astype(np.int32)
        self._overlay_given(mode, minutes, km)
        np.fill_diagonal(minutes, 0)
        np.fill_diagonal(km, 0.0)
        self._minutes[mode], self._km[mode] = minutes, km

    def _overlay_given(
        self, mode: str, minutes: NDArray[np.int32], km: NDArray[np.float64]
    ) -> None:
        """Write the table's rows over the computed ones, the least wanted first."""
        for direction in ("reverse", "forward"):
            for wanted in ("", mode) if mode else ("",):
                # Reversed, so that of equal rows the first counts.
                for leg in reversed(self._problem.travel):
                    if leg.minutes is None or leg.mode != wanted:
                        continue
                    pair = self.index_of[leg.origin], self.index_of[leg.destination]
                    if direction == "reverse":
                        pair = pair[::-1]
                    minutes[pair] = NO_ROAD if leg.minutes == NO_WAY else _whole(leg.minutes)
                    if leg.km is not None:
                        km[pair] = float(leg.km)


def _whole(minutes: Decimal | str) -> int:
    return round_up(Decimal(minutes))
