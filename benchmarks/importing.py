"""A made ACLED export into an empty workspace, each way in a fresh Python: seconds and peak memory.

Ours does all that an import does: every row checked, names matched, districts found, compared, possible duplicates
looked for, written and flushed. The other way reads the same file with pandas and joins points and districts with
GeoPandas; it keeps nothing. Both must count the same events in each district. A second row adds opening what was
written, where sections, distances and sides are found.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.made_acled import write_acled
from benchmarks.timing import Measurement, Rival, Timing, fresh_start, peak_memory_mb
from store.bundle import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.bundle import Store

_OURS = """
import shutil
from pathlib import Path
from model.imports import ImportKind
from store.importing import import_files
folder = Path({folder!r})
shutil.rmtree(folder, ignore_errors=True)
report = import_files(folder, ImportKind.ACLED, [Path({file!r})])
assert report.accepted == {size}, report
"""
_OPENED = """
import json
from pathlib import Path
from model.selection import Selection
from store.queries import counts_by
from store.workspace import open_current
store = open_current(Path({folder!r}))
counted = counts_by(store, Selection(source=("acled",)), by=("district_id",)).dropna()
counts = dict(zip(counted["district_id"], counted["count"].astype(int).tolist()))
"""
_THEIRS = """
import geopandas, pandas
rows = pandas.read_csv({file!r})
points = geopandas.points_from_xy(rows["longitude"], rows["latitude"])
events = geopandas.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
districts = geopandas.read_parquet({districts!r}, columns=["district_id", "geometry"])
joined = geopandas.sjoin(events, districts[districts.geometry.notna()], how="left", predicate="within")
counts = joined.groupby("district_id").size().to_dict()
"""
_SAID = "\nimport json\nprint('COUNTS', json.dumps(counts))"


def measure(store: Store, size: int) -> Iterator[Measurement]:
    """Both ways with ``size`` events; the second measurement includes opening the workspace."""
    with tempfile.TemporaryDirectory() as room:
        folder, file = str(Path(room) / "workspace"), str(Path(room) / "acled.csv")
        write_acled(Path(file), store, size)
        words = {"folder": folder, "file": file, "size": size}
        words["districts"] = str(BUNDLED / "boundaries" / "districts.parquet")
        ours, opened, theirs = (code.format(**words) for code in (_OURS, _OPENED, _THEIRS))
        whole = ours + opened
        mine, other = _counts(whole), _counts(theirs)
        assert mine == other, "both ways must count the same events in each district"
        rival = Rival("pandas.read_csv + geopandas.sjoin", _timed(theirs))
        memory = {"MB peak library": peak_memory_mb(theirs), "MB file": Path(file).stat().st_size / 1e6}
        for job, code in (("ACLED CSV → workspace", ours), ("ACLED CSV → workspace, opened, counts", whole)):
            more = {"MB peak ours": peak_memory_mb(code), **memory}
            yield Measurement(job, size, _timed(code), None, (rival,), more)
        shutil.rmtree(folder, ignore_errors=True)


def _timed(code: str) -> Timing:
    return fresh_start(code, runs=3)


def _counts(code: str) -> dict[str, Any]:
    """What a fresh Python counts."""
    words = [sys.executable, "-c", code + _SAID]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own code
    line = next(line for line in done.stdout.splitlines() if line.startswith("COUNTS "))
    counts: dict[str, Any] = json.loads(line.removeprefix("COUNTS "))
    return counts
