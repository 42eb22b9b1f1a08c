"""Horizontal bars, one a name, in a picture as high as they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sharepool.report.plots.pictures import WIDTH_IN, Picture, paint_on, text_inches

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR_IN, _ABOVE_IN, _BELOW_IN, _BESIDE_IN = 0.2, 0.65, 0.55, 0.2
_MOST_NAMES_IN = 3.5
_TICK_SIZE, _TICK_WIDTH, _HALO_WIDTH = 60, 2, 4
"""How high a tick is (points²), and how wide it and its halo are (points)."""


@dataclass(frozen=True)
class Bars:
    """What bars are of.

    Attributes
    ----------
    title : str
    names : tuple of str
        One a bar, from the top.
    axis : str
        What the bars measure, with its unit.
    """

    title: str
    names: tuple[str, ...]
    axis: str

    def drawn(self, paint: Callable[[Axes], None], ax: Axes | None) -> Picture | Axes:
        """Return bars that a function paints, the first name at 0, on axes or as a picture."""
        if ax is None:
            return self._picture(paint)

        def painted(axes: Axes) -> None:
            self._paint(axes, paint)
            axes.set_title(self.title)
            axes.legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=2, frameon=False)

        return paint_on(ax, painted)

    def _paint(self, axes: Axes, paint: Callable[[Axes], None]) -> None:
        paint(axes)
        axes.set_yticks(range(len(self.names)), self.names)
        axes.set_ylim(len(self.names) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.set_xlim(left=0)
        axes.set_xlabel(self.axis, loc="left")

    def _picture(self, paint: Callable[[Axes], None]) -> Picture:
        height = _ABOVE_IN + _BAR_IN * max(1, len(self.names)) + _BELOW_IN

        def painted(figure: Figure) -> None:
            left = _BESIDE_IN + min(_MOST_NAMES_IN, text_inches(self.names))
            figure.subplots_adjust(
                left=left / WIDTH_IN,
                right=1 - _BESIDE_IN / WIDTH_IN,
                bottom=_BELOW_IN / height,
                top=1 - _ABOVE_IN / height,
            )
            self._paint(figure.add_subplot(), paint)
            # In inches, so that the head of a picture of any height looks the same.
            figure.suptitle(
                self.title, x=_BESIDE_IN / 2 / WIDTH_IN, y=1 - 0.12 / height, ha="left", va="top"
            )
            figure.legend(
                loc="upper left",
                bbox_to_anchor=(left / WIDTH_IN, 1 - 0.3 / height),
                ncols=4,
                borderaxespad=0,
                handlelength=1.2,
            )

        return Picture.of(painted, height)


def draw_ticks(
    axes: Axes, values: Sequence[float], rows: Sequence[int], color: str, label: str
) -> None:
    """Mark a value on some bars; a halo keeps the tick apart from a dark bar."""
    from matplotlib.patheffects import withStroke

    ticks = axes.scatter(
        values,
        rows,
        marker="|",
        s=_TICK_SIZE,
        linewidth=_TICK_WIDTH,
        color=color,
        label=label,
        zorder=3,
    )
    ticks.set_path_effects([withStroke(linewidth=_HALO_WIDTH, foreground="white")])
