"""What is shared on a day: built later is not there yet, settled is over, a river was always there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.shared_resources import NATURAL, on_day, shared_resources
from model.enums import Border, Country, Mode, ResourceKind, Verification
from model.selection import Selection
from model.tables import SHARED_RESOURCES

if TYPE_CHECKING:
    from store.bundle import Store

DAYS = st.dates(date(1930, 1, 1), date(2030, 12, 31))


def resource(kind: ResourceKind, since: str | None = None, until: str | None = None) -> dict[str, Any]:
    return {"kind": kind.value, "since": since, "until": until}


def test_the_answer_is_published_with_its_contract_and_its_day(valley_store: Store) -> None:
    answer = shared_resources(valley_store, Selection(on=date(2019, 6, 1)))
    assert answer.mode is Mode.PUBLIC
    assert set(SHARED_RESOURCES.column_names) < set(answer.table.columns)
    assert answer.figures == {"on": "2019-06-01", "count": 1, "by_kind": {"canal": 1}, "not_on_map": {}}
    assert answer.tables["spots"]["ref"].to_list() == ["resource:R1"]


def test_what_was_built_later_is_not_there_yet_and_counted(valley_store: Store) -> None:
    answer = shared_resources(valley_store, Selection(on=date(1967, 12, 31)))
    assert answer.table.empty
    assert answer.excluded == {"not_yet": 1}
    assert len(shared_resources(valley_store, Selection(on=date(1968, 1, 1))).table) == 1


def test_what_was_settled_before_is_counted_as_ended(bundled_store: Store) -> None:
    treaty = date(2025, 3, 13)
    before = shared_resources(bundled_store, Selection(on=date(2025, 3, 12)))
    after = shared_resources(bundled_store, Selection(on=treaty))
    gone = set(before.table["resource_id"]) - set(after.table["resource_id"])
    assert gone
    assert set(before.table.set_index("resource_id").loc[sorted(gone), "until"]) == {treaty.isoformat()}
    assert after.excluded["ended"] == before.excluded["ended"] + len(gone)


def test_every_row_is_there_or_left_out_for_one_reason(bundled_store: Store) -> None:
    whole = len(bundled_store.frame("shared_resources"))
    for year in (1900, 1960, 2010, 2019, 2025):
        answer = shared_resources(bundled_store, Selection(on=date(year, 6, 1)))
        assert len(answer.table) + sum(answer.excluded.values()) == whole


def test_what_nobody_verified_is_left_out_and_never_public(bundled_store: Store) -> None:
    asked = Selection(verification=(Verification.UNVERIFIED,))
    assert shared_resources(bundled_store, asked, mode=Mode.PUBLIC).table.empty
    shown = shared_resources(bundled_store, asked, mode=Mode.INTERNAL).table
    assert set(shown["verification"]) == {"unverified"}
    assert shared_resources(bundled_store, Selection()).excluded["unverified"] == len(shown)


def test_both_sides_of_a_line_find_the_water_that_they_share(bundled_store: Store) -> None:
    """Golovnoy divides the Isfara between Batken and Isfara: each district's filter shows it."""
    for filters in ({"district": ("kg-batken",)}, {"district": ("tj-isfara-city",)}, {"border": (Border.KG_TJ,)}):
        found = shared_resources(bundled_store, Selection(**filters)).table  # type: ignore[arg-type]
        assert "SHR001" in set(found["resource_id"]), filters
    for country in (Country.KG, Country.TJ):
        found = shared_resources(bundled_store, Selection(country=(country,))).table
        assert "SHR001" in set(found["resource_id"])
    assert "SHR001" not in set(
        shared_resources(bundled_store, Selection(border=(Border.KG_UZ,))).table["resource_id"]
    )


def test_two_at_one_point_are_one_spot_with_their_number(bundled_store: Store) -> None:
    spots = shared_resources(bundled_store, Selection()).tables["spots"]
    several = spots[spots["count"] > 1]
    assert several["ids"].to_list() == [["SHR001", "SHR032"]]
    assert not spots.duplicated(["lon", "lat", "level"]).any()


@pytest.mark.parametrize(
    ("since", "until", "day", "state"),
    [
        ("2018", None, date(2018, 1, 1), "there"),
        ("2018-05-02", None, date(2018, 5, 1), "not_yet"),
        (None, "2016", date(2016, 12, 31), "there"),
        (None, "2016", date(2017, 1, 1), "ended"),
        (None, "2025-03-13", date(2025, 3, 13), "ended"),
        (None, None, date(1900, 1, 1), "there"),
        ("the 1960s", "when the road is built", date(1900, 1, 1), "there"),
        ("2018-02-30", "0000", date(1900, 1, 1), "there"),
    ],
)
def test_a_year_begins_with_its_first_day_and_ends_with_its_last(
    since: str | None, until: str | None, day: date, state: str
) -> None:
    assert on_day(resource(ResourceKind.CANAL, since, until), day) == state


@given(kind=st.sampled_from(sorted(NATURAL)), day=DAYS, since=st.integers(1930, 2030))
@settings(max_examples=50, deadline=None)
def test_nature_was_there_before_anybody_wrote_of_it(kind: ResourceKind, day: date, since: int) -> None:
    assert on_day(resource(kind, str(since)), day) == "there"


@given(day=DAYS, since=st.integers(1930, 2030), until=st.integers(1930, 2030))
@settings(max_examples=50, deadline=None)
def test_what_has_ended_never_comes_back(day: date, since: int, until: int) -> None:
    road = resource(ResourceKind.ROAD, str(since), str(until))
    if on_day(road, day) == "ended":
        assert on_day(road, date(2031, 1, 1)) == "ended"
    else:
        assert day.year <= until
