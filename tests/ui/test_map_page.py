"""The Map page without a browser: what it says, and that its filters and its address move together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.valley import write_valley
from ui import caching, map_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 60
ALL = "<b>11</b>"
"""The working mode counts the internal record too, and says that it is there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("page"))


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", folder)
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_it_draws_and_its_title_is_the_question_with_the_day(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value.endswith("how was the border described on 2022-12-31?")
    assert ALL in html(page)


def test_a_district_filter_changes_the_count_and_the_address(page: AppTest) -> None:
    page.run()
    page.multiselect(key="filters.district").select("tj-chinar-city").run()
    assert not page.exception
    assert "<b>3</b>" in html(page)
    assert page.query_params["district"] == "tj-chinar-city"


def test_a_period_changes_the_count_and_whole_coverage_takes_it_back(page: AppTest) -> None:
    page.run()
    page.date_input(key="filters.from").set_value(date(2020, 1, 1)).run()
    assert page.query_params["from"] == "2020-01-01"
    assert ALL not in html(page)
    page.button(key="filters.whole").click().run()
    assert "from" not in page.query_params
    assert ALL in html(page)


def test_a_link_sets_the_filters_and_unknown_names_are_said(page: AppTest) -> None:
    page.query_params["district"] = ["Дара", "Nowhere"]
    page.query_params["on"] = "2019-06-01"
    page.run()
    assert page.multiselect(key="filters.district").value == ["tj-dara"]
    assert page.title[0].value.endswith("2019-06-01?")
    assert "Nowhere" in page.warning[0].value


def test_sides_stand_in_alphabetical_order_of_codes(page: AppTest) -> None:
    page.run()
    options = page.multiselect(key="filters.district").options
    assert options == sorted(options)
    assert "KG · Alma (city)" in options


def test_an_empty_result_says_why_and_offers_to_widen(page: AppTest) -> None:
    page.query_params["district"] = "uz-furqat"
    page.run()
    assert "does not mean that nothing happened" in page.info[0].value
    page.button(key="widen").click().run()
    assert page.multiselect(key="filters.district").value == []
    assert ALL in html(page)


def test_reversed_dates_are_one_sentence_and_no_traceback(page: AppTest) -> None:
    page.run()
    page.date_input(key="filters.from").set_value(date(2030, 1, 1)).run()
    assert not page.exception
    assert "exchange the two dates" in page.error[0].value
    assert not page.sidebar.error, "the sentence stands above the figures, on a phone too"
    assert ALL in html(page)


def test_a_filter_without_a_widget_is_said_and_can_be_taken_off(page: AppTest) -> None:
    page.run()
    assert not [button for button in page.button if button.key == "widen"]
    page.query_params["level"] = "L1"
    page.run()
    assert "Precision: at the place" in html(page)
    page.button(key="widen").click().run()
    assert ALL in html(page)
    assert "Precision: " not in html(page)


def test_the_boxes_offer_the_days_that_an_address_may_name(page: AppTest) -> None:
    page.query_params["to"] = "2100-12-31"
    page.run()
    assert not page.exception
    box = page.date_input(key="filters.to")
    assert (box.min, box.max, box.value) == (date(1900, 1, 1), date(2100, 12, 31), date(2100, 12, 31))


def test_synthetic_answers_are_asked_for_by_question_and_wave_and_marked(page: AppTest) -> None:
    page.run()
    assert "SYNTHETIC" not in html(page)
    page.selectbox(key="filters.perceptions").select("synthetic").run()
    assert not page.exception
    assert page.selectbox(key="filters.question").value == "Q01"
    assert page.selectbox(key="filters.wave").value == "2021-spring"
    assert "SYNTHETIC DEMONSTRATION DATA" in html(page)


def test_internal_and_unverified_rows_bring_the_strip_and_others_do_not(page: AppTest) -> None:
    page.run()
    assert "Do not forward" in html(page)
    page.multiselect(key="filters.district").select("uz-erk").run()
    assert "Do not forward" not in html(page)
    page.multiselect(key="filters.verification").select("unverified").run()
    assert "Do not forward" in html(page)


def test_a_total_that_the_filter_cuts_stands_by_itself(page: AppTest) -> None:
    page.query_params["district"] = "tj-chinar-city"
    page.run()
    assert "<b>6 + 4</b>" in html(page)
    assert "not divisible by these filters: Kyrgyz side (Kyrgyz count) + Tajik side (Tajik count)" in html(page)


def test_a_place_opens_from_the_list_without_a_mouse(page: AppTest) -> None:
    page.session_state["map.panel"] = "detail"
    page.run()
    page.selectbox(key="map.finder").select("incidents:P01:L1").run()
    assert not page.exception
    text = " ".join(element.value for element in page.markdown)
    assert "### Ak\\-Bulak" in text
    assert "Made record V01\\." in text


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("place:P01", "inhabitants"),
        ("district:tj-chinar-city", "Not divisible by place"),
        ("section:S01a", "disputed"),
        ("exclave:halqa", "surrounded by Kyrgyzstan"),
        ("perception:province:Alma", "43\\.5"),
    ],
)
def test_every_kind_of_mark_fills_the_panel(page: AppTest, ref: str, words: str) -> None:
    page.session_state["map.panel"], page.session_state["map.ref"] = "detail", ref
    page.run()
    assert not page.exception
    text = " ".join(element.value for element in page.markdown)
    assert words in text or "no population figure" in text


def test_a_synthetic_figure_carries_its_mark_and_the_title_of_its_source(page: AppTest) -> None:
    page.session_state["map.panel"], page.session_state["map.ref"] = "detail", "perception:district:kg-alma"
    page.query_params["perceptions"] = "synthetic"
    page.run()
    assert not page.exception
    assert "SYNTHETIC DEMONSTRATION DATA" in html(page), "the panel says it: the legend is not open"
    text = " ".join(element.value for element in page.markdown)
    assert "synthetic\\-survey" not in text


def test_a_mark_that_the_filters_hide_is_said_and_not_an_error(page: AppTest) -> None:
    page.session_state["map.panel"], page.session_state["map.ref"] = "detail", "incidents:P01:L1"
    page.query_params["district"] = "uz-erk"
    page.run()
    assert not page.exception
    assert any("widen the filters" in element.value for element in page.info)


def test_a_published_figure_can_be_chosen_and_leaves_with_the_survey(page: AppTest) -> None:
    page.run()
    page.selectbox(key="filters.topic").select("confidence-council").run()
    assert page.query_params["question"] == "confidence-council"
    page.selectbox(key="filters.perceptions").select("synthetic").run()
    assert page.query_params["question"] == "Q01"
    page.selectbox(key="filters.perceptions").select("off").run()
    assert not page.exception
    assert "question" not in page.query_params


def test_without_the_web_assets_the_page_says_that_it_needs_a_network(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(map_view, "_STATIC", tmp_path / "leaflet.js")
    page.run()
    assert any("make setup" in element.value for element in page.warning)


def test_a_changed_data_file_is_one_sentence_and_no_traceback(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write_valley(tmp_path)
    (broken / "places" / "places.parquet").write_bytes(b"something else")
    monkeypatch.setattr(caching, "DATA_DIR", broken)
    page = AppTest.from_file("../../dashboard.py", default_timeout=SECONDS).run()
    assert not page.exception
    assert len(page.error) == 1
    assert "places" in page.error[0].value
