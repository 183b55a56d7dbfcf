"""Files of records in every format: as many rows as the selection has, public unless asked otherwise."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pyogrio
import pytest

from answers.incidents import incidents
from answers.sources import sources
from briefing.records import MIME, check_out, content, records_file
from model.enums import Mode
from model.errors import BadInputError
from model.selection import Selection
from model.strings import English
from tests.hostile import hostile_store

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

TR = English()


def ids_of(content: bytes, fmt: str, folder: Path) -> list[str]:
    if fmt == "csv":
        return [row["incident_id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    if fmt == "geojson":
        return [feature["properties"]["incident_id"] for feature in json.loads(content)["features"]]
    if fmt == "xlsx":
        cells = openpyxl.load_workbook(io.BytesIO(content))["Records"]["A"]
        return [str(cell.value) for cell in cells[1:]]
    path = folder / "records.gpkg"
    path.write_bytes(content)
    found: list[str] = pyogrio.read_dataframe(path, layer="incidents")["incident_id"].to_list()
    return found


@pytest.mark.parametrize("fmt", list(MIME))
@pytest.mark.parametrize(
    "selection", [Selection(), Selection(district=("tj-chinar-city",))], ids=["all", "district"]
)
def test_a_file_has_exactly_the_public_records_of_the_selection(
    valley_store: Store, tmp_path: Path, fmt: str, selection: Selection
) -> None:
    wanted = incidents(valley_store, selection, mode=Mode.PUBLIC).table["incident_id"].to_list()
    assert ids_of(records_file(valley_store, selection, fmt, tr=TR), fmt, tmp_path) == wanted
    assert "V14" not in wanted


@pytest.mark.parametrize("fmt", list(MIME))
def test_the_working_mode_has_to_be_asked_for(valley_store: Store, tmp_path: Path, fmt: str) -> None:
    content = records_file(valley_store, Selection(), fmt, tr=TR, mode=Mode.INTERNAL)
    assert "V14" in ids_of(content, fmt, tmp_path)


@pytest.mark.parametrize("fmt", list(MIME))
def test_every_format_takes_hostile_texts(valley_store: Store, tmp_path: Path, fmt: str) -> None:
    store = hostile_store(valley_store)
    wanted = incidents(store, Selection()).table["incident_id"].to_list()
    assert ids_of(records_file(store, Selection(), fmt, tr=TR), fmt, tmp_path) == wanted


@pytest.mark.parametrize("fmt", ["xlsx", "gpkg"])
def test_an_answer_without_records_is_refused_with_a_way_out(valley_store: Store, fmt: str) -> None:
    with pytest.raises(BadInputError, match="use json or csv"):
        content(valley_store, sources(valley_store, Selection()), fmt=fmt, tr=TR)


@pytest.mark.parametrize("fmt", ["xlsx", "gpkg"])
def test_a_format_that_is_no_text_needs_a_file(fmt: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=f"--out answer.{fmt}"):
        check_out(None, fmt)
    check_out(tmp_path / f"answer.{fmt}", fmt)
    check_out(None, "csv")


@pytest.mark.parametrize("fmt", ["xlsx", "csv", "geojson"])
def test_names_follow_the_language(bundled_store: Store, fmt: str) -> None:
    selection = Selection(district=("kg-batken",))
    answer = records_file(bundled_store, selection, fmt, tr=English("ru"))
    if fmt == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer))["Records"]
        words = {str(cell.value) for line in sheet.iter_rows() for cell in line}
        assert any("Баткен" in word for word in words)
    else:
        assert "Баткен" in answer.decode("utf-8-sig")
