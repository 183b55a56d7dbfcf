"""Decisions about pairs: same is transitive, contradictions are refused, their order is no matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions import Ledger, Stated

EVENT = "event"
KNOWN = {
    "a1": Stated("a", EVENT),
    "a2": Stated("a", EVENT),
    "b1": Stated("b", EVENT),
    "c1": Stated("c", EVENT),
    "d1": Stated("d", "part", "BIG"),
    "t": Stated("d", "total", "BIG"),
    "x": Stated("a", "outside"),
}


def ledger(*decisions: tuple[str, str, str]) -> Ledger:
    return Ledger(KNOWN, decisions)


def test_same_is_transitive() -> None:
    book = ledger(("a1", "b1", "same"), ("b1", "c1", "same"))
    assert book.events() == [("a1", "b1", "c1")]
    assert book.settled("a1", "c1")


def test_two_records_of_one_source_never_become_one_event_through_a_third() -> None:
    book = ledger(("a1", "b1", "same"))
    assert "the source a counts them as two" in str(book.add("b1", "a2", "same"))
    assert book.events() == [("a1", "b1")]
    assert book.settled("a2", "b1"), "what the source tells apart needs no decision"


def test_a_chain_that_contradicts_an_earlier_difference_is_refused_and_names_it() -> None:
    book = ledger(("a1", "c1", "different"), ("a1", "b1", "same"))
    assert str(book.add("b1", "c1", "same")) == (
        "b1 and c1 cannot be the same: it was decided that a1 and c1 are different, and these are the same as "
        "they are. Take that decision back first."
    )


def test_what_is_the_same_through_others_cannot_be_different() -> None:
    book = ledger(("a1", "b1", "same"), ("b1", "c1", "same"))
    assert "both are the same as others (a1, b1, c1)" in str(book.add("a1", "c1", "different"))


def test_a_part_names_its_whole_from_either_end() -> None:
    assert ledger(("a1", "b1", "part_of")).wholes() == {"a1": "b1"}
    assert ledger(("a1", "b1", "has_part")).wholes() == {"b1": "a1"}


@pytest.mark.parametrize(
    ("decisions", "refused", "words"),
    [
        ([("a1", "b1", "part_of")], ("a1", "b1", "same"), "one is part of the other"),
        ([("a1", "b1", "part_of")], ("b1", "c1", "part_of"), "a part of a part is not possible"),
        ([("a1", "b1", "part_of")], ("c1", "a1", "part_of"), "a part of a part is not possible"),
        ([("a1", "b1", "part_of")], ("a1", "c1", "part_of"), "a1 is part of b1 already"),
        ([("a1", "b1", "part_of")], ("b1", "a1", "part_of"), "a part of a part"),
        ([], ("d1", "b1", "part_of"), "d1 is part of BIG already"),
        ([], ("b1", "d1", "part_of"), "a part of a part"),
        ([], ("x", "b1", "same"), "a record of the kind outside"),
        ([], ("t", "b1", "same"), "a record of the kind total"),
        ([], ("a1", "a1", "same"), "two different records"),
    ],
)
def test_what_makes_no_sense_is_refused(
    decisions: list[tuple[str, str, str]], refused: tuple[str, str, str], words: str
) -> None:
    book = ledger(*decisions)
    before = book.events(), book.wholes()
    assert words in str(book.add(*refused))
    assert (book.events(), book.wholes()) == before


def test_a_record_joins_the_total_of_a_source() -> None:
    book = ledger(("a1", "t", "part_of"))
    assert book.wholes() == {"a1": "t"}
    assert book.group_of("t") == "BIG"
    assert book.add("a1", "d1", "same") is None, "a part of the same total may be the same event"


IDS = st.sampled_from(["a1", "a2", "b1", "c1"])
DECISIONS = st.lists(st.tuples(IDS, IDS, st.sampled_from(["same", "different", "part_of"])), max_size=8)


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_whatever_is_taken_keeps_sources_and_differences_apart(decisions: list[tuple[str, str, str]]) -> None:
    book, taken = ledger(), list[tuple[str, str, str]]()
    for row in decisions:
        if book.add(*row) is None:
            taken.append(row)
    for members in book.events():
        sources = [KNOWN[name].source_id for name in members]
        assert len(sources) == len(set(sources))
    assert all(book.event_of(one) != book.event_of(other) for one, other, word in taken if word != "same")
    again = ledger(*reversed(taken))
    assert again.events() == book.events()
    assert set(again.wholes()) == set(book.wholes())
