"""The hidden sheet of the incident log: which heading means which column, and which word which of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.imports import Profile
from model.incident_log import KEY_HEADERS, KEY_SHEET
from sources.known_headers import COLUMNS
from sources.raw_table import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.raw_table import RawTable


def is_key(table: RawTable) -> bool:
    """Whether the table is the sheet of keys."""
    return table.sheet == KEY_SHEET and set(KEY_HEADERS) <= set(table.headers)


def keyed_profile(tables: Sequence[RawTable]) -> Profile | None:
    """The mapping that the sheet of keys gives for the first table; None where there is no such sheet.

    A unit is written by its id, which is a name that matching reads.
    """
    key = next((table for table in tables if is_key(table)), None)
    if key is None or is_key(tables[0]):
        return None
    cells = key.cells.astype(object)
    rows = list(
        cells[list(KEY_HEADERS)].where(cells[list(KEY_HEADERS)].notna(), "").itertuples(index=False, name=None)
    )
    headings = {plain(label): column for what, column, _, label in rows if what == "column" and column in COLUMNS}
    columns = {headings[plain(header)]: header for header in tables[0].headers if plain(header) in headings}
    words: dict[str, dict[str, str]] = {}
    for what, column, code, label in rows:
        if what != "column" and column in columns and code:
            words.setdefault(column, {})[label] = code
    return Profile("", "incidents", columns, words)
