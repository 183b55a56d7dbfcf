"""Names in any spelling become ids; choices are said, and what fits nothing is refused with the nearest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.naming import display_name, resolve, select
from model.enums import Country
from model.errors import BadInputError, UnknownNameError
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_a_bare_name_takes_the_district_and_says_that_the_city_is_left_out(valley_store: Store) -> None:
    ids, choices = resolve(valley_store, "district", ["Алма"])
    assert ids == ("kg-alma",)
    assert [choice.english() for choice in choices] == ["Alma (city) not included: --district 'Alma (city)'"]


def test_asking_for_both_leaves_nothing_to_say(valley_store: Store) -> None:
    assert resolve(valley_store, "district", ["Alma", "Alma (city)"]) == (("kg-alma", "kg-alma-city"), ())


def test_with_no_district_of_that_name_the_city_is_taken(valley_store: Store) -> None:
    assert resolve(valley_store, "district", ["Chinor", "Chinor"]) == (("tj-chinar-city",), ())


def test_a_whole_query_becomes_a_selection(valley_store: Store) -> None:
    query = {"district": ["Дара"], "country": ["Tajikistan"], "place": ["P01"], "from": ["2019-01-01"]}
    named = select(valley_store, query)
    assert named.selection == Selection(
        district=("tj-dara",), country=(Country.TJ,), place=("P01",), date_from=date(2019, 1, 1)
    )
    assert named.choices == ()


def test_unknown_names_are_refused_with_the_nearest_all_at_once(valley_store: Store) -> None:
    query = {"district": ["Alam", "Zzz"], "place": ["Kara-Bulok"], "country": ["Atlantis"], "from": ["x"]}
    with pytest.raises(UnknownNameError) as caught:
        select(valley_store, query)
    text = str(caught.value)
    assert "district: 'Alam' fits no name that we know: the nearest are Alma (kg-alma)" in text
    assert "'Zzz'" in text
    assert "country: 'Atlantis'" in text
    assert "'x' is not a date" in text


def test_a_readable_name_with_an_unreadable_date_is_bad_input(valley_store: Store) -> None:
    with pytest.raises(BadInputError, match="'x' is not a date for 'to'"):
        select(valley_store, {"district": ["Dara"], "to": ["x"]})


@pytest.mark.parametrize(
    ("field", "key", "name"),
    [
        ("district", "kg-alma", "Alma"),
        ("district", "kg-alma-city", "Alma (city)"),
        ("district", "tj-chinar-city", "Chinor"),
        ("place", "P02", "Kara-Bulak"),
        ("country", "UZ", "Uzbekistan"),
        ("source", "made", "Made map"),
        ("province", "Erk", "Erk"),
        ("place", "gone", "gone"),
    ],
)
def test_an_id_is_shown_by_its_name(valley_store: Store, field: str, key: str, name: str) -> None:
    assert display_name(valley_store, field, key) == name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Batken", "kg-batken"),
        ("Баткен", "kg-batken"),
        ("Batken (city)", "kg-batken-city"),
        ("Leilek", "kg-leilek"),
        ("Ляйляк", "kg-leilek"),
        ("Лейлек", "kg-leilek"),
        ("Isfara", "tj-isfara-city"),
    ],
)
def test_bundled_districts_in_several_spellings(bundled_store: Store, text: str, key: str) -> None:
    assert resolve(bundled_store, "district", [text])[0] == (key,)


def test_bundled_batken_says_that_the_city_is_not_included(bundled_store: Store) -> None:
    choices = resolve(bundled_store, "district", ["Batken"])[1]
    assert [choice.english() for choice in choices] == ["Batken (city) not included: --district 'Batken (city)'"]


def test_bundled_isfana_is_razzakov(bundled_store: Store) -> None:
    assert resolve(bundled_store, "place", ["Isfana"]) == resolve(bundled_store, "place", ["Razzakov"])
