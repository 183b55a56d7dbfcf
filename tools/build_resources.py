"""Water, roads, markets, pastures and land that two sides share, from ``tools/facts/shared_resources.csv``."""

from __future__ import annotations

from typing import Any

import pandas as pd

from model.errors import DataFileError
from model.written import year_or_day_of
from tools.build_places import as_list
from tools.fact_points import Ground, checked, countries_of, ground, spot
from tools.fact_rows import as_texts, fact_rows, our_word

SOURCE_ID = "facts-resources"


def build(places: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The table ``shared_resources`` (52 rows), as :mod:`model.tables` has it.

    Raises
    ------
        DataFileError: a word that ``docs/words.md`` does not know, or a time that is no year and no day.
    """
    points = ground(places)
    facts = as_texts(fact_rows("shared_resources", key="resource_id"))
    return {"shared_resources": pd.DataFrame([resource(row, points) for row in facts])}


def resource(row: dict[str, str], points: Ground) -> dict[str, Any]:
    """One row of ``shared_resources`` from a row of the facts; all have a point."""
    where = row["resource_id"]
    return {
        "resource_id": where,
        "name_en": row["name_en"],
        "name_ru": row["name_ru"] or None,
        "name_local": row["name_local"] or None,
        "kind": our_word("resource_kind", row["kind"], where=where),
        "countries": countries_of(row["countries"], where=where),
        "border": our_word("border", row["border"], where=where),
        "issue": row["issue"],
        "linked_places": as_list(row["linked_places"]),
        "since": _time(row["since"], where),
        "until": _time(row["until"], where),
        **spot(row, points, where=where, has_district=False),
        **checked(row, where=where, source_id=SOURCE_ID),
    }


def _time(cell: str, where: str) -> str | None:
    if cell and year_or_day_of(cell) is None:
        message = f"{where}: '{cell}' should be a year or an ISO day; correct the cell."
        raise DataFileError(message)
    return cell or None
