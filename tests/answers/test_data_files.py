"""The files of the data are those of the catalog, and the version names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.data_files import COLUMNS, data_files
from model.enums import Mode
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_every_file_of_the_catalog_has_a_row_with_its_hash(bundled_store: Store) -> None:
    answer = data_files(bundled_store, Selection())
    assert list(answer.table.columns) == list(COLUMNS)
    hashes = dict(zip(answer.table["path"], answer.table["sha256"], strict=True))
    assert hashes == {file.path: file.sha256 for file in bundled_store.catalog.files}
    assert answer.table["path"].is_monotonic_increasing


def test_it_is_published_and_names_the_version_and_every_source(bundled_store: Store) -> None:
    answer = data_files(bundled_store, Selection())
    assert answer.mode is Mode.PUBLIC
    assert answer.data_version == bundled_store.data_version
    assert answer.figures == {"built_on": bundled_store.catalog.built_on, "count": len(answer.table)}
    assert {source.source_id for source in answer.sources} == set(bundled_store.frame("sources")["source_id"])


def test_every_file_has_licence_and_attribution(bundled_store: Store) -> None:
    table = data_files(bundled_store, Selection()).table
    assert table["licence"].str.len().gt(0).all()
    assert table["attribution"].str.len().gt(0).all()
