"""Who took part in an event: what names say about countries and states, and what they do not."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.enums import Border
from sources.event_parties import FOR_A_STATE, borders, opposed, parties, themes

NAMES = st.lists(
    st.sampled_from(
        [
            *("Government of Kyrgyzstan", "Military Forces of Tajikistan (1992-)", "Civilians (Uzbekistan)"),
            *(
                "Uzbek Ethnic Group (Kyrgyzstan)",
                "Islamic Movement of Uzbekistan",
                "IS",
                "Protesters (Kazakhstan)",
            ),
        ]
    ),
    max_size=4,
)


def _said(one: str, two: str = "", country: str | None = None) -> tuple[list[str], str | None, bool]:
    found = parties(([pd.Series([one or None], name="a")], [pd.Series([two or None], name="b")]), main=["a", "b"])
    border = borders(found.marks, pd.Series([country], dtype=object))[0]
    return found.lists[0], border, bool(found.marks[0] & FOR_A_STATE)


@pytest.mark.parametrize(
    ("one", "two", "country", "border"),
    [
        ("Government of Kyrgyzstan", "Government of Tajikistan", None, "KG-TJ"),
        ("Government of the Kyrgyz Republic", "Government of Uzbekistan", None, "KG-UZ"),
        ("Police Forces of Tajikistan (1994-) Border Guard", "Civilians (Uzbekistan)", None, "TJ-UZ"),
        ("Military Forces of Uzbekistan (2016-)", "", "TJ", "TJ-UZ"),
        ("Villagers of Kyrgyzstan", "Villagers of Tajikistan", None, "KG-TJ"),
        ("Civilians (Tajikistan)", "", "KG", None),
        ("Islamic Movement of Uzbekistan", "Government of Kyrgyzstan", "KG", None),
        ("Government of Kyrgyzstan; Government of Tajikistan", "Government of Uzbekistan", None, None),
        ("Tajik Ethnic Group (Kyrgyzstan)", "Kyrgyz Ethnic Group (Kyrgyzstan)", "KG", None),
        ("Government of Russia", "Government of Kyrgyzstan", "KG", None),
    ],
)
def test_a_border_is_crossed_by_countries_and_by_nothing_else(
    one: str, two: str, country: str | None, border: str | None
) -> None:
    assert _said(one, two, country)[1] == border


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Government of Syria", True),
        ("Police Forces of Kenya (2013-)", True),
        ("Border Guards of Tajikistan", True),
        ("Islamic State (Tripoli)", False),
        ("United States of Africa Movement", False),
        ("Civilians (Kyrgyzstan)", False),
        ("Unidentified Armed Group (Kyrgyzstan)", False),
    ],
)
def test_forces_of_a_state_are_known_by_how_their_name_begins(name: str, *, state: bool) -> None:
    assert _said(name)[2] is state


def test_a_name_that_comes_twice_is_one_party() -> None:
    assert _said("A; B;  ; A", "B; C")[0] == ["A", "B", "C"]
    assert _said("")[0] == []


@given(one=NAMES, two=NAMES)
def test_the_order_of_sides_says_nothing_about_the_border(one: list[str], two: list[str]) -> None:
    first, second = _said("; ".join(one), "; ".join(two)), _said("; ".join(two), "; ".join(one))
    assert first[1:] == second[1:]
    assert sorted(first[0]) == sorted(second[0]) == sorted({*one, *two})
    assert first[1] is None or first[1] in set(Border)


def test_groups_oppose_each_other_only_across_sides() -> None:
    one = pd.Series(
        ["Uzbek Ethnic Group (X)", "Uzbek Ethnic Group (X); Kyrgyz Ethnic Group (X)", "Dungan Ethnic Group"]
    )
    two = pd.Series(["Kyrgyz Ethnic Militia (X)", "Kyrgyz Ethnic Group (X)", None])
    groups = parties(([one], [two]), main=[]).groups
    assert opposed(*groups).to_list() == [True, False, False]


def test_a_theme_is_the_border_then_the_groups_then_the_abuse() -> None:
    border = pd.Series(["KG-TJ", None, None, None], dtype=object)
    kinds = pd.Series(["abuse_by_security", "abuse_by_security", "abuse_by_security", "protest"], dtype=object)
    groups = pd.Series([True, True, False, False])
    assert themes(border, kinds, groups).to_list() == ["cross_border", "interethnic", "security_provider", "other"]


def test_a_cell_of_a_megabyte_is_read_in_one_pass_and_names_no_group() -> None:
    # A pattern that looks to the end of the cell from each letter never came back from this.
    long, short = pd.Series(["x" * 1_000_000], name="a"), pd.Series(["y Ethnic Group"], name="b")
    found = parties(([long], [short]), main=["a"])
    assert [list(names) for names in found.lists] == [[long[0], short[0]]]
    assert found.groups[0].isna().all()
