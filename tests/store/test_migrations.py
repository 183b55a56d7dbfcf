"""Versions that an older program wrote are brought up; those of a newer one are refused in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from pyarrow import parquet

from model.errors import DataFileError
from model.imports import ImportKind
from store.archive import export_archive, restore_archive
from store.bundle import open_store
from store.catalog import WORKSPACE_FORMAT, read_catalog
from store.drafts import Draft, change
from store.importing import import_files
from store.table_files import hash_of
from store.workspace import bring_up, current_version, open_current, version_folder
from tests.valley import write_valley

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "number;date;district;place;what;text;killed\n"
AREA = {"area_id": "mine", "name": "Mine", "district_ids": ["kg-alma"], "place_ids": []}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_valley(tmp_path_factory.mktemp("migrations") / "bundled")


@pytest.fixture
def mine(tmp_path: Path, bundled: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(f"{HEAD}1;2022-09-14;Alma;Alma;brawl;Stones;1", "utf-8")
    import_files(tmp_path / "mine", ImportKind.SPREADSHEET, [path], bundled=bundled)
    return tmp_path / "mine"


def catalog_of(folder: Path) -> tuple[Path, dict[str, Any]]:
    path = version_folder(folder, current_version(folder) or "") / "catalog.json"
    return path, json.loads(path.read_text("utf-8"))


def made_older(folder: Path, *, without: tuple[str, str] = ("incidents", "country"), table: str = "") -> None:
    """The current version as a program of format 1 wrote it: a column less, perhaps a table less."""
    path, catalog = catalog_of(folder)
    catalog["workspace_format"] = 1
    catalog.pop("bundled")
    catalog["files"] = [entry for entry in catalog["files"] if entry["table"] != table]
    entry = next(entry for entry in catalog["files"] if entry["table"] == without[0])
    file = path.parent / entry["path"]
    rows = parquet.read_table(file).drop_columns([without[1]])
    file.unlink()  # it may be linked to that of another version
    parquet.write_table(rows, file)
    entry["sha256"] = hash_of(file)
    path.write_text(json.dumps(catalog), "utf-8")


def add_area(draft: Draft) -> None:
    draft.replace("saved_areas", pd.DataFrame([AREA]))


def test_an_older_version_is_brought_up_when_it_is_opened(mine: Path, bundled: Path) -> None:
    made_older(mine, table="responses")
    store = open_current(mine, bundled=bundled)
    assert current_version(mine) == "0002"
    assert read_catalog(version_folder(mine, "0002")).workspace_format == WORKSPACE_FORMAT
    rows = store.frame("incidents").set_index("incident_id")
    assert rows.loc["log-1", "country"] is None
    assert len(store.frame("responses")) == len(open_store(bundled).frame("responses"))
    assert (mine / "versions" / "0001").is_dir()


def test_an_older_version_is_brought_up_before_it_is_changed(mine: Path, bundled: Path) -> None:
    made_older(mine)
    change(mine, add_area, bundled=bundled)
    store = open_current(mine, bundled=bundled)
    assert current_version(mine) == "0003"
    assert {"log-1"} <= set(store.frame("incidents")["incident_id"])
    assert len(store.frame("saved_areas")) == 1
    # The next change took the bundled rows as they are now.
    assert store.frame("incidents")["country"].notna().any()


def test_a_version_of_this_program_stays_as_it_is(mine: Path, bundled: Path) -> None:
    assert bring_up(mine, bundled=bundled) == "0001"
    assert bring_up(mine / "none", bundled=bundled) is None


def test_an_archive_of_an_older_program_is_brought_up_while_it_is_restored(
    mine: Path, tmp_path: Path, bundled: Path
) -> None:
    made_older(mine)
    export_archive(mine, tmp_path / "old.zip", internal=True)
    restore_archive(tmp_path / "old.zip", tmp_path / "new", bundled=bundled)
    assert "log-1" in set(open_current(tmp_path / "new", bundled=bundled).frame("incidents")["incident_id"])


def test_what_cannot_be_guessed_is_said_and_the_version_stays(mine: Path, bundled: Path) -> None:
    made_older(mine, without=("incidents", "record_kind"))
    with pytest.raises(DataFileError, match="table incidents has no column record_kind, and its values cannot"):
        open_current(mine, bundled=bundled)
    assert current_version(mine) == "0001"


def test_a_version_of_a_newer_program_is_refused_with_what_to_do(mine: Path, bundled: Path) -> None:
    path, catalog = catalog_of(mine)
    path.write_text(json.dumps({**catalog, "workspace_format": WORKSPACE_FORMAT + 1}), "utf-8")
    words = f"have format {WORKSPACE_FORMAT + 1}, made by a newer version of this program, .*: update the program"
    for step in (lambda: open_current(mine, bundled=bundled), lambda: change(mine, add_area, bundled=bundled)):
        with pytest.raises(DataFileError, match=words):
            step()
    assert current_version(mine) == "0001"


def test_a_broken_file_of_a_workspace_sends_nobody_to_make_data(mine: Path, bundled: Path) -> None:
    path, _ = catalog_of(mine)
    (path.parent / "incidents" / "incidents.parquet").write_bytes(b"broken")
    with pytest.raises(DataFileError, match=r"ferghana workspace restore.*older version into CURRENT") as problem:
        open_current(mine, bundled=bundled)
    assert "make data" not in str(problem.value)
