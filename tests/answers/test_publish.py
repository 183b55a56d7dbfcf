"""What leaves the room: no internal row, no unverified record, no cell that could reveal a person."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from answers.publish import SURVEY_CELL, admit, publish, suppress
from model.enums import Mode, Status
from model.errors import FerghanaError
from model.result import Result, require_published
from model.selection import Selection


def records() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "incident_id": ["a", "b", "c", "d"],
            "visibility": ["public", "internal", "public", "internal"],
            "verification": ["verified", "verified", "unverified", "unverified"],
        }
    )


def answer(table: pd.DataFrame, **more: Any) -> Result:
    return Result(question="made", selection=Selection(), table=table, **more)


def cell(n: int, clusters: int, smaller: int) -> pd.DataFrame:
    row = {"unit_id": "x", "estimate": 0.4, "low": 0.3, "high": 0.5, "n": n, "clusters": clusters}
    whole = {"n": "Int64", "clusters": "Int64", SURVEY_CELL: "Int64"}
    return pd.DataFrame([row | {"n_effective": 20.0, SURVEY_CELL: smaller}]).astype(whole)


def test_the_public_sees_no_internal_and_no_unverified_row_and_learns_how_many() -> None:
    published = publish(answer(records(), tables={"beside": records()}, excluded={"unverified": 2}))
    assert published.table["incident_id"].to_list() == ["a"]
    assert published.tables["beside"]["incident_id"].to_list() == ["a"]
    assert published.excluded == {"internal": 2, "unverified": 3}
    assert published.mode is Mode.PUBLIC


def test_working_mode_keeps_every_row() -> None:
    published = publish(answer(records()), mode=Mode.INTERNAL)
    assert len(published.table) == 4
    assert (published.mode, dict(published.excluded)) == (Mode.INTERNAL, {})


def test_only_publish_stamps_an_answer() -> None:
    with pytest.raises(FerghanaError, match="'made' was not published"):
        require_published(answer(records()))
    assert require_published(publish(answer(records()))).mode is Mode.PUBLIC


def test_places_whose_point_is_a_guess_stay_on_the_map() -> None:
    places = records().drop(columns=["incident_id", "visibility"]).assign(place_id=list("abcd"))
    kept, dropped = admit(places, mode=Mode.PUBLIC)
    assert (len(kept), dropped) == (4, {})


def test_the_answer_that_was_given_is_not_changed() -> None:
    table = records()
    publish(answer(table))
    pd.testing.assert_frame_equal(table, records())


@pytest.mark.parametrize(
    ("n", "clusters", "smaller", "mode", "code"),
    [
        (240, 20, 60, Mode.PUBLIC, None),
        (30, 3, 5, Mode.PUBLIC, None),
        (240, 2, 60, Mode.PUBLIC, "P1"),
        (29, 3, 10, Mode.PUBLIC, "P6"),
        (240, 20, 4, Mode.PUBLIC, "P6"),
        (240, 20, 0, Mode.PUBLIC, "P6"),
        (240, 2, 60, Mode.INTERNAL, "P1"),
        (29, 3, 2, Mode.INTERNAL, None),
    ],
)
def test_a_cell_is_shown_or_hidden_by_clusters_people_and_smallest_count(
    n: int, clusters: int, smaller: int, mode: Mode, code: str | None
) -> None:
    row = suppress(cell(n, clusters, smaller), mode=mode).iloc[0]
    assert row["code"] == code
    assert bool(row["suppressed"]) == (code is not None)


def test_a_hidden_cell_carries_no_figure_and_the_reason_in_words() -> None:
    table = suppress(cell(240, 2, 60), mode=Mode.PUBLIC)
    assert table[["estimate", "low", "high", "n", "n_effective", "clusters"]].isna().all(axis=None)
    assert str(table["reason"][0]).startswith("Only 2 clusters interviewed here")
    assert SURVEY_CELL not in table.columns


def test_the_counts_behind_a_cell_never_leave() -> None:
    assert SURVEY_CELL not in publish(answer(cell(240, 20, 60))).table.columns


def test_an_answer_of_hidden_cells_only_is_suppressed() -> None:
    published = publish(answer(cell(10, 3, 2)))
    assert (published.status, published.code) == (Status.SUPPRESSED, "P6")
    assert published.message is not None
    assert published.message.english() == "Not shown, to protect the people interviewed."


@pytest.mark.parametrize(
    ("clusters", "sentence"),
    [
        ([2, 2], "Only 2 clusters interviewed here: no reliable margin of error, so no estimate."),
        ([1, 2], "Only 1–2 clusters interviewed here: no reliable margin of error, so no estimate."),
        ([2, 20], "Not shown, to protect the people interviewed."),
    ],
)
def test_a_suppressed_answer_says_why_in_words_with_its_fields_filled(clusters: list[int], sentence: str) -> None:
    published = publish(answer(pd.concat([cell(10, count, 2) for count in clusters], ignore_index=True)))
    assert published.message is not None
    assert (published.message.english(), published.message.code) == (sentence, published.code)
    assert published.table["reason"].notna().all()


def test_an_answer_with_a_shown_cell_has_no_message() -> None:
    published = publish(answer(pd.concat([cell(10, 3, 2), cell(240, 20, 60)], ignore_index=True)))
    assert (published.status, published.code, published.message) == (Status.OK, None, None)


def test_a_survey_table_without_rows_keeps_its_columns() -> None:
    table = publish(answer(cell(1, 1, 1).iloc[:0])).table
    assert {"suppressed", "code", "reason"} <= set(table.columns)
