"""The in-memory DuckDB behind a store: tables sorted by date with ENUM columns, one Ibis backend a thread.

Ibis 12.0.0, DuckDB 1.5.6 and sqlglot 30.8.0 are pinned together. One connection shared by threads
fails; a cursor of the base connection for each thread does not. Geometry never comes here, and no
extension is ever fetched.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import pyarrow.compute as pc

from model.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from model.tables import Column

_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_ENUM_ABOVE = 2
"""An open text column becomes an ENUM if a word of it stands in more rows than this, on average."""


class Engine:
    """A private in-memory database. :meth:`load` fills it, :meth:`backend` asks it from any thread."""

    def __init__(self) -> None:
        self._base = duckdb.connect(":memory:", config=_CONFIG)
        self._lock = threading.RLock()
        self._local = threading.local()

    def load(self, name: str, rows: pa.Table, columns: Sequence[Column], *, order: str) -> None:
        """Make the table ``name`` of the rows, sorted by ``order`` (column names, comma between)."""
        selected = ", ".join(_expression(column, rows) for column in columns if column.kind is not Kind.GEOMETRY)
        with self._lock:
            self._base.from_arrow(rows).project(selected).order(order).create(name)

    def backend(self) -> Any:
        """The Ibis backend of the calling thread."""
        found = getattr(self._local, "backend", None)
        if found is None:
            with self._lock:
                found = ibis.duckdb.from_connection(self._base.cursor())
            self._local.backend = found
        return found

    def table(self, name: str) -> Any:
        """The table ``name`` as an Ibis expression of the calling thread; its schema is read once a thread."""
        backend = self.backend()
        known = self._local.__dict__.setdefault("tables", {})
        if name not in known:
            known[name] = backend.table(name)
        return known[name]


def _expression(column: Column, rows: pa.Table) -> str:
    words = _words(column, rows)
    name = f'"{column.name}"'
    return name if words is None else f"CAST({name} AS {_enum(words)}) AS {name}"


def _words(column: Column, rows: pa.Table) -> list[str] | None:
    """The words of an ENUM column; ``None`` where the column stays text."""
    if column.kind is not Kind.TEXT:
        return None
    if column.words is not None:
        return [str(word) for word in column.words]
    found = sorted(word for word in pc.unique(rows.column(column.name)).to_pylist() if word is not None)
    return found if found and len(found) * _ENUM_ABOVE < rows.num_rows else None


def _enum(words: list[str]) -> str:
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"ENUM ({quoted})"
