"""A workspace for measuring: the bundled data, with made incidents in the place of the documented ones."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from pyarrow import parquet

from benchmarks.made_incidents import made_incidents
from model.tables import ACCOUNTS, INCIDENTS, Table
from store.bundle import BUNDLED
from store.catalog import CATALOG
from store.chunks import CHUNK
from store.frames import empty_frame, to_arrow
from store.workspace import publish_version

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from store.bundle import Store


def made_workspace(folder: Path, store: Store, size: int, *, scattered: bool = False) -> Path:
    """The folder itself, whose current version holds ``size`` made incidents and no accounts."""
    incidents = made_incidents(store, size, scattered=scattered)

    def write(target: Path) -> None:
        shutil.copytree(BUNDLED, target, dirs_exist_ok=True)
        _replace(target, INCIDENTS, incidents)
        _replace(target, ACCOUNTS, empty_frame(ACCOUNTS.columns))

    publish_version(folder, write)
    return folder


def _replace(folder: Path, table: Table, rows: pd.DataFrame) -> None:
    """Write the rows as the file of the table, and into the catalog what it holds now."""
    catalog = json.loads((folder / CATALOG).read_text("utf-8"))
    entry = next(file for file in catalog["files"] if file["table"] == table.name)
    parquet.write_table(to_arrow(rows, table.columns), folder / entry["path"], row_group_size=CHUNK)
    entry["sha256"] = hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest()
    entry["rows"] = len(rows)
    (folder / CATALOG).write_text(json.dumps(catalog, indent=1), "utf-8")
