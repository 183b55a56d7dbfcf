"""Which symbol does a record belong to? One for each place and precision; the rest is counted by reason."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import LocationLevel
from model.precision import SECTION_COUNTED
from model.settings import MAP_BOX

if TYPE_CHECKING:
    from typing import Any


class NotOnMap(StrEnum):
    """Why a record has no point on the map. ``DISTRICT_ONLY`` is drawn as an area with its count."""

    DISTRICT_ONLY = "district_only"
    DISTRICT_UNKNOWN = "district_unknown"
    NO_POINT = "no_point"
    OUTSIDE_BOX = "outside_box"
    PROVINCE_ONLY = "province_only"
    COUNTRY_OR_VAGUE = "country_or_vague"
    UNUSABLE = "unusable"


_BY_LEVEL: dict[str, NotOnMap] = {
    LocationLevel.L3.value: NotOnMap.DISTRICT_ONLY,
    LocationLevel.L4.value: NotOnMap.PROVINCE_ONLY,
    LocationLevel.L5.value: NotOnMap.COUNTRY_OR_VAGUE,
    LocationLevel.L9.value: NotOnMap.UNUSABLE,
}


def symbol_keys(records: pd.DataFrame) -> pd.Series[Any]:
    """The key of each record's symbol: its place, else its point, for L3 its district; empty = none.

    >>> rows = pd.DataFrame({"place_id": [None], "district_id": [None], "location_level": ["L1"]})
    >>> symbol_keys(rows.assign(lon=70.5, lat=40.0)).to_list()
    ['70.5000_40.0000']
    """
    return _keys(records, not_on_map_reasons(records))


def _keys(records: pd.DataFrame, reasons: pd.Series[Any]) -> pd.Series[Any]:
    keys = records["place_id"].where(reasons.isna(), None)
    keys = keys.mask(reasons == NotOnMap.DISTRICT_ONLY, records["district_id"])
    pointed = keys.isna() & reasons.isna()
    points = zip(records.loc[pointed, "lon"], records.loc[pointed, "lat"], strict=True)
    keys[pointed] = np.array([f"{lon:.4f}_{lat:.4f}" for lon, lat in points], dtype=object)
    return keys


def not_on_map_reasons(records: pd.DataFrame) -> pd.Series[Any]:
    """Why each record has no point on the map (values of :class:`NotOnMap`); empty = it has one."""
    level = records["location_level"]
    reasons = level.map({key: reason.value for key, reason in _BY_LEVEL.items()}).astype(object)
    reasons = reasons.where(reasons.notna(), None)
    no_district = (level == LocationLevel.L3) & records["district_id"].isna()
    reasons = reasons.mask(no_district, NotOnMap.DISTRICT_UNKNOWN.value)
    precise = level.isin(SECTION_COUNTED)
    pointless = records["lon"].isna() | records["lat"].isna()
    inside = records["lon"].between(MAP_BOX.west, MAP_BOX.east) & records["lat"].between(
        MAP_BOX.south, MAP_BOX.north
    )
    reasons = reasons.mask(precise & pointless, NotOnMap.NO_POINT.value)
    return reasons.mask(precise & ~pointless & ~inside, NotOnMap.OUTSIDE_BOX.value)


def not_on_map(reasons: pd.Series[Any]) -> pd.DataFrame:
    """The number of records for each reason: ``reason, count, drawn_as_area``, in order of the reasons."""
    counts = reasons.value_counts()
    found = [reason for reason in NotOnMap if counts.get(reason.value, 0)]
    return pd.DataFrame(
        {
            "reason": pd.Series([reason.value for reason in found], dtype=object),
            "count": pd.Series([int(counts[reason.value]) for reason in found], dtype="Int64"),
            "drawn_as_area": pd.Series([reason is NotOnMap.DISTRICT_ONLY for reason in found], dtype=bool),
        }
    )


def symbols(
    records: pd.DataFrame,
    deaths: pd.Series[float],
    reasons: pd.Series[Any],
    *,
    places: pd.DataFrame,
    districts: pd.DataFrame,
) -> pd.DataFrame:
    """One row for each symbol: all records of one place (L3: of one district) and one precision.

    ``deaths`` = best figure of each record (NaN = unknown), ``reasons`` as :func:`not_on_map_reasons`
    gives them. Columns: ``key, level, ref`` (for the detail panel), ``name, district_id, country,
    lon, lat`` (mean of the records; L3: the seat), ``radius_m`` (largest; empty for L3), ``count,
    killed_best`` (Int64; empty = none known), ``unknown_records, deaths_unknown`` (no death is known
    and a record does not say), ``first, last`` (days).
    """
    keys = _keys(records, reasons)
    drawn = records.assign(key=keys, level=records["location_level"], deaths=deaths)[keys.notna()]
    numbers = drawn[["level", "key", "lon", "lat", "radius_m", "deaths"]].assign(
        first=_days(drawn["date_start"]), last=_days(drawn["date_end"])
    )
    groups = numbers.groupby(["level", "key"], sort=True)
    # Text columns are taken from the first record: "first" of a group of texts is slow on many groups.
    texts = drawn.drop_duplicates(["level", "key"]).set_index(["level", "key"])
    table = groups.agg(
        lon=("lon", "mean"),
        lat=("lat", "mean"),
        radius_m=("radius_m", "max"),
        count=("first", "size"),
        known=("deaths", "count"),
        killed_best=("deaths", "sum"),
        first=("first", "min"),
        last=("last", "max"),
    )
    named = table.join(texts[["district_id", "country"]]).join(texts["place_text"].rename("name"))
    dated = named.assign(first=_dates(named["first"]), last=_dates(named["last"])).reset_index()
    return _finish(_named(dated, places, districts))[list(_COLUMNS)]


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
    killed = table["killed_best"].round().astype("Int64").mask(known == 0)
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
