from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import typeface
from briefing.typeface import font_file, missing_letters, printable, text_width, wrap
from model.errors import MissingPartError
from tests.hostile import LONG, TEXTS


def test_the_typeface_has_every_letter_of_the_four_languages() -> None:
    assert missing_letters() == ""
    assert missing_letters("ҷқӯ漢") == "漢"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abcde ", max_size=60), st.integers(40, 200))
def test_wrapping_keeps_every_letter_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width, 12.0, most=len(text))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 12.0) <= width for line in lines)


def test_a_word_wider_than_the_line_is_broken_inside() -> None:
    lines = wrap("https://example.org/a/very/long/address", 80, 12.0)
    assert len(lines) > 1
    assert "".join(lines) == "https://example.org/a/very/long/address"


@pytest.mark.parametrize("space", ["\u202f", "\u00a0"])
def test_a_number_with_thin_spaces_is_not_torn_into_two_lines(space: str) -> None:
    number = f"17{space}301"
    lines = wrap(f"outside the map {number}", text_width("outside the map 17", 12.0) + 1, 12.0)
    assert lines == ["outside the map", number]


def test_a_missing_font_file_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(typeface._FILES, False, "Absent.ttf")
    with pytest.raises(MissingPartError, match=r"Absent\.ttf of Matplotlib is missing: install"):
        font_file()


@pytest.mark.parametrize("text", [*LONG, "one two " * 500])
def test_a_long_text_is_folded_to_so_many_lines_and_says_so(text: str) -> None:
    lines = wrap(text, 300, 12.0, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith(" …")
    assert all(text_width(line, 12.0) <= 300 for line in lines)


@pytest.mark.parametrize("text", [text for text in TEXTS if text not in LONG])
def test_what_the_typeface_lacks_becomes_a_mark_and_no_warning(text: str) -> None:
    shown = printable(text)
    assert missing_letters(shown) == ""
    assert "\n" not in shown
    assert text_width(text, 12.0) == text_width(shown, 12.0) > 0 or not shown
