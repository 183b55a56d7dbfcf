"""Builds every file of ``data/`` and its catalog, or checks that they are what the builders make.

    python -m tools.build_data            writes data/
    python -m tools.build_data --check    builds into a temporary folder and compares; writes nothing

A builder is a module of ``tools/`` with ``build() -> {table: frame}``. Parameters of its ``build`` are
names of tables that earlier builders made (or of :data:`PARAMETERS`). A builder may also have
``documents() -> [Document]`` for files that are no tables. Nothing is written before every table meets
its contract. Same facts give the same rows, and geometry to 1e-7 degree, on any platform.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import inspect
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from model.errors import DataFileError, FerghanaError
from model.tables import BY_NAME, Kind
from tools.data_catalog import (
    PATHS,
    Document,
    document_entry,
    read_entries,
    table_entry,
    write_catalog,
)
from tools.write_table import check_table, conform, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parents[1] / "data"
BUILDERS = (
    "build_boundaries",
    "build_sections",
    "build_places",
    "build_districts",
    "build_crossings",
    "build_resources",
    "build_responses",
    "build_incidents",
    "build_surveys",
    "build_sources",
)
PARAMETERS: dict[str, str] = {"lines": "border_lines"}
"""Parameters of builders that are called otherwise than the table they take."""
TOLERANCE = 1e-7
"""Degrees for geometry and lon/lat; for other numbers the same, relative and absolute."""


def build_all(
    builders: Sequence[str] = BUILDERS,
) -> tuple[dict[str, pd.DataFrame], dict[str, str], list[Document]]:
    """Every table by name, the builder of each, and the files that are no tables.

    Raises
    ------
        DataFileError: a builder could not do its work, or two builders made one table.
    """
    tables: dict[str, pd.DataFrame] = {}
    made_by: dict[str, str] = {}
    documents: list[Document] = []
    for name in builders:
        module = importlib.import_module(f"tools.{name}")
        wanted = {key: PARAMETERS.get(key, key) for key in inspect.signature(module.build).parameters}
        made = module.build(**{key: tables[table] for key, table in wanted.items() if table in tables})
        twice = sorted(set(made) & set(tables))
        if twice:
            message = f"tools/{name}.py made {', '.join(twice)} again: one table has one builder."
            raise DataFileError(message)
        tables |= made
        made_by |= dict.fromkeys(made, f"tools/{name}.py")
        documents += getattr(module, "documents", list)()
    return tables, made_by, documents


def write_all(folder: Path, *, today: date) -> bool:
    """Whether anything changed; writes all files and the catalog below ``folder``.

    Raises
    ------
        DataFileError: a table breaks its contract or is missing.
    """
    tables, made_by, documents = build_all()
    refuse_broken(tables)
    written = {name: write_table(name, tables[name], folder / path) for name, path in PATHS.items()}
    entries = [
        table_entry(name, frame, folder, sources=written["sources"], built_by=made_by[name])
        for name, frame in written.items()
    ]
    for document in documents:
        (folder / document.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / document.path).write_bytes(document.content)
        entries.append(document_entry(document, sources=written["sources"]))
    return write_catalog(entries, folder, today=today)


def refuse_broken(tables: Mapping[str, pd.DataFrame]) -> None:
    """Nothing, if every table is there and meets its contract.

    Raises
    ------
        DataFileError: a sentence for each problem of each table.
    """
    problems = [f"No builder made the table {name}: see BUILDERS." for name in PATHS if name not in tables]
    for name, frame in tables.items():
        try:
            check_table(name, conform(name, frame))
        except DataFileError as problem:
            problems.append(str(problem))
    if problems:
        raise DataFileError(" ".join(problems))


def differences(old: Path, new: Path) -> list[str]:
    """A sentence for each file whose rows differ between two data folders, geometry to 1e-7 degree."""
    found = []
    before, after = ({entry["path"]: entry for entry in read_entries(folder)} for folder in (old, new))
    for path in sorted(set(before) | set(after)):
        if path not in before or path not in after:
            found.append(f"{path} stands only in the {'built' if path in after else 'committed'} data.")
        elif before[path]["table"] is None:
            if before[path]["sha256"] != after[path]["sha256"]:
                found.append(f"{path} differs in its bytes.")
        else:
            columns = differing_columns(read_table(old / path), read_table(new / path), before[path]["table"])
            found += [f"{path} differs in {', '.join(columns)}."] if columns else []
    return found


def differing_columns(one: pd.DataFrame, other: pd.DataFrame, name: str) -> list[str]:
    """The columns of a table whose values differ between two frames; ``rows`` if the number of rows does."""
    if len(one) != len(other):
        return [f"rows ({len(one)} and {len(other)})"]
    return [
        column.name
        for column in BY_NAME[name].columns
        if not _equal(one[column.name], other[column.name], column.kind)
    ]


def changed_files(folder: Path) -> list[str]:
    """A sentence for each file of a data folder that is not the one its catalog names."""
    return [
        f"{entry['path']} is not the file that the catalog names."
        for entry in read_entries(folder)
        if not (folder / entry["path"]).is_file()
        or hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest() != entry["sha256"]
    ]


def _equal(one: pd.Series[Any], other: pd.Series[Any], kind: Kind) -> bool:
    if kind is Kind.GEOMETRY:
        pairs = zip(one, other, strict=True)
        return all((a is None) == (b is None) and (a is None or _same_shape(a, b)) for a, b in pairs)
    if kind is Kind.FLOAT:
        values = one.to_numpy(float), other.to_numpy(float)
        return bool(np.allclose(*values, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True))
    return list(one.astype(object).where(one.notna(), None)) == list(
        other.astype(object).where(other.notna(), None)
    )


def _same_shape(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Same vertices to the tolerance; the first vertex of a ring and the order of parts may differ."""
    if shapely.equals_exact(one, other, tolerance=TOLERANCE):
        return True
    return bool(shapely.equals_exact(one, other, tolerance=TOLERANCE, normalize=True))


def check(folder: Path) -> list[str]:
    """A sentence for each way in which a data folder is not what the builders make now."""
    problems = changed_files(folder)
    with TemporaryDirectory() as place:
        write_all(Path(place), today=datetime.now(UTC).date())
        return problems + differences(folder, Path(place))


def main() -> int:
    """0 if the data are built (or, with ``--check``, equal), 1 with one plain sentence if not."""
    parser = argparse.ArgumentParser(description="Build the files of data/ from tools/facts.")
    parser.add_argument("--check", action="store_true", help="compare with the files of data/, write nothing")
    given = parser.parse_args()
    try:
        if given.check:
            problems = check(DATA)
            print(" ".join(problems) or "The files of data/ are what the builders make.")
            return int(bool(problems))
        changed = write_all(DATA, today=datetime.now(UTC).date())
    except FerghanaError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"The files of data/ are built; their catalog {'is new' if changed else 'did not change'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
