"""What was done: which days and areas a response belongs to, what counts once, and what stands on no map."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from answers.responses import overlaps, responses
from model.enums import Border, Country, Mode, ResponseKind, Status, Verification
from model.periods import Period
from model.selection import Selection
from model.tables import RESPONSES

if TYPE_CHECKING:
    from store.bundle import Store

DAYS = st.dates(date(2005, 1, 1), date(2026, 1, 1))
LENGTHS = st.integers(0, 900)


def ids(store: Store, **filters: object) -> list[str]:
    return responses(store, Selection(**filters)).table["response_id"].to_list()  # type: ignore[arg-type]


def test_the_answer_is_published_with_its_contract_and_one_spot_for_each_place(valley_store: Store) -> None:
    answer = responses(valley_store, Selection())
    assert answer.mode is Mode.PUBLIC
    assert set(RESPONSES.column_names) < set(answer.table.columns)
    assert answer.figures == {
        "count": 2,
        "projects": 1,
        "by_kind": {"working_group": 1, "dialogue": 1},
        "not_on_map": {"province_only": 1},
        "end_not_recorded": 1,
    }
    spot = answer.tables["spots"].iloc[0]
    assert (spot["ref"], spot["name_en"], spot["ids"], spot["count"]) == ("response:A2", "Ak-Bulak", ["A2"], 1)


def test_a_period_takes_what_overlaps_it_and_an_end_that_is_not_recorded_stays_open(valley_store: Store) -> None:
    assert ids(valley_store, date_from=date(2019, 5, 5), date_to=date(2019, 5, 5)) == ["A1", "A2"]
    assert ids(valley_store, date_from=date(2022, 1, 1)) == ["A1"]
    assert ids(valley_store, date_to=date(2017, 12, 31)) == []


def test_an_empty_answer_is_a_caution_and_no_proof_that_nothing_was_done(valley_store: Store) -> None:
    answer = responses(valley_store, Selection(date_to=date(2017, 12, 31)))
    assert answer.status is Status.CAUTION
    assert answer.message is not None
    assert "does not mean that nothing was done" in answer.message.english()
    assert answer.tables["spots"].empty


def test_a_row_without_any_day_is_in_no_period_and_counted(bundled_store: Store) -> None:
    everything = responses(bundled_store, Selection())
    undated = everything.table[everything.table["date_start"].isna() & everything.table["date_end"].isna()]
    year = responses(bundled_store, Selection(date_from=date(2021, 1, 1), date_to=date(2021, 12, 31)))
    assert len(undated) > 0
    assert year.excluded["date_unknown"] == len(undated)
    assert not set(undated["response_id"]) & set(year.table["response_id"])


def test_a_district_filter_counts_the_rows_that_name_no_district(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection(district=("tj-isfara-city",)))
    assert set(answer.table["district_id"]) == {"tj-isfara-city"}
    whole = responses(bundled_store, Selection()).table
    assert answer.excluded["place_unknown"] == whole["district_id"].isna().sum()


def test_country_and_border_ask_where_it_took_place(bundled_store: Store) -> None:
    of_uz = responses(bundled_store, Selection(country=(Country.UZ,))).table
    assert all("UZ" in countries for countries in of_uz["countries"])
    of_border = responses(bundled_store, Selection(border=(Border.KG_TJ,))).table.set_index("response_id")
    whole = responses(bundled_store, Selection()).table.set_index("response_id")
    both = whole[[{"KG", "TJ"} <= set(countries) for countries in whole["countries"]]]
    assert set(both.index) < set(of_border.index)
    assert {"KG", "TJ"} <= {country for countries in of_border["countries"] for country in countries}
    assert {"Vorukh", "Ak-Sai"} <= set(of_border["place_text"]), "villages on both sides of that line"
    assert "Osh" not in set(of_border["place_text"])


def test_the_verification_filter_leaves_out_and_counts(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection(verification=(Verification.VERIFIED,)))
    whole = responses(bundled_store, Selection())
    assert set(answer.table["verification"]) == {"verified"}
    assert answer.excluded["partly"] == len(whole.table) - len(answer.table)


def test_every_row_is_on_a_spot_or_counted_by_reason(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection())
    drawn = answer.tables["spots"]["count"].sum()
    unplaced = {reason: n for reason, n in answer.figures["not_on_map"].items() if reason != "district_only"}
    assert drawn + sum(unplaced.values()) == answer.figures["count"]
    assert sum(answer.figures["by_kind"].values()) == answer.figures["count"]
    assert list(answer.figures["by_kind"]) == [kind.value for kind in ResponseKind]


def test_what_is_known_to_a_district_only_stands_at_its_seat(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection(district=("kg-nookat",)))
    seat = bundled_store.frame("districts").set_index("district_id").loc["kg-nookat"]
    of_district = answer.table[answer.table["location_level"] == "L3"]
    assert set(of_district["lon"]) == {seat["lon"]}
    spots = answer.tables["spots"]
    assert spots.loc[spots["level"] == "L3", "count"].to_list() == [len(of_district)]


def test_rows_of_one_project_count_as_one_project(bundled_store: Store) -> None:
    answer = responses(bundled_store, Selection())
    alone = answer.table["part_of"].isna().sum()
    assert answer.figures["projects"] == alone + answer.table["part_of"].nunique()


def test_a_missing_day_leaves_its_end_open() -> None:
    year = Period(date(2019, 1, 1), date(2020, 1, 1))
    assert overlaps(None, None, year) is None
    assert overlaps(None, date(2018, 1, 1), year) is False
    assert overlaps(date(2019, 6, 1), None, year) is True


@given(first=DAYS, length=LENGTHS, start=DAYS, span=LENGTHS)
@settings(max_examples=50, deadline=None)
def test_overlap_is_to_share_a_day(first: date, length: int, start: date, span: int) -> None:
    last, stop = first + timedelta(days=length), start + timedelta(days=span + 1)
    shared = max(first, start) < min(last + timedelta(days=1), stop)
    assert overlaps(first, last, Period(start, stop)) is shared
    assert overlaps(first, last, Period(None, None)) is True
