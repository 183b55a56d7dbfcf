"""GeoPackages: every record once, with or without a point, and layers that say who told what and what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest

from answers.incidents import incidents
from briefing.about import about
from briefing.geopackage import geopackage
from model.errors import FerghanaError
from model.selection import Selection
from model.settings import DISCLAIMER
from model.strings import English
from tests.hostile import TEXTS, hostile_store

if TYPE_CHECKING:
    from pathlib import Path

    from model.result import Result
    from store.bundle import Store


def written(folder: Path, store: Store, result: Result) -> Path:
    path = folder / "records.gpkg"
    path.write_bytes(geopackage(result, about=about(store, result, tr=English())))
    return path


def layer(path: Path, name: str) -> Any:
    return pyogrio.read_dataframe(path, layer=name)


def test_it_holds_exactly_the_records_of_the_selection(bundled_store: Store, tmp_path: Path) -> None:
    answer = incidents(bundled_store, Selection())
    records = layer(written(tmp_path, bundled_store, answer), "incidents")
    assert records["incident_id"].to_list() == answer.table["incident_id"].to_list()
    assert records.crs == "EPSG:4326"
    pointed = records.geometry.notna()
    assert (records.geometry.x[pointed] == answer.table["lon"][pointed]).all()
    assert str(records["date_start"].iloc[0].date()) == str(answer.table["date_start"].iloc[0])
    assert records["killed_best"].isna().to_list() == answer.table["killed_best"].isna().to_list()


def test_a_record_without_a_point_stays_a_row(valley_store: Store, tmp_path: Path) -> None:
    answer = incidents(valley_store, Selection())
    records = layer(written(tmp_path, valley_store, answer), "incidents")
    assert len(records) == len(answer.table)
    assert records.geometry.isna().any()


def test_what_is_known_to_a_district_or_less_has_no_point(bundled_store: Store, tmp_path: Path) -> None:
    records = layer(written(tmp_path, bundled_store, incidents(bundled_store, Selection())), "incidents")
    pointed = records.geometry.notna()
    assert set(records.loc[pointed, "location_level"]) == {"L1", "L2"}
    assert (pointed == records["location_level"].isin(["L1", "L2"])).all()


def test_it_says_what_it_is_and_who_told_what(bundled_store: Store, tmp_path: Path) -> None:
    answer = incidents(bundled_store, Selection())
    path = written(tmp_path, bundled_store, answer)
    assert [str(name) for name, _ in pyogrio.list_layers(path)] == ["incidents", "accounts", "about"]
    assert len(layer(path, "accounts")) == len(answer.tables["by_account"])
    words = "\n".join(layer(path, "about")["text"])
    for needed in ("2010-01-01 to 2025-08-31", "CC-BY-4.0", DISCLAIMER, bundled_store.data_version):
        assert needed in words


def test_hostile_texts_are_texts(valley_store: Store, tmp_path: Path) -> None:
    store = hostile_store(valley_store)
    records = layer(written(tmp_path, store, incidents(store, Selection())), "incidents")
    assert len(records) == len(TEXTS)
    assert {"=1+1", "ab", "я" * 10_240} <= set(records["place_text"])


def test_an_empty_selection_is_a_file_without_rows(valley_store: Store, tmp_path: Path) -> None:
    answer = incidents(valley_store, Selection(district=("uz-furqat",)))
    path = written(tmp_path, valley_store, answer)
    assert layer(path, "incidents").empty
    assert "0 records" in "\n".join(layer(path, "about")["text"])


def test_an_answer_that_was_not_published_is_refused(valley_store: Store) -> None:
    with pytest.raises(FerghanaError, match="was not published"):
        geopackage(replace(incidents(valley_store, Selection()), mode=None), about=[])
