"""The search of records: every word counts, script and spelling do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from answers.searching import found, search_texts
from model.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

    from store.bundle import Store


@pytest.fixture(scope="module")
def texts(bundled_store: Store) -> pd.DataFrame:
    return search_texts(bundled_store, incidents(bundled_store, Selection()).table)


def test_there_is_one_row_a_record_with_its_index(bundled_store: Store, texts: pd.DataFrame) -> None:
    assert texts.index.equals(incidents(bundled_store, Selection()).table.index)


@pytest.mark.parametrize("same", ["Ак-Сай", "AK-SAI", "aksai", "Ақ-Сай"])
def test_a_place_is_found_in_any_script_and_spelling(bundled_store: Store, texts: pd.DataFrame, same: str) -> None:
    table = incidents(bundled_store, Selection()).table
    there = table["place_text"].str.startswith("Ak-Sai")
    assert there.sum() >= 5
    assert found(texts, same)[there].all()


def test_all_words_must_stand_in_a_record_in_any_order(texts: pd.DataFrame) -> None:
    both = found(texts, "border VORUKH")
    assert both.equals(found(texts, "Ворух border"))
    assert both.sum() < found(texts, "Vorukh").sum()
    assert both.any()


def test_without_words_every_record_is_found_and_nonsense_finds_none(texts: pd.DataFrame) -> None:
    assert found(texts, "  ").all()
    assert not found(texts, "qqxxqq").any()


@pytest.mark.parametrize("word", ["(", "[a", "\\", "*", ".*", "<script>", "'", "\u202e", "я" * 500])
def test_signs_of_patterns_are_searched_as_they_stand(texts: pd.DataFrame, word: str) -> None:
    assert found(texts, word).dtype == bool


def test_parties_and_sources_are_read_too(bundled_store: Store, texts: pd.DataFrame) -> None:
    table = incidents(bundled_store, Selection()).table
    row = table[table["source_title"].notna()].iloc[0]
    assert found(texts, row["source_title"])[row.name]
    spoken = table[table["parties"].map(len) > 0].iloc[0]
    assert found(texts, spoken["parties"][0])[spoken.name]


def test_an_answer_without_records_has_no_texts(bundled_store: Store) -> None:
    empty = search_texts(bundled_store, incidents(bundled_store, Selection()).table.iloc[:0])
    assert empty.empty
    assert found(empty, "water").empty
