"""What the ``summary.json`` beside a plan says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SUMMARY_FILE = "summary.json"


def read_summary(plan_path: str | Path) -> dict[str, Any]:
    """Return what the ``summary.json`` beside a plan says; nothing if there is none."""
    try:
        said = json.loads(Path(plan_path).with_name(SUMMARY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
