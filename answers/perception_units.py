"""The columns of every table of perceptions, and where its units stand on a map."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.bundle import Store


class Unit(StrEnum):
    """What a row of perceptions speaks about."""

    PLACE = "place"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


COLUMNS: tuple[str, ...] = (
    "unit",
    "unit_id",
    "unit_kind",
    "country",
    "province",
    "district_id",
    "wave",
    "question",
    "what",
    "group",
    "measure",
    "estimate",
    "low",
    "high",
    "value_unit",
    "n",
    "n_effective",
    "clusters",
    "suppressed",
    "code",
    "reason",
    "date_start",
    "date_end",
    "lon",
    "lat",
    "figure_id",
    "verification",
    "source_title",
    "source_url",
    "source_id",
)
"""``estimate`` is a share (0..1) in a survey and, of a published figure, the value in ``value_unit``;
``lon, lat`` (degrees) is where its label may stand: the seat of a district, a place, or the middle of
the seats of a province or country. ``wave`` and ``question`` are the date and topic of a published figure."""

_NUMBERS = ("estimate", "low", "high", "n_effective", "lon", "lat")
_WHOLE = ("n", "clusters")


_SHORT: dict[str, str] = {"Districts of Republican Subordination": "DRS"}
"""The short form by which a unit is known, where its whole name would fill the map; its id stays whole."""


def place_on_map(store: Store, rows: pd.DataFrame, *, extra: Sequence[str] = ()) -> pd.DataFrame:
    """The rows with all of :data:`COLUMNS`: name, country, province and point of each unit filled in.

    Expects ``unit_id`` and ``unit_kind``; what a row says already stays.
    """
    units = _units(store).set_index(["unit_kind", "unit_id"])
    keys = pd.MultiIndex.from_frame(rows[["unit_kind", "unit_id"]])
    found = units.reindex(keys)
    found.index = rows.index
    filled = rows.reindex(columns=[*COLUMNS, *extra])
    for name in found.columns:
        filled[name] = filled[name].where(filled[name].notna(), found[name])
    filled = filled.assign(suppressed=filled["suppressed"].eq(other=True).astype(bool))
    filled = filled.assign(**{name: filled[name].astype(float) for name in _NUMBERS})
    filled = filled.assign(**{name: filled[name].astype("Int64") for name in _WHOLE})
    texts = [name for name in COLUMNS if name not in {*_NUMBERS, *_WHOLE, "suppressed"}]
    return filled.assign(**{name: _text(filled[name]) for name in texts}).reset_index(drop=True)


def _text(values: pd.Series[Any]) -> pd.Series[Any]:
    objects = values.astype(object)
    return objects.where(objects.notna(), None)


def _units(store: Store) -> pd.DataFrame:
    districts = store.frame("districts")
    columns = ["unit_kind", "unit_id", "unit", "country", "province", "district_id", "lon", "lat"]
    by_district = districts.assign(
        unit_kind="district", unit_id=districts["district_id"], unit=districts["name_en"]
    )
    places = store.frame("places")
    by_place = places.assign(
        unit_kind="place",
        unit_id=places["place_id"],
        unit=places["name_en"],
        province=places["district_id"].map(districts.set_index("district_id")["province"]),
    )
    provinces = _middle(districts, ["province", "country"])
    by_province = provinces.assign(
        unit_kind="province", unit_id=provinces["province"], unit=provinces["province"].replace(_SHORT)
    )
    countries = _middle(districts, ["country"]).merge(store.frame("countries")[["country", "name_en"]])
    by_country = countries.assign(unit_kind="country", unit_id=countries["country"], unit=countries["name_en"])
    parts = [part.reindex(columns=columns) for part in (by_district, by_place, by_province, by_country)]
    return pd.concat([part.astype({"district_id": object, "province": object}) for part in parts]).drop_duplicates(
        ["unit_kind", "unit_id"]
    )


def _middle(districts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return districts.groupby(keys, sort=True)[["lon", "lat"]].mean().reset_index()
