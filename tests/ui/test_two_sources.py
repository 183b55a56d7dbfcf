"""A page over two sources of incidents: which speak, and that nothing is added up while pairs wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from store import workspace
from tests.pair_desk import BOTH, Desk
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 90


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    desk = Desk(tmp_path)
    monkeypatch.setattr(caching, "DATA_DIR", desk.bundled)
    monkeypatch.setenv(workspace.VARIABLE, str(desk.folder))
    st.cache_resource.clear()
    yield AppTest.from_file("../../ui/pages/map.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def text(page: AppTest) -> str:
    return " ".join(str(element.proto) for element in page.get("html"))


def test_the_page_says_which_sources_speak_and_adds_nothing_up_while_pairs_wait(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "Sources of incidents: Closed incidents; not ticked: Made incidents." in text(page)
    ticked = next(box for box in page.sidebar.multiselect if box.label == "Source of incidents")
    assert ticked.proto.placeholder == "the imported ones"
    ticked.set_value(list(BOTH)).run()
    assert not page.exception
    words = text(page)
    assert "not ticked" not in words
    assert "<b>4</b><span>reported incidents: Closed incidents</span>" in words
    assert "undecided pairs of records that may be one event" in words
