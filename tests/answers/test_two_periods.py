"""Two periods: what is offered beside one, how far the sources cover each, and a difference only where they do."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.difference import Days
from answers.incidents import incidents
from answers.two_periods import (
    EARLIEST,
    between,
    coverage,
    days_of,
    event_pairs,
    is_covered,
    just_before,
    years_before,
)
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
YEAR = 366


@st.composite
def periods(draw: st.DrawFn) -> Days:
    first = draw(DAYS)
    return Days(first, first + timedelta(days=draw(st.integers(0, 3 * YEAR))))


@st.composite
def months(draw: st.DrawFn) -> Days:
    first = draw(DAYS).replace(day=1)
    last = first + timedelta(days=draw(st.integers(0, YEAR)))
    return Days(first, last.replace(day=calendar.monthrange(last.year, last.month)[1]))


@settings(max_examples=50, deadline=None)
@given(now=periods())
def test_the_period_right_before_has_the_same_length_and_leaves_no_gap(now: Days) -> None:
    before = just_before(now)
    assert before is not None
    assert before.length == now.length
    assert before.last + timedelta(days=1) == now.first


@settings(max_examples=50, deadline=None)
@given(now=periods())
def test_the_same_days_of_an_earlier_year_share_no_day_with_the_period(now: Days) -> None:
    before = years_before(now)
    assert before is not None
    assert before.last < now.first
    for day, earlier in ((now.first, before.first), (now.last, before.last)):
        assert earlier.month == day.month
        assert earlier.day == day.day or day.month == earlier.month == 2
    assert abs(before.length - now.length) <= 1 + now.length // YEAR


@settings(max_examples=50, deadline=None)
@given(now=periods())
def test_no_nearer_year_would_keep_the_two_apart(now: Days) -> None:
    before = years_before(now)
    assert before is not None
    assert now.length > (now.first.year - before.first.year - 1) * 365


@settings(max_examples=50, deadline=None)
@given(now=months())
def test_whole_months_stay_whole_months_in_leap_years_too(now: Days) -> None:
    before = years_before(now)
    assert before is not None
    assert before.first.day == 1
    assert (before.last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2021-02-01", "2021-02-28"), ("2020-02-01", "2020-02-29")),
        (("2022-03-01", "2023-02-28"), ("2021-03-01", "2022-02-28")),
        (("2021-01-01", "2022-12-31"), ("2019-01-01", "2020-12-31")),
    ],
)
def test_leap_days_and_periods_longer_than_a_year(now: tuple[str, str], before: tuple[str, str]) -> None:
    one, other = (Days(*map(date.fromisoformat, ends)) for ends in (now, before))
    assert years_before(one) == other


def test_nothing_is_offered_that_an_address_could_not_name() -> None:
    early = Days(date(EARLIEST, 1, 1), date(EARLIEST, 1, 31))
    assert just_before(early) is None
    assert years_before(early) is None
    assert just_before(Days(date(EARLIEST, 1, 2), date(EARLIEST, 1, 2))) == Days(early.first, early.first)


def test_the_larger_events_of_one_border_make_a_pair_and_june_2010_none(bundled_store: Store) -> None:
    # Totals of the bundled records: April 2021 and September 2022 on the KG-TJ line; June 2010 has no border.
    one = Days(date(2021, 4, 28), date(2021, 5, 1))
    other = Days(date(2022, 9, 14), date(2022, 9, 20))
    assert event_pairs(bundled_store) == ((one, other),)


def test_a_valley_with_one_larger_event_has_no_pair(valley_store: Store) -> None:
    assert event_pairs(valley_store) == ()


@pytest.mark.parametrize(
    ("first", "last", "sentences"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), ["The sources cover all of this period."]),
        (date(2014, 12, 1), date(2015, 1, 1), ["The sources cover 1 day of this period, which has 32."]),
        (date(2022, 12, 30), date(2023, 1, 8), ["The sources cover 2 of the 10 days of this period."]),
        (
            date(2015, 6, 1),
            date(2016, 6, 1),
            ["The sources cover all of this period.", "Few records were collected for 2016, which is not peace."],
        ),
    ],
)
def test_coverage_is_said_for_each_period(
    valley_store: Store, first: date, last: date, sentences: list[str]
) -> None:
    assert [str(message) for message in coverage(valley_store, Days(first, last))] == sentences
    assert is_covered(valley_store, Days(first, last))


def test_a_period_that_nobody_collected_is_not_called_peace(valley_store: Store) -> None:
    days = Days(date(2013, 1, 1), date(2013, 12, 31))
    assert [str(message) for message in coverage(valley_store, days)] == [
        "The sources cover no day of this period: nothing is known about it, and that is not peace."
    ]
    assert not is_covered(valley_store, days)


def said(store: Store, one: Selection, other: Selection) -> str:
    return str(between(store, incidents(store, one), incidents(store, other)))


def year(number: int, **filters: object) -> Selection:
    return Selection(date_from=date(number, 1, 1), date_to=date(number, 12, 31)).but(**filters)


def test_the_difference_sets_the_later_period_against_the_earlier_whichever_map_has_it(
    valley_store: Store,
) -> None:
    counts = [incidents(valley_store, year(number)).figures["count"] for number in (2019, 2020)]
    sentence = said(valley_store, year(2019), year(2020))
    assert f"({counts[1]}, {counts[0]})" in sentence
    assert f"{abs(counts[1] - counts[0])} incident" in sentence
    assert "The periods have 366 and 365 days." in sentence
    assert sentence.endswith("A difference of counts may be chance; it is not tested here.")
    assert said(valley_store, year(2020), year(2019)) == sentence


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (year(2016), year(2020), "the sources cover 0 % of the days from 2016-01-01"),
        (year(2013), year(2020), "the sources cover 0 % of the days from 2013-01-01"),
        (Selection(), year(2020), "the two periods share days"),
        (year(2021), year(2022), "Too few incidents to speak of"),
        (Selection(date_from=date(2030, 1, 1)), year(2020), "one of the periods has an open end"),
    ],
)
def test_no_difference_is_given_where_none_can_be(
    valley_store: Store, one: Selection, other: Selection, words: str
) -> None:
    sentence = said(valley_store, one, other)
    assert words in sentence
    assert "incidents more" not in sentence
    assert "incidents fewer" not in sentence


def test_as_many_in_both_is_said_as_such(valley_store: Store) -> None:
    days = Selection(date_from=date(2019, 1, 1), date_to=date(2019, 12, 31))
    result = incidents(valley_store, days)
    same = incidents(valley_store, days.but(date_from=date(2020, 1, 1), date_to=date(2020, 12, 31)))
    same.figures["count"] = result.figures["count"] = 7  # type: ignore[index]
    assert str(between(valley_store, result, same)).startswith("As many incidents are reported from 2020-01-01")


def test_the_whole_coverage_is_a_period_too(valley_store: Store) -> None:
    assert days_of(valley_store, Selection()) == Days(date(2015, 1, 1), date(2022, 12, 31))
    assert days_of(valley_store, Selection(date_from=date(2030, 1, 1))) is None
