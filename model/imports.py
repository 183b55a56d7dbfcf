"""What an import is made of: its kind, what was read from a file, and the report that accounts for every row.

``sources/`` gives a :class:`Parsed`; ``store/`` matches, compares and writes it and gives an
:class:`ImportReport`. Rows are numbered as a person counts them in the file: the header is row 1 there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from model.strings import Message

STATED_PROVINCE, STATED_DISTRICT = "stated_province", "stated_district"
"""Columns that readers of incidents, surveys and responses give beside the contract: units in the file's words."""

QUARANTINE_COLUMNS: tuple[str, ...] = ("row", "column", "code", "value", "message")
"""One row a problem: number of the row in the file, header of the column, code, the cell, a message."""

SET_ASIDE: tuple[str, ...] = ("ferghana_row", "ferghana_code", "ferghana_reason", "ferghana_source")
"""Columns that a file of rows set aside has beside its own: row number, codes, sentences, source of the rows."""


class ImportKind(StrEnum):
    """What a file is, as the command names it."""

    ACLED = "acled"
    UCDP = "ucdp"
    KOBO = "kobo"
    ODK = "odk"
    SPREADSHEET = "spreadsheet"
    PLACES = "places"
    RESPONSES = "responses"


@dataclass(frozen=True, slots=True)
class Profile:
    """How the columns of somebody's spreadsheet become columns of a table; saved under its name.

    ``columns`` maps a contract column to a header of the file, ``words`` a contract column to what its
    cells mean (``{"incident_type": {"драка": "stone_throwing"}}``), ``fixed`` gives a column one value.
    """

    name: str
    table: str = "incidents"
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports says about the file; all of it may be left out.

    ``source_id`` names the source that the rows belong to: importing it again is a comparison. ``adds_only``
    says that the file is no whole list: what it does not hold is not withdrawn. ``secret`` is the workspace's key
    for respondents.
    """

    source_id: str | None = None
    title: str | None = None
    licence: str | None = None
    redistributable: bool | None = None
    adds_only: bool = False
    form: Path | None = None
    profile: Profile | None = None
    wave: str | None = None
    secret: bytes | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from the files of one import: canonical frames, and every row that could not be used.

    ``table`` is the main table; ``tables`` holds its frame and those that belong to it, each with the
    contract's columns (besides :data:`STATED_PROVINCE`, :data:`STATED_DISTRICT`) and an index named
    ``row``: the row of the file. ``quarantine`` has :data:`QUARANTINE_COLUMNS`; ``cells`` the cells of those rows
    as text, same index, what could tell a person masked. Each of the ``read`` rows is in one of the two, so
    ``read == number of different rows in main table + in quarantine``. ``partial`` says that the files are
    no whole list of their source: what they do not hold is not withdrawn.
    """

    kind: ImportKind
    table: str
    source: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    read: int
    quarantine: pd.DataFrame
    cells: pd.DataFrame
    notes: tuple[Message, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class NameCase:
    """A name that was not matched by itself: where it was looked for, how many rows have it, who comes near."""

    text: str
    rows: int
    within: str = ""
    candidates: tuple[Mapping[str, Any], ...] = ()
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every row of an import.

    ``rows_read == accepted + updated + unchanged + number of different rows in quarantine``: accepted are
    rows of records that are new, updated rows of records with another content than before.
    """

    kind: ImportKind
    source_id: str
    files: tuple[str, ...]
    rows_read: int
    accepted: int
    updated: int
    unchanged: int
    withdrawn: int
    quarantine: pd.DataFrame
    cells: pd.DataFrame
    unmatched: tuple[NameCase, ...] = ()
    ambiguous: tuple[NameCase, ...] = ()
    levels: Mapping[str, int] = field(default_factory=dict)
    outside_area: int = 0
    duplicates: int = 0
    notes: tuple[Message, ...] = ()
    seconds: float = 0.0
    dry_run: bool = False
    import_id: str | None = None
    version: str | None = None

    @property
    def quarantined_rows(self) -> int:
        """How many different rows stand in quarantine."""
        return int(self.quarantine["row"].nunique())

    @property
    def adds_up(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.rows_read == self.accepted + self.updated + self.unchanged + self.quarantined_rows
