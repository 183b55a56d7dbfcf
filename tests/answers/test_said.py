"""What can be said: exactly two sentences, both sides named, June 2010 apart, no word about a change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from answers.said import said
from answers.themes import themes
from model.enums import Border, Mode, Theme, Verification
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store

SELECTIONS = [
    Selection(),
    Selection(theme=(Theme.INTERETHNIC,)),
    Selection(border=(Border.KG_TJ,)),
    Selection(district=("kg-batken", "tj-isfara-city")),
    Selection(date_from=date(2022, 9, 14), date_to=date(2022, 9, 20)),
    Selection(date_from=date(2010, 6, 11), date_to=date(2010, 6, 12)),
    Selection(date_from=date(2030, 1, 1)),
    Selection(place=("nowhere",)),
    Selection(verification=(Verification.UNVERIFIED,)),
]


def english(store: Store, selection: Selection, mode: Mode = Mode.PUBLIC) -> tuple[str, str]:
    first, second = said(store, incidents(store, selection, mode=mode))
    return first.english(), second.english()


@pytest.mark.parametrize("selection", SELECTIONS)
def test_there_are_exactly_two_sentences_and_none_speaks_of_change(
    bundled_store: Store, selection: Selection
) -> None:
    for sentence in english(bundled_store, selection):
        assert sentence.endswith(".")
        assert ". " not in sentence
        assert not {"more", "fewer", "rose", "fell", "increase", "decrease", "safe", "violence rose"} & {
            *sentence.lower().replace(",", "").split()
        }


def test_the_first_has_n_the_period_and_the_deaths_of_both_sides(bundled_store: Store) -> None:
    first, _ = english(bundled_store, Selection(date_from=date(2022, 9, 14), date_to=date(2022, 9, 20)))
    assert first == (
        "34 reported incidents (2022-09-14 to 2022-09-20); reported deaths: 62 on the Kyrgyz side (Kyrgyz count), "
        "41 on the Tajik side (Tajik count)."
    )


def test_the_second_says_how_well_the_records_are_known_and_where_they_come_from(bundled_store: Store) -> None:
    _, second = english(bundled_store, Selection())
    assert second == (
        "Limits: 31 at the place, 97 near it, 12 known to the district or less; 5 partly verified; "
        "each side's deaths as told, sides not added up; 9 not verified and left out; "
        "collected from 2010-01-01 to 2025-08-31, few records for 2011, 2012, 2017, 2018, 2023, "
        "which is not peace; source: Documented incidents 2010–2025."
    )


def test_june_2010_does_not_drown_the_border(bundled_store: Store) -> None:
    first, _ = english(bundled_store, Selection())
    border, inside = first.index("apart from interethnic violence"), first.index("in interethnic violence: ")
    assert border < inside
    assert "of which 470 belong to June 2010" in first
    assert "473 in Kyrgyzstan" in first
    assert "Kyrgyz side" not in first[inside:], "no side of a border was between those who died"


def test_a_period_outside_the_coverage_is_no_peace(bundled_store: Store) -> None:
    first, second = english(bundled_store, Selection(date_from=date(2030, 1, 1)))
    assert first == "The sources do not cover this period (from 2030-01-01): nothing can be said about it."
    assert "the period goes beyond that" not in second or "2025-08-31" in second


def test_a_period_that_goes_beyond_the_coverage_says_so(bundled_store: Store) -> None:
    _, second = english(bundled_store, Selection(date_from=date(2024, 1, 1), date_to=date(2026, 1, 1)))
    assert "the period goes beyond that" in second


def test_nothing_found_is_no_claim_of_peace(valley_store: Store) -> None:
    first, _ = english(valley_store, Selection(place=("none",)))
    assert first == (
        "No documented incident (2015-01-01 to 2022-12-31, Place: none), "
        "which does not mean that nothing happened."
    )


def test_a_total_that_the_filters_cut_stays_a_clause_of_the_first_sentence(valley_store: Store) -> None:
    first, _ = english(valley_store, Selection(district=("tj-chinar-city",), date_from=date(2020, 1, 1)))
    assert "for the whole of larger events, not divisible by these filters: 6 on the Kyrgyz side" in first
    assert "4 on the Tajik side (Tajik count)" in first


def test_unverified_records_of_working_mode_are_counted_as_such(bundled_store: Store) -> None:
    _, second = english(bundled_store, Selection(verification=tuple(Verification)), Mode.INTERNAL)
    assert "9 not verified" in second
    assert "left out" not in second


def test_an_answer_at_hand_is_not_asked_again(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection())
    apart = themes(bundled_store, Selection())
    assert said(bundled_store, answer, told_apart=apart) == said(bundled_store, answer)
