"""The pages follow the data that are current, and one run never shows two versions of them."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answers import incidents as incidents_answer
from model.selection import Selection
from store import workspace
from store.bundle import Store
from store.workspace import publish_version
from tests.valley import valley, write_valley
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

SECONDS = 60
WHOLE, FEWER = 11, 9


def whole(folder: Path) -> None:
    write_valley(folder)


def fewer(folder: Path) -> None:
    write_valley(folder, tables={"incidents": valley()["incidents"].iloc[2:]})


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two versions, the whole valley and fewer records; the first is shown."""
    for write in (whole, fewer):
        publish_version(tmp_path, write)
    show(tmp_path, "0001")
    monkeypatch.setenv(workspace.VARIABLE, str(tmp_path))
    return tmp_path


def show(folder: Path, version: str) -> None:
    workspace._swap(folder, version)


@pytest.fixture
def page(mine: Path) -> Iterator[AppTest]:
    st.cache_resource.clear()
    yield AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def shown(page: AppTest) -> int:
    """The number of incidents above the map."""
    return next(n for n in (WHOLE, FEWER) if f"<b>{n}</b>" in html(page))


def pinned(page: AppTest) -> str:
    """The data version that the session keeps to."""
    _, store = page.session_state["data.store"]
    return str(store.data_version)


def test_a_page_follows_the_current_version_with_its_next_run(page: AppTest, mine: Path) -> None:
    assert shown(page.run()) == WHOLE
    before = pinned(page)
    for version, count in (("0002", FEWER), ("0001", WHOLE), ("0002", FEWER)):
        show(mine, version)
        page.run()
        assert not page.exception
        assert shown(page) == count
    assert pinned(page) != before


def test_a_filter_set_after_a_swap_counts_the_new_data(page: AppTest, mine: Path) -> None:
    page.run()
    show(mine, "0002")
    page.multiselect(key="filters.district").select("kg-alma").run()
    assert not page.exception
    answer = caching.answer("records", Selection(district=("kg-alma",)))
    assert f"<b>{answer.figures['count']}</b>" in html(page)
    assert answer.data_version == pinned(page)


def test_a_swap_in_the_middle_of_a_run_changes_nothing_in_it(
    page: AppTest, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.run()
    first = pinned(page)
    asked: list[str] = []
    before = caching.answer

    def swapping(question: str, selection: Selection, **more: str) -> object:
        show(mine, "0002")
        found = before(question, selection, **more)
        asked.append(found.data_version)
        return found

    monkeypatch.setattr(caching, "answer", swapping)
    monkeypatch.setattr(caching, "outdated", lambda: False)
    page.run()
    assert not page.exception
    assert len(asked) > 3
    assert set(asked) == {first}
    assert shown(page) == WHOLE


def test_a_map_that_finds_other_data_has_the_whole_page_run_again(page: AppTest, mine: Path) -> None:
    first = caching.pin

    def swap_after_pin() -> object:
        found = first()
        show(mine, "0002")
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(caching, "pin", swap_after_pin)
        page.run()
    assert shown(page) == FEWER


def test_the_older_store_is_given_back_when_nobody_reads_it(mine: Path) -> None:
    st.cache_resource.clear()
    session = AppTest.from_file("../../dashboard.py", default_timeout=SECONDS).run()
    older = weakref.ref(session.session_state["data.store"][1])
    show(mine, "0002")
    other = AppTest.from_file("../../dashboard.py", default_timeout=SECONDS).run()
    gc.collect()
    assert older() is not None, "the first session still reads it"
    del session
    gc.collect()
    assert older() is None
    assert shown(other) == FEWER


@pytest.mark.usefixtures("mine")
def test_the_map_page_never_makes_a_frame_of_all_records(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Store.frame

    def frame(store: Store, table: str) -> pd.DataFrame:
        assert table != "incidents", "a million of them would be a gigabyte of text"
        return before(store, table)

    monkeypatch.setattr(Store, "frame", frame)
    monkeypatch.setattr(incidents_answer, "incident_rows", None)
    st.cache_resource.clear()
    page = AppTest.from_file("../../dashboard.py", default_timeout=SECONDS)
    page.query_params["from"] = "2020-01-01"
    page.run()
    assert not page.exception
    assert page.title
    page.multiselect(key="filters.district").select("kg-alma").run()
    assert not page.exception
    st.cache_resource.clear()


def test_a_workspace_that_is_not_there_is_said_on_the_page(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workspace.VARIABLE, "/no/such/folder")
    page.run()
    assert not page.exception
    assert "does not exist: correct" in page.error[0].value.replace("\\", "")
