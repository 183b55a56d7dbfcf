"""Leaflet for a file: whole, with its licence, without anything that it would fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.map_assets import leaflet, missing
from model.errors import MissingPartError

if TYPE_CHECKING:
    from pathlib import Path


def laid(folder: Path) -> Path:
    (folder / "leaflet.js").write_bytes(b"var L = 1;\r\n//# sourceMappingURL=leaflet.js.map\r\n")
    (folder / "leaflet.css").write_bytes(b".a { background-image: url(images/layers.png); }\r\n")
    (folder / "LICENSE").write_text("Made licence */ with an end", encoding="utf-8")
    return folder


def test_nothing_in_it_fetches_anything_and_lines_end_one_way(tmp_path: Path) -> None:
    assets = leaflet(laid(tmp_path))
    assert assets.script == "/*\nMade licence * / with an end\n*/\nvar L = 1;\n"
    assert assets.style == ".a { background-image: none; }"
    assert missing(tmp_path) is None


def test_what_is_not_installed_is_said_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"not installed.*run 'make setup'"):
        leaflet(tmp_path)
    note = missing(tmp_path)
    assert note is not None
    assert "make setup" in note.english()
