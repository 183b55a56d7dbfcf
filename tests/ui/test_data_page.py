"""The Data page without a browser: every source, what is left out, what is made up, which files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answers.incidents import incidents
from model.enums import Mode
from model.selection import Selection
from tests.valley import valley, write_valley
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.bundle import Store

SECONDS = 60


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setattr(caching, "DATA_DIR", write_valley(tmp_path))
    st.cache_resource.clear()
    yield AppTest.from_file("../../ui/pages/data.py", default_timeout=SECONDS)
    st.cache_resource.clear()


def text(page: AppTest) -> str:
    return " ".join(element.value for element in page.markdown).replace("\\", "")


def test_its_title_is_the_question_and_it_names_the_version(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value == "What is in here, and can I trust it?"
    assert f"Data version {caching.store().data_version}" in text(page)


def test_every_source_stands_with_licence_attribution_and_freshness(page: AppTest) -> None:
    page.run()
    for needed in ("Made incidents", "Made map", "Made survey", "CC0-1.0", "made for tests", "few in 2016"):
        assert needed in text(page)
    assert "collected to 2022-12-31" in text(page)
    assert "few records for 2016: few records are not peace" in text(page)


def test_what_is_left_out_is_counted_by_reason(page: AppTest) -> None:
    page.run()
    assert "Records counted, checked at least in part: 11." in text(page)
    assert "no page that was read confirms them: 1." in text(page)
    assert "Totals of larger events, whose deaths are counted once and whose rows are not: 1." in text(page)
    assert "second views of an incident that is counted: 1." in text(page)
    assert "lie outside the valley: 1." in text(page)


def test_the_rows_of_the_data_are_all_accounted_for(
    page: AppTest, bundled_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "DATA_DIR", bundled_store.catalog.folder)
    page.run()
    answer = incidents(bundled_store, Selection(), mode=Mode.INTERNAL)
    totals = len(bundled_store.frame("incidents")) - len(answer.table) - sum(answer.excluded.values())
    assert totals == int((bundled_store.frame("incidents")["record_kind"] == "total").sum())
    assert f"whose rows are not: {totals}." in text(page)


def test_synthetic_data_say_that_nobody_was_asked(page: AppTest) -> None:
    page.run()
    assert "nobody was asked" in text(page)
    assert "SYNTHETIC DEMONSTRATION DATA" in " ".join(element.proto.body for element in page.get("html"))


def test_the_files_stand_with_their_hashes(page: AppTest) -> None:
    page.run()
    files = caching.store().catalog.files
    assert set(page.dataframe[0].value["sha256"]) == {file.sha256 for file in files}


def test_the_filters_of_other_pages_are_kept_in_the_address(page: AppTest) -> None:
    page.query_params["district"] = "tj-dara"
    page.run()
    assert page.query_params["district"] == "tj-dara"
    assert not page.multiselect


@pytest.mark.parametrize("rows", [0, 1])
def test_few_incidents_are_no_error(
    page: AppTest, rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "few"
    few = {"incidents": valley()["incidents"].iloc[:rows], "accounts": valley()["accounts"].iloc[:0]}
    monkeypatch.setattr(caching, "DATA_DIR", write_valley(folder, tables=few))
    page.run()
    assert not page.exception
    assert "Places whose point is a guess" in text(page)
