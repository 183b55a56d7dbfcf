"""Workbooks: every record once, every text a text, and a sheet that says what they are."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from answers.incidents import incidents
from briefing import workbook as writer
from briefing.about import about
from briefing.workbook import workbook
from model.enums import Mode
from model.errors import BadInputError, FerghanaError
from model.selection import Selection
from model.settings import DISCLAIMER
from model.strings import English
from tests.hostile import TEXTS, hostile_store

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

TR = English()


def opened(store: Store, result: Result) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(result, about=about(store, result, tr=TR))))


def table(sheet: Any) -> pd.DataFrame:
    heading, *lines = sheet.iter_rows(values_only=True)
    return pd.DataFrame(lines, columns=list(heading), dtype=object)


def test_it_holds_exactly_the_records_of_the_selection(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection(district=("kg-batken",)))
    records = table(opened(bundled_store, answer)["Records"])
    assert records["incident_id"].to_list() == answer.table["incident_id"].to_list()
    assert [name for name in records.columns if name in answer.table.columns] == list(answer.table.columns)
    assert set(records["data_version"]) == {bundled_store.data_version}
    assert records["place_text"].to_list() == answer.table["place_text"].to_list()


def test_an_unknown_number_is_an_empty_cell_and_none_is_zero(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection())
    records = table(opened(bundled_store, answer)["Records"])
    killed = answer.table["killed_best"]
    assert records["killed_best"].isna().to_list() == killed.isna().to_list()
    assert (records["killed_best"] == 0).sum() == int((killed == 0).sum())


def test_every_account_stands_beside_its_record(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection())
    accounts = table(opened(valley_store, answer)["Accounts"])
    assert accounts["account_id"].to_list() == answer.tables["by_account"]["account_id"].to_list()


def test_the_sheet_about_names_selection_attribution_licence_and_disclaimer(bundled_store: Store) -> None:
    book = opened(bundled_store, incidents(bundled_store, Selection()))
    assert book.sheetnames == ["Records", "Accounts", "About"]
    words = "\n".join(str(cell) for line in book["About"].iter_rows(values_only=True) for cell in line)
    for needed in ("2010-01-01 to 2025-08-31", "CC-BY-4.0", DISCLAIMER, bundled_store.data_version, "public"):
        assert needed in words


def test_no_text_becomes_a_formula_and_none_breaks_the_file(valley_store: Store) -> None:
    store = hostile_store(valley_store)
    book = opened(store, incidents(store, Selection()))
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@", "\t", "\r"))
    assert len(table(book["Records"])) == len(TEXTS)
    assert "'=1+1; =1+1" in set(table(book["Records"])["parties"])


def test_harmless_texts_stay_letter_by_letter(valley_store: Store) -> None:
    store = hostile_store(valley_store)
    places = set(table(opened(store, incidents(store, Selection()))["Records"])["place_text"])
    assert "я" * 10_240 in places
    assert "\u202eabc" in places
    assert any("<script>" in str(text) for text in places)


def test_an_empty_selection_is_a_book_without_lines(valley_store: Store) -> None:
    book = opened(valley_store, incidents(valley_store, Selection(district=("uz-furqat",))))
    assert table(book["Records"]).empty
    assert "0 records" in "".join(str(cell) for line in book["About"].iter_rows(values_only=True) for cell in line)


def test_internal_rows_are_only_in_files_of_the_working_mode_and_these_say_so(valley_store: Store) -> None:
    public = opened(valley_store, incidents(valley_store, Selection()))["Records"]
    assert "internal" not in set(table(public)["visibility"])
    assert public.oddHeader.center.text is None
    book = opened(valley_store, incidents(valley_store, Selection(), mode=Mode.INTERNAL))
    assert "internal" in set(table(book["Records"])["visibility"])
    assert set(table(book["Records"])["marks"]) == {"INTERNAL"}
    assert {sheet.oddHeader.center.text for sheet in book} == {"INTERNAL"}


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(
    valley_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    with pytest.raises(BadInputError, match="use csv or gpkg"):
        workbook(incidents(valley_store, Selection()), about=[])


def test_an_answer_that_was_not_published_is_refused(valley_store: Store) -> None:
    answer = replace(incidents(valley_store, Selection()), mode=None)
    with pytest.raises(FerghanaError, match="was not published"):
        workbook(answer, about=[])
