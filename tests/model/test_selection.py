"""A selection is a value: it survives a URL, sorts itself and refuses what it cannot mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.enums import Border, Country, IncidentType, LocationLevel, Theme, Verification
from model.errors import BadInputError
from model.selection import Perceptions, Selection, parse_date

DAYS = st.dates(date(1991, 1, 1), date(2030, 12, 31))
IDS = st.lists(st.text("abcdefgh-ö0123456789", min_size=1, max_size=12), max_size=3)


def some(words: type) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(list(words)), max_size=3).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Selection(
        date_from=draw(st.sampled_from([None, first])),
        date_to=draw(st.sampled_from([None, last])),
        on=draw(st.none() | DAYS),
        district=tuple(draw(IDS)),
        province=tuple(draw(IDS)),
        country=draw(some(Country)),
        place=tuple(draw(IDS)),
        type=draw(some(IncidentType)),
        theme=draw(some(Theme)),
        border=draw(some(Border)),
        source=tuple(draw(IDS)),
        level=draw(some(LocationLevel)),
        verification=draw(st.lists(st.sampled_from(list(Verification)), min_size=1, max_size=3).map(tuple)),
        perceptions=draw(st.sampled_from(list(Perceptions))),
        question=draw(st.none() | st.just("Q01")),
        wave=draw(st.none() | st.just("2022-03")),
    )


@settings(max_examples=100, deadline=None)
@given(selections())
def test_every_selection_survives_the_way_through_a_url(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == selection


@settings(max_examples=50, deadline=None)
@given(st.permutations(["kg-leilek", "kg-batken", "tj-asht"]))
def test_the_order_of_ids_makes_no_other_selection(ids: list[str]) -> None:
    assert Selection(district=tuple(ids)) == Selection(district=("kg-batken", "kg-leilek", "tj-asht"))


def test_the_default_selection_needs_no_parameters() -> None:
    assert Selection().to_query() == {}
    assert Selection.from_query({}) == Selection()
    assert Selection().is_whole


def test_unknown_parameters_are_left_alone() -> None:
    assert Selection.from_query({"utm_source": ["mail"]}) == Selection()


def test_reversed_dates_are_refused_with_what_to_do() -> None:
    with pytest.raises(BadInputError, match=r"runs from 2022-09-20 to 2022-09-14: exchange the two dates"):
        Selection(date_from=date(2022, 9, 20), date_to=date(2022, 9, 14))


def test_every_unreadable_value_is_named_at_once() -> None:
    with pytest.raises(
        BadInputError, match=r"'14.09.2022' is not a date for 'from'.*'XX' is not a value of 'country'"
    ):
        Selection.from_query({"from": ["14.09.2022"], "country": ["XX"]})


@pytest.mark.parametrize("day", ["9999-12-31", "2101-01-01", "1899-12-31", "0001-01-01"])
def test_a_year_far_away_is_refused_with_what_to_do(day: str) -> None:
    expected = rf"year of 'to' must lie from 1900 to 2100, but '{day}' has the year \d+: write a day in these"
    with pytest.raises(BadInputError, match=expected):
        Selection.from_query({"to": [day]})


def test_the_first_and_the_last_year_are_read() -> None:
    assert parse_date("1900-01-01", "on") == date(1900, 1, 1)
    assert parse_date("2100-12-31", "on") == date(2100, 12, 31)


def test_words_are_read_in_any_case() -> None:
    assert Selection.from_query({"border": ["kg-tj"]}).border == (Border.KG_TJ,)


def test_the_status_day_is_the_end_of_the_period_unless_one_is_named() -> None:
    period = Selection(date_to=date(2019, 6, 1))
    assert period.status_day == date(2019, 6, 1)
    assert period.but(on=date(2025, 12, 1)).status_day == date(2025, 12, 1)
