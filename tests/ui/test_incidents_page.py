"""The Incidents page without a browser: exactly the selection, its cards, its search, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.enums import Mode
from model.selection import Selection
from tests.hostile import TEXTS, hostile_store
from tests.valley import valley, write_valley
from ui import caching, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.bundle import Store

SECONDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("page"))


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", folder)
    st.cache_resource.clear()
    yield AppTest.from_file("../../ui/pages/incidents.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def text(page: AppTest) -> str:
    """The words of the page without the strokes that keep Markdown from reading them."""
    return " ".join(element.value for element in page.markdown).replace("\\", "")


def test_its_title_is_the_question_and_the_table_has_as_many_lines_as_the_number(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value == "Which records are behind this number?"
    assert "<b>11</b>" in html(page)
    assert len(page.dataframe[0].value) == 11


def test_the_columns_say_who_when_where_and_how_sure(page: AppTest) -> None:
    page.run()
    table = page.dataframe[0].value
    first = table[table["date"] == "2015-03-01"].iloc[0]
    assert (first["place"], first["country"], first["killed"].strip()) == ("Ak-Bulak", "Kyrgyzstan", "3–4")
    assert first["precision"] == "at the place"
    assert first["verification"] == "verified"
    assert "unknown" in set(table["killed"])
    assert not table.isna().any(axis=None)


def test_the_filters_of_an_address_hold_here_too(page: AppTest) -> None:
    page.query_params["district"] = ["Дара", "Nowhere"]
    page.run()
    assert page.multiselect(key="filters.district").value == ["tj-dara"]
    assert "Nowhere" in page.warning[0].value
    assert "District: Dara" in html(page)


def test_one_record_is_one_line_and_its_card_opens(page: AppTest) -> None:
    page.query_params["from"], page.query_params["to"] = "2015-03-01", "2015-03-01"
    page.run()
    assert len(page.dataframe[0].value) == 1
    page.selectbox(key="incidents.record").select("V01").run()
    assert not page.exception
    words = text(page)
    assert "Kyrgyz count, losses on the Kyrgyz side" in words
    assert "Tajik count, losses on the Tajik side" in words
    assert "<https://example.org/V01/1>" in words
    assert "<https://example.org/V01/2>" in words
    assert "Side: Kyrgyz side (as the source states)" in words
    assert "District: " in words


def test_an_empty_selection_says_why_and_offers_to_widen(page: AppTest) -> None:
    page.query_params["district"] = "uz-furqat"
    page.run()
    assert not page.dataframe
    assert "does not mean that nothing happened" in page.info[0].value
    page.button(key="widen").click().run()
    assert len(page.dataframe[0].value) == 11


def test_a_search_narrows_the_table_in_any_script_and_says_so(page: AppTest) -> None:
    page.run()
    page.text_input(key="incidents.search").input("АК-БУЛАК V01").run()
    assert page.dataframe[0].value["date"].to_list() == ["2015-03-01"]
    assert any("1 of 11 records" in caption.value for caption in page.caption)
    assert any("tick in the box of a line" in caption.value for caption in page.caption)
    page.text_input(key="incidents.search").input("qqxxqq").run()
    assert not page.exception
    assert any("None of the 11 records" in info.value for info in page.info)


def test_a_part_names_its_group_and_a_place_its_other_records(page: AppTest) -> None:
    page.run()
    page.selectbox(key="incidents.record").select("V09").run()
    assert "Part of the larger event BIG2020: 4 of its records" in text(page)
    assert "2 more records at this place" in text(page)
    page.button(key="incidents.stacked.V01").click().run()
    assert page.selectbox(key="incidents.record").value == "V01"
    assert not page.exception


def test_a_record_that_the_filters_hide_closes_its_card(page: AppTest) -> None:
    page.run()
    page.selectbox(key="incidents.record").select("V01").run()
    page.multiselect(key="filters.district").select("tj-dara").run()
    assert not page.exception
    assert page.selectbox(key="incidents.record").value is None
    assert "Open a record" in text(page)


def test_rows_that_no_file_holds_are_counted_beside_the_downloads(page: AppTest) -> None:
    page.run()
    assert "Do not forward" in html(page)
    assert "Download the 10 records" in html(page)
    assert "are in no file of this page: 1." in html(page)
    assert [button.label for button in page.get("download_button")] == [
        "CSV (table)",
        "XLSX (Excel)",
        "GeoJSON (map)",
        "GeoPackage (QGIS)",
    ]


def test_where_others_can_reach_it_the_page_has_public_records_only(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MODE", Mode.PUBLIC)
    page.run()
    assert not page.exception
    assert len(page.dataframe[0].value) == 10
    assert "Download the 10 records" in html(page)
    assert "are in no file" not in html(page)
    assert "Do not forward" not in html(page)


def test_what_only_a_map_shows_is_no_filter_here_and_is_kept(page: AppTest) -> None:
    page.query_params["on"], page.query_params["layer"] = "2019-06-01", "incidents"
    page.run()
    assert not page.checkbox
    assert not [box for box in page.selectbox if box.key == "filters.perceptions"]
    page.multiselect(key="filters.type").select("protest").run()
    assert page.query_params["on"] == "2019-06-01"
    assert page.query_params["layer"] == "incidents"
    assert page.query_params["type"] == "protest"


def test_filters_go_along_from_another_page(page: AppTest) -> None:
    page.session_state["url.page"], page.session_state["url.last"] = "map", {}
    page.session_state["url.kept"] = (Selection(district=("tj-dara",)), url.parse(caching.store(), {}).layers)
    page.run()
    assert page.multiselect(key="filters.district").value == ["tj-dara"]
    assert page.query_params["district"] == "tj-dara"


def test_hostile_texts_are_shown_as_text(
    page: AppTest, valley_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [words for words in TEXTS if words.strip()]
    store = hostile_store(valley_store, texts)
    columns = {name: list(valley()[name].columns) for name in ("incidents", "accounts")}
    tables = {name: store.frame(name)[columns[name]] for name in columns}
    monkeypatch.setattr(caching, "DATA_DIR", write_valley(tmp_path, tables=tables))
    page.run()
    assert not page.exception
    assert len(page.dataframe[0].value) == len(texts)
    for number, words in enumerate(texts):
        page.selectbox(key="incidents.record").select(f"H{number:03d}").run()
        assert not page.exception, words
        for element in page.markdown:
            assert "](<javascript" not in element.value
            assert "<script>" not in element.value, "Markdown reads it letter by letter only with strokes"


def test_a_changed_data_file_is_one_sentence_and_no_traceback(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write_valley(tmp_path)
    (broken / "places" / "places.parquet").write_bytes(b"something else")
    monkeypatch.setattr(caching, "DATA_DIR", broken)
    page.run()
    assert not page.exception
    assert len(page.error) == 1
