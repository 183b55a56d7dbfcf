"""The countries and exclaves of the day whose border status is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from answers.publish import publish
from answers.sections import status_day
from answers.sources import source_refs
from model.enums import Mode
from model.result import Result

if TYPE_CHECKING:
    from datetime import date

    from model.selection import Selection
    from store.bundle import Store


def exclaves(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The exclaves that exist that day (rings, or points where the lines have no ring), and the countries.

    ``table`` is a GeoDataFrame (EPSG:4326): the contract of exclaves; ``tables["countries"]`` one of
    countries, cut to the map box, alphabetical by code.
    """
    day, choices = status_day(store, selection)
    table = _valid(store.geometry("exclaves"), day)
    countries = store.geometry("countries").sort_values("country").reset_index(drop=True)
    result = Result(
        question="exclaves",
        selection=selection,
        table=table,
        tables={"countries": countries},
        figures={"count": len(table), "on": day.isoformat()},
        choices=choices,
        sources=source_refs(store, {*table["source_id"], *countries["source_id"]}),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def _valid(rows: gpd.GeoDataFrame, day: date) -> gpd.GeoDataFrame:
    holds = [
        first <= day and (stop is None or day < stop)
        for first, stop in zip(rows["valid_from"], rows["valid_to"], strict=True)
    ]
    return gpd.GeoDataFrame(rows[pd.Series(holds, index=rows.index, dtype=bool)]).reset_index(drop=True)
