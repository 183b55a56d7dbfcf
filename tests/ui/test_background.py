"""The choice of a background: off at first, in no address, said before and kept from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from layers.tiles import OFFERED
from tests.valley import write_valley
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 60


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", write_valley(tmp_path))
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_it_is_off_at_first_and_offers_free_ones_only(page: AppTest) -> None:
    page.run()
    box = page.selectbox(key="background")
    assert box.value == "none"
    assert box.options == ["None (works offline)", *OFFERED.values()]
    assert "on the internet for pictures" not in html(page)


def test_chosen_it_says_who_learns_what_and_stands_in_no_address(page: AppTest) -> None:
    page.run()
    page.selectbox(key="background").select("OpenTopoMap").run()
    assert not page.exception
    assert "Your browser asks tile.opentopomap.org on the internet for pictures of the area" in html(page)
    assert "Lines and names of the background map are its makers&#x27; view." in html(page)
    assert dict(page.query_params) == {}


def test_an_address_cannot_turn_it_on(page: AppTest) -> None:
    page.query_params["background"] = "OpenTopoMap"
    page.run()
    assert page.selectbox(key="background").value == "none"


def test_the_choice_stays_while_the_reader_looks_at_another_page(page: AppTest) -> None:
    page.run()
    page.selectbox(key="background").select("OpenTopoMap").run()
    page.switch_page("ui/pages/data.py").run()
    page.switch_page("ui/pages/map.py").run()
    assert page.selectbox(key="background").value == "OpenTopoMap"
