"""Figures that need no font: their text stays text in SVG, and the reader's device has the font.

A PNG is drawn here, and needs a font for every sign: where none is installed it says so.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import FontError
from sharepool.problem.atlas import em_width
from sharepool.tables.files import write_whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 7.5
FONT_SIZE = 9
POINTS_PER_INCH = 72
_DPI = 150
_EXAMPLES = 10

BLUE, LIGHT, RED, AMBER, GREY = "#2b6f94", "#b9d3e0", "#b5452c", "#e0a030", "#8a8a8a"
"""What is there, what goes with it, what is amiss, what is not whole, and what is beside."""

FONT = "DejaVu Sans"
"""Comes with matplotlib."""

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",  # how matplotlib names the collection that holds all of them
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Arial Unicode MS",
)
"""Fonts that hold Chinese, the ones that look best first."""

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "sharepool",  # the same picture is the same file
    "text.parse_math": False,  # a name with dollars in it is a name
    "font.size": FONT_SIZE,
    "axes.titlesize": FONT_SIZE + 2,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "figure.titlesize": FONT_SIZE + 2,
    "figure.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "legend.frameon": False,
    "figure.facecolor": "white",
}


@dataclass(frozen=True)
class Picture:
    """A figure: Jupyter shows it, :meth:`save` writes it.

    Attributes
    ----------
    svg : str
        The figure as SVG; text in it is text.
    """

    svg: str = field(repr=False)
    _signs: frozenset[str] = field(repr=False)
    _paint: Callable[[Figure], None] = field(repr=False)
    _height_in: float

    @classmethod
    def of(cls, paint: Callable[[Figure], None], height_in: float) -> Picture:
        """Return the picture that a function paints on an empty figure.

        Raises
        ------
        ModuleNotFoundError
            matplotlib is not installed.
        """
        _require_matplotlib()
        svg, signs = _render(paint, height_in, "svg", [FONT, "sans-serif"])
        return cls(svg.decode(), signs, paint, height_in)

    def _repr_svg_(self) -> str:
        """Return what Jupyter shows."""
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write the picture to a file that ends in ``.svg`` or ``.png``.

        Raises
        ------
        FontError
            A PNG needs a font for every sign, and none that is installed has them all.
        ValueError
            The file has another ending.
        """
        ending = Path(path).suffix.lower()
        if ending == ".svg":
            write_whole(path, self.svg)
        elif ending == ".png":
            fonts = [FONT, *_fonts_for(self._signs)]
            png, _ = _render(self._paint, self._height_in, "png", fonts)
            write_whole(path, png)
        else:
            raise ValueError(f"{Path(path).name}: give a path that ends in .svg or .png")


def paint_on(axes: Axes, paint: Callable[[Axes], None]) -> Axes:
    """Paint on axes of the caller's own, in their style, and return them.

    A name with dollars in it is a name there too.
    """
    import matplotlib as mpl

    with mpl.rc_context({"text.parse_math": False}):
        paint(axes)
        for text in (axes.title, *axes.get_yticklabels()):
            text.set_parse_math(False)
    return axes


def one_line(text: str) -> str:
    """Return a name without line ends and other signs that are not to be seen."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def text_inches(texts: Iterable[str]) -> float:
    """Return how wide the widest of some texts is, about, whatever font it is shown in.

    matplotlib does not know where it has no font for them; a Chinese sign is as wide as high.
    """
    return max(map(em_width, texts), default=0.0) * FONT_SIZE / POINTS_PER_INCH


def _require_matplotlib() -> None:
    if find_spec("matplotlib") is None:
        advice = "plots need matplotlib: pip install matplotlib"
        raise ModuleNotFoundError(advice, name="matplotlib")


def _render(
    paint: Callable[[Figure], None], height_in: float, kind: str, fonts: Sequence[str]
) -> tuple[bytes, frozenset[str]]:
    """Return a figure as a file, and the signs in it."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    data = io.BytesIO()
    with mpl.rc_context({**_STYLE, "font.family": fonts}), warnings.catch_warnings():
        if kind == "svg":
            # There, a sign that matplotlib has no font for is in no way missing.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure(figsize=(WIDTH_IN, height_in))
        paint(figure)
        metadata = {"Date": None} if kind == "svg" else None
        figure.savefig(data, format=kind, dpi=_DPI, metadata=metadata)
        texts = (text.get_text() for text in figure.findobj(Text) if isinstance(text, Text))
    return data.getvalue(), frozenset(sign for text in texts for sign in text if sign > " ")


def _fonts_for(signs: frozenset[str]) -> tuple[str, ...]:
    """Return the fonts that some signs need besides the usual one, none or one."""
    from matplotlib.font_manager import findfont

    missing = set(map(ord, signs)) - _signs_of(findfont(FONT))
    if not missing:
        return ()
    for name, path in _installed():
        if missing <= _signs_of(path):
            return (name,)
    examples = "".join(map(chr, sorted(missing)[:_EXAMPLES]))
    raise FontError(
        f"no installed font has the signs {examples}: install one, such as Noto Sans CJK "
        "(Debian: apt-get install fonts-noto-cjk), or save the picture as .svg, which needs none"
    )


def _installed() -> list[tuple[str, str]]:
    """Return the Chinese fonts that are installed with their files, the best first."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {entry.fname for entry in fontManager.ttflist}
    # What matplotlib remembers may be older than the latest font.
    for path in findSystemFonts():
        if path not in known:
            with suppress(OSError, RuntimeError):  # not every file is one that it can read
                fontManager.addfont(path)
    found = [(entry.name, entry.fname) for entry in fontManager.ttflist]
    named = [one for one in found if one[0] in CHINESE_FONTS]
    return sorted(named, key=lambda one: CHINESE_FONTS.index(one[0]))


def _signs_of(path: str) -> set[int]:
    from matplotlib.ft2font import FT2Font

    return set(FT2Font(path).get_charmap())
