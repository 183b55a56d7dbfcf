"""The registry: every layer is found, the ground stays, the legend is that of the views."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import layers
from layers.registry import LAYERS, asked, chosen, views
from layers.symbols import rows
from model.enums import Border, Country
from model.errors import UnknownNameError
from model.selection import Selection
from tests.layers.made import TR, results

if TYPE_CHECKING:
    from store.bundle import Store

ROOM = Path(layers.__file__).parent


def test_every_file_with_a_view_is_registered() -> None:
    files = {path.stem for path in ROOM.glob("*.py") if "\ndef view(" in path.read_text("utf-8")}
    assert files == {layer.key for layer in LAYERS}


def test_ground_and_border_lines_stay_whatever_is_chosen() -> None:
    assert [layer.key for layer in chosen([])] == ["countries", "sections"]


def test_crossings_resources_and_responses_are_drawn_only_when_they_are_chosen() -> None:
    assert [layer.key for layer in LAYERS if layer not in chosen(None)] == [
        "shared_resources",
        "crossings",
        "responses",
    ]
    assert "crossings" in [layer.key for layer in chosen(["crossings"])]


def test_an_unknown_layer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="no layer 'roads': use one of countries, districts"):
        chosen(["roads"])


def test_no_filter_takes_a_border_line_off_the_ground() -> None:
    narrow = Selection(border=(Border.KG_TJ,), country=(Country.KG,), district=("kg-alma",))
    assert asked("sections", narrow) == Selection(district=("kg-alma",))
    assert asked("incidents", narrow) == narrow


def test_the_legend_has_a_heading_for_each_view_and_a_picture_for_each_entry(valley_store: Store) -> None:
    made = views(results(valley_store), tr=TR)
    shown = rows(made, tr=TR)
    heads = [row.text for row in shown if row.kind == "head"]
    assert heads == [view.title.english() for view in made if view.legend or view.notes]
    entries = [row for row in shown if row.kind == "entry"]
    assert len(entries) == sum(len(view.legend) for view in made)
    assert all(row.svg is not None and row.svg.startswith("<svg") for row in entries)
