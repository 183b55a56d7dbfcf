"""An empty answer says why it is empty, and what would not be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from answers.incidents import incidents
from answers.nothing_found import outside_coverage
from model.enums import IncidentType, Mode, Verification
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def said(store: Store, mode: Mode = Mode.PUBLIC, **filters: Any) -> str:
    answer = incidents(store, Selection(**filters), mode=mode)
    assert answer.figures["count"] == 0
    assert answer.message is not None
    return answer.message.english()


def test_outside_the_coverage_it_names_the_coverage(valley_store: Store) -> None:
    text = said(valley_store, date_from=date(2023, 1, 1), place=("P01",))
    assert "(2015-01-01 to 2022-12-31): nothing is known about it, and that is not peace." in text


@pytest.mark.parametrize(
    ("first", "last", "outside"),
    [
        (None, None, False),
        (date(2022, 12, 31), None, False),
        (date(2023, 1, 1), None, True),
        (None, date(2015, 1, 1), False),
        (None, date(2014, 12, 31), True),
        (date(1990, 1, 1), date(2030, 1, 1), False),
    ],
)
def test_a_period_is_outside_where_no_day_of_it_is_covered(
    valley_store: Store, first: date | None, last: date | None, *, outside: bool
) -> None:
    assert outside_coverage(valley_store, Selection(date_from=first, date_to=last)) is outside


def test_records_that_nobody_verified_are_said_to_be_left_out(valley_store: Store) -> None:
    text = said(valley_store, verification=(Verification.UNVERIFIED,))
    assert text.startswith("The records that fit these filters are left out: 1 not verified.")
    assert "Working mode" in text


def test_internal_records_are_said_to_be_left_out(valley_store: Store) -> None:
    text = said(valley_store, date_from=date(2021, 1, 1), date_to=date(2021, 12, 31))
    assert "left out: 1 internal." in text


def test_the_filters_that_would_help_are_named_with_what_they_would_bring(valley_store: Store) -> None:
    text = said(valley_store, place=("P01",), type=(IncidentType.PROTEST,), date_to=date(2019, 12, 31))
    assert "does not mean that nothing happened" in text
    assert text.endswith("With one filter taken off: 1 without 'place', 2 without 'type of incident'.")


def test_the_working_mode_offers_what_it_may_show(valley_store: Store) -> None:
    partly = {"place": ("P02",), "verification": (Verification.PARTLY,)}
    assert "1 without 'checked'" in said(valley_store, **partly)
    assert "2 without 'checked'" in said(valley_store, Mode.INTERNAL, **partly)


def test_where_no_single_filter_helps_all_are_named(valley_store: Store) -> None:
    text = said(valley_store, place=("none",), district=("nowhere",))
    assert text.endswith("Take several of them off: district, place.")
