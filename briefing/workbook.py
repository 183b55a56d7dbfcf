"""An answer as an Excel workbook: records, accounts, and a sheet that says what they are.

Every text is a text: what a spreadsheet could take for a formula is defused, characters that its file
format forbids are left out. Rows are streamed, so a hundred thousand of them need little memory.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from briefing.stamps import line_stamp, marks
from briefing.tabular import defused, joined, legible, rows_of
from model.errors import BadInputError
from model.result import require_published
from model.strings import N_, English, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from briefing.about import Lines
    from model.result import Result
    from model.strings import Translator

RECORDS, ACCOUNTS, ABOUT = "Records", "Accounts", "About"
"""Names of the sheets; they are for machines too and are not translated."""
_SHEETS: dict[str, tuple[str, dict[str, str]]] = {"changes": ("Changes", {"Imports": "imports"})}
"""Sheets of answers that hold no incidents: that of the table, and those of the smaller tables."""
MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings."""
LONGEST = 32_000
"""Letters of a cell; the format allows 32,767."""

_ENGLISH = English()
_TOO_MANY = N_(
    "An Excel sheet holds {most} rows but the selection has {n}: narrow the filters, or use csv or gpkg."
)
_WIDE = {"description": 60, "source_title": 40, "source_url": 40, "place_text": 24, "incident_id": 16}
_USUAL, _HEADING, _TEXT = 14, 18, 110
_BOLD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def workbook(result: Result, *, about: Lines, tr: Translator = _ENGLISH) -> bytes:
    """The bytes of an .xlsx file with the sheets Records, Accounts and About.

    Raises
    ------
        BadInputError: there are more rows than a sheet holds.
        FerghanaError: the answer was not published.
    """
    require_published(result)
    if len(result.table) > MOST_ROWS:
        message = Message(_TOO_MANY, {"most": MOST_ROWS, "n": len(result.table)})
        raise BadInputError(message)
    book = Workbook(write_only=True)
    first, others = _SHEETS.get(result.question, (RECORDS, {ACCOUNTS: "by_account"}))
    _table(book, first, result.table, result, tr)
    for name, key in others.items():
        if key in result.tables:
            _table(book, name, result.tables[key], result, tr)
    _about(book, about, result, tr)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(book: Workbook, name: str, frame: pd.DataFrame, result: Result, tr: Translator) -> None:
    columns, tail = [str(name) for name in frame.columns if name != "geometry"], line_stamp(result, tr=tr)
    widths = [_WIDE.get(column, _USUAL) for column in (*columns, *tail)]
    sheet = _sheet(book, name, widths, marks(result, tr=tr))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(frame) + 1}"
    sheet.append([_bold(sheet, heading) for heading in (*columns, *tail)])
    for row in rows_of(frame):
        sheet.append([_safe(row[column]) for column in columns] + [_safe(value) for value in tail.values()])


def _about(book: Workbook, about: Lines, result: Result, tr: Translator) -> None:
    sheet = _sheet(book, ABOUT, (_HEADING, _TEXT), marks(result, tr=tr))
    for heading, text in about:
        words = WriteOnlyCell(sheet, _safe(text))
        words.alignment = _WRAPPED
        sheet.append([_bold(sheet, heading), words])


def _sheet(book: Workbook, name: str, widths: Iterable[int], marked: list[str]) -> Any:
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    words = " · ".join(marked)
    if words:
        # A printed page says whether it may go out.
        sheet.oddHeader.center.text = words
    return sheet


def _bold(sheet: Any, text: str) -> Any:
    heading = WriteOnlyCell(sheet, _safe(text))
    heading.font = _BOLD
    return heading


def _safe(value: Any) -> Any:
    """A cell of a sheet: one text for a list, nothing forbidden, nothing too long, no formula."""
    bare = legible(joined(value))
    if isinstance(bare, str) and len(bare) > LONGEST:
        bare = f"{bare[:LONGEST]} …"
    return defused(bare)
