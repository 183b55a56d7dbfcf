"""One event out of several records: days, place, ranges, accounts; methods sections 9 and 13."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions import Decision, Ledger, Stated
from analysis.merging import MADE, days_together, merge, range_of
from model.tables import ACCOUNTS, INCIDENTS

Row = dict[str, Any]
ORDER = {"one": 0, "two": 1, "three": 2}
DAY = date(2022, 9, 15)


def record(key: str, source: str, **own: Any) -> Row:
    plain: Row = dict.fromkeys(INCIDENTS.column_names)
    plain |= {"incident_id": key, "source_id": source, "date_start": DAY, "date_end": DAY, "date_level": "T1"}
    plain |= {"location_level": "L1", "radius_m": 2000.0, "place_text": "Alma", "lon": 71.0, "lat": 40.0}
    plain |= {"district_ids": [], "record_kind": "event", "visibility": "public", "verification": "partly"}
    return plain | own


def account(key: str, incident: str, **own: Any) -> Row:
    plain: Row = dict.fromkeys(ACCOUNTS.column_names)
    plain |= {"account_id": key, "incident_id": incident, "told_by": "KG", "about_side": "KG", "priority": 1}
    return plain | own


def merged(
    records: list[Row], *decisions: Decision, accounts: tuple[Row, ...] = ()
) -> tuple[dict[str, Row], list[Row]]:
    known = {row["incident_id"]: Stated(row["source_id"], row["record_kind"], row["part_of"]) for row in records}
    after, made = merge(records, accounts, Ledger(known, decisions), ORDER)
    return {row["incident_id"]: row for row in after}, made


def killed(low: int | None, best: int | None, high: int | None) -> Row:
    return {"killed_low": low, "killed_best": best, "killed_high": high}


def test_ranges_of_three_sources_are_the_golden_ones() -> None:
    # Methods section 13: (2,3,5) (3,4,4) (10,10,12), the first in order gives the best figure.
    rows = [record("a", "one", **killed(2, 3, 5)), record("b", "two", **killed(3, 4, 4))]
    assert range_of([*rows, record("c", "three", **killed(10, 10, 12))], "killed") == killed(2, 3, 12)


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ((1, 1, 1), (None, None, None), (1, 1, 1)),
        ((1, 1, 1), (0, 0, None), (0, 1, None)),
        ((None, None, None), (None, None, None), (None, None, None)),
        ((None, 4, 4), (2, None, 3), (2, 4, 4)),
    ],
)
def test_unknown_adds_nothing_and_an_open_end_stays_at_least(one: Any, other: Any, whole: Any) -> None:
    rows = [record("a", "one", **killed(*one)), record("b", "two", **killed(*other))]
    assert range_of(rows, "killed") == killed(*whole)


def test_days_are_those_on_which_all_agree() -> None:
    month = {"date_start": date(2022, 9, 1), "date_end": date(2022, 9, 30), "date_level": "T3"}
    later = {"date_start": date(2022, 9, 28), "date_end": date(2022, 10, 20), "date_level": "T3"}
    found = days_together([record("a", "one", **month), record("b", "two", **later)])
    assert found == {"date_start": date(2022, 9, 28), "date_end": date(2022, 9, 30), "date_level": "T2"}
    day = days_together([record("a", "one", **month), record("b", "two")])
    assert day == {"date_start": DAY, "date_end": DAY, "date_level": "T1"}


def test_days_that_do_not_meet_are_those_of_the_earliest() -> None:
    early = {"date_start": date(2022, 9, 13), "date_end": date(2022, 9, 13)}
    found = days_together([record("a", "one"), record("b", "two", **early)])
    assert found == {**early, "date_level": "T1"}


def test_the_first_source_survives_and_the_other_becomes_a_duplicate() -> None:
    after, _ = merged([record("a", "two"), record("b", "one", description="kept")], ("a", "b", "same"))
    assert after["b"]["record_kind"] == "event"
    assert after["a"]["record_kind"] == "duplicate"
    assert after["b"]["description"] == "kept"


def test_the_best_known_place_is_taken_with_its_district() -> None:
    vague = record("a", "one", location_level="L3", lon=None, lat=None, radius_m=None, district_id="kg-alma")
    exact = record("b", "two", lon=70.5, lat=40.5, place_id="P1")
    survivor = merged([vague, exact], ("a", "b", "same"))[0]["a"]
    assert (survivor["lon"], survivor["location_level"], survivor["place_id"]) == (70.5, "L1", "P1")
    assert survivor["district_id"] == "kg-alma"
    assert survivor["coord_source"] == "two"


def test_every_source_keeps_an_account_and_those_of_the_survivor_come_first() -> None:
    told = (account("a-1", "a", killed_best=3), account("b-1", "b", about_side="TJ", killed_best=1))
    records = [record("a", "one"), record("b", "two"), record("c", "three", **killed(5, 5, 9))]
    _, made = merged(records, ("a", "b", "same"), ("b", "c", "same"), accounts=told)
    assert [(row["account_id"], row["incident_id"], row["priority"]) for row in made] == [
        (f"{MADE}a:b-1", "a", 2),
        (f"{MADE}a:c", "a", 3),
    ]
    assert (made[1]["told_by"], made[1]["about_side"]) == ("unknown", "both")
    assert (made[1]["source_id"], made[1]["killed_high"]) == ("three", 9)


def test_an_internal_record_says_nothing_where_a_public_one_speaks() -> None:
    hidden = record("a", "one", visibility="internal", **killed(50, 50, 50))
    after, made = merged([hidden, record("b", "two", **killed(1, 1, 1))], ("a", "b", "same"))
    assert (after["b"]["record_kind"], after["b"]["visibility"], after["b"]["killed_high"]) == (
        "event",
        "public",
        1,
    )
    assert after["a"]["record_kind"] == "duplicate"
    assert [row["source_id"] for row in made] == ["two"]


def test_a_whole_becomes_a_total_without_a_point_and_its_parts_are_marked() -> None:
    part, whole = record("a", "one", district_id="kg-alma"), record("b", "two", district_id="tj-dara")
    after, made = merged([part, whole], ("a", "b", "part_of"))
    assert (after["a"]["record_kind"], after["a"]["part_of"]) == ("part", "b")
    assert (after["b"]["record_kind"], after["b"]["part_of"], after["b"]["lon"]) == ("total", "b", None)
    assert after["b"]["district_ids"] == ["kg-alma", "tj-dara"]
    assert made == []


def test_a_part_of_a_stated_total_takes_its_group() -> None:
    total = record("t", "two", record_kind="total", part_of="BIG", location_level="L5", lon=None, lat=None)
    after, _ = merged([record("a", "one"), total], ("a", "t", "part_of"))
    assert (after["a"]["record_kind"], after["a"]["part_of"]) == ("part", "BIG")
    assert after["t"]["part_of"] == "BIG"


NUMBERS = st.one_of(st.none(), st.integers(0, 20))
RANGES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(RANGES)
def test_a_range_is_never_averaged_and_never_added(ranges: list[tuple[Any, Any, Any]]) -> None:
    rows = [record(str(at), "one", **killed(*ends)) for at, ends in enumerate(ranges)]
    found = range_of(rows, "killed")
    stated = {number for ends in ranges for number in ends}
    assert {found["killed_low"], found["killed_best"], found["killed_high"]} <= stated | {None}


def test_records_given_are_not_changed() -> None:
    rows = [record("a", "one"), record("b", "two", **killed(1, 1, 1))]
    before = [dict(row) for row in rows]
    merged(rows, ("a", "b", "same"))
    assert rows == before
