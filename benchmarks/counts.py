"""Filter (two years, three types, ten districts), then count by district and month.

Ours asks the engine (:func:`store.queries.counts_by`). The naive way is a pandas mask over text
columns, the best library way a lazy Polars query on the same rows held in memory.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl

from benchmarks.timing import Measurement, Rival, timed
from model.enums import IncidentType
from model.selection import Selection
from store.queries import counts_by

if TYPE_CHECKING:
    from store.bundle import Store

COLUMNS = ("date_start", "date_end", "incident_type", "district_id")
TYPES = (IncidentType.ARMED_CLASH, IncidentType.SHOOTING, IncidentType.STONE_THROWING)


def measure(store: Store) -> Measurement:
    """The three ways on the incidents of a store; all three must give the same counts."""
    frame = store.frame("incidents")
    selection = busiest(frame)
    mine, ours = timed(lambda: counts_by(store, selection))
    rows = _readable(frame)
    masked, naive = timed(lambda: _with_pandas(rows, selection))
    table = pl.from_pandas(rows)
    lazy, library = timed(lambda: _with_polars(table, selection))
    assert _as_dict(mine) == masked == lazy, "the three ways must give the same counts"
    return Measurement(
        "filter → counts by district × month",
        len(frame),
        ours,
        Rival("pandas mask + groupby", naive),
        (Rival("Polars, lazy", library),),
        {"cells": len(masked)},
    )


def busiest(frame: pd.DataFrame) -> Selection:
    """2021 and 2022, three types, and the ten districts with most records."""
    districts = frame["district_id"].value_counts().sort_index().nlargest(10)
    return Selection(
        date_from=date(2021, 1, 1),
        date_to=date(2022, 12, 31),
        type=TYPES,
        district=tuple(str(name) for name in districts.index),
    )


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The counted rows as an analyst would hold them: dates as timestamps, words as text."""
    usual = frame["verification"].isin(["verified", "partly"]) & frame["record_kind"].isin(["event", "part"])
    rows = frame.loc[usual & (frame["visibility"] == "public"), list(COLUMNS)].reset_index(drop=True)
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("date_start", "date_end")})


def _with_pandas(rows: pd.DataFrame, selection: Selection) -> dict[tuple[str, str], int]:
    mask = (
        (rows["date_end"] >= pd.Timestamp(str(selection.date_from)))
        & (rows["date_start"] <= pd.Timestamp(str(selection.date_to)))
        & rows["incident_type"].isin([word.value for word in selection.type])
        & rows["district_id"].isin(selection.district)
    )
    kept = rows[mask]
    counts = kept.groupby([kept["district_id"], kept["date_start"].dt.strftime("%Y-%m")]).size()
    return _as_dict(counts.rename_axis(["district_id", "month"]).reset_index(name="count"))


def _with_polars(table: pl.DataFrame, selection: Selection) -> dict[tuple[str, str], int]:
    counts = (
        table.lazy()
        .filter(
            (pl.col("date_end") >= selection.date_from)
            & (pl.col("date_start") <= selection.date_to)
            & pl.col("incident_type").is_in([word.value for word in selection.type])
            & pl.col("district_id").is_in(list(selection.district))
        )
        .group_by("district_id", pl.col("date_start").dt.strftime("%Y-%m").alias("month"))
        .agg(pl.len())
        .collect()
    )
    return {(district, month): count for district, month, count in counts.iter_rows()}


def _as_dict(counts: pd.DataFrame) -> dict[tuple[str, str], int]:
    months = [str(month)[:7] for month in counts["month"]]
    return dict(zip(zip(counts["district_id"], months, strict=True), map(int, counts["count"]), strict=True))
