"""A difference of counts only where the sources cover every day of both periods; else a coded sentence why not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.difference import LEAST, Days, covered_share, difference, earlier, refusal, thin_years
from answers.incidents import incidents
from model.enums import Mode, Status
from model.periods import Period
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store

DAYS = st.dates(date(2005, 1, 1), date(2026, 1, 1))
OPEN = Period(None, None)


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


def test_a_covered_year_is_compared_with_the_year_before(bundled_store: Store) -> None:
    answer = difference(bundled_store, Selection(date_from=date(2022, 1, 1), date_to=date(2022, 12, 31)))
    now, before = (
        incidents(bundled_store, Selection(date_from=date(year, 1, 1), date_to=date(year, 12, 31))).figures[
            "count"
        ]
        for year in (2022, 2021)
    )
    assert answer.status is Status.OK
    assert (answer.figures["now"], answer.figures["before"]) == (now, before)
    assert answer.figures["difference"] == now - before
    assert answer.mode is Mode.PUBLIC


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2010-01-01", "2010-12-31"),  # nothing was collected before 2010
        ("2025-01-01", "2025-12-31"),  # collecting ended in August 2025
        ("2023-01-01", "2023-12-31"),  # few records of 2023: that is no peace
        ("2024-01-01", "2024-12-31"),  # the year before is the thin one
        ("2019-01-01", "2020-12-31"),  # the two years before hold thin ones
    ],
)
def test_where_coverage_differs_there_is_no_figure_but_a_reason(
    bundled_store: Store, first: str, last: str
) -> None:
    period = days(first, last)
    answer = difference(bundled_store, Selection(date_from=period.first, date_to=period.last))
    assert (answer.status, answer.code) == (Status.REFUSED, "C2")
    assert [answer.figures[name] for name in ("now", "before", "difference")] == [None, None, None]
    assert answer.message is not None
    assert "No difference is given" in answer.message.english()


def test_too_few_incidents_say_nothing_about_a_change(bundled_store: Store) -> None:
    answer = difference(bundled_store, Selection(date_from=date(2022, 2, 1), date_to=date(2022, 2, 2)))
    assert (answer.status, answer.code, answer.figures["difference"]) == (Status.REFUSED, "C1", None)


def test_the_whole_coverage_has_no_period_before_it(bundled_store: Store) -> None:
    answer = difference(bundled_store, Selection())
    assert (answer.status, answer.message) == (Status.OK, None)
    assert set(answer.figures.values()) == {None}


def test_all_other_filters_hold_in_both_periods(bundled_store: Store) -> None:
    asked = Selection(date_from=date(2022, 1, 1), date_to=date(2022, 12, 31), district=("tj-isfara-city",))
    answer = difference(bundled_store, asked)
    before = asked.but(date_from=date(2021, 1, 1), date_to=date(2021, 12, 31))
    assert answer.figures["now"] == incidents(bundled_store, asked).figures["count"]
    assert answer.figures["before"] == incidents(bundled_store, before).figures["count"]


def test_thin_years_are_those_of_the_source(bundled_store: Store) -> None:
    assert thin_years(bundled_store) == (2011, 2012, 2017, 2018, 2023)


def test_the_twenty_ninth_of_february_is_compared_with_the_twenty_eighth() -> None:
    assert earlier(days("2024-02-29", "2024-02-29")) == days("2023-02-28", "2023-02-28")


@given(first=DAYS, length=st.integers(0, 1500))
@settings(max_examples=80, deadline=None)
def test_the_earlier_period_never_overlaps_and_is_as_long(first: date, length: int) -> None:
    now = Days(first, first + timedelta(days=length))
    before = earlier(now)
    assert not before.overlaps(now)
    assert before.last < now.first
    assert abs(before.length - now.length) <= 1, "a leap day at most"


@given(first=DAYS, length=st.integers(0, 800), x1=st.integers(0, 50), x0=st.integers(0, 50))
@settings(max_examples=80, deadline=None)
def test_a_day_that_is_not_covered_refuses_whatever_the_counts(first: date, length: int, x1: int, x0: int) -> None:
    now = Days(first, first + timedelta(days=length))
    before = earlier(now)
    cut = Period(before.first + timedelta(days=1), None)
    assert (refusal(cut, (), now, before, x1, x0) or pytest.fail("must refuse")).code == "C2"
    free = refusal(OPEN, (), now, before, x1, x0)
    assert (free is None) is (x1 + x0 >= LEAST)
    assert free is None or free.code == "C1"


@given(first=DAYS, length=st.integers(0, 800), thin=st.sets(st.integers(2005, 2027), max_size=4))
@settings(max_examples=80, deadline=None)
def test_the_covered_share_is_that_of_its_days(first: date, length: int, thin: set[int]) -> None:
    period = Days(first, first + timedelta(days=length))
    covered = Period(date(2010, 1, 1), date(2025, 9, 1))
    each = [first + timedelta(days=number) for number in range(period.length)]
    good = [day for day in each if date(2010, 1, 1) <= day < date(2025, 9, 1) and day.year not in thin]
    assert covered_share(period, covered, thin) == pytest.approx(len(good) / len(each))
