"""A table as somebody's file has it: all cells text, every row with its number in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROW = "row"
"""Name of the index of cells and of every frame that a reader makes: the row of the file, the header counted."""

RAGGED: tuple[str, ...] = ("row", "expected", "found", "text", "code")
"""Columns of the rows that could not be cut into cells; ``code`` is of :mod:`model.import_codes`."""
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file.

    ``cells`` has one column a header, in order, of pandas' ``str`` type (or of numbered words, for a reader that
    takes them: :data:`sources.registry.NUMBERED`), a missing value where a cell is blank; equal headers are told
    apart by `` (2)``, `` (3)``, an empty one is named by its number. Its index is :data:`ROW`. ``ragged`` has the
    rows with another number of cells than the header, or that could not be cut into cells (:data:`RAGGED`): they
    are not in ``cells``. ``read`` counts all rows that are data: those of ``cells`` and of ``ragged``, neither
    header nor tag rows nor blank ones. ``headers`` are the columns of ``cells``; ``first_row`` has the header's
    cells as they stand in row ``header_row`` of the file.
    """

    file: str
    headers: tuple[str, ...]
    cells: pd.DataFrame
    ragged: pd.DataFrame
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    header_row: int = 1
    first_row: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many data rows the table has."""
        return len(self.cells) + len(self.ragged)

    def column(self, *names: str) -> str | None:
        """The first header that one of the names means, whatever its case, spaces, dots and lines under it."""
        known = {plain(header): header for header in reversed(self.cells.columns)}
        return next((known[plain(name)] for name in names if plain(name) in known), None)

    def headless(self, names: Sequence[str] | None = None) -> RawTable:
        """The table with its first row as data, for files without a header; columns are ``1``, ``2`` or ``names``.

        >>> cells = pd.DataFrame({"7": ["8"]}, index=pd.Index([2], name=ROW), dtype="str")
        >>> table = RawTable("a.csv", ("7",), cells, no_ragged()).headless(["id"])
        >>> table.cells["id"].to_dict(), table.read
        ({1: '7', 2: '8'}, 2)
        """
        told = self.first_row or self.headers
        columns = tuple(names or (str(number) for number in range(1, len(told) + 1)))
        first = pd.DataFrame([told], columns=columns, index=pd.Index([self.header_row]), dtype="str")
        first = first.mask(first == "")
        cells = pd.concat([first, self.cells.set_axis(list(columns), axis=1)]).rename_axis(ROW)
        return replace(self, headers=columns, cells=cells, header_row=0, first_row=())


def no_ragged() -> pd.DataFrame:
    """The frame of a table in which every row could be cut into cells."""
    return pd.DataFrame(columns=list(RAGGED), dtype=object)


def numbered_on(tables: Sequence[RawTable]) -> list[RawTable]:
    """The tables with their rows numbered through: those of the second follow the last one of the first.

    >>> table = RawTable("a", ("n",), pd.DataFrame({"n": ["1"]}, index=pd.Index([2], name=ROW)), no_ragged())
    >>> [one.cells.index.to_list() for one in numbered_on([table, table])]
    [[2], [4]]
    """
    found: list[RawTable] = []
    before = 0
    for table in tables:
        cells, ragged = table.cells.copy(deep=False), table.ragged.copy()
        cells.index = (cells.index + before).rename(ROW)
        ragged["row"] += before
        found.append(replace(table, cells=cells, ragged=ragged))
        before = max([before, *cells.index[-1:], *ragged["row"]])
    return found


def joined(tables: Sequence[RawTable]) -> RawTable:
    """Several tables as one with the columns of all, rows numbered through (:func:`numbered_on`).

    >>> table = RawTable("a", ("n",), pd.DataFrame({"n": ["1"]}, index=pd.Index([2], name=ROW)), no_ragged())
    >>> joined([table, table]).cells["n"].to_dict()
    {2: '1', 4: '1'}
    """
    if len(tables) == 1:
        return tables[0]
    parts = numbered_on(tables)
    cells = pd.concat([part.cells for part in parts])
    ragged = pd.concat([part.ragged for part in parts], ignore_index=True)
    return replace(tables[0], headers=tuple(cells.columns), cells=cells, ragged=ragged, first_row=())


def plain(header: str) -> str:
    """A header as headers are compared.

    >>> plain(" Event_Date "), plain("event date")
    ('eventdate', 'eventdate')
    """
    return _BETWEEN.sub("", header).casefold()


def different(headers: Iterable[str]) -> tuple[str, ...]:
    """The headers with equal ones told apart, the first one left as it is; an empty one is its number.

    >>> different(["Specify", "", "Specify"])
    ('Specify', '2', 'Specify (2)')
    """
    found: dict[str, None] = {}
    counts: dict[str, int] = {}
    for at, header in enumerate(headers, 1):
        stem = header or str(at)
        name, number = stem, counts.get(stem, 1)
        while name in found:
            number += 1
            name = f"{stem} ({number})"
        counts[stem] = number
        found[name] = None
    return tuple(found)
