"""Incidents come into the engine in pieces, in any order, and are the same as if they came at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from model.tables import INCIDENTS
from store import chunks
from store.bundle import open_store
from store.chunks import FileRows, FrameRows, order_of, words_of
from store.loading import ORDER
from tests.valley import valley, write_valley
from tools.write_table import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from store.bundle import Store
    from store.chunks import Rows

PIECE = 4


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK", PIECE)


def mixed() -> pd.DataFrame:
    """The made incidents in an order of their own."""
    return valley()["incidents"].sample(frac=1.0, random_state=3).reset_index(drop=True)


def of_file(folder: Path) -> Rows:
    write_table("incidents", valley()["incidents"], folder / "incidents.parquet")
    return FileRows(folder / "incidents.parquet", "incidents")


@pytest.mark.usefixtures("small_pieces")
def test_pieces_of_mixed_rows_make_the_same_store(valley_store: Store) -> None:
    frames = valley()
    pieces = valley_store.with_incidents(mixed(), accounts=frames["accounts"])
    pd.testing.assert_frame_equal(pieces.frame("incidents"), valley_store.frame("incidents"))


@pytest.mark.usefixtures("small_pieces")
def test_pieces_of_a_file_make_the_same_store(valley_store: Store, tmp_path: Path) -> None:
    later = valley()["incidents"]
    later["date_start"], later["date_end"] = (
        later["date_start"].to_numpy()[::-1],
        later["date_end"].to_numpy()[::-1],
    )
    opened = open_store(write_valley(tmp_path, tables={"incidents": later}))
    whole = valley_store.with_incidents(later, accounts=valley()["accounts"])
    pd.testing.assert_frame_equal(opened.frame("incidents"), whole.frame("incidents"))
    assert opened.frame("incidents")["date_start"].is_monotonic_increasing
    assert opened.frame("incidents")["incident_id"].to_list() != sorted(later["incident_id"])


def test_every_record_has_its_number_and_those_with_accounts_or_a_group_are_single(valley_store: Store) -> None:
    rows = (
        valley_store.table("incidents").select("row", "incident_id", "single", "reason").to_pyarrow().to_pydict()
    )
    assert rows["row"] == list(range(15))
    single = {key for key, alone in zip(rows["incident_id"], rows["single"], strict=True) if alone}
    assert single == {"V01", "V08", "V09", "V10", "V11", "V12"}
    reasons = dict(zip(rows["incident_id"], rows["reason"], strict=True))
    assert (reasons["V01"], reasons["V03"], reasons["V07"]) == (None, "district_only", "country_or_vague")


@pytest.mark.usefixtures("small_pieces")
def test_a_file_and_a_frame_come_in_the_same_pieces(tmp_path: Path) -> None:
    names = ["incident_id", "date_start", "parties", "killed_best"]
    file, frame = of_file(tmp_path), FrameRows(valley()["incidents"], "incidents")
    for order in (None, np.arange(15)[::-1]):
        one, other = (
            [
                piece.to_pylist()
                for piece in (rows.pieces(names) if order is None else rows.pieces_by(names, order))
            ]
            for rows in (file, frame)
        )
        assert one == other
        assert [len(piece) for piece in one] == [4, 4, 4, 3]


def test_rows_that_lie_in_order_need_none() -> None:
    lying = valley()["incidents"].sort_values(list(ORDER))
    assert order_of(FrameRows(lying, "incidents"), ORDER) is None
    found = order_of(FrameRows(mixed(), "incidents"), ORDER)
    assert found is not None
    assert mixed().iloc[found]["incident_id"].to_list() == lying["incident_id"].to_list()
    assert order_of(FrameRows(mixed().iloc[:0], "incidents"), ORDER) is None


def test_only_columns_whose_words_come_back_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = of_file(tmp_path)
    assert words_of(rows, "border") == ["KG-TJ", "KG-UZ"]
    assert words_of(rows, "incident_id") is None
    assert words_of(rows, "coord_source") == []
    monkeypatch.setattr(chunks, "MOST_WORDS", 1)
    assert words_of(rows, "border") is None


def test_a_store_without_incidents_opens(valley_store: Store) -> None:
    empty = valley_store.with_incidents(valley()["incidents"].iloc[:0])
    assert empty.frame("incidents").empty
    assert empty.frame("incidents").dtypes.to_dict() == valley_store.frame("incidents").dtypes.to_dict()


def test_the_engine_packs_what_it_holds(valley_store: Store) -> None:
    many = pd.concat([valley()["incidents"]] * 2_000, ignore_index=True)
    many["incident_id"] = [f"M{number:06d}" for number in range(len(many))]
    connection = valley_store.with_incidents(many).backend().con
    used = connection.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()[0]
    unpacked = sum(pa.Table.from_pandas(many[[name]]).nbytes for name in INCIDENTS.column_names)
    assert used < unpacked / 3
