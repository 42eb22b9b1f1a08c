"""How Sphinx makes the site of these pages: ``make docs``."""

import sys
from pathlib import Path

import sharepool

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "sharepool"
release = sharepool.__version__
html_title = f"sharepool {release}"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "mathml",
    "generated",
    "offline",
    "outside",
]
exclude_patterns = ["extensions"]

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3

napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # types stand in the docstrings, in words
autodoc_default_options = {"exclude-members": "model_config, model_post_init"}

html_theme = "furo"
html_math_renderer = "mathml"
html_static_path = ["style"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
