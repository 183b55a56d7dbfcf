"""Rows that an import set aside, read again once they are mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.tabular import defused
from model.imports import SET_ASIDE, ImportKind, ImportOptions
from sources import registry
from sources.delimited import read_delimited
from sources.set_aside import as_it_was, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from sources.raw_table import RawTable

HEAD = ("date", "district", "text", *SET_ASIDE)
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='";'), min_size=1)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> RawTable:
    text = "\n".join(";".join(row) for row in (head, *rows))
    return read_delimited(memoryview(text.encode()), name="aside.csv", separator=";")


@given(cell=CELLS)
def test_a_cell_comes_back_as_the_file_had_it_before_it_was_defused(cell: str) -> None:
    found = as_it_was(table(("x", "y", str(defused(cell)), "2", "Q02", "No date.", "log")))
    assert found.headers == ("date", "district", "text")
    assert found.cells["text"].to_list() == [cell.strip()]


def test_an_apostrophe_in_a_file_of_ones_own_stays() -> None:
    own = table(("x", "'=1+1"), head=("date", "text"))
    assert as_it_was(own) is own
    assert own.cells["text"].to_list() == ["'=1+1"]


@pytest.mark.parametrize(("sources", "expected"), [(("log", "log"), "log"), (("log", "acled"), None)])
def test_rows_of_one_source_know_it(sources: tuple[str, ...], expected: str | None) -> None:
    rows = [("x", "y", "z", str(n), "Q02", "No date.", source) for n, source in enumerate(sources)]
    assert source_of([table(*rows)]) == expected


def test_mended_rows_are_a_part_of_their_source_and_say_so(tmp_path: Path) -> None:
    row = ("2022-09-14", "Isfara district", "'=1+1", "2", "Q02", "No date.", "log")
    path = tmp_path / "aside.csv"
    path.write_text("\n".join(",".join(cells) for cells in (HEAD, row)), "utf-8")
    found = registry.read(ImportKind.SPREADSHEET, [path], ImportOptions())
    assert found.partial
    assert found.source["source_id"] == "log"
    assert any("set aside by an import before" in str(note) for note in found.notes)
    told = registry.read(ImportKind.SPREADSHEET, [path], replace(ImportOptions(), source_id="mine"))
    assert told.source["source_id"] == "mine"
