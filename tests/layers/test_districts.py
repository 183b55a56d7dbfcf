"""Districts of a map that somebody installed stand apart from those that we made up of places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from answers.districts import districts
from layers.districts import view
from model.selection import Selection
from model.style import DISTRICT_AREA, DISTRICT_OFFICIAL
from model.view import AreaMark
from tests.layers.made import TR, view_of

if TYPE_CHECKING:
    from store.bundle import Store


def test_an_official_area_has_an_outline_and_its_own_line_in_the_legend(valley_store: Store) -> None:
    answer = districts(valley_store, Selection())
    official = answer.table["geometry_quality"].mask(answer.table["district_id"] == "kg-bulak", "official")
    found = view(replace(answer, table=answer.table.assign(geometry_quality=official)), tr=TR)
    styles = {mark.ref: mark.style for mark in found.marks if isinstance(mark, AreaMark)}
    assert styles["district:kg-bulak"] == DISTRICT_OFFICIAL
    assert styles["district:kg-alma"] == DISTRICT_AREA
    assert [entry.style for entry in found.legend][:2] == [DISTRICT_AREA, DISTRICT_OFFICIAL]


def test_without_an_installed_map_nothing_is_called_official(valley_store: Store) -> None:
    legend = view_of(valley_store, "districts").legend
    assert DISTRICT_OFFICIAL not in [entry.style for entry in legend]
