"""Where on a map a record may stand: at its place, at its point, for its district, or nowhere and why.

These follow from the record alone, so they are computed when incidents are loaded; ``answers/`` count by them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.enums import LocationLevel
from model.precision import SECTION_COUNTED
from model.settings import MAP_BOX

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    reasons = not_on_map_reasons(records)
    return keys_of(records.assign(reason=reasons, spot=spots(records, reasons)))


def keys_of(rows: pd.DataFrame) -> pd.Series[Any]:
    """The symbol's key of rows that carry ``reason`` and ``spot`` already."""
    keys = rows["place_id"].where(rows["place_id"].notna(), rows["spot"]).where(rows["reason"].isna(), None)
    keys = keys.mask(rows["reason"] == NotOnMap.DISTRICT_ONLY, rows["district_id"]).astype(object)
    return keys.where(keys.notna(), None)


def spots(records: pd.DataFrame, reasons: pd.Series[Any]) -> pd.Series[Any]:
    """The point of each record on the map that has no place, as text to some ten metres; else empty."""
    pointed = (records["place_id"].isna() & reasons.isna()).to_numpy()
    found = np.full(len(records), None, dtype=object)
    points: Iterable[tuple[float, float]] = zip(
        records["lon"].to_numpy()[pointed], records["lat"].to_numpy()[pointed], strict=True
    )
    found[pointed] = [f"{lon:.4f}_{lat:.4f}" for lon, lat in points]
    return pd.Series(found, index=records.index, dtype=object)


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
