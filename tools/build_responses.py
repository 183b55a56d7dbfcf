"""What was done about insecurity, from ``tools/facts/responses.csv``. Results are what the doers report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tools.build_places import as_list
from tools.fact_points import Ground, checked, countries_of, ground, spot
from tools.fact_rows import as_texts, fact_rows, our_word

SOURCE_ID = "facts-responses"


def build(places: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The table ``responses`` (129 rows; those of one ``part_of`` are one project), as :mod:`model.tables` has it.

    Raises
    ------
        DataFileError: a word that ``docs/words.md`` does not know, or an unknown place.
    """
    points = ground(places)
    facts = as_texts(fact_rows("responses", key="response_id"))
    return {"responses": pd.DataFrame([response(row, points) for row in facts])}


def response(row: dict[str, str], points: Ground) -> dict[str, Any]:
    """One row of ``responses`` from a row of the facts."""
    where = row["response_id"]
    district = our_word("district", row["district"], where=where) if row["district"] else None
    return {
        "response_id": where,
        "name_en": row["name_en"],
        "kind": our_word("response_kind", row["kind"], where=where),
        "part_of": row["part_of"] or None,
        "place_text": row["place_text"],
        "district_id": district,
        "provinces": as_list(row["provinces"]),
        "countries": countries_of(row["countries"], where=where),
        "date_start": row["date_start"] or None,
        "date_end": row["date_end"] or None,
        "date_level": our_word("date_precision", row["date_precision"], where=where),
        "date_note": row["date_note"] or None,
        "actors": as_list(row["actors"]),
        "funder": row["funder"] or None,
        "concern": row["concern"],
        "reported_result": row["reported_result"],
        **spot(row, points, where=where, has_district=district is not None),
        **checked(row, where=where, source_id=SOURCE_ID),
    }
