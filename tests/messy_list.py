"""A list of incidents as offices keep it: a title above the header, Russian headings, blank rows, mixed dates.

All of it is made up, but for the clash of 16 September 2019 at Maksat, which the bundled facts report too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl

from model.imports import ImportOptions
from store.previewing import preview

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCE, TITLE = "patrol", "Patrol log"
READ, TAKEN, ASIDE = 7, 5, 2
"""Rows; those that come in once columns and words are mapped; the day that is none, and the sums."""
HEADERS = ("№", "Дата", "Район", "Где именно", "Вид", "Погибло", "Ранено", "Что было", "Папка", "Телефон")
"""Known are the first three and the figures; of the place and of what happened no heading says so."""
PLACE_HEADER, TEXT_HEADER = "Где именно", "Что было"
MISSPELT, OTHER_MISSPELT = "Капчагай", "Ворузх"
UNKNOWN_WORD = "спор о воде"
_TITLES = ("Журнал наблюдений", "Баткенская область и соседи")
_MIDNIGHT = datetime(2026, 3, 2)  # noqa: DTZ001 - a spreadsheet knows no zones
ROWS: tuple[tuple[object, ...], ...] = (
    (1, _MIDNIGHT, "Лейлекский", "Максат", "перестрелка", 0, 2, "Стреляли ночью", "синяя", "+996 555 000001"),
    (2, "05.03.2026", "Баткенский", "Ак-Сай", "перекрытие дороги", 0, 0, "Дорога закрыта", "синяя", ""),
    (),
    (3, "14 марта 2026 г.", "Баткенский", MISSPELT, "драка", 0, 3, "Камни у моста", "синяя", ""),
    (4, "2026-03-20", "Исфара", OTHER_MISSPELT, UNKNOWN_WORD, 0, 1, "Спор о воде", "зелёная", ""),
    (5, "16.09.2019", "Лейлекский", "Максат", "перестрелка", 4, 25, "Бой у поста", "зелёная", ""),
    (6, "31.02.2026", "Баткенский", "Ак-Сай", "драка", 0, 0, "Дата неверна", "зелёная", ""),
)


def options_for(path: Path) -> ImportOptions:
    """What a person says about the list: its name, and what the proposal did not find."""
    profile = preview([path]).profile
    assert profile is not None
    words = {"incident_type": {**profile.words["incident_type"], UNKNOWN_WORD: "land_water"}}
    columns = {**profile.columns, "place_text": PLACE_HEADER, "description": TEXT_HEADER}
    return ImportOptions(source_id=SOURCE, title=TITLE, profile=replace(profile, columns=columns, words=words))


def write_messy(path: Path, rows: Sequence[Sequence[object]] = ROWS) -> Path:
    """The list as a workbook, with a row of sums below it whose first cells are merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Март"
    for title in _TITLES:
        sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADERS))
    sheet.append([])
    sheet.append(list(HEADERS))
    for row in rows:
        sheet.append(list(row))
    last = sheet.max_row + 1
    sheet.cell(last, 1, "Итого")
    sheet.cell(last, 6, 4)
    sheet.cell(last, 7, 31)
    sheet.merge_cells(start_row=last, end_row=last, start_column=1, end_column=5)
    book.save(path)
    return path
