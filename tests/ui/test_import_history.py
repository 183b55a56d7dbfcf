"""What imports did, on the Data page without a browser: the log, changes field by field, rows set aside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from model.imports import ImportKind
from store.importing import import_files
from store.workspace import open_current
from tests.messy_list import ASIDE, HEADERS, READ, ROWS, SOURCE, TAKEN, options_for, write_messy
from tests.page_words import said
from ui import data_desk, import_history

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

INJURED = HEADERS.index("Ранено")
CORRECTED = tuple(
    (*row[:INJURED], 7, *row[INJURED + 1 :]) if row[:1] == (3,) else row for row in ROWS if row[:1] != (2,)
)
"""The list as it comes the next time: another number of injured in record 3, record 2 taken out."""


@pytest.fixture
def page(data_page: AppTest) -> AppTest:
    data_page.session_state[data_desk.KEY] = data_desk.HISTORY
    return data_page


def shown(page: AppTest, title: str) -> pd.DataFrame:
    frame: pd.DataFrame = next(one for one in page.dataframe if one.proto.alt == title).value
    return frame


def test_before_the_first_import_it_says_so(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "Nothing was imported yet." in said(page)
    assert not page.dataframe


def test_an_import_stands_with_its_file_and_what_became_of_its_rows(page: AppTest, filled: Path) -> None:
    page.run()
    assert not page.exception
    (line,) = shown(page, "Imports").to_dict("records")
    told = {name: line[name] for name in ("source_id", "rows_read", "accepted", "quarantined", "withdrawn")}
    assert told == {
        "source_id": SOURCE,
        "rows_read": READ,
        "accepted": TAKEN,
        "quarantined": ASIDE,
        "withdrawn": 0,
    }
    assert list(line["files"]) == ["Журнал 2026.xlsx"]
    assert "Rows that were set aside: 2" in said(page)


def test_rows_set_aside_are_told_without_what_could_tell_a_person(page: AppTest, filled: Path) -> None:
    page.run()
    aside = shown(page, "Rows that were set aside")
    assert "31.02.2026" in set(aside["value"])
    kept = open_current(filled).frame("quarantine").astype(str).to_csv()
    assert "+996" not in kept


def test_a_second_import_shows_each_change_before_and_after_and_what_left(
    page: AppTest, filled: Path, messy_file: Path, tmp_path: Path
) -> None:
    path = write_messy(tmp_path / messy_file.name, CORRECTED)
    import_files(filled, ImportKind.SPREADSHEET, [path], options=options_for(path))
    page.run()
    assert not page.exception
    changes = shown(page, "What imports changed in records that were there")
    mended = changes[changes["record_id"] == f"{SOURCE}-3"]
    assert {("injured_best", "3", "7")} <= set(
        zip(mended["column"], mended["before"], mended["after"], strict=True)
    )
    assert set(changes[changes["record_id"] == f"{SOURCE}-2"]["change"]) == {"withdrawn"}
    assert list(shown(page, "Imports")["withdrawn"]) == [1, 0], "the newest import stands first"


def test_each_list_can_be_downloaded_whole_with_formulas_defused(page: AppTest, filled: Path) -> None:
    page.run()
    buttons = {one.key for one in page.get("download_button")}
    assert {"history.import_log.csv", "history.quarantine.csv"} <= buttons
    frame = pd.DataFrame({"value": ["=1+1", "Ош"], "files": [["a.csv", "b.csv"], []]})
    content = import_history._csv(frame)
    assert content.startswith("\ufeff".encode()), "so that spreadsheets read the letters"
    read = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", keep_default_na=False)
    assert list(read["value"]) == ["'=1+1", "Ош"]
    assert list(read["files"]) == ["a.csv; b.csv", ""]
