"""Opening data in a fresh Python: how long until the first count, and the memory it takes at most.

Ours checks hashes, places the incidents and loads the engine. The other way reads the same files with
pandas and GeoPandas and counts with a mask; it neither checks nor places anything.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from benchmarks.made_incidents import made_incidents
from benchmarks.timing import Measurement, Rival, fresh_start, peak_memory_mb
from store.bundle import BUNDLED
from store.frames import to_arrow

if TYPE_CHECKING:
    from store.bundle import Store

_OURS = """
from pathlib import Path
from pyarrow import parquet
from model.enums import Border
from model.selection import Selection
from store.bundle import open_store
from store.frames import to_frame
from store.queries import counts_by
store, more = open_store(), {more!r}
if more:
    store = store.with_incidents(to_frame(parquet.read_table(more)))
counted = int(counts_by(store, Selection(border=(Border.KG_TJ,)), by=("border",))["count"].sum())
"""
_THEIRS = """
from pathlib import Path
import geopandas, pandas
data, more = Path({data!r}), {more!r}
tables = {{}}
for path in sorted(data.rglob("*.parquet")):
    try:
        tables[path.stem] = geopandas.read_parquet(path)
    except ValueError:
        tables[path.stem] = pandas.read_parquet(path)
rows = pandas.read_parquet(more) if more else tables["incidents"]
keep = rows["record_kind"].isin(["event", "part"]) & rows["verification"].isin(["verified", "partly"])
counted = int((keep & (rows["visibility"] == "public") & (rows["border"] == "KG-TJ")).sum())
"""


def measure(store: Store, size: int | None) -> Measurement:
    """Both ways on the bundled data, or on the bundled map with ``size`` made incidents; both counts are equal."""
    with tempfile.TemporaryDirectory() as folder:
        more = "" if size is None else str(_written(store, size, Path(folder)))
        mine = _OURS.format(more=more)
        theirs = _THEIRS.format(data=str(BUNDLED), more=more)
        check = f"{mine}\nmine = counted\n{theirs}\nassert mine == counted, (mine, counted)"
        fresh_start(check, runs=1)
        return Measurement(
            "fresh Python → data open, first count",
            len(store.frame("incidents")) if size is None else size,
            fresh_start(mine),
            None,
            (Rival("pandas + GeoPandas read_parquet", fresh_start(theirs)),),
            {"MB peak ours": peak_memory_mb(mine), "MB peak library": peak_memory_mb(theirs)},
        )


def _written(store: Store, size: int, folder: Path) -> Path:
    from model.tables import INCIDENTS  # noqa: PLC0415 - only here

    table: pa.Table = to_arrow(made_incidents(store, size), INCIDENTS.columns)
    parquet.write_table(table, folder / "made.parquet")
    return folder / "made.parquet"
