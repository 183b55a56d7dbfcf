"""Published survey figures about provinces, and the provinces that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.perception_units import COLUMNS, Unit, place_on_map
from model.strings import N_
from store.frames import row_dicts

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

NO_FIGURE = N_("no published figure")

_MEASURES = frozenset({"confidence_index", "percent"})
"""Other measures count people or projects and say nothing about perceptions."""

_LEVELS: dict[str, Unit] = {
    "national": Unit.COUNTRY,
    "province": Unit.PROVINCE,
    "city": Unit.DISTRICT,
    "village": Unit.PLACE,
}


def published_rows(store: Store, selection: Selection) -> pd.DataFrame:
    """The latest figure of each unit and topic, then a row for each province that has none.

    Columns as in :data:`answers.perception_units.COLUMNS`. Figures for comparison from outside the
    valley are left out; a figure for a group of provinces or a river basin has no unit_id and no point.
    """
    figures = store.frame("reference_figures")
    kept = figures[figures["measure"].isin(_MEASURES) & ~figures["comparison"].astype(bool)]
    if selection.question in set(kept["topic"]):
        kept = kept[kept["topic"] == selection.question]
    units = pd.DataFrame(
        [_unit(store, row) for row in row_dicts(kept)],
        index=kept.index,
        columns=["unit_kind", "unit_id"],
        dtype=object,
    )
    named = kept.join(units)
    latest = named.sort_values(["date_end", "figure_id"], na_position="first").drop_duplicates(
        ["unit_kind", "unit_id", "place_text", "topic", "measure"], keep="last"
    )
    rows = place_on_map(store, _renamed(latest))
    missing = place_on_map(store, _missing(store, rows))
    parts = [part for part in (rows, missing) if len(part)]
    every = pd.concat(parts, ignore_index=True) if parts else rows
    return _inside(selection, every).sort_values(
        ["country", "unit_kind", "unit", "question", "figure_id"], na_position="last", ignore_index=True
    )


def _renamed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.rename(
        columns={"place_text": "unit", "value": "estimate", "unit": "value_unit", "date_text": "wave"}
        | {"topic": "question"}
    )


def _unit(store: Store, row: dict[str, Any]) -> tuple[str, str | None]:
    """The kind and id of the unit that a figure speaks about; no id where we have no such unit."""
    kind = _LEVELS.get(row["place_level"])
    if kind is Unit.COUNTRY:
        return kind.value, row["country"]
    if kind is Unit.PROVINCE:
        return kind.value, row["province"]
    if kind is None:
        return row["place_level"], None
    field = "district" if kind is Unit.DISTRICT else "place"
    match = store.gazetteer(field).resolve(row["place_text"], country=row["country"])
    found = match.ids[0] if match.status in {"exact", "matched"} else None
    return (kind.value if found else row["place_level"]), found


def _missing(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    districts = store.frame("districts")
    provinces = districts[["country", "province"]].drop_duplicates()
    # A province that is one city (Osh city) is known by the figure of that city.
    alone = ~districts["province"].duplicated(keep=False)
    cities = districts.loc[alone & districts["district_id"].isin(rows["unit_id"]), "province"]
    known = {*rows.loc[rows["unit_kind"] == Unit.PROVINCE, "unit_id"], *cities}
    silent = provinces[~provinces["province"].isin(known)].reset_index(drop=True)
    filled = silent.assign(unit_kind=Unit.PROVINCE.value, unit_id=silent["province"], reason=NO_FIGURE)
    return filled.reindex(columns=list(COLUMNS))


def _inside(selection: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    kept = pd.Series(data=True, index=rows.index)
    if selection.country:
        kept &= rows["country"].isin([str(country) for country in selection.country])
    if selection.province:
        kept &= rows["province"].isin(selection.province) | (rows["unit_kind"] == Unit.COUNTRY)
    return rows[kept]
