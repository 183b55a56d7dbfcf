"""Every text of a picture stands inside its place and over no other one, in every language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from answers.languages import translator
from briefing import snapshot
from briefing.furniture import draw_furniture
from briefing.sheet import LEAST_SIZE, Sheet
from briefing.snapshot import SIZE
from briefing.typeface import LINE_HEIGHT, text_width
from model.enums import IncidentType, Mode, Verification
from model.selection import Perceptions, Selection
from model.settings import TRANSLATED

if TYPE_CHECKING:
    from briefing.extent import Rect
    from briefing.furniture import Layout
    from store.bundle import Store

SELECTIONS = {
    "whole valley": Selection(),
    "every filter": Selection(
        date_from=date(2014, 1, 11),
        date_to=date(2022, 9, 20),
        district=("kg-batken", "kg-batken-city", "kg-leilek", "tj-isfara-city", "tj-bobojon-ghafurov"),
        type=tuple(IncidentType),
        verification=tuple(Verification),
    ),
    "a cut total": Selection(district=("kg-batken-city",), date_from=date(2022, 9, 1)),
    "synthetic": Selection(perceptions=Perceptions.SYNTHETIC, question="Q27"),
}


class Box(NamedTuple):
    """Where a line of text stands, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlaps(self, other: Box) -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        return wide > 0.5 and min(self.bottom, other.bottom) - max(self.top, other.top) > 3.0


class Seen:
    """What a picture was set with: its layout and every line of text around the map."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.boxes: list[Box] = []
        self.layout: Layout | None = None
        set_text = Sheet.text

        def text(sheet: Sheet, x: float, y: float, words: str, *, size: float, **more: Any) -> None:
            width = text_width(words, size, bold=more.get("bold", False))
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[more.get("align", "left")] * width
            self.boxes.append(Box(left, y, left + width, y + size * LINE_HEIGHT, words))
            set_text(sheet, x, y, words, size=size, **more)

        def draw(sheet: Sheet, layout: Layout, *parts: Any, **more: Any) -> None:
            self.layout = layout
            draw_furniture(sheet, layout, *parts, **more)

        monkeypatch.setattr(Sheet, "text", text)
        monkeypatch.setattr(snapshot, "draw_furniture", draw)


def _place(box: Box, layout: Layout) -> Rect:
    """The part of the sheet in which a line begins; the strip's scale begins a little left of its numbers."""
    inside = [
        rect
        for rect in (layout.header, layout.strip, layout.column, layout.footer)
        if rect.y - 1.0 <= box.top <= rect.y + rect.height
        and rect.x - 1.0 <= box.left <= rect.x + rect.width + 1.0
    ]
    assert inside, f"{box.text!r} begins outside every part of the sheet"
    return inside[0]


@pytest.mark.parametrize(("name", "size"), [*((name, LEAST_SIZE) for name in SELECTIONS), ("every filter", SIZE)])
@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_text_leaves_its_place_or_lies_over_another(
    bundled_store: Store, monkeypatch: pytest.MonkeyPatch, lang: str, name: str, size: tuple[int, int]
) -> None:
    seen = Seen(monkeypatch)
    snapshot.snapshot_png(
        bundled_store, SELECTIONS[name], mode=Mode.INTERNAL, size=size, dpi=96, tr=translator(lang)
    )
    assert seen.layout is not None
    assert len(seen.boxes) > 15
    for box in seen.boxes:
        place = _place(box, seen.layout)
        assert box.right <= place.x + place.width + 1.0, f"too wide: {box.text!r}"
        assert box.bottom <= place.y + place.height + 4.0, f"too low: {box.text!r}"
    over = [
        (one.text, other.text)
        for at, one in enumerate(seen.boxes)
        for other in seen.boxes[at + 1 :]
        if one.overlaps(other)
    ]
    assert not over


def test_a_text_that_is_too_wide_would_be_noticed() -> None:
    assert Box(0, 0, 10, 10, "a").overlaps(Box(5, 5, 15, 15, "b"))
    assert not Box(0, 0, 10, 10, "a").overlaps(Box(10, 0, 20, 10, "b"))
