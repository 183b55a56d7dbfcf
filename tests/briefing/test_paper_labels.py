from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extent import Rect
from briefing.paper_labels import Anchor, overlap, place, shown_text
from model.view import LabelKind, LabelMark

FRAME = (600.0, 400.0)


def anchor(text: str, x: float, y: float, kind: LabelKind = LabelKind.VILLAGE, *, clear: float = 2.0) -> Anchor:
    return Anchor(LabelMark(71.0, 40.0, text, kind), x, y, clear)


def test_boxes_that_share_an_edge_do_not_overlap() -> None:
    assert not overlap(Rect(0, 0, 10, 10), Rect(10, 0, 10, 10))
    assert overlap(Rect(0, 0, 10, 10), Rect(9, 9, 10, 10))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 600), st.floats(0, 400), st.sampled_from(list(LabelKind)), st.floats(0, 18)),
        max_size=25,
    )
)
def test_no_label_covers_another_a_symbol_or_the_frame(spots: list[tuple[float, float, LabelKind, float]]) -> None:
    anchors = [anchor(f"Place {i}", x, y, kind, clear=r) for i, (x, y, kind, r) in enumerate(spots)]
    symbols = [Rect(x - r, y - r, 2 * r, 2 * r) for x, y, _, r in spots]
    placed = place(anchors, symbols, frame=FRAME, zoom=12.0)
    assert len(placed) <= len(anchors)
    for one, other in combinations(placed, 2):
        assert not overlap(one.box, other.box)
    for label in placed:
        assert not any(overlap(label.box, symbol) for symbol in symbols)
        assert label.box.x >= 0
        assert label.box.x + label.box.width <= FRAME[0]
        assert label.box.y >= 0
        assert label.box.y + label.box.height <= FRAME[1]


def test_a_village_gives_way_to_a_figure() -> None:
    wall = [Rect(0, 0, 250, 400), Rect(350, 0, 250, 400), Rect(250, 0, 100, 190), Rect(250, 215, 100, 185)]
    both = [anchor("Ak-Sai", 260, 200), anchor("62 %", 262, 202, LabelKind.VALUE)]
    assert [label.text for label in place(both, wall, frame=FRAME, zoom=12.0)] == ["62 %"]


def test_kinds_show_from_their_zoom_and_only_inside_the_frame() -> None:
    anchors = [anchor("Village", 100, 100), anchor("City", 300, 300, LabelKind.CITY), anchor("Far", 900, 100)]
    assert [label.text for label in place(anchors, [], frame=FRAME, zoom=8.5)] == ["City"]
    assert {label.text for label in place(anchors, [], frame=FRAME, zoom=11.0)} == {"City", "Village"}


def test_the_same_name_stands_once() -> None:
    twice = [anchor("Batken", 100, 100, LabelKind.CITY), anchor("Batken", 102, 101, LabelKind.CITY)]
    assert len(place(twice, [], frame=FRAME, zoom=12.0)) == 1


def test_countries_stand_in_spaced_capitals() -> None:
    assert shown_text(LabelMark(71.0, 40.0, "Tajikistan", LabelKind.COUNTRY)).replace("\u2009", "") == "TAJIKISTAN"


def test_a_label_far_from_its_symbol_is_joined_to_the_edge_of_the_symbol() -> None:
    wall = [Rect(250, 190, 120, 40)]
    (label,) = place([anchor("62 %", 300, 210, LabelKind.VALUE, clear=5)], wall, frame=FRAME, zoom=12.0)
    assert label.leader is not None
    start, end = label.leader
    assert math.hypot(start[0] - 300, start[1] - 210) == pytest.approx(5)
    assert label.box.x <= end[0] <= label.box.x + label.box.width
    assert label.box.y <= end[1] <= label.box.y + label.box.height


def test_a_label_beside_its_symbol_needs_no_line() -> None:
    (label,) = place([anchor("Ak-Sai", 300, 210)], [], frame=FRAME, zoom=12.0)
    assert label.leader is None


def test_pieces_of_one_section_are_named_once() -> None:
    pieces = [anchor("Golovnoy", x, 100, LabelKind.SECTION) for x in (50, 300, 500)]
    assert len(place(pieces, [], frame=FRAME, zoom=12.0)) == 1
