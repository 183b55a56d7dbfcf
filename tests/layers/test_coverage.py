"""The coverage picture: a bar a year, a mark under thin years, the period shaded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from answers.years import years
from layers.coverage import coverage_svg
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store

SVG = "{http://www.w3.org/2000/svg}"


def test_it_has_a_bar_for_each_year_and_a_mark_for_each_thin_one(valley_store: Store) -> None:
    picture = ET.fromstring(coverage_svg(years(valley_store, Selection()), first=None, last=None))
    fills = [rect.get("fill") for rect in picture.findall(f"{SVG}rect")]
    assert fills.count("#6f7f86") == 8
    assert fills.count("#e3b341") == 1
    assert [text.text for text in picture.iter(f"{SVG}text")] == ["2015", "2022"]


def test_the_period_is_shaded_where_it_lies(valley_store: Store) -> None:
    answer = years(valley_store, Selection())
    whole = ET.fromstring(coverage_svg(answer, first=None, last=None)).find(f"{SVG}rect")
    part = ET.fromstring(coverage_svg(answer, first=date(2019, 1, 1), last=date(2020, 12, 31))).find(f"{SVG}rect")
    assert whole is not None
    assert part is not None
    assert (whole.get("x"), whole.get("width")) == ("0.0", "240.0")
    assert (part.get("x"), part.get("width")) == ("120.0", "60.0")
