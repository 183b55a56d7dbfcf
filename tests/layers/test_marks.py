"""Marks travel packed and come out as they went in; Folium gets one layer a view."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.basemap import base_map
from layers.marks import decode, draw, encode, pack, packed, path_options
from model.strings import English, Message
from model.view import AreaMark, Hatch, LabelKind, LabelMark, LayerView, LineMark, PointMark, Style
from tests.hostile import HOSTILE

TR = English()
STYLE = Style(fill="#112233", line="#445566", dash=(2.0, 3.0))
RING = ((70.0, 40.0), (71.0, 40.0), (71.0, 41.0), (70.0, 40.0))
STEPS = st.integers(-1_800_000, 1_800_000).map(lambda step: step / 10_000)


def point(**more: object) -> PointMark:
    return replace(PointMark(70.5, 40.5, 6.0, STYLE, "Title", "place:P01"), **more)


def view(*marks: object) -> LayerView:
    return LayerView("made", Message("Made"), marks=tuple(marks))  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(STEPS, STEPS), max_size=20).map(tuple))
def test_a_packed_line_unfolds_to_itself(line: tuple[tuple[float, float], ...]) -> None:
    assert decode(encode(line)) == line


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(STEPS, STEPS), max_size=20).map(tuple))
def test_a_packed_line_has_no_letter_that_a_script_must_escape(line: tuple[tuple[float, float], ...]) -> None:
    assert not set("\\`'\"<>&$") & set(encode(line))


def test_every_kind_of_mark_is_packed_with_its_reference() -> None:
    made = pack(
        view(
            AreaMark(((RING,),), STYLE, "Area", "district:a"),
            LineMark((RING,), STYLE, "Line", "section:s"),
            point(),
            LabelMark(70.5, 40.5, "Titl", LabelKind.VILLAGE, "Имя"),
            LabelMark(71.0, 41.0, "Land", LabelKind.COUNTRY),
        ),
        TR,
    )
    assert made["areas"] == [[0, "Area", "district:a", [[encode(RING)]]]]
    assert made["lines"] == [[0, "Line", "section:s", [encode(RING)]]]
    assert made["points"] == [[0, "Title", "place:P01", 70.5, 40.5, 6.0]]
    kinds = [kind[0] for kind in made["kinds"]]
    assert made["labels"] == [
        [0, [0, 4], "Имя", kinds.index("village")],
        [(71.0, 41.0), "Land", "", kinds.index("country")],
    ]


def test_equal_styles_travel_once() -> None:
    made = pack(view(point(), point(lon=71.0), point(style=replace(STYLE, width=9.0))), TR)
    assert [row[0] for row in made["points"]] == [0, 0, 1]
    assert len(made["styles"]) == 2


def test_halo_and_ring_travel_with_their_point() -> None:
    made = pack(view(point(halo_m=5_000.0, ring_radius=2.5, ring_style=Style(fill="#000000"))), TR)
    halo, ring = made["points"][0][6:8], made["points"][0][8:]
    assert halo[0] == 5_000
    assert made["styles"][halo[1]]["opacity"] == pytest.approx(0.32)
    assert ring[0] == 2.5
    assert made["styles"][ring[1]]["fillColor"] == "#000000"


def test_a_hatch_keeps_its_ground_and_ink_for_the_pattern() -> None:
    options = path_options(Style(fill="#c9ced2", fill_opacity=0.5, hatch=Hatch.TOO_FEW))
    assert (options["hatch"], options["base"], options["baseOpacity"]) == ("too_few", "#c9ced2", 0.5)


def test_only_a_synthetic_view_carries_the_watermark() -> None:
    assert pack(view(), TR)["watermark"] == ""
    assert pack(replace(view(), synthetic=True), TR)["watermark"] == "SYNTHETIC DEMONSTRATION DATA"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_titles_and_labels_reach_the_browser_as_text(hostile: str) -> None:
    label = LabelMark(70.5, 40.5, hostile, LabelKind.VILLAGE, hostile)
    group = draw(view(point(title=hostile), label), TR)
    map_ = base_map(TR, local_assets=True)
    group.add_to(map_)
    page = map_.get_root().render()
    packs = re.findall(r"fv\.group\((.*)\);", page)
    assert len(packs) == 1
    made = json.loads(packs[0])
    assert made["points"][0][1] == hostile
    assert made["labels"][0][1:3] == [[0, len(hostile)]] * 2


def test_the_same_view_makes_the_same_text() -> None:
    assert packed(view(point()), TR) == packed(view(point()), TR)
