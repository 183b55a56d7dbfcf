"""The numbers of the incidents: nothing doubled, nothing lost, both sides' counts kept apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.incidents import TALLIED, incidents
from model.enums import COUNTED_KINDS, Border, Country, IncidentType, LocationLevel, Mode, Status, Verification
from model.selection import Selection
from tests.valley import valley

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store

SEPTEMBER_2022 = Selection(date_from=date(2022, 9, 1), date_to=date(2022, 9, 30))
APRIL_2021 = Selection(date_from=date(2021, 4, 28), date_to=date(2021, 5, 1))
JUNE_2010 = Selection(date_from=date(2010, 6, 1), date_to=date(2010, 6, 30))


def addends(answer: Result) -> dict[str, int]:
    rows = answer.tables["by_side"].dropna(subset=["killed_best"])
    return dict(zip(rows["about_side"], rows["killed_best"].astype(int), strict=True))


def test_the_valley_counts_events_and_parts_and_its_total_once(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection())
    assert answer.figures["count"] == 10
    assert answer.figures["killed"] == {"low": 14, "best": 14, "high": None, "unknown_records": 4}
    assert addends(answer) == {"KG": 7, "TJ": 6, "not_stated": 1}
    assert answer.excluded == {"unverified": 1, "internal": 1, "duplicate": 1, "outside": 1}
    assert answer.figures["not_on_map"] == {"district_only": 1, "country_or_vague": 1}
    assert (answer.status, answer.mode) == (Status.OK, Mode.PUBLIC)


def test_working_mode_counts_internal_rows_and_unverified_ones_where_asked(valley_store: Store) -> None:
    everything = Selection(verification=tuple(Verification))
    assert incidents(valley_store, everything, mode=Mode.INTERNAL).figures["count"] == 12
    public = incidents(valley_store, everything)
    assert public.figures["count"] == 10
    assert public.excluded["unverified"] == 1


def test_records_name_their_district_and_whether_they_lie_partly_outside(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(date_from=date(2020, 1, 1), date_to=date(2020, 1, 2)))
    assert answer.table["district"].to_list() == ["Alma"]
    assert answer.table["partly_inside"].to_list() == [True]
    assert answer.figures["partly_inside"] == 1
    assert answer.table.columns.get_loc("district") == answer.table.columns.get_loc("district_id") + 1


def test_a_district_filter_puts_the_total_on_its_own_line(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(district=("kg-alma",)))
    assert answer.figures["killed"]["best"] == 5
    cut = answer.tables["not_divisible"]
    assert cut["reason"].unique().tolist() == ["place"]
    assert cut[["told_by", "about_side", "killed_best"]].to_numpy().tolist()[:2] == [
        ["KG", "KG", 6],
        ["TJ", "TJ", 4],
    ]
    assert answer.figures["unallocated"] == {"low": 8, "best": 8, "high": 14}
    assert (answer.status, answer.code) == (Status.CAUTION, "V1")
    assert answer.excluded["district_unknown"] == 1
    assert "V08" not in set(answer.tables["by_account"]["incident_id"])


def test_a_country_filter_shows_that_sides_accounts_of_the_total(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(country=(Country.TJ,), date_from=date(2020, 1, 1)))
    assert answer.figures["count"] == 2
    assert answer.figures["killed"] == {"low": 4, "best": 4, "high": 9, "unknown_records": 0}
    told = answer.tables["by_account"]
    assert set(told.loc[told["incident_id"] == "V08", "about_side"]) == {"TJ", "both"}


def test_a_total_silent_about_a_country_leaves_its_parts_to_speak(valley_store: Store) -> None:
    accounts = valley()["accounts"]
    only_kg = accounts[(accounts["incident_id"] != "V08") | (accounts["about_side"] == "KG")]
    store = valley_store.with_incidents(valley()["incidents"], accounts=only_kg)
    answer = incidents(store, Selection(country=(Country.TJ,), date_from=date(2020, 1, 1)))
    assert answer.figures["killed"] == {"low": None, "best": None, "high": None, "unknown_records": 2}
    assert answer.figures["injured"]["best"] == 3


def test_a_selection_without_records_has_the_same_columns_and_sums_to_zero(valley_store: Store) -> None:
    full, empty = incidents(valley_store, Selection()), incidents(valley_store, Selection(place=("none",)))
    assert empty.figures["count"] == 0
    assert empty.figures["killed"] == {"low": 0, "best": 0, "high": 0, "unknown_records": 0}
    assert empty.status is Status.CAUTION
    assert empty.table.columns.equals(full.table.columns)
    for name, table in full.tables.items():
        assert empty.tables[name].columns.equals(table.columns), name


@pytest.mark.parametrize(
    "period",
    [
        {"date_from": date(1990, 1, 1), "date_to": date(1995, 1, 1)},
        {"date_from": date(2030, 1, 1)},
        {"date_to": date(1990, 1, 1)},
    ],
)
def test_beyond_the_coverage_casualties_are_unknown_and_not_zero(
    valley_store: Store, period: dict[str, Any]
) -> None:
    answer = incidents(valley_store, Selection(**period))
    assert (answer.figures["count"], answer.status) == (0, Status.CAUTION)
    for measure in ("killed", "injured", "displaced"):
        assert answer.figures[measure] == {"low": None, "best": None, "high": None, "unknown_records": 0}
    assert answer.message is not None
    assert "outside what the source covers (2015-01-01 to 2022-12-31)" in answer.message.english()


def test_an_answer_without_records_and_with_a_cut_total_says_both(valley_store: Store) -> None:
    frames = valley()
    rows = frames["incidents"]
    hidden = rows.assign(verification=rows["verification"].mask(rows["incident_id"] == "V10", "unverified"))
    store = valley_store.with_incidents(hidden, accounts=frames["accounts"])
    answer = incidents(store, Selection(place=("P02",)))
    assert (answer.figures["count"], answer.code) == (0, "V1")
    assert answer.message is not None
    assert "left out: 1 not verified, 1 internal." in answer.message.english()
    assert "cannot be split" in answer.message.english()


def test_a_total_told_of_two_sides_says_nothing_about_a_third_country(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection(country=(Country.UZ,)))
    assert "V08" not in set(answer.tables["by_account"]["incident_id"])
    cut = incidents(valley_store, Selection(country=(Country.UZ,), district=("tj-chinar-city",)))
    assert cut.tables["not_divisible"].empty
    assert cut.figures["unallocated"] is None
    assert cut.code is None


def test_a_total_without_accounts_stands_with_its_own_figure_but_not_for_one_country(
    valley_store: Store,
) -> None:
    frames = valley()
    accounts = frames["accounts"]
    store = valley_store.with_incidents(
        frames["incidents"], accounts=accounts[accounts["incident_id"] != "V08"].reset_index(drop=True)
    )
    every = incidents(store, Selection(district=("kg-alma",)))
    assert every.tables["not_divisible"]["killed_best"].to_list() == [10]
    one = incidents(store, Selection(district=("kg-alma",), country=(Country.KG,)))
    assert one.tables["not_divisible"].empty
    assert one.figures["unallocated"] is None


def test_without_texts_the_figures_are_the_same(valley_store: Store) -> None:
    short = incidents(valley_store, Selection(), texts=False)
    assert short.figures == incidents(valley_store, Selection()).figures
    assert short.table["records"].sum() == 10
    assert short.table.columns.to_list() == ["records", *TALLIED[:6], "district", *TALLIED[6:]]
    assert "description" not in short.table.columns


FILTERS = st.fixed_dictionaries(
    {
        "date_from": st.sampled_from([None, date(2015, 3, 2), date(2020, 5, 2)]),
        "date_to": st.sampled_from([None, date(2020, 5, 2), date(2022, 1, 1)]),
        "district": st.lists(st.sampled_from(["kg-alma", "kg-alma-city", "tj-chinar-city", "uz-erk"])).map(tuple),
        "country": st.lists(st.sampled_from(list(Country))).map(tuple),
        "border": st.lists(st.sampled_from(list(Border))).map(tuple),
        "type": st.lists(st.sampled_from(list(IncidentType))).map(tuple),
    }
)


@settings(max_examples=40, deadline=None)
@given(FILTERS)
def test_districts_and_unknown_add_up_to_the_count(valley_store: Store, filters: dict[str, Any]) -> None:
    answer = incidents(valley_store, Selection(**filters))
    assert answer.tables["by_district"]["count"].sum() == answer.figures["count"] == len(answer.table)
    each = [
        incidents(valley_store, Selection(**filters | {"district": (key,)})).figures["count"]
        for key in answer.tables["by_district"]["district_id"].dropna()
    ]
    unknown = int(answer.table["district_id"].isna().sum())
    assert sum(each) + unknown == answer.figures["count"]


@settings(max_examples=40, deadline=None)
@given(FILTERS)
def test_a_total_is_summed_or_set_apart_and_never_both(valley_store: Store, filters: dict[str, Any]) -> None:
    answer = incidents(valley_store, Selection(**filters))
    cut, told = answer.tables["not_divisible"], answer.tables["by_account"]
    assert not (len(cut) and "V08" in set(told["incident_id"]))
    best = answer.figures["killed"]["best"] or 0
    assert best <= 14
    assert sum(addends(answer).values()) == best


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(15)), st.permutations(range(9)))
def test_the_order_of_rows_does_not_matter(valley_store: Store, order: list[int], told: list[int]) -> None:
    frames = valley()
    store = valley_store.with_incidents(frames["incidents"].iloc[order], accounts=frames["accounts"].iloc[told])
    for selection in (Selection(), Selection(district=("kg-alma",))):
        one, other = incidents(store, selection), incidents(valley_store, selection)
        assert one.figures == other.figures
        pd.testing.assert_frame_equal(one.table, other.table)
        pd.testing.assert_frame_equal(one.tables["symbols"], other.tables["symbols"])
        pd.testing.assert_frame_equal(one.tables["by_side"], other.tables["by_side"])


# Golden numbers of the bundled facts; their origin is "Rules that keep numbers right" of the data model,
# counted by hand from tools/facts/incidents.csv and accounts.csv.


def test_bundled_whole_coverage_counts_140_of_149(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection())
    assert answer.figures["count"] == 140
    assert answer.excluded == {"unverified": 9, "outside": 3, "duplicate": 1}
    working = incidents(bundled_store, Selection(verification=tuple(Verification)), mode=Mode.INTERNAL)
    assert working.figures["count"] == 149


@pytest.mark.parametrize(
    ("country", "count", "killed", "sides"),
    [
        ((), 34, 103, {"KG": 62, "TJ": 41}),
        ((Country.KG,), 22, 62, {"KG": 62}),
        ((Country.TJ,), 12, 41, {"TJ": 41}),
    ],
)
def test_september_2022_by_country(
    bundled_store: Store, country: tuple[Country, ...], count: int, killed: int, sides: dict[str, int]
) -> None:
    answer = incidents(bundled_store, SEPTEMBER_2022.but(country=country))
    assert (answer.figures["count"], answer.figures["killed"]["best"]) == (count, killed)
    assert addends(answer) == sides
    assert answer.tables["not_divisible"].empty


@pytest.mark.parametrize(("district", "count"), [("tj-isfara-city", 8), ("kg-batken-city", 1)])
def test_september_2022_by_district_with_the_total_apart(bundled_store: Store, district: str, count: int) -> None:
    answer = incidents(bundled_store, SEPTEMBER_2022.but(district=(district,)))
    assert answer.figures["count"] == count
    assert answer.figures["killed"]["best"] is None
    first = answer.tables["not_divisible"].drop_duplicates("about_side").set_index("about_side")["killed_best"]
    assert (first["KG"], first["TJ"]) == (62, 41)


def test_april_2021_is_36_and_19_and_nowhere_doubled(bundled_store: Store) -> None:
    answer = incidents(bundled_store, APRIL_2021)
    group = answer.table[answer.table["part_of"] == "APR2021"]
    assert len(group) == 14
    assert addends(incidents(bundled_store, APRIL_2021.but(type=tuple(IncidentType)))) == addends(answer)
    assert {side: addends(answer)[side] for side in ("KG", "TJ")} == {"KG": 36, "TJ": 19}
    assert answer.figures["killed"]["best"] == 55
    assert answer.figures["displaced"]["best"] == 58_000


def test_june_2010_is_470_in_all_places_together(bundled_store: Store) -> None:
    answer = incidents(bundled_store, JUNE_2010)
    assert (answer.figures["count"], answer.excluded["unverified"]) == (7, 7)
    assert answer.figures["killed"] == {"low": 470, "best": 470, "high": 470, "unknown_records": 0}
    assert answer.figures["displaced"]["best"] == 300_000
    osh = incidents(bundled_store, JUNE_2010.but(district=("kg-osh-city",)))
    assert osh.figures["killed"]["best"] is None
    assert osh.tables["not_divisible"]["killed_best"].to_list() == [470]


def test_the_parts_of_the_bundle_add_up_over_its_districts(bundled_store: Store) -> None:
    answer = incidents(bundled_store, Selection())
    assert answer.tables["by_district"]["count"].sum() == 140
    assert set(answer.table["record_kind"]) == {str(kind) for kind in COUNTED_KINDS}


@pytest.mark.parametrize(
    ("level", "count", "best", "cut"),
    [(LocationLevel.L1, 18, 10, {"SEP2022"}), (LocationLevel.L3, 0, 0, set()), (LocationLevel.L5, 0, 0, set())],
)
def test_september_2022_by_precision_never_sums_a_total_that_the_precision_cuts(
    bundled_store: Store, level: LocationLevel, count: int, best: int, cut: set[str]
) -> None:
    answer = incidents(bundled_store, SEPTEMBER_2022.but(level=(level,)))
    assert (answer.figures["count"], answer.figures["killed"]["best"]) == (count, best)
    assert set(answer.tables["not_divisible"]["part_of"]) == cut


def test_isfara_in_september_2022_by_the_tajik_side_is_the_tajik_count_alone(bundled_store: Store) -> None:
    selection = SEPTEMBER_2022.but(district=("tj-isfara-city",), country=(Country.TJ,))
    answer = incidents(bundled_store, selection)
    # Origin: 41 by the Tajik count, up to 83 names; 12 of them are told of parts (accounts.csv).
    assert set(answer.tables["not_divisible"]["about_side"]) == {"TJ", "both"}
    assert answer.figures["unallocated"] == {"low": 29, "best": 29, "high": 71}


@pytest.mark.parametrize("area", [{"district": ("kg-batken",)}, {"province": ("Andijan",)}])
def test_a_country_that_took_no_part_has_nothing_undivided(bundled_store: Store, area: dict[str, Any]) -> None:
    answer = incidents(bundled_store, Selection(country=(Country.UZ,), **area))
    assert answer.tables["not_divisible"].empty
    assert answer.figures["unallocated"] is None


@pytest.mark.parametrize(("country", "shown"), [(Country.KG, True), (Country.TJ, True), (Country.UZ, False)])
def test_an_account_of_both_sides_is_shown_to_the_two_sides_only(
    bundled_store: Store, country: Country, *, shown: bool
) -> None:
    told = incidents(bundled_store, SEPTEMBER_2022.but(country=(country,))).tables["by_account"]
    assert ("both" in set(told["about_side"])) is shown


def test_a_record_whose_source_names_two_districts_counts_under_district_unknown(bundled_store: Store) -> None:
    answer = incidents(bundled_store, JUNE_2010)
    row = answer.table.set_index("incident_id").loc["INC009"]
    assert (row["district_id"], row["assigned_by"]) == (None, "unknown")
    by_district = answer.tables["by_district"]
    assert by_district.loc[by_district["district_id"].isna(), "count"].to_list() == [1]
    assert answer.figures["not_on_map"]["district_unknown"] == 1
