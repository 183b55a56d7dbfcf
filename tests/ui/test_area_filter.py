"""Saved areas in the sidebar, without a browser: kept under a name, one click away, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.enums import Mode
from store.saved_areas import save_area
from store.workspace import open_current
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 60
DISTRICT, PLACE = "tj-isfara-city", "SET151"
KEY = "area.my-villages"


@pytest.fixture
def page(workspace: Path) -> Iterator[AppTest]:
    assert workspace.is_dir()
    st.cache_resource.clear()
    yield AppTest.from_file("../../ui/pages/incidents.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def keys(page: AppTest) -> set[str]:
    return {str(one.key) for one in [*page.button, *page.text_input]}


def areas(folder: Path) -> list[dict[str, Any]]:
    return open_current(folder).frame("saved_areas").to_dict("records")


def keep(page: AppTest, name: str) -> AppTest:
    """Choose a district, name it, keep it."""
    page.query_params["district"] = DISTRICT
    page.run()
    page.text_input(key="areas.name").set_value(name)
    page.button(key="areas.keep").click()
    return page.run()


def test_without_a_district_or_a_saved_area_nothing_is_offered(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert not {key for key in keys(page) if key.startswith("area")}


def test_districts_of_the_filters_are_kept_under_a_name(page: AppTest, workspace: Path) -> None:
    keep(page, " My  villages ")
    assert not page.exception
    (area,) = areas(workspace)
    assert (area["name"], list(area["district_ids"]), list(area["place_ids"])) == ("My villages", [DISTRICT], [])
    assert page.button(key=KEY).label == "My villages"


def test_one_click_sets_districts_and_places_and_leaves_the_other_filters(page: AppTest, workspace: Path) -> None:
    save_area(workspace, "My villages", district_ids=[DISTRICT], place_ids=[PLACE])
    page.query_params["district"] = "kg-batken"
    page.query_params["type"] = "shooting"
    page.run()
    page.button(key=KEY).click().run()
    assert not page.exception
    assert page.multiselect(key="filters.district").value == [DISTRICT]
    assert page.multiselect(key="filters.place").value == [PLACE]
    assert page.multiselect(key="filters.type").value == ["shooting"]
    assert page.query_params["district"] in (DISTRICT, [DISTRICT])


def test_an_area_without_a_name_is_refused_in_a_sentence(page: AppTest, workspace: Path) -> None:
    keep(page, "  ")
    assert not page.exception
    assert "An area needs a name" in page.error[0].value
    page.run()
    assert not page.error, "it is said once"


def test_an_area_is_forgotten(page: AppTest, workspace: Path) -> None:
    save_area(workspace, "My villages", district_ids=[DISTRICT], place_ids=[])
    page.run()
    page.button(key="area.forget.my-villages").click().run()
    assert not page.exception
    assert areas(workspace) == []
    assert KEY not in keys(page)


def test_a_name_is_shown_as_it_is_written(page: AppTest, workspace: Path) -> None:
    save_area(workspace, "**a** :red[b]", district_ids=[DISTRICT], place_ids=[])
    page.run()
    used = {str(one.key): one.label for one in page.button if str(one.key).startswith("area.")}
    label = next(text for key, text in used.items() if "forget" not in key)
    assert label.replace("\\", "") == "**a** :red[b]"
    assert label != "**a** :red[b]", "no mark of Markdown is obeyed"


def test_in_public_mode_areas_can_be_used_and_not_changed(
    page: AppTest, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_area(workspace, "My villages", district_ids=[DISTRICT], place_ids=[])
    monkeypatch.setattr(caching, "MODE", Mode.PUBLIC)
    page.query_params["district"] = DISTRICT
    page.run()
    assert not page.exception
    assert {key for key in keys(page) if key.startswith("area")} == {KEY}
