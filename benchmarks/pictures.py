"""A picture of the map, PNG of 1600 × 1200 pixels.

Ours is the whole snapshot: answers, views, map, legend, words, scale bar, sources. The library way is
``GeoDataFrame.plot`` of the same shapes and points without any of the furniture.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import geopandas as gpd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from answers.sections import sections
from benchmarks.maps import TWO_YEARS, readable
from benchmarks.timing import Measurement, Rival, records_in, timed
from briefing.snapshot import SIZE, snapshot_png

if TYPE_CHECKING:
    import pandas as pd

    from store.bundle import Store

DPI = 100


def measure(store: Store) -> Measurement:
    """Both ways on the incidents of a store; both pictures must have the size that was asked for."""
    picture, ours = timed(lambda: snapshot_png(store, TWO_YEARS))
    shapes = [
        store.geometry("countries"),
        store.geometry("districts").dropna(subset=["geometry"]),
        gpd.GeoDataFrame(sections(store, TWO_YEARS).table),
    ]
    rows = readable(store.frame("incidents"))
    plotted, library = timed(lambda: _with_plot(shapes, rows))
    assert size_of(picture) == size_of(plotted) == SIZE, "both pictures must have the same size"
    return Measurement(
        "snapshot PNG 1600 × 1200",
        records_in(store),
        ours,
        None,
        (Rival("GeoDataFrame.plot, no legend, no words", library),),
        {"kB ours": len(picture) / 1e3, "kB library": len(plotted) / 1e3},
    )


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height that the header of a PNG states."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def _with_plot(shapes: list[gpd.GeoDataFrame], rows: pd.DataFrame) -> bytes:
    kept = rows[(rows["date_end"] >= str(TWO_YEARS.date_from)) & (rows["date_start"] <= str(TWO_YEARS.date_to))]
    points = gpd.GeoDataFrame(kept, geometry=gpd.points_from_xy(kept["lon"], kept["lat"]), crs=4326)
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for frame in shapes:
        frame.plot(ax=axes, facecolor="none", edgecolor="grey")
    points.plot(ax=axes, markersize=12)
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=DPI)
    return target.getvalue()
