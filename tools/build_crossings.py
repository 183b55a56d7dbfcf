"""Crossing points and what sources say about them in time, from ``tools/facts/crossing*.csv``.

A status holds from ``date_from`` to the day before ``date_to``; an empty ``date_to`` says that no page with
the end was found. Sources give the day on which a status ended; a closure of a single day keeps that day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from model.errors import DataFileError
from tools.build_places import as_list
from tools.fact_points import Ground, checked, district_ids, ground, spot
from tools.fact_rows import as_texts, fact_rows, our_word

SOURCE_ID = "facts-crossings"


def build(places: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables ``crossings`` (31 rows) and ``crossing_status`` (81), as :mod:`model.tables` has them.

    Raises
    ------
        DataFileError: a word that ``docs/words.md`` does not know, a status of no crossing, or dates that
            run backwards.
    """
    points = ground(places)
    crossings = [_crossing(row, points) for row in as_texts(fact_rows("crossings", key="crossing_id"))]
    known = {row["crossing_id"] for row in crossings}
    statuses = [status(row, known) for row in as_texts(fact_rows("crossing_status", key="status_id"))]
    return {"crossings": pd.DataFrame(crossings), "crossing_status": pd.DataFrame(statuses)}


def _crossing(row: dict[str, str], points: Ground) -> dict[str, Any]:
    where = row["crossing_id"]
    districts = district_ids(as_list(row["districts"]), where=where)
    texts = {name: row[name] or None for name in ("crossing_id", "name_en", "name_ru", "name_a", "name_b", "note")}
    return texts | {
        "border": our_word("border", row["border"], where=where),
        "variants": as_list(row["variants"]),
        "near": as_list(row["near"]),
        "district_ids": districts,
        "provinces": as_list(row["provinces"]),
        "crossing_type": our_word("crossing_type", row["crossing_type"], where=where),
        **spot(row, points, where=where, has_district=bool(districts)),
        **checked(row, where=where, source_id=SOURCE_ID),
    }


def status(row: dict[str, str], crossings: set[str | None]) -> dict[str, Any]:
    """One row of ``crossing_status`` from a row of the facts.

    Raises
    ------
        DataFileError: an unknown word or crossing, or an end before the start.
    """
    where = row["status_id"]
    if row["crossing_id"] not in crossings:
        message = (
            f"{where}: there is no crossing '{row['crossing_id']}'; correct the id, or add it to crossings.csv."
        )
        raise DataFileError(message)
    first = date.fromisoformat(row["date_from"])
    return {
        "status_id": where,
        "crossing_id": row["crossing_id"],
        "status": our_word("crossing_status", row["status"], where=where),
        "date_from": first,
        "date_to": _stop(first, row["date_to"], where),
        "date_level": our_word("date_precision", row["date_precision"], where=where),
        "date_doubt": row["date_doubt"] or None,
        "reason": row["reason"],
        **checked(row, where=where, source_id=SOURCE_ID),
    }


def _stop(first: date, cell: str, where: str) -> date | None:
    if not cell:
        return None
    stop = date.fromisoformat(cell)
    if stop < first:
        message = f"{where}: the end {stop} lies before the start {first}; correct the dates."
        raise DataFileError(message)
    return first + timedelta(days=1) if stop == first else stop
