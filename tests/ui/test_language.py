"""The language of the pages: the switch, the address, and what every page must say about its wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answers.languages import translator
from model.settings import OWN_NAMES, TRANSLATED, language_note, source_language_note
from tests.valley import write_valley
from ui import caching, language
from ui.url import parse, unparse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.bundle import Store

SECONDS = 60
RU = translator("ru")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("languages"))


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", folder)
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def switch(page: AppTest, lang: str) -> None:
    page.selectbox(key=language.KEY).set_value(lang).run()
    assert not page.exception


def test_the_switch_stands_first_in_the_sidebar_in_the_languages_own_names(page: AppTest) -> None:
    page.run()
    first = page.sidebar.selectbox[0]
    assert first.key == language.KEY
    assert first.options == [OWN_NAMES[lang] for lang in TRANSLATED]
    assert first.value == "en"


@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_the_switch_changes_title_filters_and_address(page: AppTest, lang: str) -> None:
    page.run()
    english = page.title[0].value
    switch(page, lang)
    tr = translator(lang)
    assert page.title[0].value != english
    assert page.multiselect(key="filters.type").label == tr.gettext("Type of incident")
    assert page.query_params["lang"] == lang
    note = language_note(lang)
    assert note is not None
    assert note.text(tr) in html(page)


def test_english_goes_unsaid_in_the_address(page: AppTest) -> None:
    page.run()
    switch(page, "ru")
    switch(page, "en")
    assert "lang" not in page.query_params
    assert "not reviewed" not in html(page)


def test_a_link_opens_in_its_language(page: AppTest) -> None:
    page.query_params["lang"] = "tg"
    page.run()
    assert page.selectbox(key=language.KEY).value == "tg"
    assert page.multiselect(key="filters.type").label == translator("tg").gettext("Type of incident")


def test_filters_stay_when_the_language_changes(page: AppTest) -> None:
    page.run()
    page.multiselect(key="filters.district").select("tj-chinar-city").run()
    switch(page, "ru")
    assert page.query_params["district"] == "tj-chinar-city"
    assert "<b>3</b>" in html(page)


def test_a_language_that_does_not_exist_is_said_and_english_shown(page: AppTest) -> None:
    page.query_params["lang"] = "xx"
    page.run()
    assert not page.exception
    assert [warning.value for warning in page.warning if "xx" in warning.value]
    assert page.selectbox(key=language.KEY).value == "en"


def test_a_language_whose_catalogue_comes_later_shows_names_and_says_so(page: AppTest) -> None:
    page.query_params["lang"] = "ky"
    page.run()
    assert OWN_NAMES["ky"] in page.sidebar.selectbox[0].options
    note = language_note("ky")
    assert note is not None
    assert note.english() in html(page)
    assert page.multiselect(key="filters.type").label == "Type of incident"


def test_words_that_are_data_are_said_to_stay(page: AppTest) -> None:
    page.run()
    note = source_language_note("ru")
    assert note is not None
    assert note.english() not in html(page)
    switch(page, "ru")
    assert note.text(RU) in html(page)


def test_the_parameter_of_the_language_is_no_filter(valley_store: Store) -> None:
    address = parse(valley_store, {"lang": ["ru"]})
    assert address.problems == ()
    assert unparse(address.selection, address.layers, lang="ru") == {"lang": ["ru"]}
    assert unparse(address.selection, address.layers) == {}
