"""How exactly a record without a point is known: by its place, its district, its province or its country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.name_words import means_several_villages
from model.enums import LocationLevel
from model.imports import STATED_PROVINCE
from model.precision import RADIUS_M

if TYPE_CHECKING:
    from store.name_knowledge import Names

PLACE_TEXT = "place_text"
MATCHED_POINT = "the matched place"
"""``coord_source`` of a record whose point is that of its place."""
POINT: tuple[str, ...] = ("lon", "lat", "location_level", "radius_m", "coord_source")
"""Columns of tables whose records have a point."""
_SURE = frozenset({"high", "medium"})


def with_points(rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The rows, those without a point at that of their place, and none called more exact than it is.

    A point in the file stays with all that the file says about it. A village is L1; a jamoat or an ayil okmotu,
    and a village whose own point is a rough guess, L2; only a district L3, a province L4, a country L5, nothing
    L9. Where the file itself calls the record less exact, that stands.
    """
    bare = rows["lon"].isna()
    placed = bare & rows["place_id"].notna()
    place = rows["place_id"].where(placed)
    computed = levels(rows, names)
    level = rows["location_level"].where(~bare, rows["location_level"].fillna(computed))
    level = level.mask(bare & (computed > level), computed)
    radius = level.map({key.value: value for key, value in RADIUS_M.items()}).astype(float)
    own = place.map(names.places["radius_m"]).astype(float)
    radius = radius.mask(own > radius, own)
    return rows.assign(
        lon=rows["lon"].where(~placed, place.map(names.places["lon"])).astype(float),
        lat=rows["lat"].where(~placed, place.map(names.places["lat"])).astype(float),
        location_level=level,
        radius_m=rows["radius_m"].where(~bare, radius).astype(float),
        coord_source=_none(rows["coord_source"].mask(placed, MATCHED_POINT)),
    )


def levels(rows: pd.DataFrame, names: Names) -> pd.Series[Any]:
    """How exactly each row would be known without a point of its own, by what was matched."""
    place = rows["place_id"]
    several = _by_text(rows[PLACE_TEXT], means_several_villages)
    exact = place.map(names.places["confidence"]).isin(_SURE) & ~several
    provinces = {text: names.province(text) is not None for text in rows[STATED_PROVINCE].dropna().unique()}
    found = pd.Series(LocationLevel.L9.value, index=rows.index, dtype=object)
    for level, known in (
        (LocationLevel.L5, rows["country"].notna()),
        (LocationLevel.L4, rows[STATED_PROVINCE].map(provinces).eq(other=True)),
        (LocationLevel.L3, rows["district_id"].notna()),
        (LocationLevel.L2, place.notna()),
        (LocationLevel.L1, place.notna() & exact),
    ):
        found = found.mask(known, level.value)
    return found


def _by_text(texts: pd.Series[Any], asks: Any) -> pd.Series[bool]:
    """What each different text answers."""
    answers = {text: bool(asks(text)) for text in texts.dropna().unique()}
    return texts.map(answers).eq(other=True)


def _none(values: pd.Series[Any]) -> pd.Series[Any]:
    plain = values.astype(object)
    return plain.where(plain.notna(), None)
