"""The builder of data/ as a whole: it compares values, not bytes, and writes nothing that is broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import shapely

from model.errors import DataFileError
from tools import build_data
from tools.build_data import differences, differing_columns, refuse_broken
from tools.build_places import build as build_places
from tools.build_places import places_of
from tools.build_sources import build as build_sources
from tools.data_catalog import PATHS, Document, document_entry, read_entries, table_entry, write_catalog
from tools.write_table import write_table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    return build_sources()["sources"]


@pytest.fixture
def folder(tmp_path: Path, sources: pd.DataFrame) -> Path:
    """A data folder of two tables and a document."""
    return made(tmp_path / "one", build_places()["places"], sources)


def made(folder: Path, places: pd.DataFrame, sources: pd.DataFrame, text: bytes = b"form") -> Path:
    frames = {"places": places, "sources": sources}
    written = {name: write_table(name, frame, folder / PATHS[name]) for name, frame in frames.items()}
    entries = [
        table_entry(name, frame, folder, sources=sources, built_by=f"tools/build_{name}.py")
        for name, frame in written.items()
    ]
    form = Document("surveys/form.txt", "A form", text, ("questionnaire",), "tools/build_surveys.py")
    entries.append(document_entry(form, sources=sources))
    write_catalog(entries, folder, today=date(2026, 1, 1))
    return folder


def test_equal_folders_do_not_differ(folder: Path) -> None:
    assert differences(folder, folder) == []


def test_a_moved_place_and_a_changed_document_are_named(
    folder: Path, tmp_path: Path, sources: pd.DataFrame
) -> None:
    places = build_places()["places"].assign(lon=lambda frame: frame["lon"] + 2e-5)
    other = made(tmp_path / "two", places, sources, b"another form")
    assert differences(folder, other) == [
        "places/places.parquet differs in lon.",
        "surveys/form.txt differs in its bytes.",
    ]


def test_a_shift_below_the_tolerance_is_no_difference(folder: Path, tmp_path: Path, sources: pd.DataFrame) -> None:
    places = build_places()["places"].assign(lon=lambda frame: frame["lon"] + 1e-9)
    assert differences(folder, made(tmp_path / "two", places, sources)) == []


def test_a_ring_that_starts_elsewhere_is_the_same_shape() -> None:
    ring = [(70, 40), (71, 40), (71, 41), (70, 41)]
    one, other = shapely.Polygon(ring), shapely.Polygon([*ring[2:], *ring[:2]])
    assert build_data._same_shape(one, other)
    assert not build_data._same_shape(one, shapely.Polygon([*ring[:3], (70, 41.1)]))


def test_another_number_of_rows_is_said_first() -> None:
    places = build_places()["places"]
    assert differing_columns(places, places.iloc[1:], "places") == [f"rows ({len(places)} and {len(places) - 1})"]


def test_the_date_of_the_catalog_is_that_of_the_last_change(folder: Path) -> None:
    before = (folder / "catalog.json").read_bytes()
    assert not write_catalog(read_entries(folder), folder, today=date(2026, 2, 2))
    assert (folder / "catalog.json").read_bytes() == before
    assert write_catalog(read_entries(folder)[1:], folder, today=date(2026, 2, 2))
    assert b"2026-02-02" in (folder / "catalog.json").read_bytes()


def test_a_source_without_a_row_is_refused(folder: Path, sources: pd.DataFrame) -> None:
    places = build_places()["places"].assign(source_id="hearsay")
    with pytest.raises(
        DataFileError, match=r"The table sources has no row hearsay: add it to tools/facts/sources\.csv"
    ):
        table_entry("places", places, folder, sources=sources, built_by="x")


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"catalog.json cannot be read .*: run `make data`"):
        read_entries(tmp_path)


def test_missing_and_broken_tables_are_named_together(sources: pd.DataFrame) -> None:
    with pytest.raises(DataFileError, match=r"No builder made the table countries.*Table sources, column title"):
        refuse_broken({"sources": sources.assign(title=None)})


def test_failure_is_one_plain_sentence_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_data, "BUILDERS", ())
    monkeypatch.setattr(build_data, "build_all", lambda: ({}, {}, []))
    monkeypatch.setattr("sys.argv", ["build_data"])
    assert build_data.main() == 1
    assert capsys.readouterr().err.startswith("No builder made the table countries")


def test_an_unknown_point_precision_is_refused() -> None:
    facts = pd.DataFrame({"point_precision": ["3 km", "somewhere"]})
    with pytest.raises(
        DataFileError, match=r"should have a point_precision of village point, .* but has somewhere"
    ):
        places_of(facts)
