from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sources import tolerant_rows
from sources.tolerant_rows import rows_of

if TYPE_CHECKING:
    import pytest


def _rows(text: str, *, quoted: bool = True) -> list[tuple[list[str], str | None]]:
    return [(row.cells, row.code) for row in rows_of(io.StringIO(text, newline=""), ",", quoted=quoted)]


def test_reading_goes_on_after_a_broken_row() -> None:
    assert _rows('a,b\n"c" d,e\nf,"g\nh,i\n') == [
        (["a", "b"], None),
        (['"c" d,e'], "Q14"),
        (['f,"g'], "Q14"),
        (["h", "i"], None),
    ]


def test_without_quoting_marks_are_letters() -> None:
    assert _rows('a,"b\n', quoted=False) == [(["a", '"b'], None)]


def test_marks_that_are_always_wrong_become_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tolerant_rows, "_MOST_BROKEN", 3)
    found = _rows('x,"a" b\n' * 5)
    assert [code for _, code in found] == ["Q14"] * 3 + [None] * 2


def test_a_mark_that_swallows_the_file_costs_time_for_its_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tolerant_rows, "_MOST_LINES", 10)
    found = _rows('a,"b\n' + "c,d\n" * 50)
    assert [code for _, code in found] == ["Q14"] + [None] * 50


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='ab",\n\r ', max_size=80))
def test_every_line_is_in_some_row(text: str) -> None:
    found = _rows(text)
    letters = sum(text.count(letter) for letter in "ab")
    assert sum("".join(cells).count(letter) for cells, _ in found for letter in "ab") == letters
