"""Which symbol do records belong to? One for each place and precision; the rest is counted by reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import LocationLevel
from store.symbol_keys import NotOnMap, keys_of, not_on_map_reasons, symbol_keys

if TYPE_CHECKING:
    from typing import Any

__all__ = ["NotOnMap", "not_on_map", "not_on_map_reasons", "symbol_keys", "symbols"]

_DEGREES = 7
"""Decimals of a mean of points: a centimetre. The engine adds in any order, so more of them mean nothing."""


def not_on_map(rows: pd.DataFrame) -> pd.DataFrame:
    """The number of records for each reason: ``reason, count, drawn_as_area``, in order of the reasons.

    ``rows`` have ``reason`` and ``records``, the number of records that a row stands for.
    """
    counts = rows.groupby("reason")["records"].sum()
    found = [reason for reason in NotOnMap if counts.get(reason.value, 0)]
    return pd.DataFrame(
        {
            "reason": pd.Series([reason.value for reason in found], dtype=object),
            "count": pd.Series([int(counts[reason.value]) for reason in found], dtype="Int64"),
            "drawn_as_area": pd.Series([reason is NotOnMap.DISTRICT_ONLY for reason in found], dtype=bool),
        }
    )


def symbols(rows: pd.DataFrame, *, places: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """One row for each symbol: all records of one place (L3: of one district) and one precision.

    ``rows`` are those of a tally, with ``deaths`` (sum of the best figures) and ``known`` (records that have one).
    Columns: ``key, level, ref`` (for the detail panel), ``name, district_id, country, lon, lat`` (mean of the
    records; L3: the seat), ``radius_m`` (largest; empty for L3), ``count, killed_best`` (Int64; empty =
    none known), ``unknown_records, deaths_unknown`` (no death is known and a record does not say), ``first,
    last`` (days). By level and key.
    """
    drawn = rows.assign(key=keys_of(rows), level=rows["location_level"])
    drawn = drawn[drawn["key"].notna()].sort_values("first_row", kind="stable")
    groups = drawn.assign(first=_days(drawn["first"]), last=_days(drawn["last"])).groupby(["level", "key"])
    # Words are those of the earliest record: rows that are alike agree in them, and the first comes first.
    words = drawn.drop_duplicates(["level", "key"]).set_index(["level", "key"])
    table = groups.agg(
        lon=("lon", "sum"),
        lat=("lat", "sum"),
        radius_m=("radius_m", "max"),
        count=("records", "sum"),
        known=("known", "sum"),
        killed_best=("deaths", "sum"),
        first=("first", "min"),
        last=("last", "max"),
    )
    named = table.join(words[["district_id", "country"]]).join(words["place_text"].rename("name"))
    dated = named.assign(
        lon=(named["lon"] / named["count"]).astype(float).round(_DEGREES),
        lat=(named["lat"] / named["count"]).astype(float).round(_DEGREES),
        first=_dates(named["first"]),
        last=_dates(named["last"]),
    )
    return _finish(_named(dated.reset_index(), places, districts))[list(_COLUMNS)]


def _days(values: pd.Series[Any]) -> Any:
    codes, different = pd.factorize(values)
    return np.array(list(different), dtype="datetime64[D]").astype("int64")[codes]


def _dates(values: pd.Series[Any]) -> Any:
    return values.to_numpy(dtype="int64").astype("datetime64[D]").astype(object)


def _named(table: pd.DataFrame, places: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    area = table["level"] == LocationLevel.L3
    names = table["key"].map(places.set_index("place_id")["name_en"])
    seats = districts.set_index("district_id")
    names = names.mask(area, table["key"].map(seats["name_en"]))
    return table.assign(
        name=names.where(names.notna(), table["name"]),
        lon=table["lon"].mask(area, table["key"].map(seats["lon"])).astype(float),
        lat=table["lat"].mask(area, table["key"].map(seats["lat"])).astype(float),
        radius_m=table["radius_m"].mask(area).astype(float),
    )


def _finish(table: pd.DataFrame) -> pd.DataFrame:
    count, known = table["count"].astype("Int64"), table["known"].astype("Int64")
    killed = table["killed_best"].astype("Int64").mask(known == 0)
    unknown = count - known
    return table.assign(
        ref="incidents:" + table["key"].astype(object) + ":" + table["level"].astype(object),
        count=count,
        killed_best=killed,
        unknown_records=unknown,
        deaths_unknown=((unknown > 0) & (killed.fillna(0) == 0)).astype(bool),
    )


_COLUMNS: tuple[str, ...] = (
    "key",
    "level",
    "ref",
    "name",
    "district_id",
    "country",
    "lon",
    "lat",
    "radius_m",
    "count",
    "killed_best",
    "unknown_records",
    "deaths_unknown",
    "first",
    "last",
)
