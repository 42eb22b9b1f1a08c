"""Progress as a table, and the files that it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.targets.page import write_page
from sharepool.centre.targets.sentences import HEADINGS
from sharepool.centre.targets.types import TargetProgress
from sharepool.centre.targets.words import wording
from sharepool.messages.headings import in_language
from sharepool.tables.files import exact_csv, safe_csv, write_files
from sharepool.tables.writing import table_frame

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("indicator", "county", "by", "target", "direction", "value", "measured", "change"),
    *("expected", "needed_term", "state", "in_words"),
)


def make_frames(progress: TargetProgress, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return the table of progress; see :meth:`TargetProgress.to_frames`."""
    import pandas as pd

    say = wording(lang)
    rows = [
        {
            "indicator": one.target.indicator,
            "county": one.county,
            "by": one.target.by.isoformat(),
            "target": one.target.value,
            "direction": one.target.direction,
            "value": one.value,
            "measured": "" if one.measured is None else one.measured.isoformat(),
            "change": one.change,
            "expected": one.expected,
            "needed_term": one.needed_term,
            "state": one.state.value,
            "in_words": say.of_standing(one),
        }
        for one in progress.standings
    ]
    return {"progress": pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)}


def write_progress(progress: TargetProgress, folder: Path, lang: str = "en") -> None:
    """Write where targets stand as a table and a page, and the measures for the next time."""
    files: dict[str, bytes | str] = {
        f"{name}.csv": safe_csv(in_language(frame, lang, HEADINGS))
        for name, frame in make_frames(progress, lang).items()
    }
    files["measures.csv"] = exact_csv(table_frame("measures", progress.measures))
    files["targets.html"] = write_page(progress, lang)
    write_files(files, folder)
