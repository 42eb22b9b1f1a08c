"""How Sphinx makes the site of these pages: ``make docs``."""

import sys
from pathlib import Path

import sharepool

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "sharepool"
project_copyright = "the sharepool maintainers; Apache-2.0"
release = sharepool.__version__
html_title = f"sharepool {release}"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "mathml",
    "generated",
    "notebooks",
    "offline",
    "outside",
]
exclude_patterns = ["extensions"]

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # extensions/notebooks.py has run them
nb_merge_streams = True

napoleon_google_docstring = False
napoleon_use_rtype = False
# Attributes are listed in their class: as objects of their own they would fill the index.
napoleon_custom_sections = [("Attributes", "params_style")]
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # types stand in the docstrings, in words
autodoc_default_options = {"exclude-members": "model_config, model_post_init"}

html_theme = "furo"
html_math_renderer = "mathml"
html_static_path = ["style"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
