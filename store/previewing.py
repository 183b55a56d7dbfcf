"""What a file is, before anything of it is taken: its kind, its columns, its first rows, a proposed mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from model.imports import ImportKind
from sources import opening, registry
from sources.checking import MASK
from sources.incident_log_keys import is_key
from sources.personal import personal_columns
from sources.spreadsheet import proposed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from model.imports import Profile
    from sources.raw_table import RawTable

SAMPLE = 8
"""Rows of a preview."""
MOST_WORDS = 40
"""Different cells of a column that are offered for a translation into words."""


class Sheet(NamedTuple):
    """One table of a file: how many rows, which columns, its first rows with personal cells masked."""

    file: str
    sheet: str | None
    rows: int
    headers: tuple[str, ...]
    sample: pd.DataFrame
    personal: frozenset[str]
    encoding: str | None


class Preview(NamedTuple):
    """What the files of one import are; ``profile`` is proposed for a spreadsheet."""

    kind: ImportKind | None
    sheets: tuple[Sheet, ...]
    profile: Profile | None = None


def preview(paths: Sequence[Path]) -> Preview:
    """The kind of the files, and their tables where they are tables.

    Raises
    ------
        BadInputError: a file cannot be opened, or is not what its name says.
    """
    kind = registry.detect(paths)
    if kind is ImportKind.PLACES:
        return Preview(kind, ())
    tables = [table for path in paths for table in opening.open_tables(path)]
    sheets = tuple(_sheet(table) for table in _lists(tables))
    wanted = kind in {None, ImportKind.SPREADSHEET} and bool(tables)
    return Preview(kind, sheets, proposed(tables) if wanted else None)


def words_in(paths: Sequence[Path], header: str) -> tuple[str, ...]:
    """The different cells of a column of the first table, the most frequent first; none of a personal column."""
    table = next(iter(opening.open_tables(paths[0])), None)
    if table is None or header not in table.cells or header in personal_columns(table.headers):
        return ()
    return tuple(str(cell) for cell in table.cells[header].value_counts().head(MOST_WORDS).index)


def _lists(tables: list[RawTable]) -> list[RawTable]:
    """The tables that are data: of an incident log only its first sheet, else all."""
    logs = {table.file for table in tables if is_key(table)}
    first = {table.file: table for table in reversed(tables)}
    return [table for table in tables if table.file not in logs or table is first[table.file]]


def _sheet(table: RawTable) -> Sheet:
    hidden = personal_columns(table.headers)
    sample = table.cells.head(SAMPLE).astype(object)
    for column in hidden & set(sample.columns):
        sample[column] = sample[column].map(lambda cell: cell if cell != cell else MASK)  # noqa: PLR0124 - blank
    return Sheet(table.file, table.sheet, table.read, table.headers, sample, hidden, table.encoding)
