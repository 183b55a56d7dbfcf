"""Short titles and references come out letter for letter, whatever stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.languages import translator
from briefing.snapshot import gather
from layers.marks import decode, encode, packed
from layers.registry import BY_KEY
from layers.shorter import Words, shorter
from model.enums import Mode
from model.selection import Selection
from model.settings import TRANSLATED
from tests.layers.test_escaping import HOSTILE

if TYPE_CHECKING:
    from store.bundle import Store

TITLES = (
    st.sampled_from(HOSTILE),
    st.text(max_size=20),
    st.builds("{}: {} incidents, deaths: {}".format, st.text(max_size=8), st.integers(0), st.integers(0)),
    st.builds("x: {}".format, st.text("0123456789 #:(\u202f", max_size=9)),
)
REFS = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"\A[a-z]{1,2}:[@a-z0-9.:_]{0,6}(:L[12])?\Z"),
    st.just("incidents:70.5000_40.0000:L1"),
)
REST = st.lists(st.integers(0, 9), max_size=4)


def pack(**lists: list[Any]) -> dict[str, Any]:
    return {"areas": [], "lines": [], "points": [], "labels": [], **lists}


def unfolded(made: dict[str, Any]) -> list[list[Any]]:
    """What the browser makes of the points, as :data:`layers.shorter.UNFOLD_SCRIPT` does it."""
    rows = []
    for (number, head, *key), (lon, lat) in zip(made["points"], decode(made["at"]), strict=True):
        style, tail, numbers, kind, *rest = made["forms"][number]
        begin, end = made["refs"][kind]
        ref = begin + (key[0] if key else f"{lon:.4f}_{lat:.4f}") + end
        rows.append([style, titled(made, head, tail, numbers), ref, lon, lat, *rest])
    return rows


def titled(made: dict[str, Any], head: str, tail: int, numbers: list[Any]) -> str:
    pieces = made["tails"][tail].split("#")
    return head + "".join(piece + str(mark) for piece, mark in zip(pieces, [*numbers, ""], strict=True))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.one_of(*TITLES), REFS, REST), max_size=12))
def test_points_unfold_to_themselves(points: list[tuple[int, str, str, list[int]]]) -> None:
    rows = [[style, title, ref, 70.5, 40.0, *rest] for style, title, ref, rest in points]
    assert unfolded(shorter(pack(points=rows), encode=encode)) == rows


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(*TITLES), max_size=8))
def test_titles_of_areas_and_lines_unfold_to_themselves(titles: list[str]) -> None:
    rows = [[0, title, "district:x", [["yi@g"]]] for title in titles]
    made = shorter(pack(areas=rows, lines=rows), encode=encode)
    for short in (made["areas"], made["lines"]):
        words = [row[1] for row in short]
        full = [word if isinstance(word, str) else titled(made, word[0], word[1], word[2:]) for word in words]
        assert full == titles
        assert [row[2:] for row in short] == [row[2:] for row in rows]


def test_a_reference_by_the_point_itself_does_not_travel() -> None:
    row = [0, "Surkh", "incidents:70.5123_40.0100:L1", 70.5123, 40.01, 6.0]
    made = shorter(pack(points=[row]), encode=encode)
    assert made["points"] == [[0, "Surkh"]]
    assert unfolded(made) == [row]


def test_points_that_look_and_sound_alike_travel_as_a_form_and_a_name() -> None:
    rows = [[0, f"P{n}: {n % 2} incidents", f"place:{n}", 70.0 + n / 100, 40.0, 6.0] for n in range(50)]
    made = shorter(pack(points=rows), encode=encode)
    assert made["tails"] == ["", ": # incidents"]
    assert made["forms"] == [[0, 1, [0], 1, 6.0], [0, 1, [1], 1, 6.0]]
    assert made["points"][3] == [1, "P3", "3"]
    assert len(made["at"]) < 50 * 8


def test_words_behind_the_name_are_shared_though_they_hold_a_colon_or_stand_in_brackets() -> None:
    titles = [
        "Сох: 3 инцидента, погибшие: 1",
        "Сурх: 3 инцидента, погибшие: 1",
        "Sokh (district)",
        "Surkh (district)",
    ]
    words = Words()
    assert [words.title(title)[:2] for title in titles] == [("Сох", 1), ("Сурх", 1), ("Sokh", 2), ("Surkh", 2)]


@pytest.mark.parametrize("lang", TRANSLATED)
def test_all_layers_of_the_bundled_records_stay_within_the_bound_in_every_language(
    bundled_store: Store, lang: str
) -> None:
    tr = translator(lang)
    drawing = gather(bundled_store, Selection(), mode=Mode.PUBLIC, layers=list(BY_KEY), tr=tr)
    assert sum(len(packed(view, tr).encode()) for view in drawing.views) <= 120_000
