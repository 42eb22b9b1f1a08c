"""An exchange as tables, and the files that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.balance.indicators import weigh_balance
from sharepool.centre.exchange.letters import write_letters
from sharepool.centre.exchange.sentences import HEADINGS
from sharepool.centre.exchange.types import Exchange, MovesPoint
from sharepool.centre.exchange.words import wording
from sharepool.centre.needs.derivation import find_needs
from sharepool.messages.headings import in_language
from sharepool.problem.plan import Plan
from sharepool.tables.files import exact_csv, safe_csv, write_files
from sharepool.tables.writing import table_frame

if TYPE_CHECKING:
    import pandas as pd

MOVE_COLUMNS = (
    *("staff_id", "name", "subject", "from_site", "from_name", "to_site", "to_name"),
    *("lessons", "years", "backbone", "why", "reason", "way_min", "choice", "since", "until"),
)
SCHOOL_COLUMNS = (
    *("site_id", "site_name", "county", "stage", "area", "subject", "required"),
    *("supply_before", "supply_after", "uncovered_before", "uncovered_after"),
    *("rate_before", "rate_after", "teachers_before", "teachers_after"),
)
QUOTA_COLUMNS = ("subject", "kind", "base", "due", "moved", "short", "able", "in_words")
PEOPLE_COLUMNS = (
    *("staff_id", "name", "site_id", "subject", "years", "lessons", "backbone"),
    *("eligible", "why", "reason"),
)
BALANCE_COLUMNS = (
    *("county", "stage", "measure", "schools"),
    *("mean_before", "mean_after", "variation_before", "variation_after", "limit"),
)
FRONTIER_COLUMNS = ("moves", "moved", "uncovered", "bound")
DIGITS = 4


def moves_table(exchange: Exchange, lang: str = "en") -> pd.DataFrame:
    """Return who goes where, why, and until when; `reason` is in the language."""
    import pandas as pd

    say, sites = wording(exchange, lang), exchange.centre.problem.site_of
    rows = [
        {
            "staff_id": move.staff_id,
            "name": move.name,
            "subject": move.subject,
            "from_site": move.from_site,
            "from_name": sites[move.from_site].title,
            "to_site": move.to_site,
            "to_name": sites[move.to_site].title,
            "lessons": move.lessons,
            "years": move.years,
            "backbone": int(move.backbone),
            "why": move.why.value,
            "reason": say.of_move(move),
            "way_min": move.way_min,
            "choice": move.choice,
            "since": move.since.isoformat(),
            "until": "" if move.until is None else move.until.isoformat(),
        }
        for move in exchange.moves
    ]
    return pd.DataFrame(rows, columns=list(MOVE_COLUMNS), dtype=object)


def changes_table(exchange: Exchange) -> pd.DataFrame:
    """Return supply and 开足率 of each school and subject, before and after."""
    import pandas as pd

    sites = exchange.centre.problem.site_of
    rows = []
    for one in exchange.schools:
        site = sites[one.site_id]
        rows.append(
            {
                "site_id": site.site_id,
                "site_name": site.title,
                "county": site.county,
                "stage": site.stage,
                "area": site.area,
                "subject": one.subject,
                "required": one.required,
                "supply_before": one.supply_before,
                "supply_after": one.supply_after,
                "uncovered_before": one.uncovered_before,
                "uncovered_after": one.uncovered_after,
                "rate_before": _rate(one.required, one.uncovered_before),
                "rate_after": _rate(one.required, one.uncovered_after),
                "teachers_before": one.teachers_before,
                "teachers_after": one.teachers_after,
            }
        )
    return pd.DataFrame(rows, columns=list(SCHOOL_COLUMNS), dtype=object)


def quotas_table(exchange: Exchange, lang: str = "en") -> pd.DataFrame:
    """Return the official figures; `in_words` says each in the language."""
    import pandas as pd

    say = wording(exchange, lang)
    rows = [
        {name: getattr(quota, name) for name in QUOTA_COLUMNS[:-1]}
        | {"in_words": say.of_quota(quota)}
        for quota in exchange.quotas
    ]
    return pd.DataFrame(rows, columns=list(QUOTA_COLUMNS), dtype=object)


def eligibility_table(exchange: Exchange, lang: str = "en") -> pd.DataFrame:
    """Return every resident with whether they may move, and why not."""
    import pandas as pd

    say = wording(exchange, lang)
    rows = [
        {
            "staff_id": one.resident.staff_id,
            "name": one.resident.name,
            "site_id": one.resident.site_id,
            "subject": one.subject,
            "years": one.years,
            "lessons": one.lessons,
            "backbone": int(one.resident.backbone),
            "eligible": int(one.barred is None),
            "why": "" if one.barred is None else one.barred.value,
            "reason": say.of_standing(one),
        }
        for one in exchange.standings
    ]
    return pd.DataFrame(rows, columns=list(PEOPLE_COLUMNS), dtype=object)


def exchange_balance_table(exchange: Exchange) -> pd.DataFrame:
    """Return the balance between schools by county, stage and measure, before and after.

    Both without the pool: what an exchange changes are the schools' own teachers.
    """
    import pandas as pd

    found = [find_needs(centre) for centre in (exchange.before, exchange.centre)]
    first, second = (weigh_balance(one.problem, Plan(), one).indicators for one in found)
    after = {(one.county, one.stage, one.measure): one for one in second}
    rows = []
    for one in first:
        other = after[one.county, one.stage, one.measure]
        rows.append(
            {
                "county": one.county,
                "stage": one.stage,
                "measure": one.measure,
                "schools": one.schools,
                "mean_before": _rounded(one.mean_before),
                "mean_after": _rounded(other.mean_before),
                "variation_before": _rounded(one.variation_before),
                "variation_after": _rounded(other.variation_before),
                "limit": one.limit,
            }
        )
    return pd.DataFrame(rows, columns=list(BALANCE_COLUMNS), dtype=object)


def frontier_table(points: Sequence[MovesPoint]) -> pd.DataFrame:
    """Return how few lessons so many moves leave uncovered, each with its proven bound."""
    import pandas as pd

    rows = [{name: getattr(point, name) for name in FRONTIER_COLUMNS} for point in points]
    return pd.DataFrame(rows, columns=list(FRONTIER_COLUMNS), dtype=object)


def make_frames(exchange: Exchange, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return the tables of an exchange by name; see :meth:`Exchange.to_frames`."""
    return {
        "moves": moves_table(exchange, lang),
        "schools": changes_table(exchange),
        "quota": quotas_table(exchange, lang),
        "eligibility": eligibility_table(exchange, lang),
        "balance": exchange_balance_table(exchange),
    }


def write_exchange(
    exchange: Exchange, folder: Path, *, points: Sequence[MovesPoint] = (), lang: str = "en"
) -> None:
    """Write the tables of an exchange, its letters, and the residents and history that follow."""
    tables = make_frames(exchange, lang)
    if points:
        tables["frontier"] = frontier_table(points)
    files: dict[str, bytes | str] = {
        f"{name}.csv": safe_csv(in_language(table, lang, HEADINGS))
        for name, table in tables.items()
    }
    files["letters.html"] = write_letters(exchange, lang)
    files["residents.csv"] = exact_csv(table_frame("residents", exchange.centre.residents))
    files["exchanges.csv"] = exact_csv(table_frame("exchanges", exchange.history))
    write_files(files, folder)


def _rate(required: int, uncovered: int) -> float | None:
    return round((required - uncovered) / required, DIGITS) if required else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
