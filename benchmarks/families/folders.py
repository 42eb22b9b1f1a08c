"""Problems on disk: ``folders:path,path`` names problem folders or workbooks."""

from functools import partial
from pathlib import Path

import sharepool as sp
from benchmarks.contract import Case


def list_cases(argument: str) -> list[Case]:
    """Return one case for each path, named like its last part."""
    paths = [Path(part) for part in argument.split(",") if part]
    if not paths:
        raise ValueError("folders: give paths, as in folders:data/samples/tiny,data/samples/county")
    return [Case(path.resolve().stem, partial(sp.read_problem, path)) for path in paths]
