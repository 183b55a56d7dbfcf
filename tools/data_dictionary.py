"""Writes ``docs/data-dictionary.md`` from the contracts: ``python -m tools.data_dictionary``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.tables import TABLES, Column, Kind
from model.workspace_tables import WORKSPACE_TABLES
from tools.data_catalog import PATHS

if TYPE_CHECKING:
    from model.tables import Table

FILE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
HEAD = """# Data dictionary

Written by `python -m tools.data_dictionary` from `model/tables.py` and `model/workspace_tables.py`; do not edit
here. How each file is made, and what to know before using it, stands in [data.md](data.md).

All geometry is EPSG:4326, longitude before latitude. Distances are metres, dates ISO days in local time,
counts whole numbers where empty means unknown and never 0. Periods are stored half-open: the first day
belongs to them, the last does not; `date_start`/`date_end` of incidents, figures and waves and the
coverage of sources are inclusive on both ends. "Key" columns together name one row.
"""
OWN = """# Tables that only a workspace has

What was imported and when, what changed, what people decided ([imports](imports.md)). A workspace without such a
table has none of its rows. They lie in `versions/NNNN/workspace/` of the workspace and are never part of `data/`.
"""
TYPES: dict[Kind, str] = {
    Kind.TEXT: "text",
    Kind.TEXTS: "list of texts",
    Kind.DATE: "date",
    Kind.INT: "whole number",
    Kind.FLOAT: "number",
    Kind.BOOL: "true/false",
    Kind.GEOMETRY: "geometry",
}


def dictionary() -> str:
    """The whole document: a heading for each table, a row for each column, in the order of the contracts."""
    own = (section(table) for table in WORKSPACE_TABLES)
    return "\n".join([HEAD, *(section(table) for table in TABLES), OWN, *own])


def section(table: Table) -> str:
    """The part of one table.

    >>> from model.tables import BY_NAME
    >>> section(BY_NAME["countries"]).splitlines()[0]
    '## countries'
    """
    lines = [
        f"## {table.name}",
        "",
        f"{table.meaning}.",
        "",
        f"File `{_path(table)}`; key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | type | may be empty | meaning |",
        "|---|---|---|---|",
        *(_row(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _path(table: Table) -> str:
    known = PATHS.get(table.name)
    return f"workspace/{table.name}.parquet" if known is None else f"data/{known}"


def _row(column: Column) -> str:
    empty = "yes" if column.nullable or column.kind is Kind.GEOMETRY else "no"
    words = "" if column.words is None else f" – one of {', '.join(f'`{word}`' for word in column.words)}"
    return f"| `{column.name}` | {TYPES[column.kind]} | {empty} | {column.meaning.replace('|', '/')}{words} |"


def main() -> None:
    """Write the document."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(dictionary().encode("utf-8"))
    print(f"{FILE.name} is written: {len(TABLES) + len(WORKSPACE_TABLES)} tables.")


if __name__ == "__main__":
    main()
