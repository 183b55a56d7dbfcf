"""Official boundaries on the Data page, without a browser: matched, assigned, installed, taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from store import own_boundaries
from store.workspace import open_current
from ui import data_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60
MAP = Path(__file__).parent.parent / "made_districts.geojson"
"""A made square around the seat of Batken, three more shapes that match nothing for sure."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FERGHANA_WORKSPACE", str(tmp_path / "w"))
    (tmp_path / "w").mkdir()
    return tmp_path / "w"


@pytest.fixture
def page(folder: Path) -> Iterator[AppTest]:
    assert folder.is_dir()
    st.cache_resource.clear()
    app = AppTest.from_file("../../ui/pages/data.py", default_timeout=SECONDS)
    app.session_state[data_desk.KEY] = data_desk.ADD
    yield app
    st.cache_resource.clear()


def uploaded(page: AppTest, path: Path) -> AppTest:
    uploader = next(one for one in page.run().get("file_uploader") if one.key == "boundaries.file")
    uploader.set_value((path.name, path.read_bytes(), "application/geo+json"))
    return page.run()


def said(page: AppTest) -> str:
    parts = [*page.markdown, *page.success, *page.error]
    words = [*(str(one.value) for one in parts), *(one.proto.body for one in page.get("html"))]
    return " ".join(words).replace("\\", "")


def test_without_a_map_the_page_says_how_districts_are_drawn(page: AppTest) -> None:
    assert not page.run().exception
    assert "No map is installed" in said(page)


def test_a_map_is_matched_first_and_nothing_is_written(page: AppTest, folder: Path) -> None:
    uploaded(page, MAP)
    page.button(key="boundaries.check").click().run()
    assert not page.exception
    assert "4 units: 1 matched, 1 that fit several or none for sure, 2 not ours" in said(page)
    assert own_boundaries.installed(folder) == []


def test_a_unit_that_fits_none_for_sure_is_assigned_and_then_drawn(page: AppTest, folder: Path) -> None:
    uploaded(page, MAP)
    page.button(key="boundaries.check").click().run()
    row = next(one for one in page.selectbox if one.label.startswith("Leilek"))
    row.set_value("kg-leilek").run()
    page.text_input(key="boundaries.source").set_value("mine")
    page.button(key="boundaries.write").click().run()
    assert not page.exception
    (one,) = own_boundaries.installed(folder)
    assert (one["source_id"], one["unit_ids"]) == ("mine", ["kg-batken", "kg-leilek"])
    drawn = open_current(folder).frame("districts").set_index("district_id")["geometry_quality"]
    assert set(drawn[["kg-batken", "kg-leilek"]]) == {"official"}
    page.button(key="boundaries.remove.mine").click().run()
    assert own_boundaries.installed(folder) == []
    assert "No map is installed" in said(page)


def test_a_file_that_is_no_map_gets_one_sentence(page: AppTest, tmp_path: Path) -> None:
    path = tmp_path / "m.geojson"
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    uploaded(page, path)
    page.button(key="boundaries.check").click().run()
    assert not page.exception
    assert "Git LFS pointer" in said(page)
