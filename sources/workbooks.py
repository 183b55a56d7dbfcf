"""Workbooks (XLSX, XLS, ODS) as raw tables, a sheet each: cells as text, days as ISO days."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

import python_calamine

from model.errors import BadInputError
from model.settings import MOST_COLUMNS
from model.strings import N_, Message
from sources.delimited import titles
from sources.sheet_limits import check_sheets
from sources.table_making import Gathered, table_of

if TYPE_CHECKING:
    from sources.archives import Archive
    from sources.raw_table import RawTable

_BROKEN = N_("The workbook {file} cannot be opened: save it anew as XLSX, without a password, and import that.")
_EMPTY = N_("The workbook {file} holds no table: its sheets are empty.")
_WIDE = N_("The sheet '{sheet}' of {file} has {found} columns, more than {most}: delete what is not needed.")
_LOOKED_AT = 25


def read_workbook(buffer: memoryview, *, name: str, archive: Archive | None = None) -> list[RawTable]:
    """Every sheet that holds something, hidden ones too, in the order of the workbook.

    Raises
    ------
    BadInputError
        It is damaged, locked, too large, or all its sheets are empty.
    """
    if archive is not None:
        check_sheets(archive)
    found: list[RawTable] = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(buffer))
        for sheet in book.sheet_names:
            table = _sheet(book.get_sheet_by_name(sheet), sheet, name=name)
            found += [table] if table is not None else []
    except (python_calamine.CalamineError, ValueError, OSError, KeyError) as error:
        if isinstance(error, BadInputError):
            raise
        raise BadInputError(Message(_BROKEN, {"file": name})) from error
    if not found:
        raise BadInputError(Message(_EMPTY, {"file": name}))
    return found


def _sheet(sheet: python_calamine.CalamineSheet, title: str, *, name: str) -> RawTable | None:
    if sheet.start is None:
        return None
    rows = enumerate(([cell_text(cell) for cell in row] for row in sheet.iter_rows()), 1)
    first = list(islice(((number, row) for number, row in rows if any(row)), _LOOKED_AT))
    if not first:
        return None
    at = titles([row for _, row in first])
    header_row, header = first[at][0], [cell.strip() for cell in first[at][1]]
    if len(header) > MOST_COLUMNS:
        fields = {"file": name, "sheet": title, "found": len(header), "most": MOST_COLUMNS}
        raise BadInputError(Message(_WIDE, fields))
    gathered = Gathered.empty(len(header), header_row=header_row)
    for number, row in chain(first[at + 1 :], rows):
        gathered.take(number, row)
    return _without_margin(table_of(gathered.closed(), header, file=name, sheet=title))


def _without_margin(table: RawTable) -> RawTable:
    """The table without the last columns that have neither header nor cells: formatted, but never filled."""
    width = len(table.headers)
    while width > 1 and not table.first_row[width - 1] and table.cells.iloc[:, width - 1].isna().all():
        width -= 1
    return replace(
        table,
        headers=table.headers[:width],
        first_row=table.first_row[:width],
        cells=table.cells.iloc[:, :width],
    )


def cell_text(value: object) -> str:
    """A cell as text: days without a time as ISO days, whole numbers without a point.

    >>> cell_text(3.0), cell_text(datetime(2022, 9, 14)), cell_text(True)
    ('3', '2022-09-14', 'true')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, timedelta)) else ""
