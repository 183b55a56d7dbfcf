"""Opening data in a fresh Python: how long until the first count, and the memory it takes at most.

Ours checks hashes, places the incidents and loads the engine. The other way reads the same files with
pandas and GeoPandas and counts with a mask; it neither checks nor places anything.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made_workspace import made_workspace
from benchmarks.timing import Measurement, Rival, fresh_start, peak_memory_mb, records_in
from store.bundle import BUNDLED
from store.workspace import current_version, version_folder

if TYPE_CHECKING:
    from store.bundle import Store

_OURS = """
from pathlib import Path
from model.enums import Border
from model.selection import Selection
from store.bundle import open_store
from store.queries import counts_by
store = open_store(Path({data!r}))
counted = int(counts_by(store, Selection(border=(Border.KG_TJ,)), by=("border",))["count"].sum())
"""
_THEIRS = """
from pathlib import Path
import geopandas, pandas
tables = {{}}
for path in sorted(Path({data!r}).rglob("*.parquet")):
    try:
        tables[path.stem] = geopandas.read_parquet(path)
    except ValueError:
        tables[path.stem] = pandas.read_parquet(path)
rows = tables["incidents"]
keep = rows["record_kind"].isin(["event", "part"]) & rows["verification"].isin(["verified", "partly"])
counted = int((keep & (rows["visibility"] == "public") & (rows["border"] == "KG-TJ")).sum())
"""


def measure(store: Store, size: int | None) -> Measurement:
    """Both ways on the bundled data, or on the same with ``size`` made incidents; both counts are equal."""
    with tempfile.TemporaryDirectory() as folder:
        data = str(BUNDLED if size is None else _made(store, size, Path(folder)))
        mine, theirs = _OURS.format(data=data), _THEIRS.format(data=data)
        check = f"{mine}\nmine = counted\n{theirs}\nassert mine == counted, (mine, counted)"
        fresh_start(check, runs=1)
        return Measurement(
            "fresh Python → data open, first count",
            records_in(store) if size is None else size,
            fresh_start(mine),
            None,
            (Rival("pandas + GeoPandas read_parquet", fresh_start(theirs)),),
            {"MB peak ours": peak_memory_mb(mine), "MB peak library": peak_memory_mb(theirs)},
        )


def _made(store: Store, size: int, folder: Path) -> Path:
    """The data folder of a workspace with made incidents."""
    made = made_workspace(folder, store, size)
    return version_folder(made, current_version(made) or "")
