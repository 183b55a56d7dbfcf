"""Which sources speak: imported ones where nobody chose, and what a merged record is reported by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from model.enums import Mode
from model.selection import Selection
from store import duplicate_reviews as reviews
from store.drafts import change
from store.open_pairs import open_pairs, pairs_inside
from store.queries import counts_by
from store.source_choice import coverage_of, default_sources, is_of, merged, sources_in_force, thin_years_of
from tests.pair_desk import BOTH, CLOSED, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store
    from store.drafts import Draft

FACTS = "facts-incidents"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("pairs"))


@pytest.fixture(scope="module")
def with_pairs(desk: Desk) -> Store:
    return desk.store


@pytest.fixture(scope="module")
def with_merge(tmp_path_factory: pytest.TempPathFactory) -> Store:
    desk = Desk(tmp_path_factory.mktemp("merge"))
    reviews.decide(desk.folder, "V01", "X01", "same", by="a tester", bundled=desk.bundled)
    return desk.store


def test_the_bundled_facts_speak_where_nothing_was_imported(valley_store: Store) -> None:
    assert default_sources(valley_store) == ()
    assert sources_in_force(valley_store, Selection()) == (FACTS,)
    assert open_pairs(valley_store).empty


def test_after_an_import_the_bundled_facts_are_not_ticked(with_pairs: Store) -> None:
    assert default_sources(with_pairs) == (CLOSED,)
    assert sources_in_force(with_pairs, Selection()) == (CLOSED,)
    assert sources_in_force(with_pairs, Selection(source=(FACTS,))) == (FACTS,)


def test_the_coverage_is_that_of_the_sources_that_speak(with_pairs: Store) -> None:
    assert coverage_of(with_pairs, Selection()).start == date(2015, 1, 1)
    assert thin_years_of(with_pairs, Selection()) == ()
    assert thin_years_of(with_pairs, Selection(source=BOTH)) == (2016,)


def test_pairs_count_where_both_records_lie_inside(with_pairs: Store) -> None:
    both = Selection(source=BOTH)
    assert len(pairs_inside(with_pairs, both, Mode.PUBLIC)) == 4
    assert len(pairs_inside(with_pairs, both.but(date_to=date(2015, 12, 31)), Mode.PUBLIC)) == 1
    assert pairs_inside(with_pairs, Selection(source=(CLOSED,)), Mode.PUBLIC).empty


def test_while_pairs_wait_a_count_is_that_of_the_largest_source(with_pairs: Store) -> None:
    counts = counts_by(with_pairs, Selection(source=BOTH), by=("year",)).set_index("year")["count"]
    assert counts[2015] == 2, "two of the facts, one of them reported by the other source too"
    assert counts[2022] == 1


def test_a_merged_record_is_reported_by_each_of_its_sources(with_merge: Store) -> None:
    assert merged(with_merge)["V01"].members == ("V01", "X01")
    rows = with_merge.frame("incidents")
    mine = rows.loc[is_of(with_merge, rows, (CLOSED,)), "incident_id"]
    assert "V01" in set(mine)
    counts = counts_by(with_merge, Selection(source=(CLOSED,)), by=("year",)).set_index("year")["count"]
    assert counts[2015] == 1


def test_a_source_without_a_record_in_the_area_takes_nobodys_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    def move_out(draft: Draft) -> None:
        rows = draft.frame("incidents")
        rows.loc[rows["source_id"] == CLOSED, "record_kind"] = "outside"
        draft.replace("incidents", rows)

    change(desk.folder, move_out, bundled=desk.bundled)
    assert default_sources(desk.store) == ()
