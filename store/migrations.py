"""Versions of a workspace that an older program wrote, brought up to the tables of this one.

A version never changes: what is brought up becomes the next version. Steps go from format to format, so that a
workspace may sleep through several programs.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from model.errors import DataFileError
from model.strings import N_, Message
from model.tables import BY_NAME, Kind
from model.workspace_tables import EVERY_TABLE
from store.bundle import BUNDLED
from store.catalog import FORMAT, WORKSPACE_FORMAT, read_catalog
from store.frames import ARROW, to_frame
from store.table_files import keep_file, write_catalog, write_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.catalog import Catalog

_NOT_GUESSED = N_(
    "The workspace {folder} was written by an older program whose table {table} has no column {column}, and its "
    "values cannot be guessed: import the files again into a new workspace."
)


def copy_up(old: Catalog, target: Path, *, bundled: Path = BUNDLED) -> None:
    """Write the data of a version into an empty folder, brought up to the format of this program.

    Raises
    ------
        DataFileError: it lacks what cannot be guessed.
    """
    steps = [] if is_complete(old) else list(range(old.workspace_format, WORKSPACE_FORMAT))
    if not steps:
        shutil.copytree(old.folder, target, dirs_exist_ok=True)
        return
    with tempfile.TemporaryDirectory(prefix="ferghana-format-") as room:
        for step in steps[:-1]:
            old = _STEPS[step](old, Path(room) / str(step), bundled)
        _STEPS[steps[-1]](old, target, bundled)


def is_complete(catalog: Catalog) -> bool:
    """Whether nothing needs to be brought up: a draft gives what an older version says of bundled rows."""
    return catalog.workspace_format >= WORKSPACE_FORMAT or not any(_lacks(catalog, name) for name in BY_NAME)


def _lacks(catalog: Catalog, table: str) -> list[str]:
    """The columns of the contract that the file of a table does not have; all of them where there is no file."""
    names = EVERY_TABLE[table].column_names
    if not catalog.has(table):
        return list(names)
    have = set(parquet.read_schema(catalog.path_of(table)).names)
    return [name for name in names if name not in have]


def _to_2(old: Catalog, target: Path, bundled: Path) -> Catalog:
    """Tables and columns that format 1 did not have; a note which rows are bundled."""
    program = read_catalog(bundled)
    sources = to_frame(parquet.read_table(old.path_of("sources")))
    entries: list[dict[str, Any]] = []
    for file in old.files:
        missing = _lacks(old, file.table) if file.table else []
        if not missing or file.table is None:
            entries.append(keep_file(file, old.folder, target))
            continue
        rows = _with(parquet.read_table(old.path_of(file.table)), file.table, missing, target)
        entries.append(write_table(file.table, rows, file.path, target, sources=sources))
    absent = [file for file in program.files if file.table and not old.has(file.table)]
    entries += [keep_file(file, bundled, target) for file in absent]
    bundled_ids = to_frame(parquet.read_table(program.path_of("sources"), columns=["source_id"]))["source_id"]
    write_catalog(
        target,
        entries,
        format=FORMAT,
        workspace_format=2,
        built_on=old.built_on,
        # No version of the bundled data: the next change takes their rows as they are then.
        bundled={"version": "", "source_ids": sorted(bundled_ids)},
    )
    return read_catalog(target)


def _with(rows: pa.Table, table: str, missing: list[str], target: Path) -> pa.Table:
    """The rows with columns of which nothing is known."""
    known = {column.name: column for column in EVERY_TABLE[table].columns}
    for name in missing:
        column = known[name]
        if not column.nullable and column.kind is not Kind.TEXTS:
            fields = {"folder": str(target.parent.parent), "table": table, "column": name}
            raise DataFileError(Message(_NOT_GUESSED, fields))
        empty: list[Any] = [[] if column.kind is Kind.TEXTS else None] * rows.num_rows
        rows = rows.append_column(name, pa.array(empty, ARROW[column.kind]))
    return rows.select(list(EVERY_TABLE[table].column_names))


_STEPS: dict[int, Callable[[Catalog, Path, Path], Catalog]] = {1: _to_2}
"""Format: what makes the next one of it."""
