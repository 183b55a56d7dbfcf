"""The name of a file says what a map becomes; a name and a format that differ are refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.map_file import format_of_file, write_map
from model.errors import BadInputError
from model.selection import Selection
from tools.web_assets import are_built

if TYPE_CHECKING:
    from store.bundle import Store


@pytest.mark.parametrize(
    ("name", "wanted", "found"), [("a.png", "", "png"), ("b.HTML", "", "html"), ("c.html", "html", "html")]
)
def test_the_ending_decides(name: str, wanted: str, found: str) -> None:
    assert format_of_file(Path(name), wanted) == found


@pytest.mark.parametrize(
    ("name", "wanted", "sentence"),
    [
        ("map.pdf", "", r"map\.pdf does not end in \.png or \.html: name it map\.png or map\.html"),
        ("map", "", r"map does not end in \.png or \.html"),
        (
            "map.png",
            "html",
            r"The format html does not fit the name map\.png: name it map\.html, or leave --format out",
        ),
        ("map.html", "png", r"The format png does not fit the name map\.html: name it map\.png"),
        ("map.pdf", "png", r"The format png does not fit the name map\.pdf"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(name: str, wanted: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        format_of_file(Path(name), wanted)


def test_a_picture_and_a_page_are_written(valley_store: Store, tmp_path: Path) -> None:
    write_map(tmp_path / "map.png", valley_store, Selection(), size=(1280, 960))
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    if are_built():
        write_map(tmp_path / "map.html", valley_store, Selection())
        assert (tmp_path / "map.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_page_has_no_size(valley_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"leave --size and --dpi out"):
        write_map(tmp_path / "map.html", valley_store, Selection(), dpi=300)
    assert not list(tmp_path.iterdir())
