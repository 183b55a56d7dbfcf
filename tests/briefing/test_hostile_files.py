"""Every text column of every table hostile: files of every kind are made, open, and hold nothing but texts."""

from __future__ import annotations

import csv
import io
import json
import warnings
from typing import TYPE_CHECKING

import openpyxl
import pyogrio
import pytest
from PIL import Image

from answers.languages import translator
from answers.sources import sources
from briefing.offline_html import html_map
from briefing.records import content, records_file
from briefing.snapshot import ASK, snapshot_png
from layers.registry import LAYERS
from model.enums import Mode
from model.selection import Perceptions, Selection
from model.strings import English
from store.bundle import open_store
from tests.briefing.read_html import Read
from tests.hostile import LONG, hostile_valley
from tests.valley import write_valley
from tools.web_assets import are_built

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store

TR = English()
ALL = tuple(layer.key for layer in LAYERS)
FORMULA = ("=", "@", "\t", "\r")
SELECTIONS = [Selection(), Selection(perceptions=Perceptions.SYNTHETIC)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(write_valley(tmp_path_factory.mktemp("hostile"), tables=hostile_valley()))


@pytest.fixture(scope="module", params=LONG, ids=["one word", "many words"])
def long(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    tables = hostile_valley([request.param])
    return open_store(write_valley(tmp_path_factory.mktemp("long"), tables=tables))


@pytest.mark.parametrize("question", [*ASK, "sources"])
def test_no_answer_in_a_table_file_holds_a_formula(hostile: Store, question: str) -> None:
    answer = {**ASK, "sources": sources}[question](hostile, Selection(), mode=Mode.PUBLIC)
    made = content(hostile, answer, fmt="csv", tr=TR).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
    assert len(cells) > 20
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert json.loads(content(hostile, answer, fmt="json", tr=TR))


def test_a_workbook_and_map_files_open_and_hold_texts(hostile: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(records_file(hostile, Selection(), "xlsx", tr=TR)))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell for cell in cells if cell.hyperlink] == []
    for fmt in ("gpkg", "geojson"):
        path = tmp_path / f"records.{fmt}"
        path.write_bytes(records_file(hostile, Selection(), fmt, tr=TR))
        assert len(pyogrio.read_dataframe(path, layer="incidents" if fmt == "gpkg" else None)) > 20


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=["published", "synthetic"])
def test_a_picture_is_made_without_a_warning(hostile: Store, selection: Selection, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = snapshot_png(hostile, selection, layers=ALL, tr=translator(lang))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (1600, 1200)


@pytest.mark.skipif(not are_built(), reason="static/ is not built: python -m tools.web_assets")
def test_the_page_of_a_map_has_the_elements_that_it_has_without_hostile_texts(
    hostile: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = write_valley(tmp_path_factory.mktemp("plain"), tables=hostile_valley(["plain"]))
    pages = [Read(html_map(store, Selection(), layers=ALL)) for store in (hostile, open_store(plain))]
    kinds = [{tag for tag, _ in page.tags} for page in pages]
    assert kinds[0] <= kinds[1] | {"a"}
    assert len(pages[0].scripts) == len(pages[1].scripts)
    for tag, given in pages[0].tags:
        assert not [name for name in dict(given) if name.startswith("on")], tag
        assert str(dict(given).get("href", "http")).startswith(("http", "#")), tag


def test_ten_kilobytes_in_every_cell_leave_room_for_the_map(long: Store) -> None:
    with Image.open(io.BytesIO(snapshot_png(long, Selection(), layers=ALL, tr=TR))) as picture:
        assert picture.size == (1600, 1200)
    assert len(records_file(long, Selection(), "csv", tr=TR)) > 10 * len(LONG[1]), "files have texts whole"
