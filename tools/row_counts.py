"""How many rows of a bundled table fit: ``python -m tools.row_counts places 'place_id=SET*'``, as JSON.

A condition is COLUMN=PATTERN with ``*`` for anything and ``|`` between alternatives; an empty pattern
means an empty cell. All conditions must hold. Without a table, the rows of every table.
"""

from __future__ import annotations

import argparse
import json
import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.errors import BadInputError, FerghanaError
from model.tables import TABLES
from store.bundle import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.bundle import Store


def fits(values: pd.Series[Any], pattern: str) -> pd.Series[bool]:
    """Which cells fit a pattern.

    >>> fits(pd.Series(["SET1", "GN2", None]), "SET*|").tolist()
    [True, False, True]
    """
    patterns = pattern.split("|")

    def one(value: Any) -> bool:
        text = "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)
        return any(fnmatchcase(text, wanted) for wanted in patterns)

    return values.map(one).astype(bool)


def count(store: Store, table: str, conditions: Sequence[str], *, distinct: str | None = None) -> dict[str, Any]:
    """The number of rows of a table that fit all conditions, or of different values of a column in them.

    Raises
    ------
        BadInputError: there is no such table or column.
    """
    names = [known.name for known in TABLES]
    if table not in names:
        message = f"There is no table '{table}': use one of {', '.join(names)}."
        raise BadInputError(message)
    rows = store.frame(table)
    for condition in conditions:
        column, _, pattern = condition.partition("=")
        rows = rows[fits(rows[_known(rows, column)], pattern)]
    number = int(rows[_known(rows, distinct)].nunique()) if distinct else len(rows)
    return {"table": table, "where": list(conditions), "rows": number}


def _known(rows: pd.DataFrame, column: str) -> str:
    if column not in rows.columns:
        message = f"There is no column '{column}': use one of {', '.join(rows.columns)}."
        raise BadInputError(message)
    return column


def main(words: Sequence[str] | None = None, *, store: Store | None = None) -> int:
    """Print the count as JSON; exit code 1 and one sentence where table or column are unknown."""
    parser = argparse.ArgumentParser(prog="python -m tools.row_counts", description=__doc__.splitlines()[0])
    parser.add_argument("table", nargs="?", help="a table of docs/data-dictionary.md")
    parser.add_argument("conditions", nargs="*", help="COLUMN=PATTERN")
    parser.add_argument("--distinct", help="count the different values of this column")
    asked = parser.parse_args(words)
    try:
        opened = store or open_store()
        if asked.table is None:
            found: dict[str, Any] = {"rows": {table.name: len(opened.frame(table.name)) for table in TABLES}}
        else:
            found = count(opened, asked.table, asked.conditions, distinct=asked.distinct)
    except FerghanaError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(json.dumps({**found, "data_version": opened.data_version}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
