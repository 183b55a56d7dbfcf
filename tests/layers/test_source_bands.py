"""The picture of the sources: a band each, thin years marked, hostile titles harmless."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from answers.sources import sources
from layers.escaping import plain
from layers.source_bands import bands_svg, covered
from model.selection import Selection
from tests.hostile import HOSTILE, STRANGE

if TYPE_CHECKING:
    from store.bundle import Store

SVG = "{http://www.w3.org/2000/svg}"


def test_only_sources_that_say_from_when_to_when_have_a_band(valley_store: Store) -> None:
    answer = sources(valley_store, Selection())
    assert [row["source_id"] for row in covered(answer)] == ["facts-incidents"]
    picture = ET.fromstring(bands_svg(answer))
    assert [rect.get("fill") for rect in picture.findall(f"{SVG}rect")] == ["#6f7f86", "#e3b341"]


def test_a_band_lies_inside_the_picture_and_thin_years_inside_the_band(bundled_store: Store) -> None:
    picture = ET.fromstring(bands_svg(sources(bundled_store, Selection())))
    width = float(picture.get("width", ""))
    for rect in picture.findall(f"{SVG}rect"):
        left, right = float(rect.get("x", "")), float(rect.get("x", "")) + float(rect.get("width", ""))
        assert 0 <= left < right <= width


def test_days_are_in_figures_as_the_language_writes_them(valley_store: Store) -> None:
    picture = bands_svg(sources(valley_store, Selection()), lang="ru")
    assert ", 01.01.2015 – 31.12.2022<" in picture


@pytest.mark.parametrize("title", ["</svg><script>alert(1)</script>", "a & b", *HOSTILE, *STRANGE])
def test_a_title_is_text_and_nothing_else(valley_store: Store, title: str) -> None:
    answer = sources(valley_store, Selection())
    hostile = replace(answer, table=answer.table.assign(title=title))
    texts = [text.text for text in ET.fromstring(bands_svg(hostile)).findall(f"{SVG}text")]
    assert f"{plain(title)}, 2015-01-01 – 2022-12-31" in texts


def test_without_such_a_source_the_picture_is_empty(valley_store: Store) -> None:
    answer = sources(valley_store, Selection())
    assert not list(ET.fromstring(bands_svg(replace(answer, table=answer.table.iloc[1:]))))
