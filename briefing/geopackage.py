"""An answer as a GeoPackage: records as points, accounts and an "about" table beside them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio

from briefing.stamps import line_stamp
from briefing.tabular import joined, legible
from model.precision import DRAWN_AS, DrawnAs
from model.result import require_published
from model.strings import English

if TYPE_CHECKING:
    from briefing.about import Lines
    from model.result import Result
    from model.strings import Translator

RECORDS, ACCOUNTS, ABOUT = "incidents", "accounts", "about"
"""Names of the layers."""

_ENGLISH = English()
_DAYS = frozenset({"date_start", "date_end"})
_AT_A_POINT = frozenset(str(level) for level, drawn in DRAWN_AS.items() if drawn in {DrawnAs.POINT, DrawnAs.HALO})
_WGS84 = "EPSG:4326"


def geopackage(result: Result, *, about: Lines, tr: Translator = _ENGLISH) -> bytes:
    """The bytes of a .gpkg file with the layers incidents (points, EPSG:4326), accounts and about.

    A record without coordinates, or known to a district or less, stays as a row without a point.

    Raises
    ------
        FerghanaError: the answer was not published.
    """
    require_published(result)
    stamped = {name: str(joined(value)) for name, value in line_stamp(result, tr=tr).items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.gpkg"
        _write(path, RECORDS, _points(_plain(result.table, stamped)), geometry_type="Point")
        if "by_account" in result.tables:
            _write(path, ACCOUNTS, _plain(result.tables["by_account"], stamped))
        lines = pd.DataFrame(about, columns=["heading", "text"], dtype="string")
        _write(path, ABOUT, lines.map(legible))
        return path.read_bytes()


def _write(path: Path, layer: str, frame: pd.DataFrame, **more: Any) -> None:
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", use_arrow=True, **more)


def _points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), index=frame.index)
    known = frame["lon"].notna() & frame["lat"].notna() & frame["location_level"].isin(_AT_A_POINT)
    return gpd.GeoDataFrame(frame, geometry=points.where(known, None), crs=_WGS84)


def _plain(frame: pd.DataFrame, stamped: dict[str, str]) -> pd.DataFrame:
    """Columns that a GeoPackage has types for; every row ends in the stamp, as in CSV."""
    columns = {str(name): _column(frame[name]) for name in frame.columns if name != "geometry"}
    return pd.DataFrame(columns, index=frame.index).assign(**stamped).astype(dict.fromkeys(stamped, "string"))


def _column(values: pd.Series[Any]) -> pd.Series[Any]:
    if values.name in _DAYS:
        return values.astype(pd.ArrowDtype(pa.date32()))
    if values.dtype != object:
        return values
    texts = [None if value is None else legible(str(joined(value))) for value in values]
    return pd.Series(texts, index=values.index, dtype="string")
