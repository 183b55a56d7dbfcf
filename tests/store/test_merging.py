"""The two forms of the tables: as sources state records, and as they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from store import duplicate_reviews as reviews
from store.drafts import change, open_draft
from store.merging import as_stated, order_of
from tests.pair_desk import CLOSED, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from store.drafts import Draft


def test_sources_that_may_be_passed_on_speak_first_and_the_bundled_facts_before_all() -> None:
    sources = pd.DataFrame(
        [("acled", False), ("ngo", True), ("facts-incidents", True), ("bazaar", True)],
        columns=["source_id", "redistributable"],
    )
    assert sorted(sources["source_id"], key=lambda name: order_of(sources)[name]) == [
        "facts-incidents",
        "bazaar",
        "ngo",
        "acled",
    ]


def test_whoever_changes_a_merged_record_changes_what_its_source_states(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    reviews.decide(desk.folder, "V01", "X01", "same", by="a tester", bundled=desk.bundled)

    def raise_figures(draft: Draft) -> None:
        rows = draft.frame("incidents")
        rows.loc[rows["incident_id"] == "X01", ["killed_low", "killed_best", "killed_high"]] = [7, 8, 9]
        draft.replace("incidents", rows)

    change(desk.folder, raise_figures, bundled=desk.bundled)
    rows = desk.store.frame("incidents").set_index("incident_id")
    assert rows.loc["X01", "record_kind"] == "duplicate", "the decision still holds"
    told = desk.store.frame("accounts")
    assert told.loc[told["source_id"] == CLOSED, "killed_high"].to_list() == [9]
    originals = desk.store.frame("merge_originals").set_index("incident_id")
    assert originals.loc["X01", "killed_high"] == 9
    assert originals.loc["X01", "record_kind"] == "event"


def test_other_changes_leave_merged_records_as_they_are(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    reviews.decide(desk.folder, "V01", "X01", "same", by="a tester", bundled=desk.bundled)
    before = desk.store
    area = {"area_id": "mine", "name": "Mine", "district_ids": [], "place_ids": []}
    change(desk.folder, lambda draft: draft.replace("saved_areas", pd.DataFrame([area])), bundled=desk.bundled)
    for name in ("incidents", "accounts", "merge_originals"):
        pd.testing.assert_frame_equal(desk.store.frame(name), before.frame(name))


def test_rows_are_put_back_where_they_stood(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    draft = open_draft(desk.folder, bundled=desk.bundled)
    rows, stated = draft.rows("incidents"), draft.frame("incidents")
    changed = pa.Table.from_pandas(rows.to_pandas().iloc[::-1], schema=rows.schema, preserve_index=False)
    back = as_stated(changed, stated[stated["incident_id"].isin(["V01", "X50"])])
    assert back.column("incident_id").to_pylist() == changed.column("incident_id").to_pylist()
