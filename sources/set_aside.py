"""A file of rows that an import set aside, read again once they are mended: as the file that they came from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from model.imports import SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources.raw_table import RawTable

_DEFUSED = r"^'(?=[=+\-@\t\r\n])"
_SOURCE = SET_ASIDE[-1]


def is_set_aside(table: RawTable) -> bool:
    """Whether the table has the columns of a file of rows set aside."""
    return set(SET_ASIDE) <= set(table.headers)


def source_of(tables: Iterable[RawTable]) -> str | None:
    """The source that rows set aside belong to; ``None`` where the tables are none, or are those of several."""
    told = {name for table in tables if is_set_aside(table) for name in table.cells[_SOURCE].dropna().unique()}
    return str(told.pop()) if len(told) == 1 else None


def as_it_was(table: RawTable) -> RawTable:
    """The table without what the file of rows set aside added: its columns, and apostrophes before formulas.

    Any other table is given back as it is: there an apostrophe is the author's own.
    """
    if not is_set_aside(table):
        return table
    own = [(at, header) for at, header in enumerate(table.headers) if header not in SET_ASIDE]
    told = table.first_row or table.headers
    cells = table.cells[[header for _, header in own]].copy()
    for name in cells.columns:
        cells[name] = cells[name].str.replace(_DEFUSED, "", regex=True)
    headers = tuple(_bare(header) for _, header in own)
    cells.columns = list(headers)
    return replace(table, headers=headers, first_row=tuple(_bare(told[at]) for at, _ in own), cells=cells)


def _bare(text: str) -> str:
    return re.sub(_DEFUSED, "", text)
