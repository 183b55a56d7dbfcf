"""Records of a source that must not be passed on stand in no public file; its attribution does."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from answers.incidents import incidents
from briefing.asking import written
from briefing.map_file import write_map
from briefing.payload import Format, document
from briefing.records import content
from model.enums import Mode
from model.selection import Selection
from model.strings import English
from store import duplicate_reviews as reviews
from tests.pair_desk import ATTRIBUTION, BOTH, NOTE, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

FORMATS = ["json", "csv", "geojson", "xlsx", "gpkg"]
SELECTIONS = [Selection(), Selection(source=BOTH)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two sources, one pair merged, others undecided."""
    desk = Desk(tmp_path_factory.mktemp("closed"))
    reviews.decide(desk.folder, "V01", "X01", "same", by="a tester", bundled=desk.bundled)
    return desk.store


def text_of(file: bytes) -> str:
    """All that a file says, those of a workbook unpacked."""
    if file[:2] == b"PK":
        from io import BytesIO  # noqa: PLC0415 - only here

        with zipfile.ZipFile(BytesIO(file)) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return file.decode("utf-8", "replace")


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("fmt", FORMATS)
def test_no_file_of_records_holds_a_closed_one_unless_it_is_internal(
    store: Store, fmt: str, selection: Selection
) -> None:
    for mode, there in ((Mode.PUBLIC, False), (Mode.INTERNAL, True)):
        file = content(store, incidents(store, selection, mode=mode), fmt=fmt, tr=English())
        assert (NOTE in text_of(file)) is there, (fmt, mode)


@pytest.mark.parametrize("fmt", ["json", "geojson", "xlsx", "gpkg"])
def test_the_attribution_of_a_closed_source_is_printed(store: Store, fmt: str) -> None:
    file = content(store, incidents(store, Selection()), fmt=fmt, tr=English())
    assert ATTRIBUTION in text_of(file)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_map_in_one_file_has_symbols_and_attribution_and_no_closed_record(
    store: Store, tmp_path: Path, selection: Selection
) -> None:
    for mode, there in ((Mode.PUBLIC, False), (Mode.INTERNAL, True)):
        path = tmp_path / f"{mode}.html"
        write_map(
            path, store, selection, mode=mode, fmt="html", layers=None, tr=English(), size=(1600, 1200), dpi=96
        )
        page = path.read_text("utf-8")
        assert (NOTE in page) is there
        assert ATTRIBUTION in page


def test_the_figures_of_each_source_are_in_the_payload(store: Store) -> None:
    def payload(selection: Selection) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            written(store, incidents(store, selection), fmt=Format.JSON, tr=English())
        )
        return found

    apart = payload(Selection(source=BOTH))
    assert apart["count"] is None
    assert [row["count"] for row in apart["by_source"]] == [4, 10]
    assert apart["undecided_pairs"] == 3
    assert apart["if_all_same"]["count"] == 10
    assert "by_source" not in payload(Selection())


def test_sources_are_one_figure_where_no_pair_waits(store: Store) -> None:
    early = incidents(store, Selection(source=BOTH, date_to=date(2015, 3, 1)))
    found = document(early, words=[], tr=English())
    assert found["merged"]["count"] == found["count"] == 1
    assert [row["count"] for row in found["by_source"]] == [1, 1]
    assert "undecided_pairs" not in found
