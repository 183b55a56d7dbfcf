"""Which files the data consist of: their hashes, rows, licences, and the name of exactly these data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from answers.publish import publish
from answers.sources import source_refs
from model.enums import Mode
from model.result import Result

if TYPE_CHECKING:
    from model.selection import Selection
    from store.bundle import Store

COLUMNS: tuple[str, ...] = ("path", "table", "title", "rows", "licence", "attribution", "sha256")


def data_files(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """One row a file of the catalog, by path: ``path, table, title, rows, licence, attribution, sha256``.

    ``figures``: ``built_on`` (ISO day of the last change) and ``count``. No filter of the selection
    matters. What the catalog says of a file was compared with the file when the data were opened.
    """
    files = sorted(store.catalog.files, key=lambda file: file.path)
    table = pd.DataFrame([[getattr(file, name) for name in COLUMNS] for file in files], columns=list(COLUMNS))
    result = Result(
        question="data_files",
        selection=selection,
        table=table.astype({"rows": "Int64"}),
        figures={"built_on": store.catalog.built_on, "count": len(table)},
        sources=source_refs(store, store.frame("sources")["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)
