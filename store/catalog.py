"""The catalog of a data folder: which files belong to it, and whether they are the ones it names.

A file that is missing, changed or lacks a contract column is an error with a next step, never a
surprise later; all problems of a folder are reported together.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from model.errors import DataFileError
from model.strings import N_, Message
from model.tables import TABLES
from model.workspace_tables import EVERY_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMAT = 1
CATALOG = "catalog.json"
WORKSPACE_FORMAT = 2
"""Format of the versions of a workspace: 1 did not say which of its rows are bundled (:mod:`store.migrations`)."""
NEXT_STEP = "run `make data` to build it again, or restore the file"
_NEXT_STEP_OF_A_VERSION = (
    "take another copy of the workspace back with 'ferghana workspace restore', or write the name of an older "
    "version into CURRENT"
)
VERSIONS = "versions"
"""Folder of the versions of a workspace."""
_NEWER = N_(
    "The data in {folder} have format {found}, made by a newer version of this program, which reads {known}: "
    "update the program, or write the name of an older version into CURRENT."
)
_DIGITS = 12
"""Digits of a hash that are shown."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a data folder as its catalog describes it; ``path`` is relative to the folder."""

    path: str
    table: str | None
    title: str
    sha256: str
    rows: int | None
    licence: str
    attribution: str
    entry: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Catalog:
    """A data folder and its files; ``version`` is the 12-digit name of exactly these data.

    In a workspace ``bundled_version`` and ``bundled_sources`` tell which bundled rows it holds.
    """

    folder: Path
    built_on: str
    version: str
    files: tuple[DataFile, ...]
    bundled_version: str | None = None
    bundled_sources: tuple[str, ...] = ()
    workspace_format: int = WORKSPACE_FORMAT

    def has(self, table: str) -> bool:
        """Whether the folder holds a file for the table; those of a workspace only need not be there."""
        return any(file.table == table for file in self.files)

    def path_of(self, table: str) -> Path:
        """The file that holds a table.

        Raises
        ------
            DataFileError: the catalog names none.
        """
        for file in self.files:
            if file.table == table:
                return self.folder / file.path
        message = f"{self.folder / CATALOG} names no file for the table '{table}': {next_step(self.folder)}."
        raise DataFileError(message)


def next_step(folder: Path) -> str:
    """What to do about a file of a data folder that is not as it should be."""
    return _NEXT_STEP_OF_A_VERSION if folder.parent.name == VERSIONS else NEXT_STEP


def read_catalog(folder: Path) -> Catalog:
    """The catalog of a data folder.

    Raises
    ------
        DataFileError: there is none, it is no JSON, or it is of another format or made by a newer program.
    """
    path = folder / CATALOG
    try:
        content = path.read_bytes()
        parsed = json.loads(content)
        found = parsed.get("format")
        if found == FORMAT:
            return _readable(_catalog_of(folder, parsed, hashlib.sha256(content).hexdigest()[:_DIGITS]))
    except FileNotFoundError:
        message = f"The catalog {path} is missing: {next_step(folder)}."
        raise DataFileError(message) from None
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as problem:
        message = f"The catalog {path} cannot be read ({type(problem).__name__}: {problem}): {next_step(folder)}."
        raise DataFileError(message) from problem
    message = f"The catalog {path} should have format {FORMAT} but has {found}: {next_step(folder)}."
    raise DataFileError(message)


def check_files(catalog: Catalog, *, hashes: bool = True) -> None:
    """Nothing, if every file is there, unchanged, and has its contract columns.

    ``hashes=False`` leaves out the comparison with the catalog's hashes.

    Raises
    ------
        DataFileError: a sentence for each file that is not as it should be.
    """
    problems = list(problems_of(catalog, hashes=hashes))
    if problems:
        raise DataFileError(" ".join(problems))


def problems_of(catalog: Catalog, *, hashes: bool = True) -> Iterator[str]:
    """A sentence for each thing that is wrong with the files of a data folder."""
    named, step = {file.table for file in catalog.files}, next_step(catalog.folder)
    for table in TABLES:
        if table.name not in named:
            yield f"{catalog.folder / CATALOG} names no file for the table '{table.name}': {step}."
    for file in catalog.files:
        problem = _problem_of(catalog.folder / file.path, file, hashes=hashes)
        if problem:
            yield f"{problem}: {step}."


def _problem_of(path: Path, file: DataFile, *, hashes: bool) -> str | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return f"The data file {path} is missing"
    except OSError as problem:
        return f"The data file {path} cannot be read ({problem.strerror})"
    found = hashlib.sha256(content).hexdigest()
    if hashes and found != file.sha256:
        expected = file.sha256[:_DIGITS]
        return (
            f"The data file {path} is not the one of the catalog (expected sha256 {expected}…, "
            f"found {found[:_DIGITS]}…)"
        )
    return _column_problem(path, content, file.table) if file.table else None


def _column_problem(path: Path, content: bytes, table: str) -> str | None:
    if table not in EVERY_TABLE:
        return f"The data file {path} holds the table '{table}', which no contract describes"
    try:
        columns = parquet.read_schema(pa.BufferReader(content)).names
    except (pa.ArrowInvalid, OSError):
        return f"The data file {path} should be a Parquet file but is not"
    missing = [name for name in EVERY_TABLE[table].column_names if name not in columns]
    if not missing:
        return None
    return f"The data file {path} lacks the column(s) {', '.join(missing)} of the table '{table}'"


def _catalog_of(folder: Path, parsed: Mapping[str, Any], version: str) -> Catalog:
    bundled = parsed.get("bundled") or {}
    return Catalog(
        folder,
        str(parsed.get("built_on", "")),
        version,
        tuple(_data_file(entry) for entry in parsed["files"]),
        bundled.get("version"),
        tuple(bundled.get("source_ids", ())),
        int(parsed.get("workspace_format", 1)),
    )


def _readable(catalog: Catalog) -> Catalog:
    """The catalog itself, if this program knows its format."""
    if catalog.workspace_format > WORKSPACE_FORMAT:
        found, known = catalog.workspace_format, WORKSPACE_FORMAT
        raise DataFileError(Message(_NEWER, {"folder": str(catalog.folder), "found": found, "known": known}))
    return catalog


def _data_file(entry: dict[str, Any]) -> DataFile:
    return DataFile(
        path=entry["path"],
        table=entry.get("table"),
        title=entry.get("title") or "",
        sha256=entry["sha256"],
        rows=entry.get("rows"),
        licence=entry.get("licence") or "",
        attribution=entry.get("attribution") or "",
        entry=entry,
    )
