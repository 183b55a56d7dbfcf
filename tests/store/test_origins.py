"""Every imported record opens to its file, row and import; bundled ones come from none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.incidents import incidents
from briefing.record_words import origin
from layers.rows import rows
from model.enums import Mode
from model.imports import ImportKind
from model.selection import Selection
from model.strings import English
from store.importing import import_files
from store.origins import NAMES, origins_of
from store.workspace import open_current
from tests.valley import write_valley

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

LINES = "number;date;district;place;what;text;killed\n1;2022-09-14;Alma;Alma;brawl;Stones;1"


def test_an_imported_record_names_its_file_and_row(tmp_path: Path) -> None:
    bundled = write_valley(tmp_path / "bundled")
    (tmp_path / "log.csv").write_text(LINES, "utf-8")
    report = import_files(tmp_path / "w", ImportKind.SPREADSHEET, [tmp_path / "log.csv"], bundled=bundled)
    store = open_current(tmp_path / "w", bundled=bundled)
    table = incidents(store, Selection(source=("log",)), mode=Mode.INTERNAL).table
    (row,) = rows(table)
    assert [row[name] for name in NAMES] == [
        report.import_id,
        store.frame("import_log")["imported_at"].iloc[0],
        "log.csv",
        2,
    ]
    assert origin(row, English()) == f"row 2 of log.csv, imported on {row['imported_at'][:10]}"
    assert origins_of(store, "places", ["log-1"]).empty


def test_a_bundled_record_comes_from_no_import(valley_store: Store) -> None:
    table = incidents(valley_store, Selection()).table
    assert len(table)
    assert table[list(NAMES)].isna().all(axis=None)
    assert origin(rows(table)[0], English()) == ""
