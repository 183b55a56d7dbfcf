"""Filter (two years), then a new map of the incidents: what the server does and what it sends.

Ours answers, makes the layer view and packs it for the one persistent map. The naive way is a pandas
mask and one ``folium.Marker`` a row. Two library ways: Folium's ``FastMarkerCluster``, which is fast because
it sends bare points (no name, no deaths, nothing to click), and one ``folium.GeoJson`` with tooltips.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import folium
import geopandas as gpd
import pandas as pd
from folium.plugins import FastMarkerCluster

from answers.districts import districts
from answers.incidents import incidents
from benchmarks.timing import Measurement, Rival, records_in, timed
from briefing.snapshot import gather
from layers import incidents as layer
from layers import marks
from model.enums import Mode
from model.selection import Selection
from model.strings import English
from model.view import CellsMark, LayerView

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

TR = English()
TWO_YEARS = Selection(date_from=date(2021, 1, 1), date_to=date(2022, 12, 31))
MIDDLE = (40.4, 71.2)


def measure(store: Store) -> Measurement:
    """The three ways on the incidents of a store; all must show the same number of located records."""
    units = districts(store, TWO_YEARS)
    (result, sent), ours = timed(lambda: _ours(store, units))
    rows = readable(store.frame("incidents"))
    (kept, page), naive = timed(lambda: _with_markers(rows))
    (clustered, cluster_page), cluster = timed(lambda: _with_cluster(rows))
    (spotted, geojson_page), geojson = timed(lambda: _with_geojson(rows))
    assert _drawn(result) == kept == clustered == spotted, "all ways must show the same records"
    return Measurement(
        "filter → new map of incidents (server)",
        records_in(store),
        ours,
        Rival("folium.Marker a row", naive),
        (Rival("FastMarkerCluster, bare points", cluster), Rival("folium.GeoJson with tooltips", geojson)),
        {
            "records shown": kept,
            "kB ours": _kilobytes(sent),
            "kB ours with all layers": _kilobytes(_all_layers(store)),
            "kB Marker": _kilobytes(page),
            "kB FastMarkerCluster": _kilobytes(cluster_page),
            "kB GeoJson": _kilobytes(geojson_page),
        },
    )


def _ours(store: Store, units: Result) -> tuple[Result, str]:
    result = incidents(store, TWO_YEARS, texts=False)
    view: LayerView = layer.view(result, units, tr=TR)
    assert not any(isinstance(mark, CellsMark) for mark in view.marks), "every place has its own symbol here"
    return result, marks.packed(view, TR)


def _all_layers(store: Store) -> str:
    """What the page sends when every layer is on."""
    drawing = gather(store, TWO_YEARS, mode=Mode.PUBLIC, layers=None, tr=TR)
    return "".join(marks.packed(view, TR) for view in drawing.views)


def _drawn(result: Result) -> int:
    """Records that stand behind a point symbol; district-only ones are areas and have no marker."""
    symbols = result.tables["symbols"]
    return int(symbols.loc[symbols["level"].isin(["L1", "L2"]), "count"].sum())


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The counted public records with a precise point, dates as timestamps."""
    keep = (
        frame["verification"].isin(["verified", "partly"])
        & frame["record_kind"].isin(["event", "part"])
        & frame["location_level"].isin(["L1", "L2"])
        & (frame["visibility"] == "public")
        & frame["lon"].notna()
    )
    names = ["incident_id", "date_start", "date_end", "place_text", "lon", "lat"]
    rows = frame.loc[keep, names].reset_index(drop=True)
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("date_start", "date_end")})


def _two_years(rows: pd.DataFrame) -> pd.DataFrame:
    first, last = pd.Timestamp(str(TWO_YEARS.date_from)), pd.Timestamp(str(TWO_YEARS.date_to))
    return rows[(rows["date_end"] >= first) & (rows["date_start"] <= last)]


def _with_markers(rows: pd.DataFrame) -> tuple[int, str]:
    kept = _two_years(rows)
    page = folium.Map(location=MIDDLE, zoom_start=8, tiles=None)
    for row in kept.itertuples():
        folium.Marker([row.lat, row.lon], tooltip=f"{row.incident_id} {row.place_text}").add_to(page)
    return len(kept), page.get_root().render()


def _with_cluster(rows: pd.DataFrame) -> tuple[int, str]:
    kept = _two_years(rows)
    page = folium.Map(location=MIDDLE, zoom_start=8, tiles=None)
    FastMarkerCluster(data=kept[["lat", "lon"]].to_numpy().tolist()).add_to(page)
    return len(kept), page.get_root().render()


def _with_geojson(rows: pd.DataFrame) -> tuple[int, str]:
    kept = _two_years(rows)
    shapes = gpd.points_from_xy(kept["lon"], kept["lat"])
    points = gpd.GeoDataFrame(kept[["incident_id", "place_text"]], geometry=shapes, crs=4326)
    page = folium.Map(location=MIDDLE, zoom_start=8, tiles=None)
    tooltip = folium.GeoJsonTooltip(fields=["incident_id", "place_text"])
    folium.GeoJson(points, marker=folium.CircleMarker(radius=6), tooltip=tooltip).add_to(page)
    return len(points), page.get_root().render()


def _kilobytes(text: str) -> float:
    return len(text.encode()) / 1e3
