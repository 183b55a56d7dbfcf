"""Pairs of records that may be one event: golden weights of methods section 9, blocking, what never pairs."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import duplicate_columns
from analysis.duplicate_columns import UNKNOWN
from analysis.duplicates import FIELDS, PRIOR, WEIGHTS, compare, duplicates, posterior, weight
from model.tables import INCIDENTS

GOLDEN = {
    "A": (("same", "<=2 km", "same", "gap<=2"), 10.095, 0.9170),
    "G": (("same", "<=2 km", "same", "overlap"), 11.358, 0.9637),
    "E": (("same", "<=2 km", "compatible", UNKNOWN), 8.937, 0.8319),
    "C": (("3-7 d", "<=2 km", "same", "overlap"), 5.907, 0.3774),
    "B": (("1-2 d", "2-10 km", "same", "overlap"), 5.784, 0.3576),
    "F": (("same", "<=2 km", "incompatible", "conflict"), 4.844, 0.2248),
    "D": (("same", "farther", "same", "overlap"), 2.705, 0.0618),
}
"""Agreements of date, where, type and deaths → weight and posterior (methods section 9, [R])."""

DAY = date(2021, 4, 28)
DEGREE_KM = 85.0
"""Kilometres of a degree of longitude at 40° N, rounded."""


def record(key: str, source: str, **own: Any) -> dict[str, Any]:
    plain: dict[str, Any] = dict.fromkeys(INCIDENTS.column_names)
    plain |= {
        "incident_id": key,
        "source_id": source,
        "date_start": DAY,
        "date_end": DAY,
        "date_level": "T1",
        "place_text": "Alma",
        "lon": 70.5,
        "lat": 40.0,
        "location_level": "L1",
        "incident_type": "armed_clash",
        "record_kind": "event",
        "killed_low": 2,
        "killed_high": 3,
    }
    return {**plain, **own}


def pairs(*records: dict[str, Any]) -> pd.DataFrame:
    return duplicates(pd.DataFrame(list(records)))


@pytest.mark.parametrize("case", GOLDEN)
def test_weights_and_posteriors_are_the_golden_ones(case: str) -> None:
    words, total, chance = GOLDEN[case]
    found = weight(**dict(zip(FIELDS, words, strict=True)))
    assert found == pytest.approx(total, abs=5e-4)
    assert posterior(found) == pytest.approx(chance, abs=5e-5)


def test_distance_and_name_are_one_field_and_are_not_counted_twice() -> None:
    # Two fields would give C a posterior of .92 and F one of .85: too sure.
    assert set(FIELDS) == {"date", "where", "type", "deaths"}


def test_the_same_event_of_two_sources_is_probable_and_says_why() -> None:
    found = pairs(record("b", "two"), record("a", "one"))
    row = found.iloc[0]
    assert (row["one_id"], row["other_id"], row["band"]) == ("a", "b", "probable")
    assert [row[field] for field in FIELDS] == ["same", "<=2 km", "same", "overlap"]
    assert row["posterior"] == pytest.approx(GOLDEN["G"][2], abs=5e-5)


def test_records_of_one_source_are_never_a_pair() -> None:
    assert pairs(record("a", "one"), record("b", "one")).empty


@pytest.mark.parametrize(("days", "word"), [(0, "same"), (1, "1-2 d"), (2, "1-2 d"), (3, "3-7 d"), (7, "3-7 d")])
def test_the_days_between_two_records_decide_the_word(days: int, word: str) -> None:
    later = DAY + timedelta(days=days)
    found = pairs(record("a", "one"), record("b", "two", date_start=later, date_end=later))
    assert found["date"].to_list() == [word]


def test_records_more_than_a_week_apart_are_no_pair() -> None:
    later = DAY + timedelta(days=8)
    assert pairs(record("a", "one"), record("b", "two", date_start=later, date_end=later)).empty


def test_a_month_that_holds_the_day_counts_as_close_and_not_as_the_same_day() -> None:
    month = {"date_start": date(2021, 4, 1), "date_end": date(2021, 4, 30), "date_level": "T3"}
    assert pairs(record("a", "one"), record("b", "two", **month))["date"].to_list() == ["1-2 d"]


def test_a_long_record_of_the_other_source_is_found_though_it_began_long_ago() -> None:
    long = {"date_start": date(2021, 4, 1), "date_end": date(2021, 4, 30), "date_level": "T3"}
    others = [record(f"x{n}", "two", date_start=date(2021, 1, 1), date_end=date(2021, 1, 1)) for n in range(3)]
    assert len(pairs(record("a", "one"), record("b", "two", **long), *others)) == 1


@pytest.mark.parametrize(("km", "word"), [(1, "<=2 km"), (5, "2-10 km"), (20, "10-30 km")])
def test_the_distance_decides_the_word_where_names_differ(km: float, word: str) -> None:
    other = record("b", "two", lon=70.5 + km / DEGREE_KM, place_text="Zarkent")
    assert pairs(record("a", "one"), other)["where"].to_list() == [word]


def test_a_like_name_stands_for_a_short_distance() -> None:
    other = record("b", "two", lon=70.5 + 20 / DEGREE_KM, place_text="Альма")
    assert pairs(record("a", "one"), other)["where"].to_list() == ["<=2 km"]


def test_a_record_known_to_its_district_only_is_never_called_near() -> None:
    vague = record("b", "two", location_level="L3", district_id="kg-alma", lon=None, lat=None)
    found = pairs(record("a", "one", district_id="kg-alma"), vague)
    assert found["where"].to_list() == ["10-30 km"]


def test_an_unknown_death_toll_adds_nothing() -> None:
    found = pairs(record("a", "one"), record("b", "two", killed_low=None, killed_high=None))
    assert found["deaths"].to_list() == [UNKNOWN]


def test_an_open_end_of_a_range_overlaps() -> None:
    assert pairs(record("a", "one"), record("b", "two", killed_low=1, killed_high=None))["deaths"].to_list() == [
        "overlap"
    ]


@pytest.mark.parametrize("own", [{"date_level": "T5"}, {"location_level": "L4"}, {"record_kind": "outside"}])
def test_what_is_too_vague_or_not_counted_is_not_compared(own: dict[str, str]) -> None:
    assert pairs(record("a", "one"), record("b", "two", **own)).empty


def test_pairs_below_possible_are_left_out() -> None:
    far = record("b", "two", lon=70.5 + 29 / DEGREE_KM, place_text="Zarkent", incident_type="land_water")
    assert pairs(record("a", "one"), far).empty


def test_a_district_that_one_of_the_two_does_not_know_says_nothing() -> None:
    vague = record("b", "two", location_level="L3", lon=None, lat=None)
    assert pairs(record("a", "one", district_id="kg-alma"), vague)["where"].to_list() == [UNKNOWN]


def test_short_names_are_alike_only_where_they_are_equal() -> None:
    far = {"lon": 70.5 + 20 / DEGREE_KM, "place_text": "Osh"}
    assert pairs(record("a", "one", place_text="Ош"), record("b", "two", **far))["where"].to_list() == ["<=2 km"]
    far["place_text"] = "Usk"
    assert pairs(record("a", "one", place_text="Ush"), record("b", "two", **far))["where"].to_list() == [
        "10-30 km"
    ]


def test_nobody_killed_or_nobody_knows_says_nothing_about_deaths() -> None:
    found = pairs(record("a", "one"), record("b", "two", killed_low=0, killed_high=None))
    assert found["deaths"].to_list() == [UNKNOWN]


def test_what_was_not_compared_and_what_is_less_likely_is_counted() -> None:
    later = DAY + timedelta(days=5)
    unlikely = {"lon": 70.5 + 20 / DEGREE_KM, "place_text": "Zarkent", "incident_type": "land_water"}
    found = compare(
        pd.DataFrame(
            [
                record("a", "one"),
                record("b", "two", date_start=later, date_end=later, **unlikely),
                record("c", "two", date_level="T5"),
                record("d", "two", location_level="L4"),
                record("e", "two", record_kind="outside"),
            ]
        )
    )
    assert (len(found.pairs), found.hidden, found.undated, found.vague) == (0, 1, 1, 1)


def test_more_pairs_than_are_kept_are_counted() -> None:
    found = compare(pd.DataFrame([record("a", "one"), *(record(f"b{n}", "two") for n in range(5))]), most=2)
    assert (len(found.pairs), found.left_off) == (2, 3)


def test_very_many_different_names_are_alike_only_where_their_keys_are_equal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duplicate_columns, "_MOST_NAMES", 0)
    other = record("b", "two", lon=70.5 + 20 / DEGREE_KM, place_text="Альма")
    assert pairs(record("a", "one"), other)["where"].to_list() == ["<=2 km"]
    other["place_text"] = "Alme"
    assert pairs(record("a", "one"), other)["where"].to_list() == ["10-30 km"]


def test_the_document_shows_the_tables_that_the_program_uses() -> None:
    text = (Path(__file__).parents[2] / "docs" / "imports.md").read_text("utf-8")
    section = text[text.index("## Duplicates") : text.index("## Changes")]
    for field, words in WEIGHTS.items():
        for word, (m, u) in words.items():
            row = f"| {field} | {word} | {m:.2f} | {u:.2f} | {math.log2(m / u):+.3f} |"
            assert row in section
    assert f"prior of {PRIOR}" in section


RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three"]),
        st.integers(0, 20),
        st.floats(70.0, 70.6),
        st.sampled_from(["armed_clash", "protest", "other"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, int, float, str]], random: Any) -> None:
    made = [
        record(
            f"r{at:02d}",
            source,
            date_start=DAY + timedelta(days=day),
            date_end=DAY + timedelta(days=day),
            lon=lon,
            incident_type=kind,
        )
        for at, (source, day, lon, kind) in enumerate(rows)
    ]
    if not made:
        return
    mixed = list(made)
    random.shuffle(mixed)
    pd.testing.assert_frame_equal(pairs(*made), pairs(*mixed))
    found = pairs(*made)
    sources = {row["incident_id"]: row["source_id"] for row in made}
    assert all(sources[a] != sources[b] for a, b in zip(found["one_id"], found["other_id"], strict=True))
