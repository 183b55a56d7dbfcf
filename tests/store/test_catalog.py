"""A data folder is trusted only as its catalog describes it; what is wrong is named, all at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from model.errors import DataFileError
from model.tables import TABLES
from store.bundle import open_store
from store.catalog import check_files, problems_of, read_catalog
from tests.valley import write_valley

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_valley(tmp_path)


def rewrite(folder: Path, **changes: object) -> None:
    path = folder / "catalog.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), encoding="utf-8")


def test_a_folder_as_its_catalog_describes_it_has_no_problems(folder: Path) -> None:
    catalog = read_catalog(folder)
    check_files(catalog)
    assert len(catalog.files) == len(TABLES)
    assert len(catalog.version) == 12
    assert catalog.path_of("sources") == folder / "sources.parquet"


def test_the_version_changes_with_the_catalog(folder: Path) -> None:
    before = read_catalog(folder).version
    rewrite(folder, built_on="2026-01-02")
    assert read_catalog(folder).version != before


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"catalog\.json is missing: run `make data` to build it again"):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("not json", r"cannot be read \(JSONDecodeError"),
        ("[]", r"cannot be read \(AttributeError"),
        ('{"format": 2}', r"should have format 1 but has 2"),
        ('{"format": 1}', r"cannot be read \(KeyError"),
    ],
)
def test_a_catalog_of_another_shape_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "catalog.json").write_text(content, "utf-8")
    with pytest.raises(DataFileError, match=problem):
        read_catalog(tmp_path)


def test_a_changed_file_is_named_with_both_hashes_and_the_next_step(folder: Path) -> None:
    path = folder / "places" / "places.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(
        DataFileError,
        match=r"places\.parquet is not the one of the catalog \(expected sha256 \w{12}…, found \w{12}…",
    ):
        open_store(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "incidents" / "accounts.parquet").unlink()
    with pytest.raises(DataFileError, match=r"accounts\.parquet is missing: run `make data`"):
        open_store(folder)


def test_a_missing_column_is_named(folder: Path) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - only here

    path = folder / "incidents" / "incidents.parquet"
    parquet.write_table(parquet.read_table(path).drop_columns(["border", "theme"]), path)
    with pytest.raises(DataFileError, match=r"lacks the column\(s\) border, theme of the table 'incidents'"):
        open_store(folder, verify=False)


def test_a_file_that_is_no_table_is_named(folder: Path) -> None:
    (folder / "sources.parquet").write_bytes(b"hello")
    with pytest.raises(DataFileError, match=r"sources\.parquet should be a Parquet file but is not"):
        open_store(folder, verify=False)


def test_a_folder_in_the_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "sources.parquet").unlink()
    (folder / "sources.parquet").mkdir()
    with pytest.raises(DataFileError, match=r"sources\.parquet cannot be read \("):
        open_store(folder)


def test_every_problem_is_reported_at_once(folder: Path) -> None:
    (folder / "sources.parquet").unlink()
    (folder / "places" / "places.parquet").write_bytes(b"changed")
    catalog = json.loads((folder / "catalog.json").read_text("utf-8"))
    rewrite(folder, files=[entry for entry in catalog["files"] if entry["table"] != "annotations"])
    found = list(problems_of(read_catalog(folder)))
    assert len(found) == 3
    assert "names no file for the table 'annotations'" in found[0]
    assert all(text.endswith("restore the file.") for text in found)


def test_a_table_that_no_contract_knows_is_refused(folder: Path) -> None:
    catalog = json.loads((folder / "catalog.json").read_text("utf-8"))
    catalog["files"].append(catalog["files"][0] | {"table": "weather"})
    rewrite(folder, files=catalog["files"])
    assert any("holds the table 'weather'" in text for text in problems_of(read_catalog(folder)))


def test_a_table_without_a_file_is_refused_when_it_is_asked_for(folder: Path) -> None:
    with pytest.raises(DataFileError, match="names no file for the table 'weather'"):
        read_catalog(folder).path_of("weather")
