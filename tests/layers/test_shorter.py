"""Short titles and references come out letter for letter, whatever stands in them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from layers.marks import encode
from layers.shorter import Words, shorter
from tests.layers.test_escaping import HOSTILE

TITLES = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(max_size=20),
        st.builds("{}: {} incidents, deaths {}".format, st.text(max_size=8), st.integers(0), st.integers(0)),
        st.builds("x: {}".format, st.text("0123456789 #:\u202f", max_size=9)),
    ),
    max_size=8,
)


LIKELY_REFS = st.from_regex(r"\A[a-z]{1,2}:[@a-z0-9.:_]{0,6}(:L[12])?\Z")


def unfolded_title(words: Words, short: str | list[str | int]) -> str:
    if isinstance(short, str):
        return short
    head, number, *numbers = short
    pieces = words.tails[int(number)].split("#")
    return str(head) + "".join(piece + str(mark) for piece, mark in zip(pieces, [*numbers, ""], strict=True))


def unfolded_ref(words: Words, short: str, lon: float, lat: float) -> str:
    if not short:
        return ""
    begin, end = words.refs[ord(short[0]) - 48]
    return begin + (f"{lon:.4f}_{lat:.4f}" if short[1:] == "@" else short[1:]) + end


@settings(max_examples=50, deadline=None)
@given(TITLES)
def test_titles_unfold_to_themselves(titles: list[str]) -> None:
    words = Words()
    short = [words.title(title) for title in titles]
    assert [unfolded_title(words, title) for title in short] == titles


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.from_regex(r"\A[a-z]{1,2}:[@a-z0-9.:_]{0,6}(:L[12])?\Z")), max_size=30
    )
)
def test_references_unfold_to_themselves(refs: list[str]) -> None:
    words = Words()
    short = [words.ref(ref, 70.5, 40.0) for ref in refs]
    assert [unfolded_ref(words, ref, 70.5, 40.0) for ref in short] == refs


def test_a_reference_by_the_point_itself_travels_as_a_sign() -> None:
    words = Words()
    assert words.ref("incidents:70.5123_40.0100:L1", 70.5123, 40.01) == "1@"
    assert unfolded_ref(words, "1@", 70.5123, 40.01) == "incidents:70.5123_40.0100:L1"


def test_points_travel_as_one_line_and_words_once() -> None:
    rows = [[0, f"P{n}: {n} incidents", f"place:{n}", 70.0 + n / 100, 40.0, 6.0] for n in range(50)]
    made = shorter({"points": rows, "labels": []}, encode=encode)
    assert made["tails"] == [": # incidents"]
    assert made["points"][3] == [0, ["P3", 0, 3], "13", 6.0]
    assert len(made["at"]) < 50 * 8
