"""Files in another language: their words follow it, and each says that nobody has reviewed them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pyogrio
import pytest
from PIL import Image

from answers.languages import translator
from briefing import snapshot
from briefing.offline_html import html_map
from briefing.records import records_file
from model.selection import Selection
from model.settings import DISCLAIMER, language_note, source_language_note
from tools.web_assets import are_built

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.furniture import Caption
    from model.strings import Translator
    from store.bundle import Store

LANGUAGES = ["ru", "tg"]


def note_in(tr: Translator) -> str:
    note = language_note(tr.lang)
    assert note is not None
    return note.text(tr)


@pytest.fixture(params=LANGUAGES)
def tr(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


@pytest.fixture
def captions(monkeypatch: pytest.MonkeyPatch) -> list[Caption]:
    """What the pictures of a test say."""
    seen: list[Caption] = []
    make = snapshot.caption  # type: ignore[attr-defined] # a name that snapshot imports

    def made(*answers: Any, **more: Any) -> Caption:
        seen.append(make(*answers, **more))
        return seen[-1]

    monkeypatch.setattr(snapshot, "caption", made)
    return seen


def test_a_picture_is_written_in_its_language_and_says_that_it_is_not_reviewed(
    valley_store: Store, captions: list[Caption], tr: Translator
) -> None:
    picture = snapshot.snapshot_png(valley_store, Selection(district=("kg-alma",)), tr=tr)
    (text,) = captions
    assert text.footer[-1].endswith(f"{note_in(tr)}.")
    assert tr.gettext(DISCLAIMER) in text.footer[-1]
    assert "Reported incidents" not in text.title
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == snapshot.SIZE
        assert f"--lang {tr.lang}" in image.info["Comment"]


def test_an_english_picture_has_no_word_about_translations(valley_store: Store, captions: list[Caption]) -> None:
    snapshot.snapshot_png(valley_store, Selection())
    assert "not reviewed" not in " ".join(captions[0].footer)


def test_a_workbook_says_it_on_its_sheet_and_on_every_printed_page(valley_store: Store, tr: Translator) -> None:
    book = openpyxl.load_workbook(io.BytesIO(records_file(valley_store, Selection(), "xlsx", tr=tr)))
    about = [tuple(row) for row in book["About"].iter_rows(values_only=True)]
    source_note = source_language_note(tr.lang)
    assert source_note is not None
    said = {text for _, text in about}
    assert {note_in(tr), source_note.text(tr)} <= said
    assert ("Title", "Reported incidents: Ferghana Valley") not in about
    assert all(note_in(tr) in sheet.oddHeader.center.text for sheet in book.worksheets)


def test_every_line_of_a_table_says_it(valley_store: Store, tr: Translator) -> None:
    text = records_file(valley_store, Selection(), "csv", tr=tr).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["language_note"] for row in rows} == {note_in(tr)}
    english = records_file(valley_store, Selection(), "csv", tr=translator("en")).decode("utf-8-sig")
    assert "language_note" not in english.splitlines()[0]


def test_a_geopackage_says_it(valley_store: Store, tmp_path: Path, tr: Translator) -> None:
    path = tmp_path / "records.gpkg"
    path.write_bytes(records_file(valley_store, Selection(), "gpkg", tr=tr))
    about = pyogrio.read_dataframe(path, layer="about")
    assert note_in(tr) in set(about["text"])


@pytest.mark.skipif(not are_built(), reason="static/ is not built: python -m tools.web_assets")
def test_a_map_in_one_file_says_it(valley_store: Store, tr: Translator) -> None:
    page = html_map(valley_store, Selection(), tr=tr)
    assert f'<html lang="{tr.lang}"' in page
    assert note_in(tr) in page
    assert tr.gettext(DISCLAIMER) in page
