"""Districts: where people live in them, and how many records of a selection fall into each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from answers.publish import publish
from answers.sources import source_refs
from model.enums import Mode
from model.result import Result
from store.queries import counts_by, districts_of

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store


def districts(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """All districts with their catchment and seat, and the number of counted records of the selection.

    ``table`` is a GeoDataFrame (EPSG:4326; catchments are approximate, ``None`` where one place only
    is known): the contract of districts, ``count`` and ``selected`` (inside the district, province
    and country filters; true for all where none is in force). Totals are in no district.
    """
    rows = store.geometry("districts")
    counts = counts_by(store, selection, by=("district_id",), mode=mode).set_index("district_id")["count"]
    ids = districts_of(store, selection)
    selected = pd.Series(data=True, index=rows.index) if ids is None else rows["district_id"].isin(ids)
    if selection.country:
        selected &= rows["country"].isin([str(country) for country in selection.country])
    counted = rows["district_id"].map(counts).fillna(0).astype("Int64")
    table = gpd.GeoDataFrame(rows.assign(count=counted, selected=selected))
    result = Result(
        question="districts",
        selection=selection,
        table=table,
        figures={"count": len(table), "selected": int(selected.sum()), "records": int(counted.sum())},
        sources=source_refs(store, table["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)
