"""The status of a crossing on a day: what sources say, what they leave open, and what is an exception."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.crossings import COLUMNS, crossings, standing
from model.enums import Border, Country, CrossingStatus, Mode
from model.selection import Selection

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

DAYS = st.dates(date(2010, 1, 1), date(2026, 1, 1))


def said(key: str, status: str, first: date, stop: date | None = None) -> dict[str, Any]:
    return {"status_id": key, "status": status, "date_from": first, "date_to": stop}


def on(store: Store, day: date, **filters: Any) -> Result:
    return crossings(store, Selection(on=day, **filters))


def status(store: Store, day: date, key: str) -> dict[str, Any]:
    table = on(store, day).table.set_index("crossing_id")
    return dict(table.loc[key])


def test_the_answer_is_published_and_has_its_columns(valley_store: Store) -> None:
    answer = on(valley_store, date(2019, 6, 1))
    assert answer.mode is Mode.PUBLIC
    assert tuple(answer.table.columns) == COLUMNS
    assert answer.figures["count_by_status"] == {"open": 1, "restricted": 0, "closed": 1, "unknown": 1}
    assert answer.message is not None
    assert answer.message.english().startswith("Crossings on 2019-06-01.")
    assert [ref.source_id for ref in answer.sources] == ["made"]


def test_no_row_means_unknown_and_never_open_or_closed(valley_store: Store) -> None:
    found = status(valley_store, date(2019, 6, 1), "C3")
    assert (found["status"], found["reason"], found["exceptions"], found["source_id"]) == (
        "unknown",
        None,
        [],
        "made",
    )
    assert status(valley_store, date(2014, 12, 31), "C1")["status"] == "unknown"


def test_an_end_that_no_source_names_is_said_to_be_unrecorded(valley_store: Store) -> None:
    found = status(valley_store, date(2026, 1, 1), "C2")
    assert (found["status"], found["date_from"], found["end_recorded"]) == ("closed", date(2018, 1, 1), False)
    answer = on(valley_store, date(2026, 1, 1))
    assert answer.figures["end_not_recorded"] == 2


def test_a_restricted_row_inside_a_closed_period_is_an_exception(valley_store: Store) -> None:
    found = status(valley_store, date(2021, 6, 1), "C1")
    assert (found["status"], found["exceptions"], found["end_recorded"]) == ("closed", ["X3"], True)
    assert list(on(valley_store, date(2021, 6, 1)).tables["exceptions"]["reason"]) == ["Made reason X3."]


def test_a_later_reopening_ends_an_exception_without_an_end(valley_store: Store) -> None:
    found = status(valley_store, date(2022, 1, 1), "C1")
    assert (found["status"], found["status_id"], found["exceptions"]) == ("open", "X4", [])


def test_the_last_day_belongs_to_the_next_status(valley_store: Store) -> None:
    assert status(valley_store, date(2020, 4, 30), "C1")["status"] == "open"
    assert status(valley_store, date(2020, 5, 1), "C1")["status"] == "closed"


def test_a_restriction_of_an_open_point_or_alone_is_restricted(valley_store: Store) -> None:
    assert status(valley_store, date(2016, 6, 1), "C2")["status"] == "restricted"
    rows = [said("a", "open", date(2018, 1, 1)), said("b", "restricted", date(2021, 2, 25))]
    assert standing(rows, date(2022, 1, 1)).status is CrossingStatus.RESTRICTED
    assert standing(rows, date(2020, 1, 1)).status is CrossingStatus.OPEN


def test_an_older_status_without_an_end_gives_way_to_a_newer_one() -> None:
    rows = [said("a", "closed", date(2020, 5, 20)), said("b", "open", date(2025, 3, 13))]
    assert standing(rows, date(2025, 6, 1)).decides == rows[1]


def test_a_closure_of_one_day_leaves_what_held_before() -> None:
    rows = [said("a", "open", date(2017, 1, 1)), said("b", "closed", date(2018, 2, 8), date(2018, 2, 9))]
    assert [standing(rows, date(2018, 2, day)).status.value for day in (7, 8, 9)] == ["open", "closed", "open"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"border": (Border.KG_UZ,)}, ["C2"]),
        ({"country": (Country.TJ,)}, ["C1", "C3"]),
        ({"district": ("kg-alma",)}, ["C1", "C2"]),
        ({"province": ("Erk",)}, ["C2"]),
    ],
)
def test_filters_leave_the_crossings_of_a_border_country_district_or_province(
    valley_store: Store, filters: dict[str, Any], expected: list[str]
) -> None:
    assert list(on(valley_store, date(2019, 6, 1), **filters).table["crossing_id"]) == expected


@given(
    spans=st.lists(
        st.tuples(st.sampled_from(["open", "closed", "restricted"]), DAYS, st.integers(0, 900)), max_size=6
    ),
    day=DAYS,
)
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_rows_never_matters_and_only_rows_that_hold_are_named(
    spans: list[tuple[str, date, int]], day: date
) -> None:
    rows = [
        said(str(number), word, first, first + timedelta(days=length) if length else None)
        for number, (word, first, length) in enumerate(spans)
    ]
    found = standing(rows, day)
    assert found == standing(list(reversed(rows)), day)
    named = [row for row in (found.decides, *found.exceptions) if row is not None]
    assert all(row["date_from"] <= day and (row["date_to"] is None or day < row["date_to"]) for row in named)
    assert (found.decides is None) == (found.status is CrossingStatus.UNKNOWN)


@pytest.mark.parametrize(
    ("key", "day", "expected", "exceptions"),
    [
        ("CRX001", date(2020, 1, 1), "open", []),
        ("CRX001", date(2021, 6, 1), "closed", ["CST012"]),
        ("CRX001", date(2025, 3, 13), "open", []),
        ("CRX002", date(2018, 2, 8), "closed", []),
        ("CRX002", date(2018, 2, 9), "unknown", []),
        ("CRX002", date(2023, 1, 1), "closed", ["CST013", "CST018"]),
        ("CRX003", date(2025, 6, 1), "closed", ["CST014", "CST019"]),
        ("CRX006", date(2014, 1, 1), "restricted", []),
        ("CRX006", date(2018, 1, 1), "open", []),
        ("CRX006", date(2020, 6, 1), "closed", []),
        ("CRX011", date(2017, 1, 1), "closed", ["CST030", "CST035"]),
        ("CRX011", date(2024, 9, 12), "open", []),
        ("CRX022", date(2026, 1, 1), "unknown", []),
        ("CRX023", date(2017, 1, 1), "closed", []),
        ("CRX023", date(2019, 1, 1), "open", []),
    ],
)
def test_bundled_crossings_have_the_status_that_the_collected_rows_give(
    bundled_store: Store, key: str, day: date, expected: str, exceptions: list[str]
) -> None:
    """Worked out by hand from crossing_status of the collected facts."""
    found = status(bundled_store, day, key)
    assert (found["status"], found["exceptions"]) == (expected, exceptions)
