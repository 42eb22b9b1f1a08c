"""How figures are drawn."""

SALT = "sharepool"

UNDATED: dict[str, None] = {"Date": None}
"""So that equal runs give equal pictures."""


def set_style() -> None:
    """Let equal runs give equal pictures, whatever fonts there are."""
    import matplotlib as mpl

    # Paths need no font; with a fixed salt equal runs give equal files.
    mpl.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": SALT, "axes.spines.top": False})
    mpl.rcParams.update({"axes.spines.right": False, "axes.formatter.useoffset": False})
