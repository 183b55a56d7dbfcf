"""The incident log as an Excel template: headings and drop-downs in the user's language, checks as they type.

The file reads back without any mapping: a hidden sheet says what each heading and each word means.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from answers.naming import display_name
from model.imports import STATED_DISTRICT
from model.incident_log import KEY_HEADERS, KEY_SHEET, LOG_FIELDS, UNIT
from model.labels import label
from model.strings import N_, Message
from model.written import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from model.incident_log import LogField
    from model.strings import Translator

ROWS = 2_000
"""So many rows of the template have drop-downs."""
_LOG, _HELP = N_("Incidents"), N_("How to fill it in")
_INTRO = (
    N_("One row for each incident. Only facts: what happened, where, when; both sides' figures if you have them."),
    N_("Write no names of persons, no telephone numbers, no addresses: such things do not belong into this file."),
    N_("Headings marked with * are needed. Leave empty what you do not know: empty is not zero."),
    N_("Do not rename headings. Import the file on the page Data, or with: ferghana import spreadsheet FILE."),
)
_WRONG = N_("Choose one of the words of the list.")
_NUMBER = N_("Write a whole number from 0 on, or leave the cell empty.")
_DAY = N_("Write a day from 1900 to 2100, for example 2022-09-14.")
_COUNTS = frozenset({"killed_best", "injured_best", "displaced_best"})
_DAYS = frozenset({"date_start", "date_end"})
_HEADING, _NEEDED = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_MARK = " *"


def incident_template(store: Any, *, tr: Translator) -> bytes:
    """The bytes of an .xlsx file with the sheets of the log, of help, and of keys (hidden)."""
    book = Workbook()
    log: Any = book.active
    log.title = _sheet_name(tr.gettext(_LOG))
    keys = book.create_sheet(KEY_SHEET)
    keys.sheet_state = "hidden"
    lists = _write_keys(keys, store, tr)
    _write_log(log, lists, tr)
    _write_help(book.create_sheet(_sheet_name(tr.gettext(_HELP))), tr)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def heading(field: LogField, tr: Translator) -> str:
    """The heading of a field in the template: its label, with a star where it is needed."""
    return tr.gettext(field.label) + (_MARK if field.needed else "")


def _write_keys(sheet: Worksheet, store: Any, tr: Translator) -> dict[str, str]:
    """Fill the key sheet; for each column with a drop-down the cells that hold its words."""
    sheet.append(list(KEY_HEADERS))
    lists: dict[str, str] = {}
    for field in LOG_FIELDS:
        sheet.append(["column", field.column, "", heading(field, tr)])
    for field in LOG_FIELDS:
        rows = list(_words(field, store, tr))
        if not rows:
            continue
        first = sheet.max_row + 1
        for row in rows:
            sheet.append(list(row))
        lists[field.column] = f"{quote_sheetname(KEY_SHEET)}!$D${first}:$D${sheet.max_row}"
    return lists


def _words(field: LogField, store: Any, tr: Translator) -> Iterable[tuple[str, str, str, str]]:
    if field.words is not None:
        yield from (("word", field.column, word.value, tr.gettext(label(word))) for word in field.words)
    if field.column == STATED_DISTRICT:
        ids = store.frame("districts")[["country", "district_id"]].itertuples(index=False)
        named = [(country, display_name(store, "district", key, lang=tr.lang), key) for country, key in ids]
        for _, name, key in sorted(named, key=lambda unit: (unit[0], sort_key(unit[1], lang=tr.lang))):
            yield UNIT, field.column, key, name


def _write_log(sheet: Worksheet, lists: dict[str, str], tr: Translator) -> None:
    for at, field in enumerate(LOG_FIELDS, 1):
        cell = sheet.cell(1, at, heading(field, tr))
        cell.font, cell.alignment = _HEADING, _WRAPPED
        if field.needed:
            cell.fill = _NEEDED
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = field.width
        check = _check(field, lists, tr)
        if check is not None:
            sheet.add_data_validation(check)
            check.add(f"{letter}2:{letter}{ROWS + 1}")
        if field.column in _DAYS:
            for row in range(2, ROWS + 2):
                sheet.cell(row, at).number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "B2"


def _check(field: LogField, lists: dict[str, str], tr: Translator) -> DataValidation | None:
    if field.column in lists:
        # A district may be written by another name than the list's: that is a hint there, no wall.
        free = field.column == STATED_DISTRICT
        check = DataValidation(type="list", formula1=lists[field.column], allow_blank=True)
        check.errorStyle, wrong = ("information" if free else "stop"), _WRONG
    elif field.column in _COUNTS:
        check, wrong = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0"), _NUMBER
    elif field.column in _DAYS:
        check, wrong = DataValidation(type="date", operator="between", formula1="1", formula2="73415"), _DAY
    else:
        return None
    check.allow_blank, check.showErrorMessage, check.showInputMessage = True, True, True
    check.error, check.prompt = tr.gettext(wrong)[:225], tr.gettext(field.hint)[:255]
    return check


def _write_help(sheet: Worksheet, tr: Translator) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    for sentence in _INTRO:
        sheet.append([Message(sentence).text(tr)])
    sheet.append([])
    for field in LOG_FIELDS:
        sheet.append([heading(field, tr), tr.gettext(field.hint)])
        sheet.cell(sheet.max_row, 1).font = _HEADING
        sheet.cell(sheet.max_row, 2).alignment = _WRAPPED


def _sheet_name(words: str) -> str:
    """A title as sheets may have it: 31 letters, none of the signs that the format forbids."""
    return "".join(letter for letter in words if letter not in "[]:*?/\\")[:31]
