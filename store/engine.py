"""The in-memory DuckDB behind a store: compressed tables with ENUM columns, one Ibis backend a thread.

Ibis 12.0.0, DuckDB 1.5.6 and sqlglot 30.8.0 are pinned together. One connection shared by threads
fails; a cursor of the base connection for each thread does not. Geometry never comes here, and no
extension is ever fetched.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.compute as pc

from model.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ibis
    import pyarrow as pa

    from model.tables import Column

Words = dict[str, list[str] | None]
"""Column: the words that its ENUM holds; ``None`` = it stays text."""

_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_DATABASE = "tables"
_ENUM_ABOVE = 2
"""An open text column becomes an ENUM if a word of it stands in more rows than this, on average."""
_TYPES: dict[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.TEXTS: "VARCHAR[]",
    Kind.DATE: "DATE",
    Kind.INT: "BIGINT",
    Kind.FLOAT: "DOUBLE",
    Kind.BOOL: "BOOLEAN",
}
_SEEN: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.TEXTS: "array<string>",
    Kind.DATE: "date",
    Kind.INT: "int64",
    Kind.FLOAT: "float64",
    Kind.BOOL: "boolean",
}
"""The same types as an expression sees them: an ENUM is text there."""


class Engine:
    """A private in-memory database. :meth:`load` and :meth:`fill` make its tables, any thread asks them."""

    def __init__(self) -> None:
        self._base = duckdb.connect(":memory:", config=_CONFIG)
        # A database in memory is compressed only where it is attached so; that saves four fifths.
        self._base.execute(f"ATTACH ':memory:' AS {_DATABASE} (COMPRESS); USE {_DATABASE}")
        self._schemas: dict[str, ibis.Schema] = {}
        self._lock = threading.RLock()
        self._local = threading.local()

    def load(self, name: str, rows: pa.Table, columns: Sequence[Column], *, order: str) -> None:
        """Make the table ``name`` of the rows, sorted by ``order`` (column names, comma between)."""
        kept = [column for column in columns if column.kind is not Kind.GEOMETRY]
        words = {column.name: _words(column, rows) for column in kept}
        with self._lock:
            self._create(name, kept, words)
            self._base.from_arrow(rows).project(_names(kept)).order(order).insert_into(name)

    def fill(self, name: str, chunks: Iterable[pa.Table], columns: Sequence[Column], words: Words) -> None:
        """Make the table ``name`` of rows that come in pieces and in order; no more than two are held at once."""
        with self._lock:
            self._create(name, columns, words)
            for rows in chunks:
                self._base.from_arrow(rows).project(_names(columns)).insert_into(name)
                # Rows are packed when the database is flushed: at once, or all of them stand there unpacked.
                self._base.execute(f"CHECKPOINT {_DATABASE}")

    def backend(self) -> Any:
        """The Ibis backend of the calling thread."""
        import ibis  # noqa: PLC0415 - loading it takes half a second that an import of records has not

        found = getattr(self._local, "backend", None)
        if found is None:
            with self._lock:
                cursor = self._base.cursor()
            cursor.execute(f"USE {_DATABASE}")
            found = ibis.duckdb.from_connection(cursor)
            self._local.backend = found
        return found

    def table(self, name: str) -> Any:
        """The table ``name`` as an Ibis expression of the calling thread.

        Ibis would ask the database for the types of the columns, and read back every word of every ENUM: a
        fifth of a second in each new thread, and a page runs in a new one with every click.
        """
        from ibis.expr.operations import DatabaseTable  # noqa: PLC0415 - see above

        known = self._local.__dict__.setdefault("tables", {})
        if name not in known:
            known[name] = DatabaseTable(name, schema=self._schemas[name], source=self.backend()).to_expr()
        return known[name]

    def _create(self, name: str, columns: Sequence[Column], words: Mapping[str, list[str] | None]) -> None:
        import ibis  # noqa: PLC0415 - see above

        fields = ", ".join(f'"{column.name}" {_type(column, words.get(column.name))}' for column in columns)
        self._base.execute(f"CREATE TABLE {name} ({fields})")
        self._schemas[name] = ibis.schema({column.name: _SEEN[column.kind] for column in columns})


def pays(words: int, rows: int) -> bool:
    """Whether an open text column with so many different words in so many rows becomes an ENUM.

    >>> pays(3, 100), pays(60, 100), pays(0, 100)
    (True, False, False)
    """
    return 0 < words * _ENUM_ABOVE < rows


def _words(column: Column, rows: pa.Table) -> list[str] | None:
    if column.kind is not Kind.TEXT:
        return None
    if column.words is not None:
        return [str(word) for word in column.words]
    found = sorted(word for word in pc.unique(rows.column(column.name)).to_pylist() if word is not None)
    return found if pays(len(found), rows.num_rows) else None


def _names(columns: Sequence[Column]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)


def _type(column: Column, words: Sequence[str] | None) -> str:
    if column.kind is not Kind.TEXT or not words:
        return _TYPES[column.kind]
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"ENUM ({quoted})"
