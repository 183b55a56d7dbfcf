"""The next version of a workspace: what is replaced, what stays, and how newer bundled data come in."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from model.errors import BadInputError
from model.workspace_tables import SAVED_AREAS
from store.drafts import Draft, change, open_draft
from store.table_files import hash_of
from store.workspace import current_version, open_current
from tests.valley import write_valley

if TYPE_CHECKING:
    from pathlib import Path

AREA = {"area_id": "mine", "name": "Mine", "district_ids": ["kg-alma"], "place_ids": []}


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    return write_valley(tmp_path / "bundled")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def add_area(draft: Draft) -> int:
    draft.replace("saved_areas", pd.DataFrame([AREA]))
    return len(draft.frame("saved_areas"))


def test_a_change_is_the_current_version_and_gives_back_what_the_edit_gave(folder: Path, bundled: Path) -> None:
    assert change(folder, add_area, bundled=bundled) == (1, "0001")
    store = open_current(folder, bundled=bundled)
    assert store.frame("saved_areas").to_dict("records") == [AREA]
    assert len(store.frame("incidents")) == len(open_draft(folder, bundled=bundled).frame("incidents"))


def test_a_table_that_nobody_has_yet_is_empty_with_its_columns(folder: Path, bundled: Path) -> None:
    draft = open_draft(folder, bundled=bundled)
    assert draft.version is None
    frame = draft.frame("saved_areas")
    assert frame.empty
    assert list(frame.columns) == list(SAVED_AREAS.column_names)


def test_the_version_before_stays_where_the_edit_fails(folder: Path, bundled: Path) -> None:
    change(folder, add_area, bundled=bundled)

    def fail(draft: Draft) -> None:
        draft.replace("saved_areas", draft.frame("saved_areas").iloc[:0])
        message = "This cannot be done."
        raise BadInputError(message)

    with pytest.raises(BadInputError, match="cannot be done"):
        change(folder, fail, bundled=bundled)
    assert current_version(folder) == "0001"
    assert len(open_current(folder, bundled=bundled).frame("saved_areas")) == 1


def test_geometry_survives_a_change(folder: Path, bundled: Path) -> None:
    def rewrite(draft: Draft) -> None:
        draft.replace("districts", draft.geometry("districts"))

    before = open_draft(folder, bundled=bundled).geometry("districts")
    change(folder, rewrite, bundled=bundled)
    after = open_current(folder, bundled=bundled).geometry("districts")
    pd.testing.assert_series_equal(before["district_id"], after["district_id"])
    assert list(before.geometry.to_wkt()) == list(after.geometry.to_wkt())


def test_newer_bundled_rows_come_with_the_next_change_and_own_rows_stay(folder: Path, bundled: Path) -> None:
    own = {"source_id": "partner"}

    def add_rows(draft: Draft) -> None:
        sources, places = draft.frame("sources"), draft.frame("places")
        draft.replace("sources", pd.concat([sources, sources.iloc[[0]].assign(**own)], ignore_index=True))
        mine = places.iloc[[0]].assign(place_id="partner-1", name_en="Ours", **own)
        draft.replace("places", pd.concat([places, mine], ignore_index=True))

    change(folder, add_rows, bundled=bundled)
    rename_first_place(bundled, "Renamed")
    change(folder, add_area, bundled=bundled)
    names = set(open_current(folder, bundled=bundled).frame("places")["name_en"])
    assert {"Ours", "Renamed"} <= names


def rename_first_place(bundled: Path, name: str) -> None:
    """A newer program: its data folder has another name for a place, and a catalog that says so."""
    catalog = json.loads((bundled / "catalog.json").read_text("utf-8"))
    entry = next(file for file in catalog["files"] if file["table"] == "places")
    newer = bundled.parent / "newer"

    def rename(draft: Draft) -> None:
        places = draft.frame("places")
        draft.replace("places", places.assign(name_en=[name, *places["name_en"].iloc[1:]]))

    change(newer, rename, bundled=bundled)
    shutil.copyfile(newer / "versions" / "0001" / entry["path"], bundled / entry["path"])
    entry["sha256"] = hash_of(bundled / entry["path"])
    (bundled / "catalog.json").write_text(json.dumps(catalog), "utf-8")
